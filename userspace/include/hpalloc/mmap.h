/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_MMAP_H
#define HPALLOC_MMAP_H

#include <hpalloc/arena.h>

/*
 * mmap: where an arena's memory comes from in user space
 *
 * hp_arena_init() takes private anonymous memory, with none of the options
 * below. They are page sources, for hp_arena_init_source() and
 * hp_size_class_init_source():
 *
 *	struct hp_mmap_source source;
 *
 *	hp_mmap_source_init(&source, HP_MMAP_PREFAULT | HP_MMAP_GUARD);
 *	hp_arena_init_source(&arena, size, &source.base);
 *
 * A source has to outlive the arenas made from it. A struct hp_mmap_source is
 * never written to and may serve several threads; a struct hp_buffer_source
 * has one owner at a time, as an arena has.
 */

#ifdef __cplusplus
extern "C" {
#endif

/**
 * HP_MMAP_PREFAULT - have all pages at once, so that none faults later
 *
 * Memory that is not there is then known when the arena is made or grows,
 * which fails, as far as the system's overcommitment of memory allows.
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
 * HP_MMAP_GUARD - a page without access on either side of each region
 *
 * Running off the memory of an arena is then a SIGSEGV.
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
 * hp_mmap_source_init() - make a source of mmap memory
 * @source: the source; nothing has to be done to end it
 * @flags: HP_MMAP_*, any of them, or 0
 *
 * Return: 0, or -EINVAL for unknown flags.
 */
int hp_mmap_source_init(struct hp_mmap_source *source, unsigned int flags);

/**
 * struct hp_buffer_source - memory of the caller's
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
 * hp_buffer_source_init() - make a source of the caller's memory
 * @source: the source; nothing has to be done to end it
 * @mem: the buffer; aligned to HP_PAGE_SIZE or not, what cannot be used of it
 *       as whole pages is left alone
 * @size: bytes of the buffer
 *
 * The buffer serves any number of arenas and their growth, one region after
 * the other, and can be used again from its start once all of them have been
 * destroyed. It is never written to but by who is given its pages, and by an
 * allocator in its free blocks.
 *
 * Return: 0, or -EINVAL when there is not a single whole page in it.
 */
int hp_buffer_source_init(struct hp_buffer_source *source, void *mem,
			  size_t size);

#ifdef __cplusplus
}
#endif

#endif /* HPALLOC_MMAP_H */
