// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "change.h"

#include "interval.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double median_of(struct hp_group group)
{
	double *sorted = hp_array(group.nr, sizeof(*sorted)), median;

	memcpy(sorted, group.times, group.nr * sizeof(*sorted));
	hp_sort(sorted, group.nr);
	median = hp_median(sorted, group.nr);
	free(sorted);
	return median;
}

/* How many times are below @time, twice, and once those that are equal. */
static size_t below(struct hp_group group, double time)
{
	size_t twice = 0, i;

	for (i = 0; i < group.nr; i++)
		twice += group.times[i] < time ? 2 : group.times[i] == time;
	return twice;
}

/* Twice the pairs in which @after is above, and once those that are equal. */
static size_t pairs_above(struct hp_group before, struct hp_group after)
{
	size_t twice = 0, i;

	for (i = 0; i < after.nr; i++)
		twice += below(before, after.times[i]);
	return twice;
}

/*
 * Twice the ranks of all times, from 0. Equal times have the mean of their ranks,
 * and each counts itself as equal once.
 */
static void rank_all(size_t *ranks, struct hp_group before, struct hp_group after)
{
	size_t i;

	for (i = 0; i < before.nr; i++)
		ranks[i] = below(before, before.times[i]) + below(after, before.times[i]) - 1;
	for (i = 0; i < after.nr; i++)
		ranks[before.nr + i] = below(before, after.times[i]) +
				       below(after, after.times[i]) - 1;
}

static size_t sum_of(const size_t *ranks, size_t nr)
{
	size_t sum = 0, i;

	for (i = 0; i < nr; i++)
		sum += ranks[i];
	return sum;
}

/*
 * In how many ways @chosen of @nr ranks have each sum up to @top: ways[n * (top + 1)
 * + sum] of n ranks, one more rank at a time.
 */
static double *count_ways(const size_t *ranks, size_t nr, size_t chosen, size_t top)
{
	size_t width = top + 1, i, n, sum;
	double *ways = hp_array((chosen + 1) * width, sizeof(*ways));

	ways[0] = 1;
	for (i = 0; i < nr; i++)
		for (n = i < chosen ? i + 1 : chosen; n; n--)
			for (sum = ranks[i]; sum <= top; sum++)
				ways[n * width + sum] += ways[(n - 1) * width + sum - ranks[i]];
	return ways;
}

static size_t distance(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

/* The mean of twice the sum of @chosen of @nr ranks from 0 is a whole number. */
static double exact_p(const size_t *ranks, size_t nr, size_t chosen, size_t sum)
{
	size_t mean = chosen * (nr - 1), top = sum_of(ranks, nr), at;
	double *ways = count_ways(ranks, nr, chosen, top), far = 0, all = 0;

	for (at = 0; at <= top; at++) {
		double here = ways[chosen * (top + 1) + at];

		all += here;
		if (distance(at, mean) >= distance(sum, mean))
			far += here;
	}
	free(ways);
	return far / all;
}

/* With the variance of those ranks, which ties make smaller, and half a step off. */
static double normal_p(const size_t *ranks, size_t nr, size_t chosen, size_t sum)
{
	double n = (double)nr, k = (double)chosen, mean = n - 1, squares = 0, off, deviation;
	size_t i;

	for (i = 0; i < nr; i++)
		squares += ((double)ranks[i] - mean) * ((double)ranks[i] - mean);
	deviation = sqrt(squares * k * (n - k) / (n * (n - 1)));
	off = fabs((double)sum - k * mean) - 1;
	return deviation > 0 && off > 0 ? erfc(off / deviation / sqrt(2)) : 1;
}

static double p_value(struct hp_group before, struct hp_group after)
{
	size_t nr = before.nr + after.nr, sum;
	size_t *ranks = hp_array(nr, sizeof(*ranks));
	double p;

	rank_all(ranks, before, after);
	sum = sum_of(ranks, before.nr);
	if (nr <= HP_CHANGE_EXACT)
		p = exact_p(ranks, nr, before.nr, sum);
	else
		p = normal_p(ranks, nr, before.nr, sum);
	free(ranks);
	return p;
}

struct hp_change hp_change_of(struct hp_group before, struct hp_group after)
{
	double old_median = median_of(before), new_median = median_of(after);
	double pairs = (double)before.nr * (double)after.nr;

	return (struct hp_change) {
		.ratio = old_median == new_median ? 1 : new_median / old_median,
		.delta = (double)pairs_above(before, after) / pairs - 1,
		.p = p_value(before, after),
	};
}

double hp_change_least_p(size_t before, size_t after)
{
	double ways = 1;
	size_t i;

	for (i = 1; i <= before; i++)
		ways *= (double)(after + i) / (double)i;
	return fmin(2 / ways, 1);
}

size_t hp_change_needed(size_t tests)
{
	size_t nr = 2;

	while (hp_change_least_p(nr, nr) * (double)tests > HP_CHANGE_ALPHA)
		nr++;
	return nr;
}

static int compare_pointed(const void *a, const void *b)
{
	double x = **(double *const *)a, y = **(double *const *)b;

	return (x > y) - (x < y);
}

void hp_change_holm(double *p, size_t nr)
{
	double **sorted = hp_array(nr, sizeof(*sorted)), least = 0;
	size_t i;

	for (i = 0; i < nr; i++)
		sorted[i] = &p[i];
	qsort(sorted, nr, sizeof(*sorted), compare_pointed);
	for (i = 0; i < nr; i++) {
		least = fmin(fmax(least, *sorted[i] * (double)(nr - i)), 1);
		*sorted[i] = least;
	}
	free(sorted);
}
