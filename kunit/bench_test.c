// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The benchmark's arithmetic and its configuration: what is printed is only
 * as good as these. On copies of its sources, which hpalloc.ko does not export.
 */

#include <kunit/test.h>

#include <linux/vmalloc.h>

#include "../bench/engine/config.h"
#include "../bench/engine/contender.h"
#include "../bench/engine/context.h"
#include "../bench/engine/rng.h"
#include "../bench/engine/stats.h"
#include "../bench/engine/workload.h"

/*
 * What those sources need of the benchmark: memory, and lists to choose from.
 * Not those of the benchmark, so that there is an alias, something that is
 * extra, and a name that another one begins with, whatever becomes of them.
 */
void *hp_bench_zalloc(u64 size)
{
	return vzalloc(size);
}

void hp_bench_zfree(void *mem)
{
	vfree(mem);
}

static const char *gone(void)
{
	return "it left";
}

static const struct hp_workload plain_workload = { .note = "a plain one" };
static const struct hp_workload other_workload = { .note = "another", .alias = "other" };
static const struct hp_workload extra_workload = { .note = "fast", .extra = true };
static const struct hp_contender plain_contender = { .note = "plain" };
static const struct hp_contender extra_contender = {
	.note = "seldom used", .alias = "rare", .extra = true, .absent = gone
};

const struct hp_workload_entry hp_workloads[] = {
	{ "walk", &plain_workload },
	{ "walks", &other_workload },
	{ "run", &extra_workload },
};

const unsigned int hp_nr_workloads = ARRAY_SIZE(hp_workloads);

const struct hp_contender_entry hp_contenders[] = {
	{ "alpha", &plain_contender },
	{ "beta_var", &extra_contender },
	{ "beta", &plain_contender },
	{ "gamma", &plain_contender },
};

const unsigned int hp_nr_contenders = ARRAY_SIZE(hp_contenders);

const struct hp_context hp_contexts[] = {
	[HP_IN_TASK] = { "sitting", "at home" },
	[HP_IN_PREEMPT_OFF] = { "standing", "at work" },
};

const unsigned int hp_nr_contexts = ARRAY_SIZE(hp_contexts);

static struct hp_hist *make_hist(struct kunit *test)
{
	struct hp_hist *hist = kunit_kzalloc(test, sizeof(*hist), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, hist);
	hp_hist_reset(hist);
	return hist;
}

static void record(struct hp_hist *hist, u64 value, unsigned int times)
{
	while (times--)
		hp_hist_record(hist, value);
}

static void hist_buckets(struct kunit *test)
{
	unsigned int i;
	u64 value;

	for (value = 0; value < 2 * HP_HIST_STEPS; value++)
		KUNIT_EXPECT_EQ(test, hp_hist_bucket(value), value);
	KUNIT_EXPECT_EQ(test, hp_hist_bucket(U64_MAX), HP_HIST_BUCKETS - 1);

	for (i = HP_HIST_STEPS_LOG2 + 1; i < 64; i++) {
		value = 1ULL << i;
		KUNIT_EXPECT_EQ(test, hp_hist_bucket(value),
				hp_hist_bucket(value - 1) + 1);
		KUNIT_EXPECT_EQ(test, hp_hist_bucket(value),
				(i - HP_HIST_STEPS_LOG2 + 1) * HP_HIST_STEPS);
	}
}

/* What stands for a bucket, if there are values on both sides of it. */
static u64 middle_of(struct hp_hist *hist, unsigned int bucket)
{
	u64 middle;

	hist->count[bucket]++;
	middle = hp_hist_percentile(hist, 500000);
	hist->count[bucket]--;
	return middle;
}

/* All buckets: without gaps, and their values within 1% of what stands for them. */
static void hist_within_1_percent(struct kunit *test)
{
	struct hp_hist *hist = make_hist(test);
	u64 low, high, middle, next = 0;
	unsigned int i;

	record(hist, 0, 1);
	record(hist, U64_MAX, 1);
	hist->total++;
	for (i = 0; i < HP_HIST_BUCKETS; i++) {
		low = hp_hist_low(i);
		high = hp_hist_high(i);
		KUNIT_EXPECT_EQ(test, low, next);
		KUNIT_EXPECT_EQ(test, hp_hist_bucket(low), i);
		KUNIT_EXPECT_EQ(test, hp_hist_bucket(high), i);
		middle = middle_of(hist, i);
		KUNIT_EXPECT_LE(test, middle - low, div_u64(low, 100));
		KUNIT_EXPECT_LE(test, high - middle, div_u64(high, 100));
		next = high + 1;
	}
	KUNIT_EXPECT_EQ(test, next, 0);
}

static void hist_empty(struct kunit *test)
{
	struct hp_hist *hist = make_hist(test);

	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 0), 0);
	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 500000), 0);
	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 1000000), 0);

	record(hist, 7, 3);
	hp_hist_reset(hist);
	KUNIT_EXPECT_EQ(test, hist->total, 0);
	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 500000), 0);
	record(hist, 9, 1);
	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 500000), 9);
}

static void hist_one_value(struct kunit *test)
{
	static const u64 values[] = { 0, 1, 127, 128, 12345, 1ULL << 40, U64_MAX };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(values); i++) {
		struct hp_hist *hist = make_hist(test);

		record(hist, values[i], 5);
		KUNIT_EXPECT_EQ(test, hist->min, values[i]);
		KUNIT_EXPECT_EQ(test, hist->max, values[i]);
		KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 0), values[i]);
		KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 500000), values[i]);
		KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 999000), values[i]);
		KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 1000000), values[i]);
	}
}

/* Of the values 1 to 100, shares in millionths and the nearest rank. */
static const struct {
	u32 share;
	u64 value;
} percentiles[] = {
	{ 0, 1 }, { 1, 1 }, { 10000, 1 }, { 10001, 2 }, { 20000, 2 },
	{ 499999, 50 }, { 500000, 50 }, { 500001, 51 }, { 900000, 90 },
	{ 989999, 99 }, { 990000, 99 }, { 990001, 100 }, { 999000, 100 },
	{ 1000000, 100 },
};

static void hist_percentiles(struct kunit *test)
{
	struct hp_hist *hist = make_hist(test);
	u64 value;
	unsigned int i;

	for (value = 100; value; value--)
		record(hist, value, 1);
	for (i = 0; i < ARRAY_SIZE(percentiles); i++)
		KUNIT_EXPECT_EQ(test, percentiles[i].value,
				hp_hist_percentile(hist, percentiles[i].share));
}

static void hist_outlier(struct kunit *test)
{
	struct hp_hist *hist = make_hist(test);

	record(hist, 10, 999);
	record(hist, (1 << 30) - 1, 1);
	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 990000), 10);
	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 999000), 10);
	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 999001), (1 << 30) - 1);
	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 1000000), (1 << 30) - 1);
}

/* Twice 2^62 values, which no run will ever have recorded. */
static void hist_huge_count(struct kunit *test)
{
	struct hp_hist *hist = make_hist(test);

	record(hist, 10, 1);
	record(hist, 20, 1);
	hist->count[10] = 1ULL << 62;
	hist->count[20] = 1ULL << 62;
	hist->total = 1ULL << 63;
	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 499999), 10);
	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 500000), 10);
	KUNIT_EXPECT_EQ(test, hp_hist_percentile(hist, 500001), 20);
}

/* Of @total equal values, those above the share have to be a hundred. */
static const struct {
	u32 share;
	u64 total;
} enough[] = {
	{ 500000, 200 }, { 900000, 1000 }, { 990000, 10000 },
	{ 999000, 100000 }, { 999900, 1000000 }, { 0, 100 },
};

static void hist_has_percentile(struct kunit *test)
{
	struct hp_hist *hist = make_hist(test);
	unsigned int i;

	KUNIT_EXPECT_FALSE(test, hp_hist_has_percentile(hist, 500000));
	for (i = 0; i < ARRAY_SIZE(enough); i++) {
		hist->total = enough[i].total;
		KUNIT_EXPECT_TRUE(test, hp_hist_has_percentile(hist, enough[i].share));
		hist->total--;
		KUNIT_EXPECT_FALSE(test, hp_hist_has_percentile(hist, enough[i].share));
	}
	hist->total = U64_MAX;
	KUNIT_EXPECT_FALSE(test, hp_hist_has_percentile(hist, 1000000));
}

#define SAMPLES	1000

/* Numbers of all magnitudes, sorted. */
static u64 *make_samples(struct kunit *test)
{
	u64 *values = kunit_kcalloc(test, SAMPLES, sizeof(*values), GFP_KERNEL);
	struct hp_rng rng;
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, values);
	hp_rng_init(&rng, 42, 0);
	for (i = 0; i < SAMPLES; i++)
		values[i] = hp_rng_next(&rng) >> hp_rng_below(&rng, 64);
	hp_stats_sort(values, SAMPLES);
	return values;
}

static void hist_percentiles_within_1_percent(struct kunit *test)
{
	struct hp_hist *hist = make_hist(test);
	u64 *values = make_samples(test), got, exact, off;
	unsigned int i;

	for (i = 0; i < SAMPLES; i++) {
		record(hist, values[i], 1);
		if (i)
			KUNIT_ASSERT_LE(test, values[i - 1], values[i]);
	}
	for (i = 1; i <= SAMPLES; i++) {
		exact = values[i - 1];
		got = hp_hist_percentile(hist, i * (1000000 / SAMPLES));
		off = got > exact ? got - exact : exact - got;
		KUNIT_EXPECT_LE(test, off, div_u64(exact, 100));
	}
}

static void stats_sort(struct kunit *test)
{
	static const u64 sorted[] = { 0, 1, 3, 3, 9, U64_MAX - 1, U64_MAX };
	u64 values[] = { 9, 3, U64_MAX, 0, 3, U64_MAX - 1, 1 };

	hp_stats_sort(values, 0);
	hp_stats_sort(values, 1);
	KUNIT_EXPECT_EQ(test, values[0], 9);
	hp_stats_sort(values, ARRAY_SIZE(values));
	KUNIT_EXPECT_EQ(test, memcmp(values, sorted, sizeof(values)), 0);
}

static const struct {
	unsigned int n;
	u64 values[7];
	u64 median;
} medians[] = {
	{ 0, { 9 }, 0 },
	{ 1, { 9 }, 9 },
	{ 2, { 4, 1 }, 2 },
	{ 2, { U64_MAX, U64_MAX - 1 }, U64_MAX - 1 },
	{ 2, { 0, U64_MAX }, U64_MAX / 2 },
	{ 3, { 9, 1, 5 }, 5 },
	{ 4, { 8, 100, 0, 4 }, 6 },
	{ 5, { 7, 7, 1, 7, 9 }, 7 },
	{ 6, { 6, 5, 4, 3, 2, 1 }, 3 },
	{ 7, { 70, 10, 60, 20, 50, 30, 40 }, 40 },
};

static void stats_median(struct kunit *test)
{
	u64 values[7];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(medians); i++) {
		memcpy(values, medians[i].values, sizeof(values));
		KUNIT_EXPECT_EQ(test, medians[i].median,
				hp_stats_median(values, medians[i].n));
	}
}

static const struct {
	u64 dividend;
	u64 divisor;
	u64 ratio;
} ratios[] = {
	{ 0, 1, 0 }, { 0, U64_MAX, 0 }, { 1, 1, 1000 }, { 7, 7, 1000 },
	{ 1, 3, 333 }, { 2, 3, 667 }, { 1, 2000, 1 }, { 1, 2001, 0 },
	{ 3, 2000, 2 }, { 320, 9, 35556 }, { 999, 1000, 999 },
	{ U64_MAX, U64_MAX, 1000 }, { U64_MAX, U64_MAX / 2, 2000 },
	{ U64_MAX / 1000, 1, U64_MAX / 1000 * 1000 },
	{ U64_MAX / 1000 + 1, 1, U64_MAX }, { U64_MAX, 1, U64_MAX },
	{ 1ULL << 60, 3ULL << 19, 733007751850667ULL },
	{ 1, 0, U64_MAX }, { 0, 0, U64_MAX },
};

static void stats_ratio(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(ratios); i++)
		KUNIT_EXPECT_EQ(test, ratios[i].ratio,
				hp_stats_ratio(ratios[i].dividend,
					       ratios[i].divisor));
}

static const struct {
	u64 value;
	u32 factor;
	u32 divisor;
	u64 result;
} scales[] = {
	{ 0, 5, 7, 0 }, { 10, 3, 4, 7 }, { 10, 0, 4, 0 }, { 3, 1, 4, 0 },
	{ 1ULL << 63, U32_MAX, U32_MAX, 1ULL << 63 },
	{ 1ULL << 62, 3, 2, 3ULL << 61 },
	{ U64_MAX, 1, 1, U64_MAX }, { U64_MAX, 2, 1, U64_MAX },
	{ U64_MAX, U32_MAX, 1, U64_MAX }, { U64_MAX, 1, U32_MAX, 4294967297ULL },
	{ U64_MAX - 1, 3, 3, U64_MAX - 1 },
};

static void stats_scale(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(scales); i++)
		KUNIT_EXPECT_EQ(test, scales[i].result,
				hp_stats_scale(scales[i].value, scales[i].factor,
					       scales[i].divisor));
}

/* For each number of samples, from sums of exact binomial coefficients. */
static const struct {
	unsigned int rank;
	unsigned int coverage;
} intervals[HP_STATS_MAX_REPEAT + 1] = {
	{ 0, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 },
	{ 1, 968 }, { 1, 984 }, { 1, 992 }, { 2, 960 }, { 2, 978 },
	{ 2, 988 }, { 3, 961 }, { 3, 977 }, { 3, 987 }, { 4, 964 },
	{ 4, 978 }, { 5, 950 }, { 5, 969 }, { 5, 980 }, { 6, 958 },
	{ 6, 973 }, { 6, 983 }, { 7, 965 }, { 7, 977 }, { 8, 956 },
	{ 8, 971 }, { 8, 980 }, { 9, 964 }, { 9, 975 }, { 10, 957 },
	{ 10, 970 }, { 10, 979 }, { 11, 964 }, { 11, 975 }, { 12, 959 },
	{ 12, 971 }, { 13, 952 }, { 13, 966 }, { 13, 976 }, { 14, 961 },
	{ 14, 972 }, { 15, 956 }, { 15, 968 }, { 16, 951 }, { 16, 964 },
	{ 16, 974 }, { 17, 960 }, { 17, 970 }, { 18, 955 }, { 18, 967 },
	{ 19, 951 }, { 19, 963 }, { 19, 972 }, { 20, 959 }, { 20, 969 },
	{ 21, 955 }, { 21, 966 }, { 22, 952 }, { 22, 963 }, { 22, 972 },
	{ 23, 960 }, { 23, 969 }, { 24, 957 },
};

static void stats_interval(struct kunit *test)
{
	unsigned int n;

	for (n = 0; n < ARRAY_SIZE(intervals); n++) {
		KUNIT_EXPECT_EQ(test, hp_stats_interval_rank(n), intervals[n].rank);
		KUNIT_EXPECT_EQ(test, hp_stats_coverage(n), intervals[n].coverage);
	}
	KUNIT_EXPECT_EQ(test, hp_stats_interval_rank(HP_STATS_MAX_REPEAT + 1), 0);
	KUNIT_EXPECT_EQ(test, hp_stats_coverage(UINT_MAX), 0);
}

static const struct {
	unsigned int n;
	u64 base[9];
	u64 other[9];
	struct hp_ratio ratio;
	bool differs;
} pairs[] = {
	{ .n = 0 },
	{ .n = HP_STATS_MAX_REPEAT + 1 },
	/* Too few for an interval, so that nothing can be said. */
	{
		.n = 5,
		.base = { 200, 400, 600, 800, 1000 },
		.other = { 100, 200, 300, 400, 500 },
		.ratio = { .median = 2000 },
	},
	/* Each with its neighbour: all are 2, though the times overlap. */
	{
		.n = 6,
		.base = { 200, 400, 600, 800, 1000, 1200 },
		.other = { 100, 200, 300, 400, 500, 600 },
		.ratio = { .median = 2000, .low = 2000, .high = 2000 },
		.differs = true,
	},
	{
		.n = 7,
		.base = { 3, 9, 5, 7, 4, 6, 8 },
		.other = { 2, 2, 2, 2, 2, 2, 2 },
		.ratio = { .median = 3000, .low = 1500, .high = 4500 },
		.differs = true,
	},
	/* With nine samples an outlier at each end is cut off. */
	{
		.n = 9,
		.base = { 1, 90, 22, 25, 23, 26, 24, 28, 27 },
		.other = { 10, 10, 10, 10, 10, 10, 10, 10, 10 },
		.ratio = { .median = 2500, .low = 2200, .high = 2800 },
		.differs = true,
	},
	{
		.n = 6,
		.base = { 5, 6, 7, 8, 9, 4 },
		.other = { 10, 10, 10, 10, 10, 10 },
		.ratio = { .median = 650, .low = 400, .high = 900 },
		.differs = true,
	},
	/* An interval that spans 1, or ends within 2% of it, is no difference. */
	{
		.n = 6,
		.base = { 9, 11, 12, 13, 14, 15 },
		.other = { 10, 10, 10, 10, 10, 10 },
		.ratio = { .median = 1250, .low = 900, .high = 1500 },
	},
	{
		.n = 6,
		.base = { 10, 11, 12, 13, 14, 15 },
		.other = { 10, 10, 10, 10, 10, 10 },
		.ratio = { .median = 1250, .low = 1000, .high = 1500 },
	},
	{
		.n = 6,
		.base = { 1020, 1100, 1200, 1300, 1400, 1500 },
		.other = { 1000, 1000, 1000, 1000, 1000, 1000 },
		.ratio = { .median = 1250, .low = 1020, .high = 1500 },
	},
	{
		.n = 6,
		.base = { 1021, 1100, 1200, 1300, 1400, 1500 },
		.other = { 1000, 1000, 1000, 1000, 1000, 1000 },
		.ratio = { .median = 1250, .low = 1021, .high = 1500 },
		.differs = true,
	},
	{
		.n = 6,
		.base = { 5, 6, 7, 8, 9, 10 },
		.other = { 10, 10, 10, 10, 10, 10 },
		.ratio = { .median = 750, .low = 500, .high = 1000 },
	},
};

static void stats_paired_ratio(struct kunit *test)
{
	struct hp_ratio ratio;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(pairs); i++) {
		memset(&ratio, 0x5a, sizeof(ratio));
		hp_stats_paired_ratio(pairs[i].base, pairs[i].other, pairs[i].n,
				      &ratio);
		KUNIT_EXPECT_EQ(test, ratio.median, pairs[i].ratio.median);
		KUNIT_EXPECT_EQ(test, ratio.low, pairs[i].ratio.low);
		KUNIT_EXPECT_EQ(test, ratio.high, pairs[i].ratio.high);
		KUNIT_EXPECT_EQ(test, hp_ratio_differs(&ratio), pairs[i].differs);
	}
}

/* What the authors of splitmix64 give for the seed 0. */
static void rng_known_numbers(struct kunit *test)
{
	struct hp_rng rng;

	hp_rng_init(&rng, 0, 0);
	KUNIT_EXPECT_EQ(test, hp_rng_next(&rng), 0xe220a8397b1dcdafULL);
	KUNIT_EXPECT_EQ(test, hp_rng_next(&rng), 0x6e789e6aa1b965f4ULL);
	KUNIT_EXPECT_EQ(test, hp_rng_next(&rng), 0x06c45d188009454fULL);
}

static void rng_streams(struct kunit *test)
{
	struct hp_rng rng, same, other_seed, other_stream;
	u64 value;

	hp_rng_init(&rng, 1, 1);
	hp_rng_init(&same, 1, 1);
	hp_rng_init(&other_seed, 2, 1);
	hp_rng_init(&other_stream, 1, 2);
	value = hp_rng_next(&rng);
	KUNIT_EXPECT_EQ(test, hp_rng_next(&same), value);
	KUNIT_EXPECT_NE(test, hp_rng_next(&other_seed), value);
	KUNIT_EXPECT_NE(test, hp_rng_next(&other_stream), value);
}

static void rng_below(struct kunit *test)
{
	static const u32 bounds[] = { 1, 2, 3, 7, 100, 1U << 31, U32_MAX };
	struct hp_rng rng;
	unsigned int i, j;
	u32 seen[8] = {};

	hp_rng_init(&rng, 1, 0);
	for (i = 0; i < ARRAY_SIZE(bounds); i++) {
		for (j = 0; j < 1000; j++)
			KUNIT_ASSERT_LT(test, hp_rng_below(&rng, bounds[i]),
					bounds[i]);
	}

	for (j = 0; j < 8000; j++)
		seen[hp_rng_below(&rng, 8)]++;
	for (i = 0; i < 8; i++) {
		KUNIT_EXPECT_GT(test, seen[i], 850);
		KUNIT_EXPECT_LT(test, seen[i], 1150);
	}
}

/* Every order of three is as likely as another; none is worth a new one. */
static void rng_shuffle_orders(struct kunit *test)
{
	unsigned int i, seen[27] = {}, orders = 0;
	struct hp_rng rng;

	hp_rng_init(&rng, 1, 0);
	for (i = 0; i < 6000; i++) {
		void *items[] = { (void *)0, (void *)1, (void *)2 };

		hp_rng_shuffle(&rng, items, 0, 3);
		seen[(size_t)items[0] * 9 + (size_t)items[1] * 3 +
		     (size_t)items[2]]++;
	}
	for (i = 0; i < 27; i++) {
		if (!seen[i])
			continue;
		orders++;
		KUNIT_EXPECT_GT(test, seen[i], 850);
		KUNIT_EXPECT_LT(test, seen[i], 1150);
	}
	KUNIT_EXPECT_EQ(test, orders, 6);
}

static void rng_shuffle_in_parts(struct kunit *test)
{
	void *whole[40], *parts[40];
	struct hp_rng rng;
	size_t i;

	for (i = 0; i < 40; i++)
		whole[i] = (void *)i;
	memcpy(parts, whole, sizeof(parts));
	hp_rng_init(&rng, 7, 0);
	hp_rng_shuffle(&rng, whole, 0, 40);

	hp_rng_init(&rng, 7, 0);
	hp_rng_shuffle(&rng, parts, 0, 1);
	hp_rng_shuffle(&rng, parts, 1, 33);
	hp_rng_shuffle(&rng, parts, 33, 33);
	hp_rng_shuffle(&rng, parts, 33, 40);
	KUNIT_EXPECT_EQ(test, memcmp(whole, parts, sizeof(whole)), 0);
}

/**
 * struct input - a text for the parser, and what comes of it
 * @text: the text
 * @key: what the complaint has to name; NULL if there is none to come
 * @config: the members that differ from 0 after success
 */
struct input {
	const char *text;
	const char *key;
	struct hp_bench_config config;
};

static void describe_input(const struct input *input, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "'%.60s'", input->text);
	strreplace(desc, '\n', ' ');
	strreplace(desc, '\t', ' ');
	strreplace(desc, '#', ' ');
}

static const struct input good_inputs[] = {
	{ "count=1", .config.count = 1 },
	{ "count=1000000000", .config.count = 1000000000 },
	{ "count=0000000000000000000000042", .config.count = 42 },
	{ "block_size=8", .config.block_size = 8 },
	{ "block_size=4096\n", .config.block_size = 4096 },
	{ "cpus=1", .config.cpus = 1 },
	{ "cpus=256", .config.cpus = HP_BENCH_MAX_CPUS },
	{ "repeat=1", .config.repeat = 1 },
	{ "repeat=63", .config.repeat = HP_STATS_MAX_REPEAT },
	{ "touch=0", .config.touch = 0 },
	{ "touch=1", .config.touch = 1 },
	{ "touch=none", .config.touch = HP_TOUCH_NONE },
	{ "touch=first", .config.touch = HP_TOUCH_FIRST },
	{ "touch=whole", .config.touch = HP_TOUCH_WHOLE },
	{ "seed=0", .config.seed = 0 },
	{ "seed=18446744073709551615", .config.seed = U64_MAX },
	{ "workloads=walk", .config.workloads = 1 },
	{ "workloads=walks", .config.workloads = 2 },
	{ "workloads=other", .config.workloads = 2 },
	{ "workloads=run,walk", .config.workloads = 5 },
	{ "workloads=all", .config.workloads = 7 },
	{ "contenders=alpha", .config.contenders = 1 },
	{ "contenders=rare", .config.contenders = 2 },
	{ "contenders=gamma,beta", .config.contenders = 12 },
	{ "contenders=all", .config.contenders = 15 },
	{ "contexts=standing", .config.contexts = 2 },
	{ "contexts=standing,sitting", .config.contexts = 3 },
	{ "contexts=all", .config.contexts = 3 },
	{ "\n\t count=5\n\n\tseed=6 repeat=7\n",
	  .config = { .count = 5, .seed = 6, .repeat = 7 } },
};

KUNIT_ARRAY_PARAM(good_input, good_inputs, describe_input);

static void config_good(struct kunit *test)
{
	const struct input *input = test->param_value;
	struct hp_bench_config config = {};
	struct hp_text reason = {};

	KUNIT_EXPECT_EQ(test, 0, hp_config_parse(&config, input->text,
						 strlen(input->text), &reason));
	KUNIT_EXPECT_EQ(test, reason.len, 0);
	KUNIT_EXPECT_EQ(test, memcmp(&config, &input->config, sizeof(config)), 0);
}

static const struct input bad_inputs[] = {
	{ "count=0", "count" }, { "count=1000000001", "count" },
	{ "count=-1", "count" }, { "count=+1", "count" },
	{ "count=", "count" }, { "count= 5", "count" },
	{ "count=5x", "count" }, { "count=0x10", "count" },
	{ "count=1,000", "count" }, { "count=1e6", "count" },
	{ "count==5", "count" }, { "count=all", "count" },
	{ "count=18446744073709551616", "count" },
	{ "count=18446744073709551617", "count" },
	{ "count=184467440737095516170000000000000000", "count" },
	{ "count=1 count=2", "count" }, { "count=1 count=1", "count" },
	{ "count =1", "count" }, { "count", "count" }, { "Count=1", "Count" },
	{ "coun=1", "coun" }, { "counts=1", "counts" },
	{ "block_size=0", "block_size" }, { "block_size=7", "block_size" },
	{ "block_size=12", "block_size" }, { "block_size=4095", "block_size" },
	{ "block_size=4104", "block_size" },
	{ "block_size=4294967304", "block_size" },
	{ "cpus=0", "cpus" }, { "cpus=257", "cpus" },
	{ "repeat=0", "repeat" }, { "repeat=64", "repeat" },
	{ "touch=2", "touch" }, { "touch=yes", "none,first,whole" },
	{ "touch=", "touch" }, { "touch=first,whole", "touch" },
	{ "seed=18446744073709551616", "seed" }, { "seed=", "seed" },
	{ "seed=20000000000000000000", "seed" },
	{ "workloads=", "workloads" }, { "workloads=,", "workloads" },
	{ "workloads=walk,", "workloads" }, { "workloads=,walk", "workloads" },
	{ "workloads=walk,,run", "workloads" },
	{ "workloads=none", "workloads" }, { "workloads=WALK", "workloads" },
	{ "workloads=wal", "workloads" }, { "workloads=walkss", "workloads" },
	{ "workloads=walk,walk", "given twice" },
	{ "workloads=walks,other", "given twice" },
	{ "workloads=walk,all", "workloads" },
	{ "workloads=all,walk", "workloads" },
	{ "workloads=alpha", "walk,walks,run" }, { "workloads=1", "workloads" },
	{ "contenders=", "contenders" }, { "contenders=delta", "contenders" },
	{ "contenders=beta,beta", "given twice" },
	{ "contenders=(harness)", "contenders" },
	{ "contenders=walk", "alpha,beta_var,beta,gamma" },
	{ "contexts=", "contexts" }, { "contexts=running", "sitting,standing" },
	{ "contexts=sitting,sitting", "given twice" },
	{ "nonsense=1", "nonsense" }, { "=", "" }, { "=1", "" },
	{ "", "keys are" }, { "\n", "keys are" }, { "\t\n \t", "keys are" },
	{ "touch=0 seed=9 count=0", "count" },
	{ "touch=0 bogus seed=9", "bogus" },
};

KUNIT_ARRAY_PARAM(bad_input, bad_inputs, describe_input);

/* One line, printable, and no longer than a line of the log may be. */
static void check_reason(struct kunit *test, const struct hp_text *reason)
{
	size_t i;

	KUNIT_ASSERT_GT(test, reason->len, 0);
	KUNIT_EXPECT_LT(test, reason->len, 400);
	KUNIT_EXPECT_EQ(test, strlen(reason->start), reason->len);
	for (i = 0; i < reason->len; i++)
		KUNIT_EXPECT_TRUE(test, reason->start[i] >= ' ' && reason->start[i] <= '~');
}

/* @err, a reason, and nothing changed. */
static void expect_refused(struct kunit *test, const char *text, size_t len,
			   int err, const char *key)
{
	struct hp_bench_config config, before;
	struct hp_text reason = {};

	hp_config_init(&config);
	hp_config_init(&before);
	KUNIT_EXPECT_EQ(test, hp_config_parse(&config, text, len, &reason), err);
	KUNIT_EXPECT_EQ(test, 0, memcmp(&config, &before, sizeof(config)));
	check_reason(test, &reason);
	KUNIT_EXPECT_TRUE_MSG(test, strstr(reason.start, key), "%s", reason.start);
	hp_text_free(&reason);
}

static void config_bad(struct kunit *test)
{
	const struct input *input = test->param_value;

	expect_refused(test, input->text, strlen(input->text), -EINVAL,
		       input->key);
}

static void config_bad_bytes(struct kunit *test)
{
	char text[] = "count=5_touch=0";
	unsigned int byte;

	for (byte = 0; byte < 256; byte++) {
		if (byte == ' ' || (byte >= '\t' && byte <= '\r') ||
		    (byte >= '0' && byte <= '9'))
			continue;
		text[7] = byte;
		expect_refused(test, text, sizeof(text) - 1, -EINVAL, "count");
		expect_refused(test, text + 7, 1, -EINVAL, "");
	}
}

static void config_length(struct kunit *test)
{
	char *text = kunit_kzalloc(test, 65536, GFP_KERNEL);
	struct hp_bench_config config = {};
	struct hp_text reason = {};

	KUNIT_ASSERT_NOT_NULL(test, text);
	memset(text, ' ', 65536);
	memcpy(text, "count=5", 7);
	KUNIT_EXPECT_EQ(test, 0, hp_config_parse(&config, text,
						 HP_CONFIG_MAX_INPUT, &reason));
	KUNIT_EXPECT_EQ(test, config.count, 5);
	expect_refused(test, text, HP_CONFIG_MAX_INPUT + 1, -E2BIG, "4096");
	expect_refused(test, text, 65536, -E2BIG, "65536");
	expect_refused(test, NULL, SIZE_MAX, -E2BIG, "");

	memset(text, '\\', HP_CONFIG_MAX_INPUT);
	expect_refused(test, text, HP_CONFIG_MAX_INPUT, -EINVAL, "keys are");
	memset(text, 0xff, HP_CONFIG_MAX_INPUT);
	expect_refused(test, text, HP_CONFIG_MAX_INPUT, -EINVAL, "keys are");
	memcpy(text, "workloads=", 10);
	expect_refused(test, text, HP_CONFIG_MAX_INPUT, -EINVAL, "walks");
	memcpy(text, "contenders=", 11);
	expect_refused(test, text, HP_CONFIG_MAX_INPUT, -EINVAL, "beta");
}

/* The text ends where its length says, whatever stands behind. */
static void config_without_a_nul(struct kunit *test)
{
	struct hp_bench_config config = {};
	struct hp_text reason = {};

	KUNIT_EXPECT_EQ(test, hp_config_parse(&config, "count=59", 7, &reason), 0);
	KUNIT_EXPECT_EQ(test, config.count, 5);
	expect_refused(test, "count=59", 6, -EINVAL, "count");
	expect_refused(test, "count=59", 3, -EINVAL, "cou");
	expect_refused(test, "count=59", 0, -EINVAL, "keys are");
}

static void check_round_trip(struct kunit *test,
			     const struct hp_bench_config *config)
{
	struct hp_text text = {}, reason = {};
	struct hp_bench_config parsed = {};

	hp_config_format(config, &text);
	KUNIT_ASSERT_GT(test, text.len, 0);
	KUNIT_EXPECT_EQ(test, text.start[text.len - 1], '\n');
	KUNIT_EXPECT_EQ(test, hp_config_parse(&parsed, text.start, text.len, &reason), 0);
	KUNIT_EXPECT_EQ(test, memcmp(&parsed, config, sizeof(parsed)), 0);
	hp_text_free(&text);
}

static void config_round_trip(struct kunit *test)
{
	struct hp_bench_config config;

	hp_config_init(&config);
	check_round_trip(test, &config);

	config.count = 1000000000;
	config.block_size = 4096;
	config.cpus = HP_BENCH_MAX_CPUS;
	config.repeat = HP_STATS_MAX_REPEAT;
	config.seed = U64_MAX;
	for (config.workloads = 1; config.workloads < 8; config.workloads++)
		for (config.contenders = 1; config.contenders < 16; config.contenders++)
			check_round_trip(test, &config);
}

static void config_defaults(struct kunit *test)
{
	struct hp_bench_config config;

	memset(&config, 0x5a, sizeof(config));
	hp_config_init(&config);
	KUNIT_EXPECT_EQ(test, config.count, 100000);
	KUNIT_EXPECT_EQ(test, config.block_size, 64);
	KUNIT_EXPECT_EQ(test, config.workloads, 3);
	KUNIT_EXPECT_EQ(test, config.contenders, 13);
	KUNIT_EXPECT_EQ(test, config.contexts, 1);
	KUNIT_EXPECT_EQ(test, config.cpus, 1);
	KUNIT_EXPECT_EQ(test, config.repeat, 12);
	KUNIT_EXPECT_EQ(test, config.touch, HP_TOUCH_FIRST);
	KUNIT_EXPECT_EQ(test, config.seed, 1);

	config.count = 5;
	KUNIT_EXPECT_FALSE(test, hp_config_is_selected(&config));
	config.workloads = 1;
	KUNIT_EXPECT_TRUE(test, hp_config_is_selected(&config));
	config.workloads = 3;
	config.contenders = 15;
	KUNIT_EXPECT_TRUE(test, hp_config_is_selected(&config));
}

/* As many words as fit into a line, and one that does not. */
static void text_wraps(struct kunit *test)
{
	char words[3 * HP_TEXT_WIDTH], line[HP_TEXT_WIDTH + 1];
	struct hp_text text = {};

	hp_text_add_wrapped(&text, "#", "##", "a bc");
	KUNIT_EXPECT_STREQ(test, hp_text_string(&text), "# a bc\n");
	hp_text_free(&text);

	hp_text_add_wrapped(&text, "#", "##", "");
	KUNIT_EXPECT_STREQ(test, hp_text_string(&text), "#\n");
	hp_text_free(&text);

	memset(line, 'x', HP_TEXT_WIDTH);
	line[HP_TEXT_WIDTH] = '\0';
	snprintf(words, sizeof(words), "%s %s y", line + 2, line);
	hp_text_add_wrapped(&text, "#", "##", words);
	snprintf(words, sizeof(words), "# %s\n## %s\n## y\n", line + 2, line);
	KUNIT_EXPECT_STREQ(test, hp_text_string(&text), words);
	hp_text_free(&text);
}

static void expect_names(struct kunit *test, const char *key, const char *names)
{
	struct hp_text text = {};

	hp_config_names(key, &text);
	KUNIT_EXPECT_STREQ(test, hp_text_string(&text), names);
	hp_text_free(&text);
}

static void config_names(struct kunit *test)
{
	expect_names(test, "workloads",
		     "walk: a plain one\nwalks: another\nrun: fast [extra]\n");
	expect_names(test, "contenders",
		     "alpha: plain\nbeta_var: seldom used [extra] [not here: it left]\n"
		     "beta: plain\ngamma: plain\n");
	expect_names(test, "contexts", "sitting: at home\nstanding: at work [extra]\n");
}

/* Far beyond the memory that it begins with. */
static void text_grows(struct kunit *test)
{
	struct hp_text text = {};
	unsigned int i;

	KUNIT_EXPECT_STREQ(test, hp_text_string(&text), "");
	for (i = 0; i < 5000; i++)
		hp_text_add(&text, "%04u ", i);
	KUNIT_ASSERT_EQ(test, text.err, 0);
	KUNIT_EXPECT_EQ(test, text.len, 25000);
	KUNIT_EXPECT_EQ(test, strlen(text.start), 25000);
	KUNIT_EXPECT_EQ(test, strncmp(text.start + 24990, "4998 4999 ", 11), 0);
	hp_text_free(&text);
	KUNIT_EXPECT_STREQ(test, hp_text_string(&text), "");
}

static void text_lists(struct kunit *test)
{
	struct hp_text text = {};

	hp_text_add_list(&text, ", ", "one");
	KUNIT_EXPECT_STREQ(test, text.start, "one");
	hp_text_add_list(&text, ", ", "two");
	KUNIT_EXPECT_STREQ(test, text.start, "one, two");
	hp_text_free(&text);
}

static void text_json(struct kunit *test)
{
	struct hp_text text = {};

	hp_text_add_json(&text, "a\"b\\c\n\x7f%s");
	KUNIT_EXPECT_STREQ(test, text.start, "\"a\\\"b\\\\c\\u000a\\u007f%s\"");
	hp_text_free(&text);
}

static struct kunit_case bench_cases[] = {
	KUNIT_CASE(hist_buckets),
	KUNIT_CASE(hist_empty),
	KUNIT_CASE(hist_one_value),
	KUNIT_CASE(hist_percentiles),
	KUNIT_CASE(hist_outlier),
	KUNIT_CASE(hist_huge_count),
	KUNIT_CASE(hist_percentiles_within_1_percent),
	KUNIT_CASE(hist_within_1_percent),
	KUNIT_CASE(hist_has_percentile),
	KUNIT_CASE(stats_sort),
	KUNIT_CASE(stats_median),
	KUNIT_CASE(stats_ratio),
	KUNIT_CASE(stats_scale),
	KUNIT_CASE(stats_interval),
	KUNIT_CASE(stats_paired_ratio),
	KUNIT_CASE(rng_known_numbers),
	KUNIT_CASE(rng_streams),
	KUNIT_CASE(rng_below),
	KUNIT_CASE(rng_shuffle_orders),
	KUNIT_CASE(rng_shuffle_in_parts),
	KUNIT_CASE_PARAM(config_good, good_input_gen_params),
	KUNIT_CASE_PARAM(config_bad, bad_input_gen_params),
	KUNIT_CASE(config_bad_bytes),
	KUNIT_CASE(config_length),
	KUNIT_CASE(config_without_a_nul),
	KUNIT_CASE(config_round_trip),
	KUNIT_CASE(config_defaults),
	KUNIT_CASE(config_names),
	KUNIT_CASE(text_grows),
	KUNIT_CASE(text_wraps),
	KUNIT_CASE(text_lists),
	KUNIT_CASE(text_json),
	{}
};

static struct kunit_suite bench_suite = {
	.name		= "hpalloc_bench",
	.test_cases	= bench_cases,
};

kunit_test_suite(bench_suite);
