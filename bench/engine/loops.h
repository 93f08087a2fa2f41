/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_LOOPS_H
#define HPALLOC_BENCH_ENGINE_LOOPS_H

#include "clock.h"
#include "stats.h"
#include "workload.h"

/*
 * The measured loops. HP_DEFINE_LOOPS() compiles them for each contender,
 * operation and mode, so that its inline functions are inlined and no loop
 * makes an indirect call, which would cost more than an allocation where there
 * are retpolines.
 *
 * After each allocation the block escapes to a barrier: what a compiler could
 * drop or keep in registers in the loop, it could not in a real caller.
 */

/**
 * struct hp_chunk - a part of a step that runs without a checkpoint
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
 * @fn: by operation, by touch, by whether each operation is timed; NULL for
 *      an operation that it lacks
 */
struct hp_loops {
	hp_loop_fn fn[HP_OPS][2][2];
};

typedef void *(*hp_alloc_op)(void *state);
typedef void (*hp_free_op)(void *state, void *block);
typedef unsigned int (*hp_alloc_bulk_op)(void *state, unsigned int n,
					 void **blocks);
typedef void (*hp_free_bulk_op)(void *state, unsigned int n, void **blocks);

/* Returns how many allocations failed: this one or none. */
static __always_inline unsigned int hp_use_block(void *block, bool touch)
{
	if (unlikely(!block))
		return 1;
	if (touch)
		WRITE_ONCE(*(u64 *)block, (uintptr_t)block);
	barrier_data(block);
	return 0;
}

/* Ends the timing of a single operation that began at @start. */
static __always_inline u64 hp_record_since(struct hp_chunk *chunk, u64 start)
{
	u64 ticks = hp_clock_read() - start;

	hp_hist_record(chunk->hist, ticks);
	return ticks;
}

/*
 * All operations but HP_OP_BULK. If @each is timed, the array of slots is read
 * and written outside of that.
 */
static __always_inline u64 hp_loop(struct hp_chunk *chunk, hp_alloc_op alloc,
				   hp_free_op free, enum hp_op op, bool touch,
				   bool each)
{
	const bool frees_slot = op == HP_OP_FREE || op == HP_OP_REPLACE;
	const bool fills_slot = op == HP_OP_ALLOC || op == HP_OP_REPLACE;
	void *state = chunk->state;
	void **live = chunk->live, **slot = live + chunk->first;
	const u32 *index = chunk->index + chunk->first;
	u64 sum = 0, single = 0, start = hp_clock_read();
	unsigned int failures = 0;
	u32 left = chunk->count;

	for (; left; left--) {
		void *block = NULL;

		if (op == HP_OP_REPLACE)
			slot = live + *index++;
		if (frees_slot)
			block = *slot;
		if (each)
			single = hp_clock_read();
		if (frees_slot) {
			free(state, block);
			barrier();
		}
		if (op != HP_OP_FREE) {
			block = alloc(state);
			failures += hp_use_block(block, touch);
		}
		if (op == HP_OP_PAIR) {
			free(state, block);
			barrier();
		}
		if (each)
			sum += hp_record_since(chunk, single);
		if (fills_slot)
			*slot = block;
		slot++;
	}

	start = hp_clock_read() - start;
	chunk->failures += failures;
	return each ? sum : start;
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

/* HP_OP_BULK, the only @op there is. If @each is timed, that is a whole bulk. */
static __always_inline u64 hp_loop_bulk(struct hp_chunk *chunk,
					hp_alloc_bulk_op alloc,
					hp_free_bulk_op free, enum hp_op op,
					bool touch, bool each)
{
	u64 sum = 0, single = 0, start = hp_clock_read();
	unsigned int n, failures = 0;
	u32 left = chunk->count;

	for (; left; left -= n) {
		n = min_t(u32, left, HP_BULK);
		if (each)
			single = hp_clock_read();
		failures += hp_bulk(chunk->state, chunk->live, n, alloc, free, touch);
		if (each)
			sum += hp_record_since(chunk, single);
	}

	start = hp_clock_read() - start;
	chunk->failures += failures;
	return each ? sum : start;
}

/* The empty timer: what each single operation pays for being timed. */
static inline void hp_loop_timer(struct hp_chunk *chunk)
{
	u32 left;

	for (left = chunk->count; left; left--)
		hp_record_since(chunk, hp_clock_read());
}

#define HP_LOOP_FN(name, op, touch, each)	name##_##op##_##touch##each

#define HP_DEFINE_LOOP(loop, name, alloc, free, op, touch, each)	\
static u64 HP_LOOP_FN(name, op, touch, each)(struct hp_chunk *chunk)	\
{									\
	return loop(chunk, alloc, free, HP_OP_##op, touch, each);	\
}

/* In all modes; @loop is hp_loop or hp_loop_bulk. */
#define HP_DEFINE_MODES(loop, name, alloc, free, op)			\
HP_DEFINE_LOOP(loop, name, alloc, free, op, 0, 0)			\
HP_DEFINE_LOOP(loop, name, alloc, free, op, 0, 1)			\
HP_DEFINE_LOOP(loop, name, alloc, free, op, 1, 0)			\
HP_DEFINE_LOOP(loop, name, alloc, free, op, 1, 1)

#define HP_MODES(name, op) {						\
	{ HP_LOOP_FN(name, op, 0, 0), HP_LOOP_FN(name, op, 0, 1) },	\
	{ HP_LOOP_FN(name, op, 1, 0), HP_LOOP_FN(name, op, 1, 1) },	\
}

#define HP_DEFINE_SINGLES(name, alloc, free)				\
HP_DEFINE_MODES(hp_loop, name, alloc, free, ALLOC)		\
HP_DEFINE_MODES(hp_loop, name, alloc, free, FREE)		\
HP_DEFINE_MODES(hp_loop, name, alloc, free, PAIR)		\
HP_DEFINE_MODES(hp_loop, name, alloc, free, REPLACE)

/* All but HP_OP_BULK, which is behind them if there is one. */
#define HP_LOOPS(name, ...) {						\
	.fn = {								\
		[HP_OP_ALLOC] = HP_MODES(name, ALLOC),			\
		[HP_OP_FREE] = HP_MODES(name, FREE),			\
		[HP_OP_PAIR] = HP_MODES(name, PAIR),			\
		[HP_OP_REPLACE] = HP_MODES(name, REPLACE),		\
		__VA_ARGS__						\
	},								\
}

/*
 * HP_DEFINE_LOOPS() - the loops of a contender
 * @name: of the struct hp_loops that is defined
 * @alloc: void *alloc(void *state), always inline
 * @free: void free(void *state, void *block), always inline, ignores NULL
 */
#define HP_DEFINE_LOOPS(name, alloc, free)				\
HP_DEFINE_SINGLES(name, alloc, free)					\
static const struct hp_loops name = HP_LOOPS(name)

/* The same for a contender that has bulk calls. */
#define HP_DEFINE_LOOPS_BULK(name, alloc, free, alloc_bulk, free_bulk)	\
HP_DEFINE_SINGLES(name, alloc, free)					\
HP_DEFINE_MODES(hp_loop_bulk, name, alloc_bulk, free_bulk, BULK)	\
static const struct hp_loops name =					\
	HP_LOOPS(name, [HP_OP_BULK] = HP_MODES(name, BULK))

#endif /* HPALLOC_BENCH_ENGINE_LOOPS_H */
