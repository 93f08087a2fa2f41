/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_WORKLOAD_H
#define HPALLOC_BENCH_ENGINE_WORKLOAD_H

#include "platform.h"

/*
 * A workload is a list of steps that every contender takes alike. To add one:
 * write workloads/NAME.c, which defines HP_WORKLOAD(NAME), and put NAME into
 * workloads/list.h. Everything else is derived.
 */

/* Blocks that HP_OP_BULK allocates and frees at a time. */
#define HP_BULK		32

/* What a measured loop does in each of its iterations. */
enum hp_op {
	HP_OP_ALLOC,		/* fill the next slot */
	HP_OP_FREE,		/* empty the next slot */
	HP_OP_PAIR,		/* allocate a block and free it */
	HP_OP_REPLACE,		/* empty a random slot and fill it */
	HP_OP_BULK,		/* HP_BULK times HP_OP_PAIR in two calls */
	HP_OPS
};

enum hp_step_kind {
	HP_STEP_END,		/* a list of steps ends with it */
	HP_STEP_LOOP,		/* the operation, over the slots in order */
	HP_STEP_SHUFFLE,	/* slots into random order */
	HP_STEP_REVERSE,	/* slots into reverse order */
	HP_STEP_PIN,		/* keep blocks, so that no page becomes free */
	HP_STEP_UNPIN,		/* let them go again */
	HP_STEP_PEAK,		/* all blocks are live: memory is counted */
};

/**
 * struct hp_step - a step of a workload
 * @kind: what to do
 * @op: the operation of HP_STEP_LOOP
 * @row: under which name its time is reported, "" for the workload's own;
 *       NULL if it is not
 * @part: HP_STEP_LOOP goes over the first 1/@part of the slots; 0 for all
 */
struct hp_step {
	enum hp_step_kind kind;
	enum hp_op op;
	const char *row;
	unsigned int part;
};

/**
 * struct hp_workload - a workload
 * @note: a line for its users: what it does, and who pays for pages in its rows
 * @alias: another name that is understood, or NULL
 * @extra: runs only if named, or with "all"
 * @whole: has one row, of everything from creating the allocator to
 *         destroying it
 * @live: blocks that are live at once, 0 for as many as configured
 * @steps: what it does, up to HP_STEP_END
 */
struct hp_workload {
	const char *note;
	const char *alias;
	bool extra;
	bool whole;
	unsigned int live;
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
 * hp_workload_live() - how many blocks a workload holds
 * @workload: the workload
 * @count: the configured count
 *
 * Return: the blocks that are live at once.
 */
static inline u64 hp_workload_live(const struct hp_workload *workload, u64 count)
{
	return workload->live ? min_t(u64, workload->live, count) : count;
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

#endif /* HPALLOC_BENCH_ENGINE_WORKLOAD_H */
