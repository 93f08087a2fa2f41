// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "arena_plan.h"
#include "size_class.h"

struct hp_size_class_state hp_size_class_state;

static __always_inline void *op_alloc(void *state, size_t size)
{
	struct hp_size_class_state *s = state;
	size_t class_size;

	return hp_size_class_alloc(&s->sc, size, &class_size);
}

static __always_inline void op_free(void *state, void *block, size_t class_size)
{
	struct hp_size_class_state *s = state;

	hp_size_class_free(&s->sc, block, class_size);
}

#define DEFINE_LOOPS(size)						\
static __always_inline void *op_alloc_##size(void *state)		\
{									\
	return op_alloc(state, size);					\
}									\
static __always_inline void op_free_##size(void *state, void *block)	\
{									\
	op_free(state, block, size);					\
}									\
HP_DEFINE_LOOPS(loops_##size, op_alloc_##size, op_free_##size)

DEFINE_LOOPS(32);
DEFINE_LOOPS(64);
DEFINE_LOOPS(128);
DEFINE_LOOPS(256);

static const struct hp_loops *loops_for(size_t block_size)
{
	static const struct hp_loops * const loops[HP_SIZE_CLASS_COUNT] = {
		&loops_32, &loops_64, &loops_128, &loops_256
	};

	return loops[hp_size_class_index(block_size)];
}

const char *hp_size_class_unfit(size_t block_size)
{
	return block_size > HP_SIZE_CLASS_MAX ? "no class above 256 bytes" : NULL;
}

/* All classes start with a page, so that the three idle ones weigh nothing. */
int hp_size_class_create(void *state, u64 count, size_t block_size)
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

void hp_size_class_destroy_state(void *state)
{
	hp_size_class_destroy(&((struct hp_size_class_state *)state)->sc);
}

u64 hp_size_class_bytes(void *state)
{
	struct hp_size_class_state *s = state;
	u64 bytes = 0;
	unsigned int i;

	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++)
		bytes += hp_plan_taken(&s->sc.arenas[i]);
	return bytes;
}

u64 hp_size_class_need(u64 count, size_t block_size)
{
	return hp_plan_bytes(count, hp_size_class_round(block_size)) +
	       (HP_SIZE_CLASS_COUNT - 1) * HP_PAGE_SIZE;
}

HP_CONTENDER(size_class) = {
	.note = "hpalloc's size classes, the size a constant; one owner, no locking",
	.extra = true,
	.loops_for = loops_for,
	HP_SIZE_CLASS_MEMBERS,
};
