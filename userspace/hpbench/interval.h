/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_INTERVAL_H
#define HPBENCH_INTERVAL_H

#include <stddef.h>

/**
 * DOC: interval
 *
 * Medians of independent runs, and intervals for them that assume nothing of
 * the distribution: of n sorted values the k-th smallest and the k-th largest
 * enclose the true median but in 2 * P(Bin(n, 1/2) < k) of all cases.
 */

/* All intervals of a family together are to miss in no more than this. */
#define HP_INTERVAL_MISS	0.05

/**
 * struct hp_interval - a median and what it may be
 * @median: of the values
 * @low: lower end; NAN if there are too few values for an interval
 * @high: upper end; likewise
 */
struct hp_interval {
	double median;
	double low;
	double high;
};

/**
 * hp_sort - sort numbers, ascending
 * @values: none is a NAN
 * @nr: how many
 */
void hp_sort(double *values, size_t nr);

/**
 * hp_median - the median of sorted numbers
 * @sorted: ascending
 * @nr: how many, at least 1
 *
 * Return: the median, of an even number the mean of the middle two
 */
double hp_median(const double *sorted, size_t nr);

/**
 * hp_spread_percent - how far numbers lie apart
 * @sorted: ascending
 * @nr: how many, at least 1
 *
 * Return: (max - min) / median in percent; NAN if the median is 0
 */
double hp_spread_percent(const double *sorted, size_t nr);

/**
 * hp_interval_miss - how often an interval misses
 * @nr: values
 * @rank: k
 *
 * Return: 2 * P(Bin(nr, 1/2) < rank)
 */
double hp_interval_miss(size_t nr, size_t rank);

/**
 * hp_interval_rank - the narrowest interval that is good enough
 * @nr: values
 * @family: how many intervals are looked at together, at least 1: each may miss
 *          in HP_INTERVAL_MISS / @family (Bonferroni)
 *
 * Return: k; 0 if @nr values are too few for any
 */
size_t hp_interval_rank(size_t nr, size_t family);

/**
 * hp_interval_of - the median of sorted numbers with its interval
 * @sorted: ascending
 * @nr: how many, at least 1
 * @family: see hp_interval_rank()
 *
 * Return: that
 */
struct hp_interval hp_interval_of(const double *sorted, size_t nr, size_t family);

/**
 * hp_interval_least - how many values an interval takes
 * @family: see hp_interval_rank()
 *
 * Return: the least number for which hp_interval_rank() is not 0
 */
size_t hp_interval_least(size_t family);

#endif /* HPBENCH_INTERVAL_H */
