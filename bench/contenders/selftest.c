// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/contender.h"

extern const struct hp_contender hp_contender_fixed_block, hp_contender_kmalloc;

/**
 * struct variant - a contender with a delay
 * @base: the contender
 * @percent: of its time that are added
 * @block_size: of its blocks
 */
struct variant {
	const struct hp_contender *base;
	unsigned int percent;
	size_t block_size;
};

static u64 wait_ticks(u64 ticks)
{
	u64 start, now;

	if (!ticks)
		return 0;
	start = hp_clock_read();
	do {
		now = hp_clock_read();
	} while (now - start < ticks);
	return now - start;
}

/* The loop of the base, then what it took again, so many times a hundredth. */
static u64 delayed(struct hp_chunk *chunk, enum hp_op op, enum hp_touch touch, bool each)
{
	struct variant *variant = chunk->state;
	const struct hp_loops *loops = hp_contender_loops(variant->base, variant->block_size);
	u64 ticks;

	chunk->state = variant->base->state;
	ticks = loops->fn[op][touch][each](chunk);
	chunk->state = variant;
	return ticks + wait_ticks(div_u64(ticks * variant->percent, 100));
}

#define DELAYED(op, touch, each)					\
static u64 delayed_##op##_##touch##_##each(struct hp_chunk *chunk)	\
{									\
	return delayed(chunk, HP_OP_##op, HP_TOUCH_##touch, each);	\
}

#define DELAYED_TOUCH(op, touch)					\
DELAYED(op, touch, 0)							\
DELAYED(op, touch, 1)

#define DELAYED_OP(op)							\
DELAYED_TOUCH(op, NONE)							\
DELAYED_TOUCH(op, FIRST)						\
DELAYED_TOUCH(op, WHOLE)

DELAYED_OP(ALLOC)
DELAYED_OP(FREE)
DELAYED_OP(PAIR)
DELAYED_OP(REPLACE)
DELAYED_OP(ROUND)

#define TOUCH(op, touch)						\
	[HP_TOUCH_##touch] = { delayed_##op##_##touch##_0, delayed_##op##_##touch##_1 }
#define OP(op)								\
	[HP_OP_##op] = { TOUCH(op, NONE), TOUCH(op, FIRST), TOUCH(op, WHOLE) }

static const struct hp_loops loops = {
	.fn = { OP(ALLOC), OP(FREE), OP(PAIR), OP(REPLACE), OP(ROUND) },
};

static int create(void *state, u64 count, size_t block_size)
{
	struct variant *variant = state;

	variant->block_size = block_size;
	return variant->base->create ?
		variant->base->create(variant->base->state, count, block_size) : 0;
}

static void destroy(void *state)
{
	struct variant *variant = state;

	if (variant->base->destroy)
		variant->base->destroy(variant->base->state);
}

#define SELFTEST(name, delay, copy)					\
static struct variant name##delay##_##copy = {				\
	.base = &hp_contender_##name,					\
	.percent = delay,						\
};									\
HP_CONTENDER(name##_plus##delay##_##copy) = {				\
	.note = #name " and a delay of " #delay "%",			\
	.extra = true,							\
	.state = &name##delay##_##copy,					\
	.create = create,						\
	.destroy = destroy,						\
	.loops = &loops,						\
};

#include "selftest.h"
