// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Merging: what is known of binomials, and runs whose merger can be worked out. */

#include "units.h"

#include <interval.h>
#include <merge.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void assert_near(double a, double b)
{
	if (!(fabs(a - b) * 1e9 <= fabs(b)))
		fail_msg("%.12g is not %.12g", a, b);
}

/* 2 * (1 + 9) / 2^9, and so on. */
static void test_miss(void **state)
{
	(void)state;
	assert_near(hp_interval_miss(1, 1), 1);
	assert_near(hp_interval_miss(5, 1), 2. / 32);
	assert_near(hp_interval_miss(6, 1), 2. / 64);
	assert_near(hp_interval_miss(9, 1), 2. / 512);
	assert_near(hp_interval_miss(9, 2), 2. * (1 + 9) / 512);
	assert_near(hp_interval_miss(20, 6), 2. * 21700 / 1048576);
	assert_near(hp_interval_miss(40, 14), 0.03847730828420026);
	assert_near(hp_interval_miss(2000, 957), 0.05170221082182145);
}

/* With 9 runs the widest interval misses in 0.39%: 12 of them in 4.7%. */
static void test_rank(void **state)
{
	(void)state;
	assert_int_equal(hp_interval_rank(5, 1), 0);
	assert_int_equal(hp_interval_rank(6, 1), 1);
	assert_int_equal(hp_interval_rank(9, 1), 2);
	assert_int_equal(hp_interval_rank(9, 2), 1);
	assert_int_equal(hp_interval_rank(9, 12), 1);
	assert_int_equal(hp_interval_rank(9, 13), 0);
	assert_int_equal(hp_interval_rank(40, 1), 14);
	assert_int_equal(hp_interval_least(1), 6);
	assert_int_equal(hp_interval_least(6), 8);
	assert_int_equal(hp_interval_least(13), 10);
}

static void test_median(void **state)
{
	static const double three[] = { 1, 2, 4 }, four[] = { 1, 2, 4, 8 };
	static const double six[] = { 1, 2, 3, 4, 5, 7 };
	struct hp_interval interval;

	(void)state;
	assert_near(hp_median(three, 3), 2);
	assert_near(hp_median(four, 4), 3);
	assert_near(hp_spread_percent(three, 3), 150);
	interval = hp_interval_of(six, 6, 1);
	assert_near(interval.median, 3.5);
	assert_near(interval.low, 1);
	assert_near(interval.high, 7);
	interval = hp_interval_of(six, 6, 2);
	assert_true(isnan(interval.low) && isnan(interval.high));
}

#define NR_RUNS		9
#define TEXT_MAX	4096

static const double speeds[NR_RUNS] = { 3, 1, 2, 5, 4, 9, 7, 8, 6 };

#define RUN \
	CONTEXT(", \"kernel\": \"7.3\", \"seed\": \"%zu\", \"clock\": \"TSC\"%s") \
	BENCHMARKS("{\"name\": \"w.x/a/64/10\", \"real_time\": %g, \"repetitions\": 3, " \
		"\"time_unit\": \"ns\", \"p50\": 99, \"max\": %zu, \"min_ns\": %zu, " \
		"\"samples_ns\": [%g, 10, 11], \"vs_b\": %g}, " \
		"{\"name\": \"w.x/b/64/10\", \"real_time\": 10}, " \
		"{\"name\": \"w.x/c/64/10\", \"real_time\": 10%s, \"vs_b\": 1}, " \
		"{\"name\": \"w.y/a/64/10\", \"real_time\": 10, \"vs_b\": 1}")
#define C_FAILS	", \"error_occurred\": true, \"error_message\": \"no\""

/* Arm a is speeds[run] / 4 times as fast as b. */
static struct hp_results *make_run_with(size_t run, const char *context, const char *c)
{
	char text[TEXT_MAX];
	int len = snprintf(text, sizeof(text), RUN, run + 1, context, speeds[run], 100 + run,
			   10 - run, 10 + (double)run, speeds[run] / 4, c);
	char path[16];

	snprintf(path, sizeof(path), "run%zu", run + 1);
	assert_true(len < TEXT_MAX);
	return hp_results_parse(text, (size_t)len, path);
}

/* Arm c fails in run 4. */
static struct hp_results *make_run(size_t run, const char *context)
{
	return make_run_with(run, context, run == 4 ? C_FAILS : "");
}

static void add_buckets(struct hp_results *run, const char *lines)
{
	char text[TEXT_MAX];
	int len = snprintf(text, sizeof(text), "name,ticks_low,ticks_high,samples,tick_ps\n%s",
			   lines);

	assert_true(hp_results_add_histograms(run, text, (size_t)len, "csv"));
}

static void make_runs(struct hp_results **runs)
{
	size_t i;

	for (i = 0; i < NR_RUNS; i++) {
		runs[i] = make_run(i, "");
		assert_non_null(runs[i]);
	}
}

static void free_runs(struct hp_results **runs)
{
	size_t i;

	for (i = 0; i < NR_RUNS; i++)
		hp_results_free(runs[i]);
}

static struct hp_results *merge_all(struct hp_results **runs)
{
	struct hp_results *merged = hp_merge(runs, NR_RUNS);

	assert_non_null(merged);
	return merged;
}

static void test_figures(void **state)
{
	struct hp_results *runs[NR_RUNS], *merged;
	const struct hp_entry *entry;

	(void)state;
	make_runs(runs);
	merged = merge_all(runs);
	assert_true(merged->merged);
	assert_int_equal(merged->runs, NR_RUNS);
	assert_string_equal(hp_results_fact(merged, "seed"), "1, 2, 3, 4, 5, 6, 7, 8, 9");
	assert_string_equal(hp_results_fact(merged, "clock"), "TSC");
	entry = hp_results_find(merged, "w.x/a/64/10");
	assert_near(entry->ns, 5);
	assert_int_equal(entry->nr_runs, NR_RUNS);
	assert_near(entry->runs[3], 5);
	assert_near(entry->between, 160);
	assert_near(entry->within, 36.364);
	assert_near(hp_entry_number(entry, "repetitions"), 27);
	assert_near(hp_entry_number(entry, "max"), 108);
	assert_near(hp_entry_number(entry, "min_ns"), 2);
	assert_true(isnan(hp_entry_number(entry, "p50")));
	assert_int_equal(entry->nr_samples, 0);
	hp_results_free(merged);
	free_runs(runs);
}

/* One of the row is compared with b, since c failed: rank 2 of 9. */
static void test_ratio(void **state)
{
	struct hp_results *runs[NR_RUNS], *merged;
	const struct hp_versus *versus;

	(void)state;
	make_runs(runs);
	merged = merge_all(runs);
	versus = hp_entry_versus(hp_results_find(merged, "w.x/a/64/10"), "b");
	assert_near(versus->ratio, 1.25);
	assert_near(versus->low, 0.5);
	assert_near(versus->high, 2);
	hp_results_free(merged);
	free_runs(runs);
}

/* Two of the row are, if c is let be: rank 1. */
static void test_bonferroni(void **state)
{
	struct hp_results *runs[NR_RUNS], *merged;
	const struct hp_versus *versus;

	(void)state;
	make_runs(runs);
	hp_results_free(runs[4]);
	runs[4] = make_run_with(4, "", "");
	assert_non_null(runs[4]);
	merged = merge_all(runs);
	versus = hp_entry_versus(hp_results_find(merged, "w.x/a/64/10"), "b");
	assert_near(versus->low, 0.25);
	assert_near(versus->high, 2.25);
	hp_results_free(merged);
	free_runs(runs);
}

static void test_errors(void **state)
{
	struct hp_results *runs[NR_RUNS], *merged;

	(void)state;
	make_runs(runs);
	merged = merge_all(runs);
	assert_string_equal(hp_results_find(merged, "w.x/c/64/10")->error, "1 of 9 runs: no");
	hp_results_free(merged);
	merged = hp_merge(runs + 4, 1);
	assert_string_equal(hp_results_find(merged, "w.x/c/64/10")->error, "no");
	hp_results_free(merged);
	free_runs(runs);
}

static void test_too_few_runs(void **state)
{
	struct hp_results *runs[NR_RUNS], *merged;
	const struct hp_versus *versus;

	(void)state;
	make_runs(runs);
	merged = hp_merge(runs, 5);
	versus = hp_entry_versus(hp_results_find(merged, "w.x/a/64/10"), "b");
	assert_near(versus->ratio, 0.75);
	assert_true(isnan(versus->low) && isnan(versus->high));
	hp_results_free(merged);
	free_runs(runs);
}

/* But for what lists them in order, nothing depends on the order of runs. */
static void forget_order(struct hp_results *merged)
{
	size_t i;

	json_object_del(merged->context, "seed");
	for (i = 0; i < merged->nr_entries; i++)
		json_object_del(merged->entries[i].json, "runs_ns");
}

static void add_many_buckets(struct hp_results **runs)
{
	char lines[TEXT_MAX];
	size_t i;

	for (i = 0; i < NR_RUNS; i++) {
		snprintf(lines, sizeof(lines), "w.x/a/64/10,%zu,%zu,%zu,%zu\n"
			 "w.x/a/64/10,50,52,900,%zu\n", i, i, 10 * i + 1, 1000 + i, 1000 + i);
		add_buckets(runs[i], lines);
	}
}

static void test_order(void **state)
{
	struct hp_results *runs[NR_RUNS], *merged, *again;
	size_t i, j;

	(void)state;
	make_runs(runs);
	add_many_buckets(runs);
	merged = merge_all(runs);
	forget_order(merged);
	srand(1);
	for (i = 0; i < 20; i++) {
		for (j = NR_RUNS; j > 1; j--) {
			size_t other = (size_t)rand() % j;
			struct hp_results *swap = runs[j - 1];

			runs[j - 1] = runs[other];
			runs[other] = swap;
		}
		again = merge_all(runs);
		forget_order(again);
		assert_true(json_equal(merged->root, again->root));
		hp_results_free(again);
	}
	hp_results_free(merged);
	free_runs(runs);
}

/* 300 in ticks of 100 ps; beyond rank 150 are 150, beyond 270 only 30. */
static void test_percentiles(void **state)
{
	struct hp_results *runs[2] = { make_run(0, ""), make_run(1, "") }, *merged;
	const struct hp_entry *entry;

	(void)state;
	add_buckets(runs[0], "w.x/a/64/10,10,10,100,100\nw.x/a/64/10,128,131,1,100\n");
	add_buckets(runs[1], "w.x/a/64/10,10,10,20,100\nw.x/a/64/10,20,20,80,100\n"
		    "w.x/a/64/10,128,131,99,100\n");
	merged = hp_merge(runs, 2);
	entry = hp_results_find(merged, "w.x/a/64/10");
	assert_near(hp_entry_number(entry, "p50"), 2);
	assert_true(isnan(hp_entry_number(entry, "p90")));
	assert_int_equal(entry->nr_buckets, 3);
	assert_int_equal(entry->histogram[0].samples, 120);
	assert_near(entry->histogram[2].low, 12.8);
	assert_near(entry->histogram[2].high, 13.1);
	hp_results_free(merged);

	hp_results_free(runs[0]);
	runs[0] = make_run(0, "");
	merged = hp_merge(runs, 2);
	assert_int_equal(hp_results_find(merged, "w.x/a/64/10")->nr_buckets, 0);
	hp_results_free(merged);
	hp_results_free(runs[0]);
	hp_results_free(runs[1]);
}

/* A percentile of 100 beyond it is there, one of 99 is not. */
static void test_beyond(void **state)
{
	struct hp_results *runs[1] = { make_run(0, "") }, *merged;
	const struct hp_entry *entry;

	(void)state;
	add_buckets(runs[0], "w.x/a/64/10,10,10,900,1000\nw.x/a/64/10,20,20,100,1000\n"
		    "w.x/b/64/10,10,10,899,1000\nw.x/b/64/10,20,20,100,1000\n");
	merged = hp_merge(runs, 1);
	entry = hp_results_find(merged, "w.x/a/64/10");
	assert_near(hp_entry_number(entry, "p90"), 10);
	assert_true(isnan(hp_entry_number(entry, "p99")));
	entry = hp_results_find(merged, "w.x/b/64/10");
	assert_true(isnan(hp_entry_number(entry, "p90")));
	hp_results_free(merged);
	hp_results_free(runs[0]);
}

static void refuses(struct hp_results *a, struct hp_results *b, const char *says)
{
	struct hp_results *runs[2] = { a, b };

	assert_non_null(b);
	forget_said();
	assert_null(hp_merge(runs, 2));
	if (!strstr(said(), says))
		fail_msg("says \"%s\"", said());
	hp_results_free(b);
}

static void test_refused(void **state)
{
	static const char fewer[] = CONTEXT(", \"kernel\": \"7.3\"")
		BENCHMARKS("{\"name\": \"w.x/a/64/10\", \"real_time\": 1}");
	struct hp_results *run = make_run(0, ""), *other;

	(void)state;
	refuses(run, make_run(0, ""), "run1: is the same run as run1");
	refuses(run, make_run(1, ", \"count\": \"10\""), "run1: count is \"\", and \"10\" in run2");
	refuses(run, make_run(1, ", \"runs\": 2"), "run2: has been merged from 2 runs already");
	refuses(run, hp_results_parse(fewer, strlen(fewer), "fewer"), "fewer: lacks w.x/b/64/10");
	add_buckets(run, "w.x/a/64/10,10,10,900,1000\n");
	other = make_run(1, "");
	add_buckets(other, "w.x/a/64/10,10,10,900,2000\n");
	refuses(run, other, "w.x/a/64/10: the runs have different clocks");
	other = make_run(1, "");
	add_buckets(other, "w.x/a/64/10,9,12,900,1000\n");
	refuses(run, other, "w.x/a/64/10: the runs have different buckets");
	hp_results_free(run);
}

int test_merge(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_miss),
		cmocka_unit_test(test_rank),
		cmocka_unit_test(test_median),
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_ratio),
		cmocka_unit_test(test_bonferroni),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_too_few_runs),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_percentiles),
		cmocka_unit_test(test_beyond),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
