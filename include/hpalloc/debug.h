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
 * the kernel the bad call then does nothing. Destroying an arena with blocks
 * that are still allocated, which is allowed, is logged.
 *
 * A write after free is found when the block is next allocated. Free blocks
 * are filled with HP_DEBUG_POISON, so every alloc and free costs time in
 * proportion to the block.
 *
 * Library or module, and every user of them, have to be built alike: a mixed
 * build does not link. Without HP_DEBUG all of this compiles to nothing.
 */

#ifdef HP_DEBUG

#define HP_DEBUG_ENABLED	true

/* Every user of the inline functions refers to two of these. */
#define hp_fixed_block_refill	hp_fixed_block_refill_debug
#define hp_fixed_block_spill	hp_fixed_block_spill_debug
#define hp_cache_alloc_nested	hp_cache_alloc_nested_debug
#define hp_cache_free_nested	hp_cache_free_nested_debug

#else

#define HP_DEBUG_ENABLED	false

#endif

/* HP_DEBUG_POISON: what free blocks are filled with, as SLUB's POISON_FREE */
#define HP_DEBUG_POISON		0x6b

#endif /* HPALLOC_DEBUG_H */
