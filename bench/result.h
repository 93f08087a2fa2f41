/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_RESULT_H
#define HPALLOC_BENCH_RESULT_H

#include "config.h"
#include "stats.h"
#include "text.h"

/**
 * struct hp_latency - what single operations took, in picoseconds
 * @samples: how many; 0 if there is no result
 * @p50: the median
 * @p99: exceeded by one in 100
 * @p999: exceeded by one in 1000
 * @max: the longest
 */
struct hp_latency {
	u64 samples;
	u64 p50;
	u64 p99;
	u64 p999;
	u64 max;
};

/**
 * struct hp_row - a phase of a contender; times are in picoseconds
 * @present: the row is part of the run
 * @ops: operations in each repeat
 * @failures: allocations that failed in all repeats
 * @repeats: how many are in @total
 * @total: the time of all operations, a repeat
 * @mean: the median of @total, an operation
 * @fastest: the smallest of @total, an operation
 * @slowest: the largest of @total, an operation
 * @latency: of single operations
 * @ratio: against HP_BASELINE, as the catalogue says
 */
struct hp_row {
	bool present;
	u64 ops;
	u64 failures;
	unsigned int repeats;
	u64 total[HP_STATS_MAX_REPEAT];
	u64 mean;
	u64 fastest;
	u64 slowest;
	struct hp_latency latency;
	struct hp_ratio ratio;
};

/**
 * struct hp_arm - a contender in a workload
 * @skipped: why there is no result, or NULL
 * @repeats: how many are in @setup and @teardown
 * @setup: picoseconds to make the allocator, a repeat; the median at the end
 * @teardown: the same for ending it
 * @bytes: memory while all blocks were live, 0 if unknown
 */
struct hp_arm {
	const char *skipped;
	unsigned int repeats;
	u64 setup[HP_STATS_MAX_REPEAT];
	u64 teardown[HP_STATS_MAX_REPEAT];
	u64 bytes;
};

/**
 * struct hp_fact - something that the figures depend on
 * @key: its name, for JSON
 * @value: its value
 */
struct hp_fact {
	const char *key;
	char value[200];
};

#define HP_MAX_FACTS	32

/**
 * struct hp_result - a run
 * @config: what it did
 * @facts: what it depended on
 * @nr_facts: how many
 * @no_comparison: what makes the kernel unfit for measuring, or empty
 * @init_on_alloc: the kernel zeroes what kmalloc hands out
 * @timer: the cost of the timer that is inside every latency
 * @arms: by workload and contender
 * @rows: by phase and contender
 */
struct hp_result {
	struct hp_bench_config config;
	struct hp_fact facts[HP_MAX_FACTS];
	unsigned int nr_facts;
	char no_comparison[120];
	bool init_on_alloc;
	struct hp_latency timer;
	struct hp_arm arms[HP_WORKLOADS][HP_ARMS];
	struct hp_row rows[HP_PHASES][HP_ARMS];
};

/**
 * hp_phase_name() - the name of a phase, "workload.phase"
 * @phase: the phase
 *
 * Return: the name.
 */
const char *hp_phase_name(enum hp_phase_id phase);

/**
 * hp_phase_workload() - the workload that a phase belongs to
 * @phase: the phase
 *
 * Return: the workload.
 */
enum hp_workload_id hp_phase_workload(enum hp_phase_id phase);

/**
 * hp_result_conclude() - medians and ratios, once all was measured
 * @result: the run
 */
void hp_result_conclude(struct hp_result *result);

#endif /* HPALLOC_BENCH_RESULT_H */
