/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_RUN_H
#define HPALLOC_BENCH_ENGINE_RUN_H

#include "result.h"

/*
 * A run goes through its workloads; through each of them in passes, one for
 * warming up and two for each repeat; and in a pass every arm takes its turn:
 * all steps of the workload once, with a fresh allocator.
 */

enum hp_pass {
	HP_PASS_WARM_UP,	/* nothing is kept but the memory */
	HP_PASS_BATCH,		/* chunks of operations are timed */
	HP_PASS_EACH,		/* single operations are timed */
	HP_PASSES
};

/**
 * struct hp_context - where loops run
 * @name: by which it is reported
 * @call: runs a loop there; returns its ticks
 */
struct hp_context {
	const char *name;
	u64 (*call)(hp_loop_fn loop, struct hp_chunk *chunk);
};

/** hp_process_context - the caller's */
extern const struct hp_context hp_process_context;

/**
 * struct hp_worker - what takes turns: one CPU, in one context
 * @context: where its loops run
 * @live: slots of its blocks
 * @index: slots in the order of HP_OP_REPLACE, NULL if there is none
 */
struct hp_worker {
	const struct hp_context *context;
	void **live;
	u32 *index;
};

/**
 * struct hp_run - a run
 * @result: what it does, and what comes out
 * @worker: who takes the turns
 */
struct hp_run {
	struct hp_result *result;
	struct hp_worker worker;
};

/**
 * struct hp_turn_id - a turn
 * @slot: the workload
 * @arm: the arm
 * @repeat: the repeat, from 0
 * @pass: the pass
 */
struct hp_turn_id {
	unsigned int slot;
	unsigned int arm;
	unsigned int repeat;
	enum hp_pass pass;
};

/**
 * hp_run_all() - go through all turns of a run
 * @run: the run
 *
 * Return: 0, or what hp_bench_take_turn() returned.
 */
int hp_run_all(struct hp_run *run);

/**
 * hp_run_floors() - measure the floors
 * @run: the run
 *
 * Return: 0 or -EINTR.
 */
int hp_run_floors(struct hp_run *run);

/**
 * hp_run_turn() - take a turn
 * @run: a run with a worker that has slots
 * @id: which
 *
 * What it finds is added to the run's result.
 *
 * Return: 0 or -EINTR.
 */
int hp_run_turn(struct hp_run *run, const struct hp_turn_id *id);

/**
 * hp_run_open() - open the contenders of a workload
 * @run: the run
 * @slot: the workload
 *
 * One that cannot be opened is skipped, and its rows say why. A workload that
 * measures everything opens and closes them in its turns.
 */
void hp_run_open(struct hp_run *run, unsigned int slot);

/**
 * hp_run_close() - close them
 * @run: the run
 * @slot: the workload
 */
void hp_run_close(struct hp_run *run, unsigned int slot);

/**
 * hp_run_work() - how much there is to do
 * @run: the run
 *
 * Return: operations, over all workloads and passes.
 */
u64 hp_run_work(const struct hp_run *run);

#endif /* HPALLOC_BENCH_ENGINE_RUN_H */
