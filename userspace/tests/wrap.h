/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_TESTS_WRAP_H
#define HPALLOC_TESTS_WRAP_H

/*
 * The C library as a test wants it, by the linker's --wrap: calls that fail,
 * and pages that are larger than this machine's.
 */

#include <stddef.h>
#include <sys/types.h>

/**
 * struct wrap - what the wrapped calls do
 * @calloc_error: errno that calloc() fails with, or 0 for no failure
 * @calloc_allowed: how many more times calloc() succeeds
 * @mprotect_error: an errno as above for mprotect()
 * @populate_error: the same for madvise(MADV_POPULATE_WRITE)
 * @huge_error: the same for madvise(MADV_HUGEPAGE)
 * @mmap_allowed: how many more times mmap() succeeds
 * @page_size: bytes in a page of the simulated system, a multiple of this
 *             machine's, or 0 for this machine
 * @mapped: bytes that mmap() has mapped and munmap() not unmapped
 * @last_mem: what the last mprotect() or madvise() was called for
 */
struct wrap {
	int calloc_error;
	unsigned int calloc_allowed;
	int mprotect_error;
	int populate_error;
	int huge_error;
	unsigned int mmap_allowed;
	size_t page_size;
	size_t mapped;
	void *last_mem;
};

extern struct wrap wrap;

/* Nothing fails; @page_size as above. */
void wrap_reset(size_t page_size);

/* Bytes in a page of this machine, whatever is simulated. */
size_t wrap_real_page_size(void);

/* What the linker calls the functions of the C library, and what it calls for them. */
void *__real_calloc(size_t n, size_t size);
void *__real_mmap(void *mem, size_t size, int prot, int flags, int fd, off_t offset);
int __real_munmap(void *mem, size_t size);
int __real_mprotect(void *mem, size_t size, int prot);
int __real_madvise(void *mem, size_t size, int advice);
long __real_sysconf(int name);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_mmap(void *mem, size_t size, int prot, int flags, int fd, off_t offset);
int __wrap_munmap(void *mem, size_t size);
int __wrap_mprotect(void *mem, size_t size, int prot);
int __wrap_madvise(void *mem, size_t size, int advice);
long __wrap_sysconf(int name);

#endif /* HPALLOC_TESTS_WRAP_H */
