// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/contender.h"
#include "arena_plan.h"

static struct hp_arena arena;

static __always_inline void *op_alloc(void *state)
{
	return hp_arena_alloc_page(state);
}

/* Pages go back with their arena. */
static __always_inline void op_free(void *state, void *block)
{
	barrier_data(block);
}

HP_DEFINE_LOOPS(loops, op_alloc, op_free);

static int create(void *state, u64 count, size_t block_size)
{
	return hp_plan_arena(state, NULL, hp_plan_bytes(count, block_size), 0);
}

static void destroy(void *state)
{
	hp_arena_destroy(state);
}

static u64 bytes(void *state)
{
	return hp_plan_taken(state);
}

static const char *unfit(size_t block_size)
{
	return block_size == HP_PAGE_SIZE ? NULL : "allocates pages: block_size=4096";
}

HP_CONTENDER(arena_pages) = {
	.note = "pages of hpalloc's arena; with block_size=4096; one owner; free does nothing",
	.extra = true,
	.owns_memory = true,
	.bounded = true,
	.keeps = true,
	.state = &arena,
	.unfit = unfit,
	.create = create,
	.destroy = destroy,
	.bytes = bytes,
	.loops = &loops,
};
