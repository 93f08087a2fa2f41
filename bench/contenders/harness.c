// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * No allocator at all: what the loops themselves cost. Every "allocation" is
 * the same static block.
 */

#include <hpalloc/arena.h>

#include "../engine/contender.h"

static u64 block_of_any_size[HP_PAGE_SIZE / sizeof(u64)];

static __always_inline void *op_alloc(void *state)
{
	OPTIMIZER_HIDE_VAR(state);
	hp_assume(state);	/* as of an allocator that has a block at hand */
	return state;
}

static __always_inline void op_free(void *state, void *block)
{
	barrier_data(block);
}

static __always_inline unsigned int op_alloc_bulk(void *state, unsigned int n,
						  void **blocks)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		blocks[i] = op_alloc(state);
	return n;
}

static __always_inline void op_free_bulk(void *state, unsigned int n, void **blocks)
{
	barrier_data(blocks);
}

static __always_inline void *op_alloc_sized(void *state, size_t size)
{
	return op_alloc(state);
}

static __always_inline void op_free_sized(void *state, void *block, size_t size)
{
	op_free(state, block);
}

HP_DEFINE_LOOPS_SIZED(sized, op_alloc_sized, op_free_sized);
HP_DEFINE_LOOPS_SHARED_BULK(loops, op_alloc, op_free, op_alloc_bulk, op_free_bulk);

static u64 need_nothing(u64 count, size_t block_size)
{
	return 0;
}

static u64 no_bytes(void *state)
{
	return 0;
}

static const struct hp_contender harness = {
	.note = "the loops without an allocator, not subtracted from any row",
	.shared = true,
	.state = block_of_any_size,
	.bytes = no_bytes,
	.need = need_nothing,
	.loops = &loops,
	.sized = &sized,
};

const struct hp_contender_entry hp_harness = { "(harness)", &harness };
