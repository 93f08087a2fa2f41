/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_SIZED_H
#define HPALLOC_BENCH_ENGINE_SIZED_H

#include "trace.h"

/*
 * The measured loop for blocks of many sizes, which does what the operations of a
 * trace say: compiled for each contender as those in loops.h are.
 */

typedef void *(*hp_alloc_sized_op)(void *state, size_t size);
typedef void (*hp_free_sized_op)(void *state, void *block, size_t size);

/* How its blocks are allocated and freed: by their sizes, or all are of one size. */
struct hp_sized_ops {
	hp_alloc_op alloc;
	hp_free_op free;
	hp_alloc_sized_op alloc_sized;
	hp_free_sized_op free_sized;
};

/* There are blocks of one byte, so that this is what is written first. */
static __always_inline void hp_touch_bytes(u8 *block, size_t size, enum hp_touch touch)
{
	size_t i = 0;

	if (touch == HP_TOUCH_FIRST)
		WRITE_ONCE(*block, (u8)size);
	if (touch != HP_TOUCH_WHOLE)
		return;
	for (; i + sizeof(u64) <= size; i += sizeof(u64))
		WRITE_ONCE(*(u64 *)(block + i), (uintptr_t)block);
	for (; i < size; i++)
		WRITE_ONCE(block[i], (u8)size);
}

/* Returns as hp_use_block(). */
static __always_inline unsigned int hp_alloc_traced(void *state, struct hp_sized_ops ops,
						    void **slot, size_t size,
						    enum hp_touch touch)
{
	void *block = ops.alloc_sized ? ops.alloc_sized(state, size) : ops.alloc(state);

	*slot = block;
	if (unlikely(!block))
		return 1;
	hp_touch_bytes(block, size, touch);
	barrier_data(block);
	return 0;
}

static __always_inline void hp_free_traced(void *state, struct hp_sized_ops ops,
					   void *block, size_t size)
{
	if (ops.free_sized)
		ops.free_sized(state, block, size);
	else
		ops.free(state, block);
	barrier();
}

static __always_inline u64 hp_run_ops(struct hp_chunk *chunk, struct hp_sized_ops ops,
				      enum hp_touch touch, bool each)
{
	const struct hp_trace_op *op = chunk->ops, *end = op + chunk->count;
	u64 sum = 0, single = 0, start = hp_clock_read();
	void *state = chunk->state;
	unsigned int failures = 0;

	for (; op < end; op++) {
		void **slot = chunk->live + op->slot;

		if (each)
			single = hp_clock_read();
		if (op->freed)
			hp_free_traced(state, ops, *slot, op->freed);
		if (op->allocated)
			failures += hp_alloc_traced(state, ops, slot, op->allocated, touch);
		if (each)
			sum += hp_record_since(chunk, single);
	}

	start = hp_clock_read() - start;
	chunk->failures += failures;
	return each ? sum : start;
}

/* HP_OP_TRACE of a contender that has blocks of one size. */
static __always_inline u64 hp_loop_trace(struct hp_chunk *chunk, hp_alloc_op alloc,
					 hp_free_op free, enum hp_op op,
					 enum hp_touch touch, bool each)
{
	return hp_run_ops(chunk, (struct hp_sized_ops){ .alloc = alloc, .free = free }, touch,
			  each);
}

/* The same by their sizes. */
static __always_inline u64 hp_loop_trace_sized(struct hp_chunk *chunk, hp_alloc_sized_op alloc,
					       hp_free_sized_op free, enum hp_op op,
					       enum hp_touch touch, bool each)
{
	return hp_run_ops(chunk,
			  (struct hp_sized_ops){ .alloc_sized = alloc, .free_sized = free },
			  touch, each);
}

/*
 * HP_DEFINE_LOOPS_SIZED() - the loops of a contender for blocks of many sizes
 * @name: of the struct hp_loops that is defined, for its @sized
 * @alloc: void *alloc(void *state, size_t size), always inline
 * @free: void free(void *state, void *block, size_t size), always inline, ignores
 *        NULL; @size is as it was for @alloc
 */
#define HP_DEFINE_LOOPS_SIZED(name, alloc, free)			\
HP_DEFINE_MODES(hp_loop_trace_sized, name, alloc, free, TRACE)		\
static const struct hp_loops name = HP_LOOPS_SIZED(name)

#define HP_LOOPS_SIZED(name)						\
	{ .fn = { [HP_OP_TRACE] = HP_MODES(name, TRACE) } }

#endif /* HPALLOC_BENCH_ENGINE_SIZED_H */
