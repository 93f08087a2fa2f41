// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <hpalloc/size_class.h>

#include "arena_plan.h"
#include "contender.h"

static struct hp_size_class_state {
	struct hp_size_class sc;
	size_t size;		/* known at run time only */
	size_t class_size;
} hp_size_class_state;

static __always_inline void *hp_class_op_alloc(void *state, size_t size)
{
	struct hp_size_class_state *s = state;
	size_t class_size;

	return hp_size_class_alloc(&s->sc, size, &class_size);
}

static __always_inline void hp_class_op_free(void *state, void *block,
					     size_t class_size)
{
	struct hp_size_class_state *s = state;

	hp_size_class_free(&s->sc, block, class_size);
}

#define HP_DEFINE_CLASS_LOOPS(size)					\
static __always_inline void *hp_class_alloc_##size(void *state)	\
{									\
	return hp_class_op_alloc(state, size);				\
}									\
static __always_inline void hp_class_free_##size(void *state, void *block) \
{									\
	hp_class_op_free(state, block, size);				\
}									\
HP_DEFINE_LOOPS(hp_class_loops_##size, hp_class_alloc_##size,		\
		hp_class_free_##size)

HP_DEFINE_CLASS_LOOPS(32);
HP_DEFINE_CLASS_LOOPS(64);
HP_DEFINE_CLASS_LOOPS(128);
HP_DEFINE_CLASS_LOOPS(256);

static __always_inline void *hp_class_alloc_var(void *state)
{
	struct hp_size_class_state *s = state;

	return hp_size_class_alloc(&s->sc, s->size, &s->class_size);
}

static __always_inline void hp_class_free_var(void *state, void *block)
{
	struct hp_size_class_state *s = state;

	hp_size_class_free(&s->sc, block, s->class_size);
}

HP_DEFINE_LOOPS(hp_class_loops_var, hp_class_alloc_var, hp_class_free_var);

static const struct hp_loops *hp_class_loops(size_t block_size)
{
	if (block_size <= 32)
		return &hp_class_loops_32;
	if (block_size <= 64)
		return &hp_class_loops_64;
	if (block_size <= 128)
		return &hp_class_loops_128;
	return &hp_class_loops_256;
}

static const struct hp_loops *hp_class_get_loops_var(size_t block_size)
{
	return &hp_class_loops_var;
}

static const char *hp_class_unfit(size_t block_size)
{
	return block_size > HP_SIZE_CLASS_MAX ? "no class above 256 bytes" : NULL;
}

/* All classes start with a page, so that the three idle ones weigh nothing. */
static int hp_class_create(void *state, u64 count, size_t block_size)
{
	struct hp_size_class_state *s = state;
	int err;

	s->size = block_size;
	s->class_size = hp_size_class_round(block_size);

	err = hp_size_class_init(&s->sc, HP_PAGE_SIZE);
	if (err)
		return err;

	err = hp_size_class_set_growth(&s->sc, hp_plan_bytes(count, s->class_size));
	if (!err)
		err = hp_size_class_reserve(&s->sc, block_size, count);
	if (err)
		hp_size_class_destroy(&s->sc);
	return err;
}

static void hp_class_destroy(void *state)
{
	hp_size_class_destroy(&((struct hp_size_class_state *)state)->sc);
}

static u64 hp_class_bytes(void *state)
{
	struct hp_size_class_state *s = state;
	u64 bytes = 0;
	unsigned int i;

	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++) {
		u64 pages = hp_arena_total_pages(&s->sc.arenas[i]);

		bytes += HP_PAGE_SIZE + hp_plan_taken((pages - 1) * HP_PAGE_SIZE);
	}
	return bytes;
}

static u64 hp_class_need(u64 count, size_t block_size)
{
	u64 bytes = hp_plan_bytes(count, hp_size_class_round(block_size));

	return HP_SIZE_CLASS_COUNT * HP_PAGE_SIZE +
	       hp_plan_taken(bytes - HP_PAGE_SIZE);
}

const struct hp_contender hp_contender_size_class = {
	.state = &hp_size_class_state,
	.unfit = hp_class_unfit,
	.create = hp_class_create,
	.destroy = hp_class_destroy,
	.bytes = hp_class_bytes,
	.need = hp_class_need,
	.loops = hp_class_loops,
};

const struct hp_contender hp_contender_size_class_var = {
	.state = &hp_size_class_state,
	.unfit = hp_class_unfit,
	.create = hp_class_create,
	.destroy = hp_class_destroy,
	.bytes = hp_class_bytes,
	.need = hp_class_need,
	.loops = hp_class_get_loops_var,
};
