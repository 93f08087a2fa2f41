// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Who ran before: runs of which it is known whether it made a difference. */

#include "units.h"

#include <memory.h>
#include <merge.h>
#include <predecessor.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NR_RUNS		5
#define NR_REPEATS	12

#define ENTRY \
	"{\"name\": \"%s\", \"real_time\": %g, \"samples_ns\": [%s], \"before\": %s}"

static const char * const names[] = { "\"a\"", "\"b\"", "null", "\"c\"" };

#define NR_NAMES	(sizeof(names) / sizeof(*names))

/**
 * struct effect - what is made up
 * @before: index of whom it makes a difference to run after
 * @factor: which
 * @noise: how far samples are apart besides
 */
struct effect {
	size_t before;
	double factor;
	double noise;
};

/* Noise has nothing to do with who ran before; runs differ by much. */
static char *entry_of(const char *name, const struct effect *effect, size_t run)
{
	double base = 100 * (double)(run + 1), sum = 0;
	char *times = hp_strdup(""), *before = hp_strdup("["), *text;
	size_t i;

	for (i = 0; i < NR_REPEATS; i++) {
		size_t who = (i + run) % NR_NAMES;
		double noise = effect->noise * (double)(i * 7 % NR_REPEATS) / NR_REPEATS;
		double time = base * (1 + noise);
		char *more;

		time *= who == effect->before ? effect->factor : 1;
		sum += time;
		more = hp_printf("%s%s%g", times, i ? ", " : "", time);
		free(times);
		times = more;
		more = hp_printf("%s%s%s", before, names[who], i + 1 < NR_REPEATS ? ", " : "]");
		free(before);
		before = more;
	}
	text = hp_printf(ENTRY, name, sum / NR_REPEATS, times, before);
	free(times);
	free(before);
	return text;
}

static struct hp_results *make_run(const struct effect *x, const struct effect *y, size_t run)
{
	char *a = entry_of("w.x/a/64/10", x, run), *b = entry_of("w.y/b/64/10", y, run);
	char *text = hp_printf(CONTEXT(", \"seed\": \"%zu\"") BENCHMARKS("%s, %s"), run, a, b);
	struct hp_results *results = hp_results_parse(text, strlen(text), "run");

	assert_non_null(results);
	free(text);
	free(a);
	free(b);
	return results;
}

static struct hp_results *merge_runs(const struct effect *x, const struct effect *y, size_t nr)
{
	struct hp_results *runs[NR_RUNS] = { NULL }, *merged;
	size_t i;

	for (i = 0; i < nr; i++)
		runs[i] = make_run(x, y, i);
	merged = hp_merge(runs, nr);
	assert_non_null(merged);
	for (i = 0; i < nr; i++)
		hp_results_free(runs[i]);
	return merged;
}

static char *print(const struct hp_results *merged)
{
	char *text = NULL;
	size_t len;
	FILE *file = open_memstream(&text, &len);

	hp_predecessors_print(file, merged);
	fclose(file);
	return text;
}

static void check_said(const struct effect *x, const struct effect *y, size_t nr, const char *said)
{
	struct hp_results *merged = merge_runs(x, y, nr);
	char *text = print(merged);

	if (strncmp(text, said, strlen(said)))
		fail_msg("said %s", text);
	free(text);
	hp_results_free(merged);
}

static const struct effect none = { .factor = 1, .noise = 0.1 };
static const struct effect after_b = { .before = 1, .factor = 1.5, .noise = 0.01 };
static const struct effect first = { .before = 2, .factor = 0.8, .noise = 0.01 };
static const struct effect slight = { .before = 3, .factor = 1.019, .noise = 0.001 };

#define BEGIN		"By who ran before: "
#define BEYOND_CHANCE	"beyond chance, more than 2% in 1 of 2"
#define AFTER_B		BEGIN "at most 50.1% (w.x, a after b); " BEYOND_CHANCE
#define AS_THE_FIRST	BEGIN "at most 19.9% (w.y, b as the first); " BEYOND_CHANCE
#define NOT_TOLD	BEGIN "not told, too few repeats.\n"

static void test_effects(void **state)
{
	(void)state;
	check_said(&after_b, &none, NR_RUNS, AFTER_B);
	check_said(&none, &first, NR_RUNS, AS_THE_FIRST);
}

static void test_json(void **state)
{
	struct hp_results *merged = merge_runs(&after_b, &none, NR_RUNS);
	const struct hp_entry *entry = hp_results_find(merged, "w.x/a/64/10");

	(void)state;
	assert_true(fabs(hp_entry_number(entry, "before_percent") - 50) < 1);
	assert_string_equal(json_string_value(json_object_get(entry->json, "before_worst")), "b");
	assert_true(hp_entry_number(entry, "before_p") < 0.01);
	assert_null(json_object_get(entry->json, "before"));
	hp_results_free(merged);
}

/* What is shown, but too little to be called a difference; and what is large by chance. */
static void test_no_effects(void **state)
{
	struct hp_results *merged = merge_runs(&slight, &none, NR_RUNS);
	const struct hp_entry *entry = hp_results_find(merged, "w.x/a/64/10");
	char *text = print(merged);

	(void)state;
	assert_string_equal(json_string_value(json_object_get(entry->json, "before_worst")), "c");
	assert_true(hp_entry_number(entry, "before_p") < 0.01);
	assert_non_null(strstr(text, "beyond chance, more than 2% in none of 2 rows."));
	free(text);
	hp_results_free(merged);
}

/* One run has three samples after each. */
static void test_too_few(void **state)
{
	(void)state;
	check_said(&after_b, &none, 1, NOT_TOLD);
}

static void refuse(const char *before)
{
	char *entry = hp_printf(ENTRY, "w.x/a/64/10", 1.0, "1, 2", before);
	char *text = hp_printf(CONTEXT("") BENCHMARKS("%s"), entry);

	forget_said();
	assert_null(hp_results_parse(text, strlen(text), "bad"));
	assert_string_equal(said(), "bad: w.x/a/64/10: before is not of samples_ns");
	free(text);
	free(entry);
}

static void test_refused(void **state)
{
	(void)state;
	refuse("[\"a\"]");
	refuse("[\"a\", 1]");
	refuse("\"a\"");
	refuse("{\"a\": \"b\", \"c\": null}");
}

int test_predecessor(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_effects),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_no_effects),
		cmocka_unit_test(test_too_few),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
