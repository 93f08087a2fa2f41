/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_RESULT_H
#define HPALLOC_BENCH_ENGINE_RESULT_H

#include "config.h"
#include "contender.h"
#include "context.h"
#include "floor.h"
#include "stats.h"
#include "text.h"
#include "workload.h"

/*
 * What came out of a run. There is a slot for each workload of the run, and for
 * each context if that is for the run to choose, an arm
 * for each contender and for the harness, and a phase for each row that a
 * workload reports; a row is a phase of an arm. What is counted in repeats is
 * bounded by HP_STATS_MAX_REPEAT, everything else by the run.
 */

/**
 * struct hp_percentile - a percentile of single operations that is reported
 * @name: by which, as in "p99.9"
 * @column: in the header of CSV
 * @millionths: the share of operations that do not exceed it
 */
struct hp_percentile {
	const char *name;
	const char *column;
	u32 millionths;
};

#define HP_PERCENTILES	5

/* In ascending order. */
extern const struct hp_percentile hp_percentiles[HP_PERCENTILES];

/**
 * struct hp_latency - what single operations took, in picoseconds
 * @samples: how many; 0 if there is no result
 * @nr: how many of the percentiles have enough samples beyond them
 * @at: these
 * @max: the longest
 */
struct hp_latency {
	u64 samples;
	unsigned int nr;
	u64 at[HP_PERCENTILES];
	u64 max;
};

/**
 * struct hp_series - what the repeats took, in picoseconds if nothing else is said
 * @nr: how many repeats
 * @total: of each
 * @median: of all
 * @fastest: the smallest
 * @slowest: the largest
 */
struct hp_series {
	unsigned int nr;
	u64 total[HP_STATS_MAX_REPEAT];
	u64 median;
	u64 fastest;
	u64 slowest;
};

/**
 * struct hp_row - a phase of an arm
 * @ops: operations in each repeat
 * @failures: allocations that failed, in all repeats
 * @misses: likewise, in interrupts that disturbed
 * @series: the repeats; where several CPUs worked, the time of all of them
 * @spread: there, the slowest CPU's time by the fastest one's, in thousandths
 * @interrupts: of each repeat, on all of these CPUs
 * @switches: likewise, of the threads that worked
 * @latency: of single operations
 */
struct hp_row {
	u64 ops;
	u64 failures;
	u64 misses;
	struct hp_series series;
	struct hp_series spread;
	struct hp_series interrupts;
	struct hp_series switches;
	struct hp_latency latency;
};

/* A bit of the configuration for each contender, and the harness. */
#define HP_MAX_ARMS	65

/* Instead of an arm: there is none. */
#define HP_NOBODY	U8_MAX

/**
 * struct hp_arm - a contender in a workload
 * @skipped: why there is no result, or NULL
 * @setup: creating the allocator
 * @teardown: destroying it
 * @before: in each repeat, whose turn was before its own in the pass that was
 *          timed in batches; HP_NOBODY if it was the first
 * @bytes: memory when it was counted: while most blocks were live, or those that a
 *         history had left; 0 if unknown
 * @pages: bytes of the pages under these blocks, likewise
 * @live: bytes of these blocks
 */
struct hp_arm {
	const char *skipped;
	struct hp_series setup;
	struct hp_series teardown;
	u8 before[HP_STATS_MAX_REPEAT];
	u64 bytes;
	u64 pages;
	u64 live;
};

/**
 * struct hp_phase - what a workload reports in a row
 * @slot: of the workload
 * @workload: the workload
 * @in: where its loops run
 * @step: the step that is measured, NULL for the whole workload
 */
struct hp_phase {
	unsigned int slot;
	const struct hp_workload_entry *workload;
	enum hp_in in;
	const struct hp_step *step;
};

/**
 * struct hp_result - a run
 * @config: what it did
 * @nr_slots: workloads
 * @nr_arms: contenders, and the harness
 * @nr_phases: rows of an arm
 * @slots: the workloads, one behind the other for each context
 * @contexts: where the loops of each slot run
 * @arms: the contenders, the harness last
 * @phases: what is measured
 * @steal_ns: time that the host gave to others while turns were taken, as far as
 *            the kernel was told
 * @store: figures, see hp_result_arm() and those behind it
 * @facts: what the figures depend on, a line "key\tvalue\n" each
 * @not_comparable: what makes the kernel or program unfit for measuring
 * @warnings: what a reader has to know besides, a line each
 */
struct hp_result {
	struct hp_bench_config config;
	unsigned int nr_slots;
	unsigned int nr_arms;
	unsigned int nr_phases;
	const struct hp_workload_entry **slots;
	enum hp_in *contexts;
	const struct hp_contender_entry **arms;
	struct hp_phase *phases;
	u64 steal_ns;
	void *store;
	struct hp_text facts;
	struct hp_text not_comparable;
	struct hp_text warnings;
};

/**
 * hp_result_init() - prepare for a run
 * @result: the result, in any state but an initialised one
 * @config: what the run does; copied
 *
 * Return: 0 or -ENOMEM.
 */
int hp_result_init(struct hp_result *result, const struct hp_bench_config *config);

/**
 * hp_result_store_size() - bytes of figures
 * @result: an initialised result
 *
 * Return: what @store has to point to; zeroed at first.
 */
u64 hp_result_store_size(const struct hp_result *result);

/**
 * hp_result_reset() - make the figures empty
 * @result: a result whose store is zeroed
 */
void hp_result_reset(struct hp_result *result);

/**
 * hp_result_free() - free all but @store
 * @result: the result; all zero is fine
 */
void hp_result_free(struct hp_result *result);

/**
 * hp_result_timer() - latencies of the empty timer
 * @result: a result with a store
 *
 * Return: the histogram.
 */
struct hp_hist *hp_result_timer(const struct hp_result *result);

/**
 * hp_result_floor() - what a floor took
 * @result: a result with a store
 * @i: of hp_floors
 *
 * Return: its repeats.
 */
struct hp_series *hp_result_floor(const struct hp_result *result, unsigned int i);

/**
 * hp_result_arm() - a contender in a workload
 * @result: a result with a store
 * @slot: the workload
 * @arm: the contender
 *
 * Return: what they share in all phases.
 */
struct hp_arm *hp_result_arm(const struct hp_result *result, unsigned int slot,
			     unsigned int arm);

/**
 * hp_result_row() - a phase of an arm
 * @result: a result with a store
 * @phase: the phase
 * @arm: the arm
 *
 * Return: its figures.
 */
struct hp_row *hp_result_row(const struct hp_result *result, unsigned int phase,
			     unsigned int arm);

/**
 * hp_result_hist() - latencies of a phase of an arm
 * @result: a result with a store
 * @phase: the phase
 * @arm: the arm
 *
 * Return: the histogram.
 */
struct hp_hist *hp_result_hist(const struct hp_result *result,
			       unsigned int phase, unsigned int arm);

/**
 * hp_result_phase() - the phase of a step
 * @result: an initialised result
 * @slot: the workload
 * @step: the step, NULL for the whole workload
 *
 * Return: its index; nr_phases if it is not reported.
 */
unsigned int hp_result_phase(const struct hp_result *result, unsigned int slot,
			     const struct hp_step *step);

/**
 * hp_result_add_fact() - put down something that the figures depend on
 * @result: the run
 * @key: its name
 * @format: its value, as for printf(), in one line
 */
__printf(3, 4) void hp_result_add_fact(struct hp_result *result, const char *key,
				       const char *format, ...);

/**
 * hp_latency_from() - percentiles of a histogram
 * @latency: what they become
 * @hist: the histogram, in ticks
 */
void hp_latency_from(struct hp_latency *latency, const struct hp_hist *hist);

/**
 * hp_series_add() - add a repeat
 * @series: the series
 * @total: picoseconds; dropped if there are HP_STATS_MAX_REPEAT already
 */
void hp_series_add(struct hp_series *series, u64 total);

/**
 * hp_result_conclude() - medians and percentiles, once all was measured
 * @result: the run
 *
 * Adds the fact "noise".
 */
void hp_result_conclude(struct hp_result *result);

/**
 * hp_phase_moves_pages() - whether pages are taken or returned within a phase
 * @phase: the phase
 *
 * Return: true if blocks are allocated where there were none, or all are freed,
 * so that who has no pages of its own takes some, or returns them.
 */
bool hp_phase_moves_pages(const struct hp_phase *phase);

/**
 * hp_limit_frees() - why a contender may not free in a context
 * @limit: its limit, or NULL
 * @in: the context
 *
 * Return: NULL if it may.
 */
const char *hp_limit_frees(const struct hp_limit *limit, enum hp_in in);

/**
 * hp_step_barred() - why a contender does not take a step with loops
 * @step: the step
 * @contender: the contender
 *
 * Return: NULL if it does.
 */
const char *hp_step_barred(const struct hp_step *step, const struct hp_contender *contender);

/**
 * hp_row_trouble() - why a row is no result
 * @result: the run
 * @phase: the phase
 * @arm: the arm
 *
 * Return: NULL if it is one.
 */
const char *hp_row_trouble(const struct hp_result *result, unsigned int phase,
			   unsigned int arm);

/**
 * hp_result_ratio() - compare two arms
 * @result: a concluded run
 * @phase: in which phase
 * @base: whose time is divided
 * @arm: by whose
 * @ratio: the result; its median is 0 if either has none
 *
 * Repeats are paired by their number: both were measured in the same pass.
 */
void hp_result_ratio(const struct hp_result *result, unsigned int phase,
		     unsigned int base, unsigned int arm, struct hp_ratio *ratio);

#endif /* HPALLOC_BENCH_ENGINE_RESULT_H */
