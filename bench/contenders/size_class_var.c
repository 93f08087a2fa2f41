// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "arena_plan.h"
#include "size_class.h"

/* Bytes by which a class grows. */
#define GROWTH	(256UL << 10)

static __always_inline void *op_alloc(void *state)
{
	struct hp_size_class_state *s = state;

	return hp_size_class_alloc(&s->sc, s->size, &s->class_size);
}

static __always_inline void op_free(void *state, void *block)
{
	struct hp_size_class_state *s = state;

	hp_size_class_free(&s->sc, block, s->class_size);
}

static __always_inline void *op_alloc_sized(void *state, size_t size)
{
	struct hp_size_class_state *s = state;
	size_t class_size;

	return hp_size_class_alloc(&s->sc, size, &class_size);
}

static __always_inline void op_free_sized(void *state, void *block, size_t size)
{
	struct hp_size_class_state *s = state;

	hp_size_class_free(&s->sc, block, hp_size_class_round(size));
}

HP_DEFINE_LOOPS(loops, op_alloc, op_free);
HP_DEFINE_LOOPS_SIZED(sized, op_alloc_sized, op_free_sized);

/* Which class will have how many is unknown: each grows, up to all of them. */
static int create_sized(void *state, u64 count, size_t block_size)
{
	u64 most = hp_plan_bytes(count, HP_SIZE_CLASS_MAX);
	struct hp_size_class_state *s = state;
	int err;

	err = hp_size_class_init(&s->sc, min_t(u64, most, GROWTH));
	if (err)
		return err;
	err = hp_size_class_set_growth(&s->sc, most);
	if (err)
		hp_size_class_destroy(&s->sc);
	return err;
}

HP_CONTENDER(size_class_var) = {
	.note = "the same with a size known at run time",
	.extra = true,
	.loops = &loops,
	.sized = &sized,
	.create_sized = create_sized,
	.sized_not_in = &hp_plan_growth_not_in,
	HP_SIZE_CLASS_MEMBERS,
};
