/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_WORKLOAD_H
#define HPALLOC_BENCH_WORKLOAD_H

#include "clock.h"
#include "stats.h"

/*
 * The measured loops. They are always inlined into a function for each
 * contender, operation and mode (HP_DEFINE_LOOPS), so that a contender's
 * inline functions are inlined and no loop makes an indirect call, which
 * would cost more than an allocation where there are retpolines.
 *
 * After each allocation the block escapes to a barrier: what a compiler could
 * drop or keep in registers in the loop, it could not in a real caller.
 */

enum hp_op {
	HP_OP_ALLOC,
	HP_OP_FREE,
	HP_OP_PAIR,
	HP_OP_REPLACE,
	HP_OP_BULK,		/* not of every contender */
	HP_OPS
};

/**
 * struct hp_chunk - a part of a workload that is run without a pause
 * @state: the contender's allocator
 * @live: slots of the blocks
 * @index: for HP_OP_REPLACE, the slot that each operation replaces
 * @first: the first operation
 * @count: how many operations
 * @failures: allocations that failed, added to
 * @hist: gets the ticks of each operation, if each is timed
 */
struct hp_chunk {
	void *state;
	void **live;
	const u32 *index;
	u32 first;
	u32 count;
	u64 failures;
	struct hp_hist *hist;
};

/* Returns the ticks of the chunk; of the operations only, if each is timed. */
typedef u64 (*hp_loop_fn)(struct hp_chunk *chunk);

/**
 * struct hp_loops - a contender's measured loops
 * @fn: by whether each operation is timed, by operation, by touch
 */
struct hp_loops {
	hp_loop_fn fn[2][HP_OPS][2];
};

typedef void *(*hp_alloc_op)(void *state);
typedef void (*hp_free_op)(void *state, void *block);
typedef unsigned int (*hp_alloc_bulk_op)(void *state, unsigned int n,
					 void **blocks);
typedef void (*hp_free_bulk_op)(void *state, unsigned int n, void **blocks);

/* Blocks that HP_OP_BULK allocates and frees at a time. */
#define HP_BULK		32

/* Returns 1 if the allocation failed. */
static __always_inline unsigned int hp_use_block(void *block, bool touch)
{
	if (unlikely(!block))
		return 1;
	if (touch)
		WRITE_ONCE(*(u64 *)block, (uintptr_t)block);
	barrier_data(block);
	return 0;
}

static __always_inline u64 hp_loop_alloc(struct hp_chunk *chunk,
					 hp_alloc_op alloc, bool touch)
{
	void *state = chunk->state;
	void **slot = chunk->live + chunk->first;
	void **end = slot + chunk->count;
	unsigned int failures = 0;
	u64 start = hp_clock_read();

	for (; slot != end; slot++) {
		void *block = alloc(state);

		failures += hp_use_block(block, touch);
		*slot = block;
	}

	start = hp_clock_read() - start;
	chunk->failures += failures;
	return start;
}

static __always_inline u64 hp_loop_free(struct hp_chunk *chunk, hp_free_op free)
{
	void *state = chunk->state;
	void **slot = chunk->live + chunk->first;
	void **end = slot + chunk->count;
	u64 start = hp_clock_read();

	for (; slot != end; slot++) {
		free(state, *slot);
		barrier();
	}
	return hp_clock_read() - start;
}

static __always_inline u64 hp_loop_pair(struct hp_chunk *chunk,
					hp_alloc_op alloc, hp_free_op free,
					bool touch)
{
	void *state = chunk->state;
	u32 left = chunk->count;
	unsigned int failures = 0;
	u64 start = hp_clock_read();

	for (; left; left--) {
		void *block = alloc(state);

		failures += hp_use_block(block, touch);
		free(state, block);
		barrier();
	}

	start = hp_clock_read() - start;
	chunk->failures += failures;
	return start;
}

static __always_inline u64 hp_loop_replace(struct hp_chunk *chunk,
					   hp_alloc_op alloc, hp_free_op free,
					   bool touch)
{
	void *state = chunk->state;
	void **live = chunk->live;
	const u32 *index = chunk->index + chunk->first;
	const u32 *end = index + chunk->count;
	unsigned int failures = 0;
	u64 start = hp_clock_read();

	for (; index != end; index++) {
		void *block;

		free(state, live[*index]);
		barrier();
		block = alloc(state);
		failures += hp_use_block(block, touch);
		live[*index] = block;
	}

	start = hp_clock_read() - start;
	chunk->failures += failures;
	return start;
}

/* Returns how many allocations failed. */
static __always_inline unsigned int hp_bulk(void *state, void **blocks,
					    unsigned int n,
					    hp_alloc_bulk_op alloc,
					    hp_free_bulk_op free, bool touch)
{
	unsigned int i, got = alloc(state, n, blocks);

	for (i = 0; i < got; i++)
		hp_use_block(blocks[i], touch);
	free(state, got, blocks);
	barrier();
	return n - got;
}

static __always_inline u64 hp_loop_bulk(struct hp_chunk *chunk,
					hp_alloc_bulk_op alloc,
					hp_free_bulk_op free, bool touch)
{
	void *state = chunk->state;
	void **blocks = chunk->live;
	unsigned int n, failures = 0;
	u32 left = chunk->count;
	u64 start = hp_clock_read();

	for (; left; left -= n) {
		n = min_t(u32, left, HP_BULK);
		failures += hp_bulk(state, blocks, n, alloc, free, touch);
	}

	start = hp_clock_read() - start;
	chunk->failures += failures;
	return start;
}

/* The same with each operation timed; the array of slots stays outside. */

static __always_inline u64 hp_each_alloc(struct hp_chunk *chunk,
					 hp_alloc_op alloc, bool touch)
{
	void *state = chunk->state;
	void **slot = chunk->live + chunk->first;
	void **end = slot + chunk->count;
	u64 sum = 0;

	for (; slot != end; slot++) {
		u64 ticks = hp_clock_read();
		void *block = alloc(state);
		unsigned int failed = hp_use_block(block, touch);

		ticks = hp_clock_read() - ticks;
		hp_hist_record(chunk->hist, ticks);
		chunk->failures += failed;
		*slot = block;
		sum += ticks;
	}
	return sum;
}

static __always_inline u64 hp_each_free(struct hp_chunk *chunk, hp_free_op free)
{
	void *state = chunk->state;
	void **slot = chunk->live + chunk->first;
	void **end = slot + chunk->count;
	u64 sum = 0;

	for (; slot != end; slot++) {
		void *block = *slot;
		u64 ticks = hp_clock_read();

		free(state, block);
		ticks = hp_clock_read() - ticks;
		hp_hist_record(chunk->hist, ticks);
		sum += ticks;
	}
	return sum;
}

static __always_inline u64 hp_each_pair(struct hp_chunk *chunk,
					hp_alloc_op alloc, hp_free_op free,
					bool touch)
{
	void *state = chunk->state;
	u32 left = chunk->count;
	u64 sum = 0;

	for (; left; left--) {
		u64 ticks = hp_clock_read();
		void *block = alloc(state);
		unsigned int failed = hp_use_block(block, touch);

		free(state, block);
		ticks = hp_clock_read() - ticks;
		hp_hist_record(chunk->hist, ticks);
		chunk->failures += failed;
		sum += ticks;
	}
	return sum;
}

static __always_inline u64 hp_each_replace(struct hp_chunk *chunk,
					   hp_alloc_op alloc, hp_free_op free,
					   bool touch)
{
	void *state = chunk->state;
	const u32 *index = chunk->index + chunk->first;
	const u32 *end = index + chunk->count;
	u64 sum = 0;

	for (; index != end; index++) {
		void **slot = chunk->live + *index;
		void *block = *slot;
		unsigned int failed;
		u64 ticks = hp_clock_read();

		free(state, block);
		barrier();
		block = alloc(state);
		failed = hp_use_block(block, touch);
		ticks = hp_clock_read() - ticks;
		hp_hist_record(chunk->hist, ticks);
		chunk->failures += failed;
		*slot = block;
		sum += ticks;
	}
	return sum;
}

/* Each time is that of a whole bulk. */
static __always_inline u64 hp_each_bulk(struct hp_chunk *chunk,
					hp_alloc_bulk_op alloc,
					hp_free_bulk_op free, bool touch)
{
	u32 left = chunk->count;
	unsigned int n;
	u64 sum = 0;

	for (; left; left -= n) {
		u64 ticks = hp_clock_read();

		n = min_t(u32, left, HP_BULK);
		chunk->failures += hp_bulk(chunk->state, chunk->live, n, alloc,
					   free, touch);
		ticks = hp_clock_read() - ticks;
		hp_hist_record(chunk->hist, ticks);
		sum += ticks;
	}
	return sum;
}

/* The empty timer: what each of the above pays for being timed. */
static inline u64 hp_each_timer(struct hp_chunk *chunk)
{
	u32 left = chunk->count;
	u64 sum = 0;

	for (; left; left--) {
		u64 ticks = hp_clock_read();

		ticks = hp_clock_read() - ticks;
		hp_hist_record(chunk->hist, ticks);
		sum += ticks;
	}
	return sum;
}

#define HP_DEFINE_TOUCH_LOOPS(name, alloc, free, how, touch)		\
static u64 name##_##how##_alloc_##touch(struct hp_chunk *chunk)	\
{									\
	return hp_##how##_alloc(chunk, alloc, touch);			\
}									\
static u64 name##_##how##_pair_##touch(struct hp_chunk *chunk)		\
{									\
	return hp_##how##_pair(chunk, alloc, free, touch);		\
}									\
static u64 name##_##how##_replace_##touch(struct hp_chunk *chunk)	\
{									\
	return hp_##how##_replace(chunk, alloc, free, touch);		\
}

#define HP_DEFINE_HOW_LOOPS(name, alloc, free, how)			\
HP_DEFINE_TOUCH_LOOPS(name, alloc, free, how, 0)			\
HP_DEFINE_TOUCH_LOOPS(name, alloc, free, how, 1)			\
static u64 name##_##how##_free(struct hp_chunk *chunk)			\
{									\
	return hp_##how##_free(chunk, free);				\
}

#define HP_HOW_LOOPS(name, how) {					\
	[HP_OP_ALLOC] = { name##_##how##_alloc_0, name##_##how##_alloc_1 }, \
	[HP_OP_FREE] = { name##_##how##_free, name##_##how##_free },	\
	[HP_OP_PAIR] = { name##_##how##_pair_0, name##_##how##_pair_1 }, \
	[HP_OP_REPLACE] = { name##_##how##_replace_0, name##_##how##_replace_1 }, \
}

/*
 * HP_DEFINE_LOOPS() - all loops of a contender
 * @name: of the struct hp_loops that is defined
 * @alloc: void *alloc(void *state), always inline
 * @free: void free(void *state, void *block), always inline, ignores NULL
 */
#define HP_DEFINE_LOOPS(name, alloc, free)				\
HP_DEFINE_HOW_LOOPS(name, alloc, free, loop)				\
HP_DEFINE_HOW_LOOPS(name, alloc, free, each)				\
static const struct hp_loops name = {					\
	.fn = { HP_HOW_LOOPS(name, loop), HP_HOW_LOOPS(name, each) },	\
}

/* The same for a contender that HP_OP_BULK is asked of too. */
#define HP_DEFINE_HOW_BULK(name, alloc, free, how, touch)		\
static u64 name##_##how##_bulk_##touch(struct hp_chunk *chunk)		\
{									\
	return hp_##how##_bulk(chunk, alloc, free, touch);		\
}

#define HP_HOW_LOOPS_BULK(name, how) {					\
	[HP_OP_ALLOC] = { name##_##how##_alloc_0, name##_##how##_alloc_1 }, \
	[HP_OP_FREE] = { name##_##how##_free, name##_##how##_free },	\
	[HP_OP_PAIR] = { name##_##how##_pair_0, name##_##how##_pair_1 }, \
	[HP_OP_REPLACE] = { name##_##how##_replace_0, name##_##how##_replace_1 }, \
	[HP_OP_BULK] = { name##_##how##_bulk_0, name##_##how##_bulk_1 }, \
}

#define HP_DEFINE_LOOPS_BULK(name, alloc, free, alloc_bulk, free_bulk)	\
HP_DEFINE_HOW_LOOPS(name, alloc, free, loop)				\
HP_DEFINE_HOW_LOOPS(name, alloc, free, each)				\
HP_DEFINE_HOW_BULK(name, alloc_bulk, free_bulk, loop, 0)		\
HP_DEFINE_HOW_BULK(name, alloc_bulk, free_bulk, loop, 1)		\
HP_DEFINE_HOW_BULK(name, alloc_bulk, free_bulk, each, 0)		\
HP_DEFINE_HOW_BULK(name, alloc_bulk, free_bulk, each, 1)		\
static const struct hp_loops name = {					\
	.fn = { HP_HOW_LOOPS_BULK(name, loop),				\
		HP_HOW_LOOPS_BULK(name, each) },			\
}

#endif /* HPALLOC_BENCH_WORKLOAD_H */
