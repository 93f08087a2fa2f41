/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef TOOLS_GUEST_GUEST_H
#define TOOLS_GUEST_GUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define DEBUGFS "/sys/kernel/debug/hpalloc/"

/* All of these return -errno for an error. */
int module_insert(const char *path);
int module_remove(void);
ssize_t file_read(const char *path, char *text, size_t size);	/* -EFBIG if it is larger */
int file_write(const char *path, const void *data, size_t len);
long file_wait(const char *path, const char *text, bool present, long ms);

/* What the kernel logged since the mark. */
void log_mark(void);
int log_lines(const char *with, char *last, size_t size);

/* What the kernel's memory looks like. */
struct memory {
	char *vmallocs;
	long available;
	long slab;
	long vmalloc;
};

void memory_read(struct memory *memory);
bool memory_same(const struct memory *before, long tolerance_kb);
void memory_free(struct memory *memory);

/* From now on, on this CPU only. */
bool run_on(int cpu);

long now_ms(void);
void sleep_ms(long ms);

#endif
