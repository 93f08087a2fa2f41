// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "stats.h"

void hp_hist_reset(struct hp_hist *hist)
{
	memset(hist, 0, sizeof(*hist));
	hist->min = U64_MAX;
}

void hp_hist_add(struct hp_hist *sum, const struct hp_hist *hist)
{
	unsigned int i;

	for (i = 0; i < HP_HIST_BUCKETS; i++)
		sum->count[i] += hist->count[i];
	sum->total += hist->total;
	sum->min = min(sum->min, hist->min);
	sum->max = max(sum->max, hist->max);
}

static u64 hp_hist_middle(unsigned int bucket)
{
	u64 low = hp_hist_low(bucket);

	return low + (hp_hist_high(bucket) - low) / 2;
}

/* Splits the product, so that no count is too large for it. */
static u64 hp_hist_rank(u64 total, u32 millionths)
{
	u32 rest;
	u64 whole = div_u64_rem(total, 1000000, &rest);

	return whole * millionths +
	       div_u64((u64)rest * millionths + 999999, 1000000);
}

u64 hp_hist_percentile(const struct hp_hist *hist, u32 millionths)
{
	u64 rank = hp_hist_rank(hist->total, millionths);
	u64 seen = 0;
	unsigned int i;

	if (!hist->total)
		return 0;
	if (rank <= 1)
		return hist->min;
	if (rank >= hist->total)
		return hist->max;

	for (i = 0; i < HP_HIST_BUCKETS; i++) {
		seen += hist->count[i];
		if (seen >= rank)
			break;
	}
	return clamp(hp_hist_middle(i), hist->min, hist->max);
}

bool hp_hist_has_percentile(const struct hp_hist *hist, u32 millionths)
{
	return hist->total - hp_hist_rank(hist->total, millionths) >= HP_HIST_BEYOND;
}

void hp_stats_sort(u64 *values, unsigned int n)
{
	unsigned int i, j;

	for (i = 1; i < n; i++) {
		u64 value = values[i];

		for (j = i; j && values[j - 1] > value; j--)
			values[j] = values[j - 1];
		values[j] = value;
	}
}

u64 hp_stats_median(u64 *values, unsigned int n)
{
	u64 low, high;

	if (!n)
		return 0;

	hp_stats_sort(values, n);
	low = values[(n - 1) / 2];
	high = values[n / 2];
	return low + (high - low) / 2;
}

/*
 * Both tails of Bin(n, 1/2) up to k - 1 together may hold 5%: at most one
 * part in 40 each.
 */
static unsigned int hp_stats_tail(unsigned int n, u64 *tail)
{
	u64 limit, choose = 1, sum = 1;
	unsigned int k = 0;

	*tail = 0;
	if (!n || n > HP_STATS_MAX_REPEAT)
		return 0;

	limit = div_u64(1ULL << n, 40);
	while (sum <= limit) {
		*tail = sum;
		/* C(n, k+1) from C(n, k): the quotient first, as it may not fit */
		choose = hp_stats_scale(choose, n - k, k + 1);
		k++;
		sum += choose;
	}
	return k;
}

unsigned int hp_stats_interval_rank(unsigned int n)
{
	u64 tail;

	return hp_stats_tail(n, &tail);
}

unsigned int hp_stats_coverage(unsigned int n)
{
	u64 tail, outside;

	if (!hp_stats_tail(n, &tail))
		return 0;

	/* 2 * tail / 2^n in thousandths, rounded up; tail * 2000 may not fit */
	if (n > 40)
		outside = ((tail >> (n - 40)) + 1) * 2000 >> 40;
	else
		outside = tail * 2000 >> n;
	return 999 - outside;
}

u64 hp_stats_scale(u64 value, u32 factor, u32 divisor)
{
	u32 rest;
	u64 whole = div_u64_rem(value, divisor, &rest);
	u64 product, part = div_u64((u64)rest * factor, divisor);

	if (__builtin_mul_overflow(whole, (u64)factor, &product) ||
	    __builtin_add_overflow(product, part, &product))
		return U64_MAX;
	return product;
}

u64 hp_stats_ratio(u64 dividend, u64 divisor)
{
	u64 whole, rest, part;

	if (!divisor)
		return U64_MAX;

	whole = div64_u64(dividend, divisor);
	rest = dividend - whole * divisor;
	/* rest < divisor: what is shifted out is far below a thousandth */
	if (divisor > U64_MAX / HP_RATIO_ONE / 2) {
		rest >>= 11;
		divisor >>= 11;
	}
	part = div64_u64(rest * HP_RATIO_ONE + divisor / 2, divisor);
	if (__builtin_mul_overflow(whole, (u64)HP_RATIO_ONE, &whole) ||
	    __builtin_add_overflow(whole, part, &whole))
		return U64_MAX;
	return whole;
}

void hp_stats_paired_ratio(const u64 *base, const u64 *other, unsigned int n,
			   struct hp_ratio *ratio)
{
	u64 values[HP_STATS_MAX_REPEAT];
	unsigned int i, rank;

	memset(ratio, 0, sizeof(*ratio));
	if (!n || n > HP_STATS_MAX_REPEAT)
		return;

	for (i = 0; i < n; i++) {
		if (!other[i])
			return;
		values[i] = hp_stats_ratio(base[i], other[i]);
	}
	ratio->median = hp_stats_median(values, n);

	rank = hp_stats_interval_rank(n);
	if (!rank)
		return;
	ratio->low = values[rank - 1];
	ratio->high = values[n - rank];
}
