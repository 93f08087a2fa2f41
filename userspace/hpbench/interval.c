// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "interval.h"

#include <math.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void hp_sort(double *values, size_t nr)
{
	qsort(values, nr, sizeof(*values), compare);
}

double hp_median(const double *sorted, size_t nr)
{
	return nr % 2 ? sorted[nr / 2] : (sorted[nr / 2 - 1] + sorted[nr / 2]) / 2;
}

double hp_spread_percent(const double *sorted, size_t nr)
{
	double median = hp_median(sorted, nr);

	return median > 0 ? (sorted[nr - 1] - sorted[0]) / median * 100 : NAN;
}

/* A long double holds 2^-nr for all numbers of runs that anybody makes. */
double hp_interval_miss(size_t nr, size_t rank)
{
	long double term = ldexpl(1, -(int)nr), sum = 0;
	size_t i;

	for (i = 0; i < rank; i++) {
		sum += term;
		term = term * (long double)(nr - i) / (long double)(i + 1);
	}
	return (double)(2 * sum);
}

size_t hp_interval_rank(size_t nr, size_t family)
{
	double miss = HP_INTERVAL_MISS / (double)family;
	size_t rank = 0;

	while (rank < nr / 2 && hp_interval_miss(nr, rank + 1) <= miss)
		rank++;
	return rank;
}

struct hp_interval hp_interval_of(const double *sorted, size_t nr, size_t family)
{
	struct hp_interval interval = { hp_median(sorted, nr), NAN, NAN };
	size_t rank = hp_interval_rank(nr, family);

	if (rank) {
		interval.low = sorted[rank - 1];
		interval.high = sorted[nr - rank];
	}
	return interval;
}

size_t hp_interval_least(size_t family)
{
	size_t nr = 2;

	while (!hp_interval_rank(nr, family))
		nr++;
	return nr;
}
