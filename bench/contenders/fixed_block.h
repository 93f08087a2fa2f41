/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CONTENDERS_FIXED_BLOCK_H
#define HPALLOC_BENCH_CONTENDERS_FIXED_BLOCK_H

#include <hpalloc/fixed_block.h>

#include "../engine/contender.h"

/* The fixed block allocator, whose variants differ in where pages come from. */

/**
 * struct hp_fixed_block_state - an allocator on an arena of its own
 * @source: of its pages, NULL for the default
 * @step: bytes by which the arena grows while blocks are allocated, 0 if it
 *        has all of them before
 * @arena: the arena
 * @fb: the allocator
 */
struct hp_fixed_block_state {
	const struct hp_page_source *source;
	u64 step;
	struct hp_arena arena;
	struct hp_fixed_block fb;
};

int hp_fixed_block_create(void *state, u64 count, size_t block_size);
void hp_fixed_block_destroy(void *state);
u64 hp_fixed_block_live_blocks(void *state);
u64 hp_fixed_block_bytes(void *state);
u64 hp_fixed_block_need(u64 count, size_t block_size);
const struct hp_loops *hp_fixed_block_loops(size_t block_size);

/* What all variants have; @variant is a struct hp_fixed_block_state. */
#define HP_FIXED_BLOCK_MEMBERS(variant)		\
	.bounded = true,			\
	.state = &(variant),			\
	.create = hp_fixed_block_create,	\
	.destroy = hp_fixed_block_destroy,	\
	.live = hp_fixed_block_live_blocks,	\
	.bytes = hp_fixed_block_bytes,		\
	.need = hp_fixed_block_need,		\
	.loops_for = hp_fixed_block_loops

#endif /* HPALLOC_BENCH_CONTENDERS_FIXED_BLOCK_H */
