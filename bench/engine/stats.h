/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_STATS_H
#define HPALLOC_BENCH_STATS_H

#include "platform.h"

/*
 * The benchmark's arithmetic: integers only, nothing overflows, nothing
 * allocates.
 */

/*
 * Values below 2 * HP_HIST_STEPS have a bucket each. The others' are as wide as
 * 1/64 of their lowest value, and stand for the middle: it is within 1/128, and
 * so within 1%, of all values there.
 */
#define HP_HIST_STEPS_LOG2	6
#define HP_HIST_STEPS		64U
#define HP_HIST_BUCKETS		((64 - HP_HIST_STEPS_LOG2 + 1) * HP_HIST_STEPS)

/**
 * struct hp_hist - a log-linear histogram of any 64-bit values
 * @total: how many values
 * @min: the smallest, exactly
 * @max: the largest, exactly
 * @count: values a bucket; HP_HIST_STEPS buckets for each power of two
 */
struct hp_hist {
	u64 total;
	u64 min;
	u64 max;
	u64 count[HP_HIST_BUCKETS];
};

/**
 * hp_hist_bucket() - the bucket of a value
 * @value: the value
 *
 * Return: its index, below HP_HIST_BUCKETS.
 */
static inline unsigned int hp_hist_bucket(u64 value)
{
	unsigned int shift;

	if (value < 2 * HP_HIST_STEPS)
		return value;

	shift = 63 - __builtin_clzll(value) - HP_HIST_STEPS_LOG2;
	return shift * HP_HIST_STEPS + (value >> shift);
}

/**
 * hp_hist_low() - the lowest value of a bucket
 * @bucket: below HP_HIST_BUCKETS
 *
 * Return: the value.
 */
static inline u64 hp_hist_low(unsigned int bucket)
{
	if (bucket < 2 * HP_HIST_STEPS)
		return bucket;
	return (u64)(bucket % HP_HIST_STEPS + HP_HIST_STEPS) << (bucket / HP_HIST_STEPS - 1);
}

/**
 * hp_hist_high() - the highest value of a bucket
 * @bucket: below HP_HIST_BUCKETS
 *
 * Return: the value.
 */
static inline u64 hp_hist_high(unsigned int bucket)
{
	return bucket == HP_HIST_BUCKETS - 1 ? U64_MAX : hp_hist_low(bucket + 1) - 1;
}

/**
 * hp_hist_record() - count a value
 * @hist: the histogram
 * @value: the value
 */
static inline void hp_hist_record(struct hp_hist *hist, u64 value)
{
	hist->count[hp_hist_bucket(value)]++;
	hist->total++;
	if (value < hist->min)
		hist->min = value;
	if (value > hist->max)
		hist->max = value;
}

/**
 * hp_hist_reset() - make a histogram empty
 * @hist: the histogram, in any state
 */
void hp_hist_reset(struct hp_hist *hist);

/**
 * hp_hist_add() - add the values of a histogram to another
 * @sum: the one that they are added to
 * @hist: the other
 */
void hp_hist_add(struct hp_hist *sum, const struct hp_hist *hist);

/**
 * hp_hist_percentile() - the value that a share of all values do not exceed
 * @hist: the histogram
 * @millionths: the share: 990000 is p99, 1000000 the maximum
 *
 * Nearest rank: the smallest value such that at least that share of all is
 * not above it, given as the middle of its bucket.
 *
 * Return: the value within 1%, exact below 128 and at both ends; 0 when nothing
 * was counted.
 */
u64 hp_hist_percentile(const struct hp_hist *hist, u32 millionths);

/* With fewer values beyond it, a percentile is not much but chance. */
#define HP_HIST_BEYOND	100

/**
 * hp_hist_has_percentile() - whether enough values lie beyond a percentile
 * @hist: the histogram
 * @millionths: the share
 *
 * Return: true if they are HP_HIST_BEYOND at least.
 */
bool hp_hist_has_percentile(const struct hp_hist *hist, u32 millionths);

/**
 * hp_stats_sort() - sort a few numbers
 * @values: the numbers
 * @n: how many; the time taken grows with the square
 */
void hp_stats_sort(u64 *values, unsigned int n);

/**
 * hp_stats_median() - the median, which sorts
 * @values: the numbers, sorted afterwards
 * @n: how many; 0 gives 0
 *
 * Return: the middle one, or the mean of the middle two, rounded down.
 */
u64 hp_stats_median(u64 *values, unsigned int n);

/* Up to here the exact binomial sums fit into 64 bits. */
#define HP_STATS_MAX_REPEAT	63

/**
 * hp_stats_interval_rank() - which order statistics bound the median
 * @n: independent samples, at most HP_STATS_MAX_REPEAT
 *
 * The k-th smallest and the k-th largest of @n samples enclose the median of
 * whatever they are drawn from unless k - 1 or fewer samples fall on one side
 * of it: a binomial probability, the same for every distribution.
 *
 * Return: the largest k, counted from 1, for which the two enclose it with at
 * least 95%; 0 if there is none, which is so below 6 samples.
 */
unsigned int hp_stats_interval_rank(unsigned int n);

/**
 * hp_stats_coverage() - how surely the interval encloses the median
 * @n: independent samples, at most HP_STATS_MAX_REPEAT
 *
 * Return: the probability in tenths of a per cent, rounded down; 0 where
 * hp_stats_interval_rank() finds none.
 */
unsigned int hp_stats_coverage(unsigned int n);

/* Ratios are kept as thousandths. */
#define HP_RATIO_ONE	1000

/**
 * hp_stats_ratio() - a quotient in thousandths
 * @dividend: the dividend
 * @divisor: the divisor
 *
 * Return: the quotient rounded to nearest, U64_MAX if it does not fit or
 * @divisor is 0.
 */
u64 hp_stats_ratio(u64 dividend, u64 divisor);

/**
 * struct hp_ratio - how many times one time is another, in thousandths
 * @median: the median of the paired ratios; 0 if there is no result
 * @low: the lower end of its confidence interval
 * @high: its upper end; 0 if there are too few samples for an interval
 */
struct hp_ratio {
	u64 median;
	u64 low;
	u64 high;
};

/**
 * hp_stats_paired_ratio() - compare two series that were measured by turns
 * @base: the dividends
 * @other: the divisors, each measured next to its dividend
 * @n: how many of each, at most HP_STATS_MAX_REPEAT
 * @ratio: the result
 */
void hp_stats_paired_ratio(const u64 *base, const u64 *other, unsigned int n,
			   struct hp_ratio *ratio);

/*
 * Equal code that the linker put elsewhere differs by 1.0 to 1.3%, so that less
 * than this is no difference between allocators.
 */
#define HP_RATIO_NOISE	20

/**
 * hp_ratio_differs() - whether a ratio says anything
 * @ratio: the ratio
 *
 * Return: true if there is an interval, and 1 is outside by more than
 * HP_RATIO_NOISE.
 */
static inline bool hp_ratio_differs(const struct hp_ratio *ratio)
{
	return ratio->high && (ratio->low > HP_RATIO_ONE + HP_RATIO_NOISE ||
			       ratio->high < HP_RATIO_ONE - HP_RATIO_NOISE);
}

/**
 * hp_stats_scale() - value * factor / divisor without overflow on the way
 * @value: the value
 * @factor: at most 2^32 - 1
 * @divisor: at least 1, at most 2^32 - 1
 *
 * Return: the result rounded down; U64_MAX if it does not fit.
 */
u64 hp_stats_scale(u64 value, u32 factor, u32 divisor);

#endif /* HPALLOC_BENCH_STATS_H */
