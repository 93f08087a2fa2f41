/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_RUN_H
#define HPALLOC_BENCH_ENGINE_RUN_H

#include "context.h"
#include "result.h"
#include "script.h"

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
 * struct hp_slots - blocks of a worker, and which of its slots have some
 * @live: the slots
 * @usable: slots whose blocks are not pinned; those stand behind them
 * @filled: slots from here on were never filled
 * @empty_from: slots from here on are empty
 * @empty_to: up to here
 */
struct hp_slots {
	void **live;
	u64 usable;
	u64 filled;
	u64 empty_from;
	u64 empty_to;
};

/**
 * hp_slots_empty() - slots that had blocks and have none now
 * @slots: the slots
 *
 * Return: how many.
 */
static inline u64 hp_slots_empty(const struct hp_slots *slots)
{
	return slots->empty_to - slots->empty_from;
}

struct hp_run;
struct hp_turn;

/**
 * struct hp_worker - what takes turns: one CPU
 * @run: the run
 * @nr: which worker, from 0
 * @index: slots in the order of HP_OP_REPLACE
 * @inbox: blocks that others sent
 * @hist: its latencies, where there are several workers
 * @slots: its blocks
 * @script: where sizes differ, its operations and blocks
 * @turn: what it works at
 * @ops: operations of a step
 * @ticks: of these
 * @failures: allocations that failed, of these
 * @misses: of the timer that disturbed it
 * @noise: what disturbed it, that timer included
 * @err: of the step
 */
struct hp_worker {
	struct hp_run *run;
	unsigned int nr;
	u32 *index;
	struct hp_ring *inbox;
	struct hp_hist *hist;
	struct hp_slots slots;
	struct hp_script script;
	struct hp_turn *turn;
	u64 ops;
	u64 ticks;
	u64 failures;
	u64 misses;
	struct hp_noise noise;
	int err;
};

/**
 * struct hp_run - a run
 * @result: what it does, and what comes out
 * @nr_workers: who take the turns: as many as CPUs are configured
 * @workers: these
 * @live: slots of all of them
 * @inboxes: for each, of whom it may send to
 * @other: memory that is read for caches to get cold, NULL until that is needed
 * @stop: a worker has to end early, so all have
 */
struct hp_run {
	struct hp_result *result;
	unsigned int nr_workers;
	struct hp_worker *workers;
	void **live;
	struct hp_ring **inboxes;
	u64 *other;
	bool stop;
};

/**
 * hp_run_need() - memory of the harness
 * @config: what a run does
 *
 * Return: bytes that it takes between hp_run_hire() and hp_run_dismiss(), besides its
 * results and hp_bench_footprint().
 */
u64 hp_run_need(const struct hp_bench_config *config);

/**
 * hp_run_hire() - create the workers of a run
 * @run: a run with an initialised result
 *
 * Return: 0 or -ENOMEM; hp_run_dismiss() in both cases.
 */
int hp_run_hire(struct hp_run *run);

/**
 * hp_run_dismiss() - free them
 * @run: the run
 */
void hp_run_dismiss(struct hp_run *run);

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
 * @run: a run with workers
 * @id: which
 *
 * What it finds is added to the run's result.
 *
 * Return: 0, -EINTR, or -ENOMEM if memory of the harness is insufficient.
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
 * hp_run_traced() - slots of the workloads in which sizes differ
 * @config: what the run does
 *
 * Return: how many at most, 0 if it has none of these workloads.
 */
u32 hp_run_traced(const struct hp_bench_config *config);

/**
 * hp_run_work() - how much there is to do
 * @run: the run
 *
 * Return: operations, over all workloads and passes.
 */
u64 hp_run_work(const struct hp_run *run);

#endif /* HPALLOC_BENCH_ENGINE_RUN_H */
