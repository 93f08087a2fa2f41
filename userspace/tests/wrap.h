/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_TESTS_WRAP_H
#define HPALLOC_TESTS_WRAP_H

/*
 * What the linker's --wrap calls the functions of the C library, and what it
 * calls in their place.
 */

#include <stddef.h>
#include <sys/types.h>

void *__real_calloc(size_t n, size_t size);
void *__real_mmap(void *mem, size_t size, int prot, int flags, int fd, off_t offset);
int __real_munmap(void *mem, size_t size);
int __real_mprotect(void *mem, size_t size, int prot);
int __real_madvise(void *mem, size_t size, int advice);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_mmap(void *mem, size_t size, int prot, int flags, int fd, off_t offset);
int __wrap_munmap(void *mem, size_t size);
int __wrap_mprotect(void *mem, size_t size, int prot);
int __wrap_madvise(void *mem, size_t size, int advice);

#endif /* HPALLOC_TESTS_WRAP_H */
