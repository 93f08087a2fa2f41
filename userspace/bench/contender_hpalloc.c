// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc: a fixed block allocator on an arena that holds as many blocks as
 * will be live, of 256 MiB at first and grown from there.
 */

#include "contenders.h"

struct hp_hpalloc_state {
	unsigned int flags;
	struct hp_mmap_source source;
	struct hp_arena arena;
	struct hp_fixed_block fb;
};

static __always_inline void *hp_hpalloc_op_alloc(void *state)
{
	return hp_fixed_block_alloc(&((struct hp_hpalloc_state *)state)->fb);
}

static __always_inline void hp_hpalloc_op_free(void *state, void *block)
{
	hp_fixed_block_free(&((struct hp_hpalloc_state *)state)->fb, block);
}

static __always_inline unsigned int hp_hpalloc_op_alloc_bulk(void *state, unsigned int n,
							     void **blocks)
{
	return hp_fixed_block_alloc_bulk(&((struct hp_hpalloc_state *)state)->fb, n, blocks);
}

static __always_inline void hp_hpalloc_op_free_bulk(void *state, unsigned int n, void **blocks)
{
	hp_fixed_block_free_bulk(&((struct hp_hpalloc_state *)state)->fb, n, blocks);
}

HP_DEFINE_LOOPS_BULK(hp_hpalloc_loops, hp_hpalloc_op_alloc, hp_hpalloc_op_free,
		     hp_hpalloc_op_alloc_bulk, hp_hpalloc_op_free_bulk);

static const struct hp_loops *hp_hpalloc_get_loops(size_t block_size)
{
	(void)block_size;
	return &hp_hpalloc_loops;
}

static const char *hp_hpalloc_unfit(size_t block_size)
{
	(void)block_size;
	return NULL;
}

static u64 hp_hpalloc_need(u64 count, size_t block_size)
{
	u64 per_page = HP_PAGE_SIZE / block_size;

	return (count + per_page - 1) / per_page * HP_PAGE_SIZE;
}

static int hp_hpalloc_create(void *state, u64 count, size_t block_size)
{
	u64 bytes = hp_hpalloc_need(count, block_size);
	struct hp_hpalloc_state *s = state;
	int err;

	err = hp_mmap_source_init(&s->source, s->flags);
	if (!err)
		err = hp_arena_init_source(&s->arena, min(bytes, (u64)HP_ARENA_MAX_SIZE),
					   &s->source.base);
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

static void hp_hpalloc_destroy(void *state)
{
	hp_arena_destroy(&((struct hp_hpalloc_state *)state)->arena);
}

#define HP_DEFINE_HPALLOC(name, page_flags)				\
static struct hp_hpalloc_state name##_state = { .flags = page_flags };	\
const struct hp_contender name = {					\
	.state = &name##_state,						\
	.unfit = hp_hpalloc_unfit,					\
	.create = hp_hpalloc_create,					\
	.destroy = hp_hpalloc_destroy,					\
	.need = hp_hpalloc_need,					\
	.loops = hp_hpalloc_get_loops,					\
}

HP_DEFINE_HPALLOC(hp_contender_hpalloc, 0);
HP_DEFINE_HPALLOC(hp_contender_hpalloc_ready, HP_MMAP_PREFAULT);
HP_DEFINE_HPALLOC(hp_contender_hpalloc_huge, HP_MMAP_PREFAULT | HP_MMAP_HUGE);
