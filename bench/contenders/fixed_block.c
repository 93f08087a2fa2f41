// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "arena_plan.h"
#include "fixed_block.h"

static __always_inline void *op_alloc(void *state)
{
	return hp_fixed_block_alloc(&((struct hp_fixed_block_state *)state)->fb);
}

static __always_inline void op_free(void *state, void *block)
{
	hp_fixed_block_free(&((struct hp_fixed_block_state *)state)->fb, block);
}

static __always_inline unsigned int op_alloc_bulk(void *state, unsigned int n,
						  void **blocks)
{
	struct hp_fixed_block_state *s = state;

	return hp_fixed_block_alloc_bulk(&s->fb, n, blocks);
}

static __always_inline void op_free_bulk(void *state, unsigned int n, void **blocks)
{
	struct hp_fixed_block_state *s = state;

	hp_fixed_block_free_bulk(&s->fb, n, blocks);
}

HP_DEFINE_LOOPS_BULK(loops, op_alloc, op_free, op_alloc_bulk, op_free_bulk);

const struct hp_loops *hp_fixed_block_loops(size_t block_size)
{
	return &loops;
}

int hp_fixed_block_create(void *state, u64 count, size_t block_size)
{
	struct hp_fixed_block_state *s = state;
	int err;

	err = hp_plan_arena(&s->arena, s->source,
			    hp_plan_bytes(count, block_size), s->step);
	if (err)
		return err;

	err = hp_fixed_block_init(&s->fb, &s->arena, block_size);
	if (err)
		hp_arena_destroy(&s->arena);
	return err;
}

void hp_fixed_block_destroy(void *state)
{
	hp_arena_destroy(&((struct hp_fixed_block_state *)state)->arena);
}

u64 hp_fixed_block_live_blocks(void *state)
{
	return hp_fixed_block_live(&((struct hp_fixed_block_state *)state)->fb);
}

u64 hp_fixed_block_bytes(void *state)
{
	return hp_plan_taken(&((struct hp_fixed_block_state *)state)->arena);
}

u64 hp_fixed_block_need(u64 count, size_t block_size)
{
	return hp_plan_bytes(count, block_size);
}

static struct hp_fixed_block_state fixed_block;

HP_CONTENDER(fixed_block) = {
	.note = "hpalloc's fixed blocks; one owner, no locking",
	.alias = "hpalloc",
	.owns_memory = true,
	HP_FIXED_BLOCK_MEMBERS(fixed_block),
};
