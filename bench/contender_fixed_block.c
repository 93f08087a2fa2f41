// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <hpalloc/fixed_block.h>

#include "arena_plan.h"
#include "contender.h"

static struct hp_fixed_block_state {
	struct hp_arena arena;
	struct hp_fixed_block fb;
} hp_fixed_block_state;

static __always_inline void *hp_fixed_block_op_alloc(void *state)
{
	return hp_fixed_block_alloc(&((struct hp_fixed_block_state *)state)->fb);
}

static __always_inline void hp_fixed_block_op_free(void *state, void *block)
{
	hp_fixed_block_free(&((struct hp_fixed_block_state *)state)->fb, block);
}

HP_DEFINE_LOOPS(hp_fixed_block_loops, hp_fixed_block_op_alloc,
		hp_fixed_block_op_free);

static const struct hp_loops *hp_fixed_block_get_loops(size_t block_size)
{
	return &hp_fixed_block_loops;
}

static const char *hp_fixed_block_unfit(size_t block_size)
{
	return NULL;
}

static int hp_fixed_block_create(void *state, u64 count, size_t block_size)
{
	struct hp_fixed_block_state *s = state;
	u64 bytes = hp_plan_bytes(count, block_size);
	int err;

	err = hp_arena_init(&s->arena, min_t(u64, bytes, HP_ARENA_MAX_SIZE));
	if (err)
		return err;

	err = hp_arena_set_growth(&s->arena, bytes);
	if (!err)
		err = hp_arena_reserve(&s->arena, bytes);
	if (!err)
		err = hp_fixed_block_init(&s->fb, &s->arena, block_size);
	if (err)
		hp_arena_destroy(&s->arena);
	return err;
}

static void hp_fixed_block_destroy(void *state)
{
	hp_arena_destroy(&((struct hp_fixed_block_state *)state)->arena);
}

static u64 hp_fixed_block_bytes(void *state)
{
	struct hp_fixed_block_state *s = state;

	return hp_plan_taken((u64)hp_arena_total_pages(&s->arena) * HP_PAGE_SIZE);
}

static u64 hp_fixed_block_need(u64 count, size_t block_size)
{
	return hp_plan_taken(hp_plan_bytes(count, block_size));
}

const struct hp_contender hp_contender_fixed_block = {
	.state = &hp_fixed_block_state,
	.unfit = hp_fixed_block_unfit,
	.create = hp_fixed_block_create,
	.destroy = hp_fixed_block_destroy,
	.bytes = hp_fixed_block_bytes,
	.need = hp_fixed_block_need,
	.loops = hp_fixed_block_get_loops,
};
