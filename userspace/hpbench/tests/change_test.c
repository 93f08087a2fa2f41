// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Changes: p-values that are known, or counted one by one, and how often they err. */

#include "units.h"

#include <change.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define EXACTLY	0.000000001
#define CLOSELY	0.000001

static void assert_near(double a, double b, double part)
{
	if (!(fabs(a - b) <= fabs(b) * part))
		fail_msg("%.12g is not %.12g", a, b);
}

static struct hp_group group(const double *times, size_t nr)
{
	return (struct hp_group) { times, nr };
}

#define GROUP(...)	group((const double []) { __VA_ARGS__ },			\
			      sizeof((const double []) { __VA_ARGS__ }) / sizeof(double))

/* Of 20 deals 2 set three and three wholly apart, of 252 8 give a U of at most 2. */
static void test_known(void **state)
{
	struct hp_change change = hp_change_of(GROUP(1, 2, 3), GROUP(4, 6, 5));

	(void)state;
	assert_near(change.p, 0.1, EXACTLY);
	assert_near(change.delta, 1, EXACTLY);
	assert_near(change.ratio, 2.5, EXACTLY);
	change = hp_change_of(GROUP(1, 2, 3, 4, 7), GROUP(5, 6, 8, 9, 10));
	assert_near(change.p, 8. / 252, EXACTLY);
	assert_near(change.delta, 1 - 2 * 2. / 25, EXACTLY);
	change = hp_change_of(GROUP(18, 17, 16, 15, 14, 13, 12, 11, 10),
			      GROUP(9, 8, 7, 6, 5, 4, 3, 2, 1));
	assert_near(change.p, 2. / 48620, EXACTLY);
	assert_near(change.delta, -1, EXACTLY);
	change = hp_change_of(GROUP(3, 3, 3), GROUP(3, 3, 3, 3));
	assert_near(change.p, 1, EXACTLY);
	assert_true(change.delta == 0 && change.ratio == 1);
	change = hp_change_of(GROUP(1), GROUP(2));
	assert_near(change.p, 1, EXACTLY);
}

/* Twice what is above in pairs, less the mean: how far a deal is from even. */
static double apart(const double *times, size_t nr, unsigned int deal)
{
	double sum = 0;
	size_t i, j;

	for (i = 0; i < nr; i++)
		for (j = 0; j < nr; j++)
			if (deal >> i & 1 && !(deal >> j & 1))
				sum += (times[i] > times[j]) - (times[i] < times[j]);
	return fabs(sum);
}

static double counted_p(const double *times, size_t nr, size_t before)
{
	double observed = apart(times, nr, (1U << before) - 1), far = 0, all = 0;
	unsigned int deal;

	for (deal = 0; deal < 1U << nr; deal++) {
		if ((size_t)__builtin_popcount(deal) != before)
			continue;
		all++;
		far += apart(times, nr, deal) >= observed;
	}
	return far / all;
}

static unsigned long long rng;

static double uniform(void)
{
	rng = rng * 6364136223846793005ULL + 1442695040888963407ULL;
	return (double)((rng >> 33) + 1) / ((1U << 31) + 1.0);
}

/* Every deal tried, of times of which many are equal, and of few. */
static void test_counted(void **state)
{
	double times[11];
	size_t nr, before, i, values;

	(void)state;
	rng = 1;
	for (values = 2; values < 100; values *= 3) {
		for (nr = 2; nr <= 11; nr++) {
			for (i = 0; i < nr; i++)
				times[i] = floor(uniform() * (double)values);
			for (before = 1; before < nr; before++)
				assert_near(hp_change_of(group(times, before),
							 group(times + before, nr - before)).p,
					    counted_p(times, nr, before), EXACTLY);
		}
	}
}

/* Of 32 and 32 all deals are counted, of 33 and 32 no more: they are much the same. */
static void test_many(void **state)
{
	double times[65];
	size_t i;

	(void)state;
	for (i = 0; i < 65; i++)
		times[i] = (double)(i * 29 % 65 + i / 32 * 5) + (double)i / 1000;
	assert_near(hp_change_of(group(times, 32), group(times + 32, 32)).p, 0.117755717, 0.02);
	assert_near(hp_change_of(group(times, 33), group(times + 33, 32)).p, 0.073277571, CLOSELY);
	for (i = 0; i < 65; i++)
		times[i] = (double)(i * 7 % 13 + i / 40);
	assert_near(hp_change_of(group(times, 32), group(times + 32, 32)).p, 0.178212239, 0.02);
	assert_near(hp_change_of(group(times, 33), group(times + 33, 32)).p, 0.115909664, CLOSELY);
}

static void test_least(void **state)
{
	(void)state;
	assert_near(hp_change_least_p(1, 1), 1, EXACTLY);
	assert_near(hp_change_least_p(5, 5), 2. / 252, EXACTLY);
	assert_near(hp_change_least_p(3, 9), 2. / 220, EXACTLY);
	assert_int_equal(hp_change_needed(1), 4);
	assert_int_equal(hp_change_needed(6), 5);
	assert_int_equal(hp_change_needed(7), 6);
	assert_int_equal(hp_change_needed(300), 8);
}

/* The example that is in many a textbook. */
static void test_holm(void **state)
{
	double p[] = { 0.01, 0.04, 0.03, 0.005 }, large[] = { 0.6, 0.5 };

	(void)state;
	hp_change_holm(p, 4);
	assert_near(p[0], 0.03, EXACTLY);
	assert_near(p[1], 0.06, EXACTLY);
	assert_near(p[2], 0.06, EXACTLY);
	assert_near(p[3], 0.02, EXACTLY);
	hp_change_holm(large, 2);
	assert_near(large[0], 1, EXACTLY);
	assert_near(large[1], 1, EXACTLY);
	hp_change_holm(NULL, 0);
}

/* Times as they are: most near the fastest, a few far off. */
static void measure(double *times, size_t nr, double ns)
{
	size_t i;

	for (i = 0; i < nr; i++)
		times[i] = ns * (1 - 0.01 * log(uniform()) + (uniform() < 0.05 ? 0.5 : 0));
}

/* Whether any of @rows rows of @nr runs is found to differ. */
static bool finds(size_t rows, size_t nr, double factor)
{
	double before[16], after[16], p[64], least = 1;
	size_t i;

	for (i = 0; i < rows; i++) {
		measure(before, nr, 10);
		measure(after, nr, 10 * factor);
		p[i] = hp_change_of(group(before, nr), group(after, nr)).p;
	}
	hp_change_holm(p, rows);
	for (i = 0; i < rows; i++)
		least = fmin(least, p[i]);
	return least <= HP_CHANGE_ALPHA;
}

static double found(size_t times, size_t rows, size_t nr, double factor)
{
	size_t nr_found = 0, i;

	for (i = 0; i < times; i++)
		nr_found += finds(rows, nr, factor);
	return (double)nr_found / (double)times;
}

/*
 * Equal rows are called different as often as is stated, and no more for being many.
 * A deviation of what is found in 1000 is 0.5%.
 */
static void test_false_alarms(void **state)
{
	double alone, many;

	(void)state;
	rng = 1;
	alone = found(4000, 1, 7, 1);
	many = found(1000, 40, 7, 1);
	print_message("# false alarms: %.1f%% of one row, %.1f%% of 40\n", 100 * alone, 100 * many);
	assert_true(alone > 0.035 && alone < 0.06);
	assert_true(many > 0.01 && many < 0.06);
}

static void test_power(void **state)
{
	(void)state;
	rng = 1;
	assert_true(found(200, 1, 9, 1.05) > 0.95);
	assert_true(found(50, 40, 9, 1.1) > 0.99);
}

int test_change(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_least),
		cmocka_unit_test(test_holm),
		cmocka_unit_test(test_false_alarms),
		cmocka_unit_test(test_power),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
