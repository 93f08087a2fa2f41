// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * No allocator at all: what the loops themselves cost. Every "allocation" is
 * the same static block.
 */

#include <hpalloc/platform.h>

#include "contender.h"

static u64 hp_harness_block[512];

static __always_inline void *hp_harness_op_alloc(void *state)
{
	OPTIMIZER_HIDE_VAR(state);
	hp_assume(state);	/* as of an allocator that has a block at hand */
	return state;
}

static __always_inline void hp_harness_op_free(void *state, void *block)
{
	barrier_data(block);
}

static __always_inline unsigned int
hp_harness_op_alloc_bulk(void *state, unsigned int n, void **blocks)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		blocks[i] = hp_harness_op_alloc(state);
	return n;
}

static __always_inline void hp_harness_op_free_bulk(void *state, unsigned int n,
						    void **blocks)
{
	barrier_data(blocks);
}

HP_DEFINE_LOOPS_BULK(hp_harness_loops, hp_harness_op_alloc, hp_harness_op_free,
		     hp_harness_op_alloc_bulk, hp_harness_op_free_bulk);

static const struct hp_loops *hp_harness_get_loops(size_t block_size)
{
	return &hp_harness_loops;
}

static const char *hp_harness_unfit(size_t block_size)
{
	return NULL;
}

static int hp_harness_create(void *state, u64 count, size_t block_size)
{
	return 0;
}

static void hp_harness_destroy(void *state)
{
}

static u64 hp_harness_none(u64 count, size_t block_size)
{
	return 0;
}

static u64 hp_harness_bytes(void *state)
{
	return 0;
}

const struct hp_contender hp_contender_harness = {
	.state = hp_harness_block,
	.unfit = hp_harness_unfit,
	.create = hp_harness_create,
	.destroy = hp_harness_destroy,
	.bytes = hp_harness_bytes,
	.need = hp_harness_none,
	.loops = hp_harness_get_loops,
};
