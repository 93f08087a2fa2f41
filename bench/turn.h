/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_TURN_H
#define HPALLOC_BENCH_TURN_H

#include "contender.h"
#include "result.h"

/*
 * A contender's turn: all steps of a workload once, with a fresh allocator.
 * Whoever runs them decides whose turn it is.
 */

enum hp_step_kind {
	HP_STEP_END,
	HP_STEP_ALLOC,
	HP_STEP_FREE,
	HP_STEP_PAIR,
	HP_STEP_REPLACE,
	HP_STEP_BULK,
	HP_STEP_SHUFFLE,
	HP_STEP_PEAK,		/* all blocks are live: memory is counted */
};

enum hp_pass {
	HP_PASS_WARM_UP,	/* nothing is kept but the memory */
	HP_PASS_BATCH,
	HP_PASS_EACH,
	HP_PASSES
};

/**
 * struct hp_run - a run
 * @config: what it does
 * @result: what came out
 * @live: slots of the blocks
 * @index: the slots that are replaced, in order
 * @hists: latencies of the current workload, by phase and contender
 * @timer: latencies of the empty timer
 * @ids: contenders of the run, the harness last
 * @nr_ids: how many
 * @workload: that runs now
 * @pass: that runs now
 * @repeat: that runs now
 */
struct hp_run {
	struct hp_bench_config config;
	struct hp_result *result;
	void **live;
	u32 *index;
	struct hp_hist *hists;
	struct hp_hist *timer;
	enum hp_contender_id ids[HP_ARMS];
	unsigned int nr_ids;
	enum hp_workload_id workload;
	enum hp_pass pass;
	unsigned int repeat;
};

/**
 * hp_run_select() - choose the configured contenders, and the harness
 * @run: a run with a configuration
 */
void hp_run_select(struct hp_run *run);

/**
 * hp_run_place() - the order in which contenders take their turns
 * @run: a run with contenders and a repeat
 * @i: how many had theirs in this pass
 *
 * Return: who is next.
 */
enum hp_contender_id hp_run_place(const struct hp_run *run, unsigned int i);

/**
 * hp_run_begin() - begin a workload: its rows, and who cannot take part
 * @run: a run with a workload and contenders
 */
void hp_run_begin(struct hp_run *run);

/**
 * hp_run_end() - end a workload: percentiles of its rows
 * @run: the run
 */
void hp_run_end(struct hp_run *run);

/**
 * hp_run_index() - draw the random order of a repeat
 * @run: a run with a repeat
 *
 * Return: 0 or -EINTR.
 */
int hp_run_index(struct hp_run *run);

/**
 * hp_run_turn() - take a contender's turn
 * @run: a run with a workload, a pass and a repeat
 * @id: the contender
 *
 * What it finds is added to the run's result and histograms.
 *
 * Return: 0 or -EINTR.
 */
int hp_run_turn(struct hp_run *run, enum hp_contender_id id);

/**
 * hp_run_timer() - add to the latencies of the empty timer
 * @run: the run
 *
 * Return: 0 or -EINTR.
 */
int hp_run_timer(struct hp_run *run);

/**
 * hp_run_work() - how much there is to do
 * @run: a run with contenders
 *
 * Return: operations, over all workloads and repeats.
 */
u64 hp_run_work(const struct hp_run *run);

/**
 * hp_latency_from() - percentiles of a histogram
 * @latency: what they become
 * @hist: the histogram
 */
void hp_latency_from(struct hp_latency *latency, const struct hp_hist *hist);

/* From the runner: */

/**
 * hp_run_pause() - called between chunks, and in every loop of the harness
 * @done: operations since the last call
 *
 * Return: 0, or -EINTR to end the run.
 */
int hp_run_pause(u64 done);

/**
 * hp_run_tell() - called when something else begins
 * @phase: its name, or NULL if it is the same
 * @contender: its name, or NULL if it is the same
 */
void hp_run_tell(const char *phase, const char *contender);

#endif /* HPALLOC_BENCH_TURN_H */
