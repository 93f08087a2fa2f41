/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_WORKLOAD_H
#define HPALLOC_BENCH_ENGINE_WORKLOAD_H

#include "platform.h"

/*
 * A workload is a list of steps that every contender takes alike. To add one:
 * write workloads/NAME.c, which defines HP_WORKLOAD(NAME), and put NAME into
 * workloads/list.h. Everything else is derived.
 */

/* Blocks that HP_OP_ALLOC and HP_OP_FREE take at a time, of who has bulk calls only. */
#define HP_BULK		32

/*
 * What HP_STEP_COOL reads, a word of each cache line: more than the caches of most
 * CPUs have, and than their TLBs cover. Where a last-level cache is larger, as on
 * some servers, what is in it may stay.
 */
#define HP_COLD_BYTES	(HP_CHECKERS ? 1 << 20 : 64 << 20)

/* How many times @count blocks a step may fill that has a live set of its own. */
#define HP_SET_MAX	(HP_CHECKERS ? 4 : 32)

/* What is written to each block after it was allocated, within the row: words. */
#define HP_TOUCH_LIST(TOUCH)	\
	TOUCH(NONE, none)	\
	TOUCH(FIRST, first)	\
	TOUCH(WHOLE, whole)

enum hp_touch {
#define HP_TOUCH(name, word)	HP_TOUCH_##name,
	HP_TOUCH_LIST(HP_TOUCH)
#undef HP_TOUCH
	HP_TOUCHES
};

/* What a measured loop does in each of its iterations. */
enum hp_op {
	HP_OP_ALLOC,		/* fill the next slot */
	HP_OP_FREE,		/* empty the next slot */
	HP_OP_PAIR,		/* allocate a block and free it */
	HP_OP_REPLACE,		/* empty a random slot and fill it */
	HP_OP_ROUND,		/* fill slots, empty half in order, half in reverse */
	HP_OP_BULK,		/* fill slots, empty them, in bulk calls if there are */
	HP_OP_PASS,		/* allocate a block and send it, or free one that came */
	HP_OP_WRITE,		/* write to the next of HP_WRITTEN blocks */
	HP_OP_TRACE,		/* free or allocate a block of a size, or both */
	HP_OPS
};

/* Blocks of each worker that HP_OP_WRITE goes round. */
#define HP_WRITTEN	64

/* Blocks that are on their way with HP_OP_PASS, for each worker, at most. */
#define HP_PASS_LIVE	2048

/* What HP_OP_TRACE does, on one CPU. */
enum hp_script_kind {
	HP_SCRIPT_FILL,		/* a block into each slot */
	HP_SCRIPT_REPLACE,	/* as often, another block in place of a random one */
	HP_SCRIPT_DRAIN,	/* frees what there is */
	HP_SCRIPT_REPLAY,	/* what the trace says that was written */
	HP_SCRIPT_PEAK,		/* the same, until most of its bytes are live */
};

/* Sizes that are drawn from. */
#define HP_SIZES	256

/* Which allocations of a loop of HP_OP_ALLOC fail; if others do, it is no result. */
enum hp_fails {
	HP_FAILS_NONE,
	HP_FAILS_LAST,		/* the loop ends with it, at the @count-th at the latest */
	HP_FAILS_ALL,		/* of @count; after HP_FAILS_LAST only */
	HP_FAILS
};

/* Whom HP_OP_PASS sends blocks to. */
enum hp_flow {
	HP_FLOW_ONE_WAY,	/* of two workers, the first sends to the second */
	HP_FLOW_BOTH_WAYS,	/* of two workers, both send */
	HP_FLOW_UNEVEN,		/* both, the first three times as much */
	HP_FLOW_FAN,		/* the first sends to all others by turns */
	HP_FLOW_SELF,		/* each to itself, as many at a time as a batch has */
};

/* What of it a step does. */
enum hp_half {
	HP_HALF_BOTH,
	HP_HALF_SEND,		/* sends until rings are full, and nobody receives */
	HP_HALF_RECEIVE,	/* receives that */
};

/* Where loops run. */
enum hp_in {
	HP_IN_TASK,
	HP_IN_PREEMPT_OFF,
	HP_IN_SOFTIRQ,
	HP_IN_IRQ,
	HP_IN_NR
};

enum hp_step_kind {
	HP_STEP_END,		/* a list of steps ends with it */
	HP_STEP_LOOP,		/* the operation, over the slots in order */
	HP_STEP_SHUFFLE,	/* slots into random order */
	HP_STEP_REVERSE,	/* slots into reverse order */
	HP_STEP_PIN,		/* keep blocks, so that no page becomes free */
	HP_STEP_UNPIN,		/* let them go again */
	HP_STEP_HANDOFF,	/* each worker gets the slots of the one before it */
	HP_STEP_RELIEVE,	/* new threads take the place of the workers' threads, which end */
	HP_STEP_PEAK,		/* memory is counted, once, and what of it is live */
	HP_STEP_COOL,		/* walk HP_COLD_BYTES of other memory: caches get cold */
};

/**
 * struct hp_step - a step of a workload
 * @kind: what to do
 * @op: the operation of HP_STEP_LOOP
 * @row: under which name its time is reported, "" for the workload's own;
 *       NULL if it is not
 * @part: HP_STEP_LOOP goes over the first 1/@part of the slots; 0 for all
 * @leave: HP_OP_FREE leaves the last 1/@leave of the slots; 0 for none of them.
 *         HP_OP_ALLOC fills the others again, but does not touch those
 * @ops: HP_OP_ALLOC and HP_OP_FREE go on where the last one ended, for so many
 *       slots; 0 for all
 * @fails: which allocations are to fail; of one CPU
 * @set: bytes of blocks that HP_STEP_LOOP works with; 0 for @count blocks
 * @keep: slots that HP_OP_ROUND and HP_OP_BULK fill and empty, again and again
 * @bulk: blocks that HP_OP_BULK takes at a time
 * @held: HP_OP_REPLACE frees so many blocks, in the order of slots, before it
 *        allocates as many; 0 to allocate one after each
 * @flow: of HP_OP_PASS
 * @batch: blocks that it passes at once, up to HP_BATCH_MAX
 * @half: what of that it does; with HP_FLOW_SELF both
 * @frees_in: where it frees
 * @disturbed: meanwhile a timer interrupts each worker and does the same
 * @script: of HP_OP_TRACE
 * @sizes: HP_SIZES of blocks, each of them as likely; NULL for 1 to HP_SIZES
 */
struct hp_step {
	enum hp_step_kind kind;
	enum hp_op op;
	const char *row;
	unsigned int part;
	unsigned int leave;
	unsigned int ops;
	enum hp_fails fails;
	u64 set;
	unsigned int keep;
	unsigned int bulk;
	unsigned int held;
	enum hp_flow flow;
	unsigned int batch;
	enum hp_half half;
	enum hp_in frees_in;
	bool disturbed;
	enum hp_script_kind script;
	const u16 *sizes;
};

/* Counts memory while as many blocks are on their way as rings have room for. */
#define HP_PASS_PEAK(...)						\
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .batch = 1,		\
	  .half = HP_HALF_SEND, __VA_ARGS__ },				\
	{ .kind = HP_STEP_PEAK },					\
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .batch = 1,		\
	  .half = HP_HALF_RECEIVE, __VA_ARGS__ }

/**
 * struct hp_workload - a workload
 * @note: a line for its users: what it does, and who pays for pages in its rows
 * @alias: another name that is understood, or NULL
 * @extra: runs only if named, or with "all"
 * @whole: has one row, of everything from creating the allocator to
 *         destroying it
 * @scarce: its allocators are created for 1/@scarce of the blocks, so that those who
 *          are bounded run out of them; 0 for all
 * @live: blocks that are live at once, 0 for as many as configured; of each
 *        worker
 * @cpus: runs on all CPUs of the run at once, which have to be so many at least;
 *        0 for one CPU
 * @block_size: of its blocks, whatever is configured; 0 for what is
 * @steps: what it does, up to HP_STEP_END
 */
struct hp_workload {
	const char *note;
	const char *alias;
	bool extra;
	bool whole;
	unsigned int scarce;
	unsigned int live;
	unsigned int cpus;
	unsigned int block_size;
	const struct hp_step *steps;
};

/* Defines a workload, for the list. */
#define HP_WORKLOAD(name)						\
	extern const struct hp_workload hp_workload_##name;		\
	const struct hp_workload hp_workload_##name

/**
 * struct hp_workload_entry - a workload under its name
 * @name: by which it is chosen and reported
 * @workload: the workload
 */
struct hp_workload_entry {
	const char *name;
	const struct hp_workload *workload;
};

/** hp_workloads - all there are, in the order of workloads/list.h */
extern const struct hp_workload_entry hp_workloads[];

/** hp_nr_workloads - how many */
extern const unsigned int hp_nr_workloads;

/**
 * hp_workload_workers() - how many CPUs a workload runs on
 * @workload: the workload
 * @cpus: those of the run
 *
 * Return: its workers.
 */
static inline unsigned int hp_workload_workers(const struct hp_workload *workload, u64 cpus)
{
	return workload->cpus ? cpus : 1;
}

/**
 * hp_workload_block_size() - of what size its blocks are
 * @workload: the workload
 * @block_size: the configured size
 *
 * Return: bytes.
 */
static inline size_t hp_workload_block_size(const struct hp_workload *workload,
					    u64 block_size)
{
	return workload->block_size ? workload->block_size : block_size;
}

/**
 * hp_step_set() - the live set of a step that has its own
 * @step: the step
 * @block_size: bytes in a block
 *
 * Return: blocks; 0 if it has none.
 */
static inline u64 hp_step_set(const struct hp_step *step, u64 block_size)
{
	return div64_u64(step->set, block_size);
}

/**
 * hp_step_fits() - whether a step is worth taking with a configured count
 * @step: the step
 * @count: the configured count
 * @block_size: bytes in a block
 *
 * What is done @count times has to have room for a round, and not to take many
 * times as long to be prepared.
 *
 * Return: whether it is.
 */
static inline bool hp_step_fits(const struct hp_step *step, u64 count, u64 block_size)
{
	return step->keep <= count && hp_step_set(step, block_size) <= HP_SET_MAX * count;
}

/**
 * hp_workload_live() - how many blocks a workload holds
 * @workload: the workload
 * @count: the configured count
 * @block_size: the configured size
 *
 * Return: the blocks that are live at once, of each worker.
 */
static inline u64 hp_workload_live(const struct hp_workload *workload, u64 count,
				   u64 block_size)
{
	u64 size = hp_workload_block_size(workload, block_size), live = 0;
	const struct hp_step *step;

	for (step = workload->steps; step->kind != HP_STEP_END; step++)
		if (hp_step_fits(step, count, size))
			live = max(live, hp_step_set(step, size));
	if (live)
		return live;
	return workload->live ? min_t(u64, workload->live, count) : count;
}

/**
 * hp_workload_disturbed() - whether timers allocate as well
 * @workload: the workload
 *
 * Return: whether one of its steps is disturbed by them.
 */
static inline bool hp_workload_disturbed(const struct hp_workload *workload)
{
	const struct hp_step *step;

	for (step = workload->steps; step->kind != HP_STEP_END; step++)
		if (step->disturbed)
			return true;
	return false;
}

/**
 * hp_workload_created() - for how many blocks allocators are created
 * @workload: the workload
 * @count: the configured count
 * @block_size: the configured size
 *
 * A timer has a block at a time: without one more for it, whoever it disturbs
 * could be without its last one.
 *
 * Return: blocks, of each worker.
 */
static inline u64 hp_workload_created(const struct hp_workload *workload, u64 count,
				      u64 block_size)
{
	u64 live = hp_workload_live(workload, count, block_size);

	if (workload->scarce)
		return max_t(u64, div_u64(live, workload->scarce), 1);
	return live + hp_workload_disturbed(workload);
}

/**
 * hp_workload_takes() - whether a workload has steps of a kind
 * @workload: the workload
 * @kind: the kind
 *
 * Return: whether it has.
 */
static inline bool hp_workload_takes(const struct hp_workload *workload, enum hp_step_kind kind)
{
	const struct hp_step *step;

	for (step = workload->steps; step->kind != HP_STEP_END; step++)
		if (step->kind == kind)
			return true;
	return false;
}

/**
 * hp_workload_has() - whether a workload performs an operation
 * @workload: the workload
 * @op: the operation
 *
 * Return: whether one of its steps does.
 */
static inline bool hp_workload_has(const struct hp_workload *workload, enum hp_op op)
{
	const struct hp_step *step;

	for (step = workload->steps; step->kind != HP_STEP_END; step++)
		if (step->kind == HP_STEP_LOOP && step->op == op)
			return true;
	return false;
}

/**
 * hp_workload_replays() - whether a workload does what a trace says
 * @workload: the workload
 *
 * Return: whether one of its steps does.
 */
static inline bool hp_workload_replays(const struct hp_workload *workload)
{
	const struct hp_step *step;

	for (step = workload->steps; step->kind != HP_STEP_END; step++)
		if (step->op == HP_OP_TRACE && step->script == HP_SCRIPT_REPLAY)
			return true;
	return false;
}

#endif /* HPALLOC_BENCH_ENGINE_WORKLOAD_H */
