/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_LOOPS_H
#define HPALLOC_BENCH_ENGINE_LOOPS_H

#include "clock.h"
#include "ring.h"
#include "stats.h"
#include "trace.h"
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
 * @words: of a block, to be written with HP_TOUCH_WHOLE
 * @keep: for HP_OP_ROUND and HP_OP_BULK, the slots of a round
 * @forward: how many of them are emptied in order, the rest in reverse
 * @batch: for HP_OP_PASS, blocks that are passed at once; for HP_OP_BULK, those
 *         of a call
 * @sends: blocks to allocate and send, counted down
 * @receives: blocks to receive and free, counted down
 * @inbox: where they come from
 * @out: where they go to, by turns
 * @nr_out: how many these are
 * @next_out: whose turn it is
 * @stop: becomes true if nothing more may come or go
 * @ops: for HP_OP_TRACE, the operations
 */
struct hp_chunk {
	void *state;
	void **live;
	const u32 *index;
	u32 first;
	u32 count;
	u64 failures;
	struct hp_hist *hist;
	u32 words;
	u32 keep;
	u32 forward;
	u32 batch;
	u32 sends;
	u32 receives;
	struct hp_ring *inbox;
	struct hp_ring **out;
	u32 nr_out;
	u32 next_out;
	const bool *stop;
	const struct hp_trace_op *ops;
};

/* Returns the ticks of the chunk; of the operations only, if each is timed. */
typedef u64 (*hp_loop_fn)(struct hp_chunk *chunk);

/**
 * struct hp_loops - a contender's measured loops
 * @fn: by operation, by touch, by whether each operation is timed; NULL for
 *      an operation that it lacks
 */
struct hp_loops {
	hp_loop_fn fn[HP_OPS][HP_TOUCHES][2];
};

typedef void *(*hp_alloc_op)(void *state);
typedef void (*hp_free_op)(void *state, void *block);
typedef unsigned int (*hp_alloc_bulk_op)(void *state, unsigned int n,
					 void **blocks);
typedef void (*hp_free_bulk_op)(void *state, unsigned int n, void **blocks);

static __always_inline void hp_touch_block(u64 *block, enum hp_touch touch, u32 words)
{
	u32 i;

	if (touch == HP_TOUCH_FIRST)
		WRITE_ONCE(*block, (uintptr_t)block);
	if (touch == HP_TOUCH_WHOLE)
		for (i = 0; i < words; i++)
			WRITE_ONCE(block[i], (uintptr_t)block);
}

/* Returns how many allocations failed: this one or none. */
static __always_inline unsigned int hp_use_block(const struct hp_chunk *chunk, void *block,
						 enum hp_touch touch)
{
	if (unlikely(!block))
		return 1;
	hp_touch_block(block, touch, chunk->words);
	barrier_data(block);
	return 0;
}

/* What was written is read, by whom it was sent to. */
static __always_inline void hp_look_at(const struct hp_chunk *chunk, const u64 *block,
				       enum hp_touch touch)
{
	u32 i, words = touch == HP_TOUCH_WHOLE ? chunk->words : touch;

	if (unlikely(!block))
		return;
	for (i = 0; i < words; i++)
		READ_ONCE(block[i]);
}

/* Ends the timing of a single operation that began at @start. */
static __always_inline u64 hp_record_since(struct hp_chunk *chunk, u64 start)
{
	u64 ticks = hp_clock_read() - start;

	hp_hist_record(chunk->hist, ticks);
	return ticks;
}

/*
 * HP_OP_ALLOC, HP_OP_FREE, HP_OP_PAIR and HP_OP_REPLACE. If @each is timed, the
 * array of slots is read and written outside of that.
 */
static __always_inline u64 hp_loop(struct hp_chunk *chunk, hp_alloc_op alloc,
				   hp_free_op free, enum hp_op op,
				   enum hp_touch touch, bool each)
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
			failures += hp_use_block(chunk, block, touch);
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

static __always_inline u64 hp_fill_round(struct hp_chunk *chunk, hp_alloc_op alloc,
					 enum hp_touch touch, bool each)
{
	void **slot = chunk->live, **end = slot + chunk->keep;
	unsigned int failures = 0;
	u64 sum = 0, single = 0;

	for (; slot < end; slot++) {
		if (each)
			single = hp_clock_read();
		*slot = alloc(chunk->state);
		failures += hp_use_block(chunk, *slot, touch);
		if (each)
			sum += hp_record_since(chunk, single);
	}
	chunk->failures += failures;
	return sum;
}

static __always_inline u64 hp_empty_round(struct hp_chunk *chunk, hp_free_op free, bool each)
{
	u32 i, keep = chunk->keep, forward = chunk->forward;
	u64 sum = 0, single = 0;

	for (i = 0; i < keep; i++) {
		void *block = chunk->live[i < forward ? i : keep + forward - 1 - i];

		if (each)
			single = hp_clock_read();
		free(chunk->state, block);
		barrier();
		if (each)
			sum += hp_record_since(chunk, single);
	}
	return sum;
}

/* HP_OP_ROUND, and HP_OP_BULK for who has no bulk calls. */
static __always_inline u64 hp_loop_round(struct hp_chunk *chunk, hp_alloc_op alloc,
					 hp_free_op free, enum hp_op op,
					 enum hp_touch touch, bool each)
{
	u64 sum = 0, start = hp_clock_read();
	u32 left;

	for (left = chunk->count; left; left -= chunk->keep) {
		sum += hp_fill_round(chunk, alloc, touch, each);
		sum += hp_empty_round(chunk, free, each);
	}

	start = hp_clock_read() - start;
	return each ? sum : start;
}

/* Returns how many allocations failed; those blocks are NULL, at the end. */
static __always_inline unsigned int hp_get_bulk(struct hp_chunk *chunk, void **blocks,
						unsigned int n, hp_alloc_bulk_op alloc,
						enum hp_touch touch)
{
	unsigned int i, got = alloc(chunk->state, n, blocks);

	for (i = 0; i < got; i++)
		hp_use_block(chunk, blocks[i], touch);
	for (i = got; i < n; i++)
		blocks[i] = NULL;
	return n - got;
}

static __always_inline void hp_put_bulk(struct hp_chunk *chunk, void **blocks, unsigned int n,
					hp_free_bulk_op free)
{
	while (n && unlikely(!blocks[n - 1]))
		n--;
	free(chunk->state, n, blocks);
	barrier();
}

static __always_inline u64 hp_bulk_round(struct hp_chunk *chunk, hp_alloc_bulk_op alloc,
					 hp_free_bulk_op free, enum hp_touch touch, bool each)
{
	unsigned int n, i, failures = 0;
	u32 keep = chunk->keep, bulk = chunk->batch;
	u64 sum = 0, single = 0;

	for (i = 0; i < keep; i += n) {
		n = min(keep - i, bulk);
		if (each)
			single = hp_clock_read();
		failures += hp_get_bulk(chunk, chunk->live + i, n, alloc, touch);
		if (each)
			sum += hp_record_since(chunk, single);
	}
	for (i = 0; i < keep; i += n) {
		n = min(keep - i, bulk);
		if (each)
			single = hp_clock_read();
		hp_put_bulk(chunk, chunk->live + i, n, free);
		if (each)
			sum += hp_record_since(chunk, single);
	}
	chunk->failures += failures;
	return sum;
}

/* HP_OP_BULK, the only @op there is. If @each is timed, that is each call. */
static __always_inline u64 hp_loop_bulk(struct hp_chunk *chunk, hp_alloc_bulk_op alloc,
					hp_free_bulk_op free, enum hp_op op,
					enum hp_touch touch, bool each)
{
	u64 sum = 0, start = hp_clock_read();
	u32 left;

	for (left = chunk->count; left; left -= chunk->keep)
		sum += hp_bulk_round(chunk, alloc, free, touch, each);

	start = hp_clock_read() - start;
	return each ? sum : start;
}

/* How blocks of HP_OP_PASS are allocated and freed: one by one, or many at once. */
struct hp_pass_ops {
	hp_alloc_op alloc;
	hp_free_op free;
	hp_alloc_bulk_op alloc_bulk;
	hp_free_bulk_op free_bulk;
};

static __always_inline u64 hp_alloc_batch(struct hp_chunk *chunk, struct hp_pass_ops ops,
					  void **blocks, u32 n, enum hp_touch touch, bool each)
{
	u64 sum = 0, single = 0;
	u32 i, got;

	if (ops.alloc_bulk) {
		if (each)
			single = hp_clock_read();
		got = ops.alloc_bulk(chunk->state, n, blocks);
		for (i = got; i < n; i++)
			blocks[i] = NULL;
		for (i = 0; i < n; i++)
			chunk->failures += hp_use_block(chunk, blocks[i], touch);
		return each ? hp_record_since(chunk, single) : 0;
	}

	for (i = 0; i < n; i++) {
		if (each)
			single = hp_clock_read();
		blocks[i] = ops.alloc(chunk->state);
		chunk->failures += hp_use_block(chunk, blocks[i], touch);
		if (each)
			sum += hp_record_since(chunk, single);
	}
	return sum;
}

static __always_inline u64 hp_free_batch(struct hp_chunk *chunk, struct hp_pass_ops ops,
					 void **blocks, u32 n, bool each)
{
	u64 sum = 0, single = 0;
	u32 i;

	if (ops.free_bulk) {
		if (each)
			single = hp_clock_read();
		/* Calls give all or none. */
		if (likely(blocks[0]))
			ops.free_bulk(chunk->state, n, blocks);
		return each ? hp_record_since(chunk, single) : 0;
	}

	for (i = 0; i < n; i++) {
		if (each)
			single = hp_clock_read();
		ops.free(chunk->state, blocks[i]);
		barrier();
		if (each)
			sum += hp_record_since(chunk, single);
	}
	return sum;
}

/* Allocates and sends a batch, if there is room for it. */
static __always_inline u64 hp_send(struct hp_chunk *chunk, struct hp_pass_ops ops,
				   enum hp_touch touch, bool each)
{
	struct hp_ring *out = chunk->out[chunk->next_out];
	u32 n = min_t(u32, chunk->sends, chunk->batch);
	void *blocks[HP_BATCH_MAX];
	u64 sum;

	if (!hp_ring_has_room(out, n))
		return 0;
	sum = hp_alloc_batch(chunk, ops, blocks, n, touch, each);
	hp_ring_put(out, blocks, n);
	chunk->sends -= n;
	if (++chunk->next_out == chunk->nr_out)
		chunk->next_out = 0;
	return sum;
}

/* Receives a batch, or as much as there is, and frees it. */
static __always_inline u64 hp_receive(struct hp_chunk *chunk, struct hp_pass_ops ops,
				      enum hp_touch touch, bool each)
{
	u32 i, n = min_t(u32, chunk->receives, chunk->batch);
	void *blocks[HP_BATCH_MAX];

	n = hp_ring_take(chunk->inbox, blocks, n);
	if (!n)
		return 0;
	for (i = 0; i < n; i++)
		hp_look_at(chunk, blocks[i], touch);
	chunk->receives -= n;
	return hp_free_batch(chunk, ops, blocks, n, each);
}

/* HP_OP_PASS. Never waits for room while blocks come. */
static __always_inline u64 hp_pass(struct hp_chunk *chunk, struct hp_pass_ops ops,
				   enum hp_touch touch, bool each)
{
	u64 sum = 0, start = hp_clock_read();
	u32 left = chunk->sends + chunk->receives;

	while (left) {
		u32 before = left;

		if (chunk->sends)
			sum += hp_send(chunk, ops, touch, each);
		if (chunk->receives)
			sum += hp_receive(chunk, ops, touch, each);
		left = chunk->sends + chunk->receives;
		if (left != before)
			continue;
		if (READ_ONCE(*chunk->stop))
			break;
		cpu_relax();
	}

	start = hp_clock_read() - start;
	return each ? sum : start;
}

static __always_inline u64 hp_loop_pass(struct hp_chunk *chunk, hp_alloc_op alloc,
					hp_free_op free, enum hp_op op,
					enum hp_touch touch, bool each)
{
	return hp_pass(chunk, (struct hp_pass_ops){ .alloc = alloc, .free = free }, touch, each);
}

static __always_inline u64 hp_loop_pass_bulk(struct hp_chunk *chunk, hp_alloc_bulk_op alloc,
					     hp_free_bulk_op free, enum hp_op op,
					     enum hp_touch touch, bool each)
{
	return hp_pass(chunk, (struct hp_pass_ops){ .alloc_bulk = alloc, .free_bulk = free },
		       touch, each);
}

/* HP_OP_ALLOC and HP_OP_FREE, HP_BULK at a time; percentiles are those of all. */
static __always_inline u64 hp_loop_many(struct hp_chunk *chunk, hp_alloc_bulk_op alloc,
					hp_free_bulk_op free, enum hp_op op,
					enum hp_touch touch, bool each)
{
	struct hp_pass_ops ops = { .alloc_bulk = alloc, .free_bulk = free };
	void **slot = chunk->live + chunk->first;
	u64 sum = 0, start = hp_clock_read();
	u32 left = chunk->count, n;

	for (; left; left -= n, slot += n) {
		n = min_t(u32, left, HP_BULK);
		if (op == HP_OP_FREE)
			sum += hp_free_batch(chunk, ops, slot, n, each);
		else
			sum += hp_alloc_batch(chunk, ops, slot, n, touch, each);
	}

	start = hp_clock_read() - start;
	return each ? sum : start;
}

/* HP_OP_WRITE, which is the same for all: what differs is where the blocks lie. */
static inline u64 hp_loop_write(struct hp_chunk *chunk)
{
	u64 single = 0, sum = 0, start = hp_clock_read();
	u32 i, end = chunk->first + chunk->count;

	for (i = chunk->first; i < end; i++) {
		u64 *block = chunk->live[i % HP_WRITTEN];

		if (chunk->hist)
			single = hp_clock_read();
		WRITE_ONCE(*block, i);
		if (chunk->hist)
			sum += hp_record_since(chunk, single);
	}

	start = hp_clock_read() - start;
	return chunk->hist ? sum : start;
}

/* The empty timer: what each single operation pays for being timed. */
static inline void hp_loop_timer(struct hp_chunk *chunk)
{
	u32 left;

	for (left = chunk->count; left; left--)
		hp_record_since(chunk, hp_clock_read());
}

#define HP_DEFINE_LOOP(fn, loop, alloc, free, op, touch, each)		\
static u64 fn(struct hp_chunk *chunk)					\
{									\
	return loop(chunk, alloc, free, HP_OP_##op, HP_TOUCH_##touch, each); \
}

#define HP_DEFINE_TOUCH(loop, name, alloc, free, op, touch)		\
HP_DEFINE_LOOP(name##_##op##_##touch##_0, loop, alloc, free, op, touch, false) \
HP_DEFINE_LOOP(name##_##op##_##touch##_1, loop, alloc, free, op, touch, true)

/*
 * In all modes; @loop is hp_loop or another one of those above. Who writes whole
 * blocks does not notice a test whether each operation is timed, so that there is
 * one loop for both: a contender has a loop for each size, and they add up.
 */
#define HP_DEFINE_MODES(loop, name, alloc, free, op)			\
HP_DEFINE_TOUCH(loop, name, alloc, free, op, NONE)			\
HP_DEFINE_TOUCH(loop, name, alloc, free, op, FIRST)			\
HP_DEFINE_LOOP(name##_##op##_WHOLE, loop, alloc, free, op, WHOLE, chunk->hist)

#define HP_TOUCH_MODES(name, op, touch)					\
	{ name##_##op##_##touch##_0, name##_##op##_##touch##_1 }

#define HP_MODES(name, op) {						\
	[HP_TOUCH_NONE] = HP_TOUCH_MODES(name, op, NONE),		\
	[HP_TOUCH_FIRST] = HP_TOUCH_MODES(name, op, FIRST),		\
	[HP_TOUCH_WHOLE] = { name##_##op##_WHOLE, name##_##op##_WHOLE }, \
}

/* HP_OP_FREE touches nothing. */
#define HP_FREE_MODES(name) {						\
	[HP_TOUCH_NONE] = HP_TOUCH_MODES(name, FREE, NONE),		\
	[HP_TOUCH_FIRST] = HP_TOUCH_MODES(name, FREE, NONE),		\
	[HP_TOUCH_WHOLE] = HP_TOUCH_MODES(name, FREE, NONE),		\
}

#define HP_DEFINE_SINGLES(name, alloc, free)				\
HP_DEFINE_MODES(hp_loop_trace, name, alloc, free, TRACE)	\
HP_DEFINE_MODES(hp_loop, name, alloc, free, ALLOC)		\
HP_DEFINE_TOUCH(hp_loop, name, alloc, free, FREE, NONE)		\
HP_DEFINE_MODES(hp_loop, name, alloc, free, PAIR)		\
HP_DEFINE_MODES(hp_loop, name, alloc, free, REPLACE)		\
HP_DEFINE_MODES(hp_loop_round, name, alloc, free, ROUND)

/* All but what only some have, which is behind them; @bulk is ROUND or BULK. */
#define HP_LOOPS(name, bulk, ...) {					\
	.fn = {								\
		[HP_OP_ALLOC] = HP_MODES(name, ALLOC),			\
		[HP_OP_FREE] = HP_FREE_MODES(name),			\
		[HP_OP_PAIR] = HP_MODES(name, PAIR),			\
		[HP_OP_REPLACE] = HP_MODES(name, REPLACE),		\
		[HP_OP_TRACE] = HP_MODES(name, TRACE),			\
		[HP_OP_ROUND] = HP_MODES(name, ROUND),			\
		[HP_OP_BULK] = HP_MODES(name, bulk),			\
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
static const struct hp_loops name = HP_LOOPS(name, ROUND)

/* The same for a contender that has bulk calls. */
#define HP_DEFINE_LOOPS_BULK(name, alloc, free, alloc_bulk, free_bulk)	\
HP_DEFINE_SINGLES(name, alloc, free)					\
HP_DEFINE_MODES(hp_loop_bulk, name, alloc_bulk, free_bulk, BULK)	\
static const struct hp_loops name = HP_LOOPS(name, BULK)

#define HP_PASS_AND_WRITE(name)						\
	[HP_OP_PASS] = HP_MODES(name, PASS),				\
	[HP_OP_WRITE] = { [0 ... HP_TOUCHES - 1] = { hp_loop_write, hp_loop_write } }

/* For one that several CPUs may use. */
#define HP_DEFINE_LOOPS_SHARED(name, alloc, free)			\
HP_DEFINE_SINGLES(name, alloc, free)					\
HP_DEFINE_MODES(hp_loop_pass, name, alloc, free, PASS)			\
static const struct hp_loops name = HP_LOOPS(name, ROUND, HP_PASS_AND_WRITE(name))

/* For one that several CPUs may use and that has bulk calls. */
#define HP_DEFINE_LOOPS_SHARED_BULK(name, alloc, free, alloc_bulk, free_bulk) \
HP_DEFINE_SINGLES(name, alloc, free)					\
HP_DEFINE_MODES(hp_loop_bulk, name, alloc_bulk, free_bulk, BULK)	\
HP_DEFINE_MODES(hp_loop_pass, name, alloc, free, PASS)			\
static const struct hp_loops name = HP_LOOPS(name, BULK, HP_PASS_AND_WRITE(name))

/* For one that has nothing but bulk calls, one block at a time where there is one. */
#define HP_DEFINE_LOOPS_BULK_ONLY(name, alloc_bulk, free_bulk)		\
static __always_inline void *name##_alloc(void *state)			\
{									\
	void *block;							\
									\
	return alloc_bulk(state, 1, &block) ? block : NULL;		\
}									\
static __always_inline void name##_free(void *state, void *block)	\
{									\
	if (likely(block))						\
		free_bulk(state, 1, &block);				\
}									\
HP_DEFINE_MODES(hp_loop, name, name##_alloc, name##_free, PAIR)		\
HP_DEFINE_MODES(hp_loop, name, name##_alloc, name##_free, REPLACE)	\
HP_DEFINE_MODES(hp_loop_trace, name, name##_alloc, name##_free, TRACE)	\
HP_DEFINE_MODES(hp_loop_round, name, name##_alloc, name##_free, ROUND)	\
HP_DEFINE_MODES(hp_loop_many, name, alloc_bulk, free_bulk, ALLOC)	\
HP_DEFINE_TOUCH(hp_loop_many, name, alloc_bulk, free_bulk, FREE, NONE)	\
HP_DEFINE_MODES(hp_loop_bulk, name, alloc_bulk, free_bulk, BULK)	\
HP_DEFINE_MODES(hp_loop_pass_bulk, name, alloc_bulk, free_bulk, PASS)	\
static const struct hp_loops name = HP_LOOPS(name, BULK, HP_PASS_AND_WRITE(name))

#include "sized.h"

#endif /* HPALLOC_BENCH_ENGINE_LOOPS_H */
