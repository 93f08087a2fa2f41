/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_MMAP_H
#define HPALLOC_MMAP_H

#include <hpalloc/arena.h>

/*
 * mmap: where an arena's memory comes from in user space
 *
 * hp_arena_init() takes private anonymous memory without any of the options
 * below. Page sources with options are passed to hp_arena_init_source() and
 * hp_size_class_init_source():
 *
 *	struct hp_mmap_source source;
 *
 *	hp_mmap_source_init(&source, HP_MMAP_PREFAULT | HP_MMAP_GUARD);
 *	hp_arena_init_source(&arena, size, &source.base);
 *
 * A source has to outlive the arenas that use it. A struct hp_mmap_source is
 * never written to and may serve several threads; a struct hp_buffer_source
 * has one owner at a time, as an arena has.
 */

#ifdef __cplusplus
extern "C" {
#endif

/**
 * HP_MMAP_PREFAULT - populate all pages at once, so that none faults later
 *
 * If memory is insufficient, creating or growing the arena then fails, as far
 * as the system's overcommitment of memory allows.
 */
#define HP_MMAP_PREFAULT	(1U << 0)

/**
 * HP_MMAP_HUGE - ask for transparent huge pages
 *
 * Regions of 2 MiB or more are aligned to 2 MiB, and the kernel is advised to
 * back them with huge pages. It is free not to.
 */
#define HP_MMAP_HUGE		(1U << 1)

/**
 * HP_MMAP_GUARD - an inaccessible page on either side of each region
 *
 * An access beyond the memory of an arena is then a SIGSEGV. Where the system's
 * pages are larger than HP_PAGE_SIZE and a region does not fill its last one,
 * it ends at the guard behind it, and the guard in front of it is less than a
 * page away from its start.
 */
#define HP_MMAP_GUARD		(1U << 2)

/**
 * struct hp_mmap_source - private anonymous memory, with options
 * @base: to be passed to hp_arena_init_source()
 * @flags: HP_MMAP_*; private
 */
struct hp_mmap_source {
	struct hp_page_source base;
	unsigned int flags;
};

/**
 * hp_mmap_source_init() - initialise a source of mmap memory
 * @source: the source; it needs no cleanup
 * @flags: HP_MMAP_*, any of them, or 0
 *
 * Return: 0, or -EINVAL for unknown flags.
 */
int hp_mmap_source_init(struct hp_mmap_source *source, unsigned int flags);

/**
 * struct hp_buffer_source - memory provided by the caller
 * @base: to be passed to hp_arena_init_source()
 * @mem: the first whole page of the buffer; private, as all that follows
 * @size: bytes from there that are whole pages
 * @used: how many of these have been handed out
 * @regions: regions of arenas that are in them
 */
struct hp_buffer_source {
	struct hp_page_source base;
	char *mem;
	size_t size;
	size_t used;
	size_t regions;
};

/**
 * hp_buffer_source_init() - initialise a source of the caller's memory
 * @source: the source; it needs no cleanup
 * @mem: the buffer; it need not be aligned, and only its whole, aligned pages
 *       of HP_PAGE_SIZE are used
 * @size: bytes of the buffer
 *
 * The buffer serves any number of arenas and their growth, one region after
 * the other, and can be used again from its start once all of them have been
 * destroyed. The source itself never writes to it.
 *
 * Return: 0, or -EINVAL if the buffer has no whole page.
 */
int hp_buffer_source_init(struct hp_buffer_source *source, void *mem,
			  size_t size);

#ifdef __cplusplus
}
#endif

#endif /* HPALLOC_MMAP_H */
