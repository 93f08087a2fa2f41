/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_LINEAR_PAGES_H
#define HPALLOC_LINEAR_PAGES_H

#include <hpalloc/arena.h>

/*
 * linear pages: an arena's memory from the kernel's linear mapping
 *
 * A page source, in the kernel only:
 *
 *	hp_arena_init_source(&arena, size, &hp_linear_pages);
 *
 * Its regions are physically contiguous pages at the addresses where the
 * kernel maps all memory, mostly with huge pages. There are fewer TLB misses
 * than with vmalloc where that does not get huge mappings, and creating and
 * destroying an arena changes no page tables.
 *
 * Use it for arenas that are created and destroyed often, or that are walked at
 * random. Do not use it for large arenas on a machine that has been up for
 * long and has little free memory: a region is at most 2^MAX_PAGE_ORDER pages
 * (4 MiB on x86), and smaller where memory is fragmented, so that an arena has
 * many of them and takes contiguous memory from others. vmalloc, the default,
 * needs none.
 */

#ifdef __cplusplus
extern "C" {
#endif

/*
 * hp_linear_pages: for hp_arena_init_source() and hp_size_class_init_source().
 * For process context, may sleep (GFP_KERNEL).
 */
extern const struct hp_page_source hp_linear_pages;

#ifdef __cplusplus
}
#endif

#endif /* HPALLOC_LINEAR_PAGES_H */
