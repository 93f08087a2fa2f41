// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Reading results: what is in them, and that nothing wrong is taken for them. */

#include "units.h"

#include <results.h>

#include <math.h>
#include <string.h>

#define ROW_ENTRY \
	"{\"name\": \"shuffle.free/kmalloc/64/1000\", \"real_time\": 12.5, \"p50\": 30, " \
	"\"vs_hp\": 0.5, \"vs_hp_low\": 0.4, \"vs_hp_high\": 0.75, \"vs_x_low\": 2, " \
	"\"samples_ns\": [12, 13.5]}"
#define ERROR_ENTRY \
	"{\"name\": \"pair/objpool/64/1000\", \"real_time\": 0, \"error_occurred\": true, " \
	"\"error_message\": \"not here\"}"
#define TIMER_ENTRY	"{\"name\": \"timer\", \"real_time\": 20}"
#define FLOOR_ENTRY	"{\"name\": \"floor/spin_lock\", \"real_time\": 0.25}"
#define GOOD \
	CONTEXT(", \"format\": 1, \"kernel\": \"7.3\", \"comparable\": false") \
	BENCHMARKS(TIMER_ENTRY ", " FLOOR_ENTRY ", " ROW_ENTRY ", " ERROR_ENTRY)
#define MERGED_ENTRY(histogram) \
	"{\"name\": \"pair/hp_cache/64/1\", \"real_time\": 2, \"runs_ns\": [1, 2, 3], " \
	"\"within_percent\": 4, \"between_percent\": 100, \"histogram\": [" histogram "]}"

static struct hp_results *parse(const char *text)
{
	return hp_results_parse(text, strlen(text), "file");
}

static struct hp_results *good(void)
{
	struct hp_results *results = parse(GOOD);

	assert_non_null(results);
	return results;
}

static struct hp_entry *entry_of(const struct hp_results *results, const char *name)
{
	struct hp_entry *entry = hp_results_find(results, name);

	assert_non_null(entry);
	return entry;
}

static void test_context(void **state)
{
	struct hp_results *results = good();

	(void)state;
	assert_int_equal(results->nr_entries, 4);
	assert_false(results->merged);
	assert_int_equal(results->runs, 1);
	assert_false(results->comparable);
	assert_string_equal(hp_results_fact(results, "kernel"), "7.3");
	assert_string_equal(hp_results_fact(results, "nonesuch"), "");
	assert_null(hp_results_find(results, "nonesuch"));
	hp_results_free(results);
}

static void test_row(void **state)
{
	struct hp_results *results = good();
	struct hp_entry *entry = entry_of(results, "shuffle.free/kmalloc/64/1000");

	(void)state;
	assert_int_equal(entry->kind, HP_ENTRY_ROW);
	assert_string_equal(entry->row, "shuffle.free");
	assert_string_equal(entry->contender, "kmalloc");
	assert_int_equal(entry->block_size, 64);
	assert_int_equal(entry->count, 1000);
	assert_null(entry->error);
	assert_true(entry->ns == 12.5);
	assert_true(hp_entry_number(entry, "p50") == 30);
	assert_true(isnan(hp_entry_number(entry, "p99")));
	assert_true(isnan(entry->within));
	assert_int_equal(entry->nr_samples, 2);
	assert_true(entry->samples[1] == 13.5);
	hp_results_free(results);
}

/* vs_x_low is a contender's that is called x_low: there is no vs_x. */
static void test_ratios(void **state)
{
	struct hp_results *results = good();
	struct hp_entry *entry = entry_of(results, "shuffle.free/kmalloc/64/1000");
	const struct hp_versus *versus = hp_entry_versus(entry, "hp");

	(void)state;
	assert_int_equal(entry->nr_versus, 2);
	assert_non_null(versus);
	assert_true(versus->ratio == 0.5 && versus->low == 0.4 && versus->high == 0.75);
	versus = hp_entry_versus(entry, "x_low");
	assert_non_null(versus);
	assert_true(versus->ratio == 2 && isnan(versus->low) && isnan(versus->high));
	assert_null(hp_entry_versus(entry, "x"));
	hp_results_free(results);
}

static void test_other_kinds(void **state)
{
	struct hp_results *results = good();
	struct hp_entry *entry = entry_of(results, "pair/objpool/64/1000");

	(void)state;
	assert_string_equal(entry->error, "not here");
	assert_true(isnan(entry->ns));
	assert_int_equal(entry_of(results, "timer")->kind, HP_ENTRY_TIMER);
	entry = entry_of(results, "floor/spin_lock");
	assert_int_equal(entry->kind, HP_ENTRY_FLOOR);
	assert_string_equal(entry->row, "spin_lock");
	assert_string_equal(entry->contender, "");
	hp_results_free(results);
}

static void test_merged(void **state)
{
	struct hp_results *results = parse(CONTEXT(", \"format\": 1, \"runs\": 3")
		BENCHMARKS(MERGED_ENTRY("[1, 2, 10], [3, 4.5, 20]")));
	struct hp_entry *entry;

	(void)state;
	assert_non_null(results);
	assert_true(results->merged);
	assert_int_equal(results->runs, 3);
	entry = entry_of(results, "pair/hp_cache/64/1");
	assert_int_equal(entry->nr_runs, 3);
	assert_true(entry->runs[2] == 3);
	assert_true(entry->within == 4 && entry->between == 100);
	assert_int_equal(entry->nr_buckets, 2);
	assert_true(entry->histogram[1].low == 3 && entry->histogram[1].high == 4.5);
	assert_int_equal(entry->histogram[1].samples, 20);
	hp_results_free(results);
}

#define ENTRY(entry)	CONTEXT("") BENCHMARKS(entry)

static const struct {
	const char *text;
	const char *says;
} bad[] = {
	{ "", "file: empty" },
	{ "x", "not JSON: line 1" },
	{ "{\"context\": {\n", "truncated: it ends within line 2" },
	{ "[]", "it has no \"context\"" },
	{ "{\"context\": {\"executable\": \"./a.out\"}, " BENCHMARKS(""),
	  "another program wrote it" },
	{ CONTEXT("") "\"benchmarks\": {}}", "it has no \"benchmarks\"" },
	{ CONTEXT(", \"format\": 2") BENCHMARKS(""),
	  "file: results of a newer hpbench (format 2): this one reads up to 1" },
	{ CONTEXT(", \"format\": \"1\"") BENCHMARKS(""), "its format is not a number" },
	{ CONTEXT(", \"runs\": 0") BENCHMARKS(""), "its runs are not a number" },
	{ CONTEXT(", \"runs\": \"3\"") BENCHMARKS(""), "its runs are not a number" },
	{ CONTEXT("") BENCHMARKS("1"), "an entry: no name" },
	{ ENTRY("{\"name\": \"BM_sort/8\"}"), "BM_sort/8: not the name of a row" },
	{ ENTRY("{\"name\": \"a/b/c/8\"}"), "not the name of a row" },
	{ ENTRY("{\"name\": \"/b/8/8\"}"), "not the name of a row" },
	{ ENTRY("{\"name\": \"a/b/8/99999999999999999999\"}"), "not the name of a row" },
	{ ENTRY("{\"name\": \"timer\"}"), "timer: no real_time" },
	{ ENTRY("{\"name\": \"timer\", \"real_time\": -1}"), "timer: no real_time" },
	{ CONTEXT("") BENCHMARKS(TIMER_ENTRY ", " TIMER_ENTRY), "timer: is there twice" },
	{ ENTRY("{\"name\": \"timer\", \"real_time\": 1, \"samples_ns\": [\"\"]}"),
	  "samples_ns are not times" },
	{ ENTRY("{\"name\": \"timer\", \"real_time\": 1, \"vs_a\": 0}"),
	  "not a ratio with its interval" },
	{ ENTRY("{\"name\": \"timer\", \"real_time\": 1, \"vs_a\": 1, \"vs_a_low\": 1}"),
	  "not a ratio with its interval" },
	{ ENTRY(MERGED_ENTRY("[1, 2, 10], [2, 3, 10]")), "histogram is not of ascending" },
	{ ENTRY(MERGED_ENTRY("[1, 2]")), "histogram is not of ascending" },
};

static void test_bad(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		forget_said();
		assert_null(parse(bad[i].text));
		if (!strstr(said(), bad[i].says))
			fail_msg("%s: says \"%s\"", bad[i].text, said());
	}
}

/* Wherever it is cut off, it is refused as a whole. */
static void test_truncated(void **state)
{
	size_t len;

	(void)state;
	for (len = 0; len < strlen(GOOD); len++) {
		forget_said();
		assert_null(hp_results_parse(GOOD, len, "file"));
		if (!strstr(said(), len ? "truncated" : "empty") && !strstr(said(), "not JSON"))
			fail_msg("cut off at %zu: says \"%s\"", len, said());
	}
}

#define HEADER	"name,ticks_low,ticks_high,samples,tick_ps\n"

static bool add(struct hp_results *results, const char *text)
{
	return hp_results_add_histograms(results, text, strlen(text), "csv");
}

static void test_histograms(void **state)
{
	struct hp_results *results = good();
	struct hp_entry *entry = entry_of(results, "shuffle.free/kmalloc/64/1000");

	(void)state;
	assert_true(add(results, HEADER "timer,3,3,7,385.123\n"
			"shuffle.free/kmalloc/64/1000,10,10,5,385.123\n"
			"shuffle.free/kmalloc/64/1000,12,12,6,385.123\n"
			"shuffle.free/kmalloc/64/1000,128,129,1,385.123\n"));
	assert_int_equal(entry->nr_ticks, 3);
	assert_true(entry->tick_ps == 385.123);
	assert_int_equal(entry->ticks[2].low, 128);
	assert_int_equal(entry->ticks[2].high, 129);
	assert_int_equal(entry->ticks[1].samples, 6);
	assert_int_equal(entry_of(results, "timer")->nr_ticks, 1);
	hp_results_free(results);
}

static const struct {
	const char *text;
	const char *says;
} bad_histograms[] = {
	{ "", "csv: line 1: not hpalloc's histograms" },
	{ "phase,contender\n", "csv: line 1: not hpalloc's histograms" },
	{ HEADER "timer,3,3,7,385.123", "csv: line 2: truncated" },
	{ HEADER "timer,3,3\n", "csv: line 2: not a bucket" },
	{ HEADER "timer,4,3,7,1\n", "not a bucket" },
	{ HEADER "timer,3,3,0,1\n", "not a bucket" },
	{ HEADER "timer,3,3,-1,1\n", "not a bucket" },
	{ HEADER "timer,3,3,1,0\n", "not a bucket" },
	{ HEADER "timer,3,3,1,1x\n", "not a bucket" },
	{ HEADER "timer,3,3,1,nan\n", "not a bucket" },
	{ HEADER "nonesuch,3,3,1,1\n", "a row that is not in the results" },
	{ HEADER "pair/objpool/64/1000,3,3,1,1\n", "a row that is not in the results" },
	{ HEADER "timer,3,5,1,1\ntimer,5,6,1,1\n", "csv: line 3: not above the bucket before" },
	{ HEADER "timer,3,3,1,1\ntimer,5,6,1,1.5\n", "of another clock" },
};

static void test_bad_histograms(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad_histograms) / sizeof(*bad_histograms); i++) {
		struct hp_results *results = good();

		forget_said();
		assert_false(add(results, bad_histograms[i].text));
		if (!strstr(said(), bad_histograms[i].says))
			fail_msg("%s: says \"%s\"", bad_histograms[i].text, said());
		hp_results_free(results);
	}
}

int test_results(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_context),
		cmocka_unit_test(test_row),
		cmocka_unit_test(test_ratios),
		cmocka_unit_test(test_other_kinds),
		cmocka_unit_test(test_merged),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_histograms),
		cmocka_unit_test(test_bad_histograms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
