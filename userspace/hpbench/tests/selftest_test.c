// SPDX-License-Identifier: GPL-2.0 OR MIT
/* What is found in results of selftests: neither too much nor too little. */

#include "units.h"

#include <selftest.h>

#include <string.h>

#define ENTRY(contender, runs) \
	"{\"name\": \"pair/" contender "/64/1000\", \"real_time\": 100, \"within_percent\": 1, " \
	"\"between_percent\": 1, \"runs_ns\": [" runs "], \"histogram\": []}"
#define RUNS	"100, 101, 102, 103, 104, 105, 106, 107, 108"
#define MORE	"110, 111, 112, 113, 114, 115, 116, 117, 118"
/* Slower in all runs but one. */
#define MIXED	"110, 111, 112, 113, 104, 115, 116, 117, 107"

static struct hp_verdicts count(const char *entries, const char *row, unsigned int percent)
{
	struct hp_results *results = hp_results_parse(entries, strlen(entries), "file");
	struct hp_verdicts verdicts = { 0, 0 };

	assert_non_null(results);
	hp_selftest_count(results, row, "x", percent, &verdicts);
	hp_results_free(results);
	return verdicts;
}

#define GROUP(entries)	CONTEXT(", \"format\": 1, \"runs\": 9") BENCHMARKS(entries)

static void check(const char *entries, unsigned int percent, unsigned int all, unsigned int shown)
{
	struct hp_verdicts verdicts = count(entries, "pair", percent);

	assert_int_equal(verdicts.all, all);
	assert_int_equal(verdicts.shown, shown);
}

static void test_same(void **state)
{
	const char *group = GROUP(ENTRY("x_plus0_1", RUNS) ", " ENTRY("x_plus0_2", RUNS) ", "
				  ENTRY("x_plus0_3", RUNS) ", " ENTRY("y_plus0_1", MORE));

	(void)state;
	check(group, 0, 3, 0);
	assert_int_equal(count(group, "fill", 0).all, 0);
}

/* Faster or slower: the same code was told apart. */
static void test_told_apart(void **state)
{
	(void)state;
	check(GROUP(ENTRY("x_plus0_1", RUNS) ", " ENTRY("x_plus0_2", MORE)), 0, 1, 1);
	check(GROUP(ENTRY("x_plus0_1", MORE) ", " ENTRY("x_plus0_2", RUNS)), 0, 1, 1);
}

static void test_found(void **state)
{
	(void)state;
	check(GROUP(ENTRY("x_plus5_1", MORE) ", " ENTRY("x_plus0_1", RUNS) ", "
		    ENTRY("x_plus0_2", RUNS) ", " ENTRY("x_plus20_1", RUNS)), 5, 2, 2);
}

/* One that is always faster is not one whose delay was found. */
static void test_not_found(void **state)
{
	(void)state;
	check(GROUP(ENTRY("x_plus5_1", MIXED) ", " ENTRY("x_plus0_1", RUNS)), 5, 1, 0);
	check(GROUP(ENTRY("x_plus5_1", RUNS) ", " ENTRY("x_plus0_1", MORE)), 5, 1, 0);
}

static void test_other_names(void **state)
{
	(void)state;
	check(GROUP(ENTRY("x_plus0_1", RUNS) ", " ENTRY("x", MORE) ", " ENTRY("x_plus0", MORE) ", "
		    ENTRY("x_plus0_2b", MORE) ", " ENTRY("xx_plus0_2", MORE)), 0, 0, 0);
}

int test_selftest(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_told_apart),
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_not_found),
		cmocka_unit_test(test_other_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
