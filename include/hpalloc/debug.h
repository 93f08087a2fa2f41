/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_DEBUG_H
#define HPALLOC_DEBUG_H

#include <hpalloc/platform.h>

/*
 * debug: what a build with HP_DEBUG checks
 *
 * Built with HP_DEBUG, the layers find double frees, pointers that are no
 * block of the allocator, blocks freed to the wrong class, and writes to free
 * blocks. Each is reported with the block, its class and the call, through
 * hp_report(): a WARN in the kernel, a message and abort() in user space. In
 * the kernel the bad call then does nothing.
 *
 * A write after free is found when the block is next allocated. Free blocks
 * are filled with HP_DEBUG_POISON, so every alloc and free costs time in
 * proportion to the block, and each arena takes another 2 % of memory.
 *
 * Library or module, and every user of them, have to be built alike: a mixed
 * build does not link. Without HP_DEBUG all of this compiles to nothing.
 */

#ifdef __cplusplus
extern "C" {
#endif

struct hp_arena_region;
struct hp_fixed_block;
struct hp_size_class;

#ifdef HP_DEBUG

/* HP_DEBUG_POISON: what free blocks are filled with, as SLUB's POISON_FREE */
#define HP_DEBUG_POISON		0x6b

#define HP_DEBUG_ENABLED	true

/* Every user of the inline functions refers to these two. */
#define hp_fixed_block_refill	hp_fixed_block_refill_debug
#define hp_fixed_block_spill	hp_fixed_block_spill_debug

int hp_debug_add_region(struct hp_arena_region *region);
void hp_debug_remove_region(struct hp_arena_region *region);
void hp_debug_open_page(struct hp_fixed_block *fb, void *page);
void *hp_debug_check_link(struct hp_fixed_block *fb, void *block, void *next);
bool hp_debug_check_free(struct hp_fixed_block *fb, void *block,
			 const char *call);
bool hp_debug_free(struct hp_fixed_block *fb, void *block, const char *call);
void hp_debug_alloc(struct hp_fixed_block *fb, void *block, const char *call);
bool hp_debug_check_class(struct hp_size_class *sc, void *block,
			  size_t class_size);

#else

#define HP_DEBUG_ENABLED	false

static inline int hp_debug_add_region(struct hp_arena_region *region)
{
	(void)region;
	return 0;
}

static inline void hp_debug_remove_region(struct hp_arena_region *region)
{
	(void)region;
}

static inline void hp_debug_open_page(struct hp_fixed_block *fb, void *page)
{
	(void)fb;
	(void)page;
}

static inline void *hp_debug_check_link(struct hp_fixed_block *fb, void *block,
					void *next)
{
	(void)fb;
	(void)block;
	return next;
}

static inline bool hp_debug_check_free(struct hp_fixed_block *fb, void *block,
				       const char *call)
{
	(void)fb;
	(void)block;
	(void)call;
	return true;
}

static inline bool hp_debug_check_class(struct hp_size_class *sc, void *block,
					size_t class_size)
{
	(void)sc;
	(void)block;
	(void)class_size;
	return true;
}

static inline bool hp_debug_free(struct hp_fixed_block *fb, void *block,
				 const char *call)
{
	(void)fb;
	(void)block;
	(void)call;
	return true;
}

static inline void hp_debug_alloc(struct hp_fixed_block *fb, void *block,
				  const char *call)
{
	(void)fb;
	(void)block;
	(void)call;
}

#endif /* HP_DEBUG */

#ifdef __cplusplus
}
#endif

#endif /* HPALLOC_DEBUG_H */
