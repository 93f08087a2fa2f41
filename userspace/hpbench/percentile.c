// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "percentile.h"

#include "hpbench.h"
#include "interval.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Clocks that differ by more are not the same one calibrated again. */
#define CLOCK_TOLERANCE	0.01

const struct hp_percentile hp_percentiles[HP_PERCENTILES] = {
	{ "p50", 500000 },
	{ "p90", 900000 },
	{ "p99", 990000 },
	{ "p99.9", 999000 },
	{ "p99.99", 999900 },
};

/**
 * struct histogram - buckets of several runs
 * @buckets: ascending
 * @nr: how many
 * @total: samples in all
 * @tick_ns: what a tick is
 */
struct histogram {
	struct hp_ticks *buckets;
	size_t nr;
	uint64_t total;
	double tick_ns;
};

bool hp_is_percentile(const char *key)
{
	size_t i;

	for (i = 0; i < HP_PERCENTILES; i++)
		if (!strcmp(hp_percentiles[i].name, key))
			return true;
	return false;
}

static bool have_buckets(struct hp_entry *const *entries, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++)
		if (!entries[i]->nr_ticks)
			return false;
	return true;
}

/* The median of the runs': they differ by what calibration is off. */
static bool find_tick(struct hp_entry *const *entries, size_t nr, double *tick_ns)
{
	double *ticks = hp_array(nr, sizeof(*ticks));
	bool same;
	size_t i;

	for (i = 0; i < nr; i++)
		ticks[i] = entries[i]->tick_ps;
	hp_sort(ticks, nr);
	*tick_ns = hp_median(ticks, nr) / 1000;
	same = ticks[nr - 1] - ticks[0] <= CLOCK_TOLERANCE * ticks[0];
	if (!same)
		hp_say("%s: the runs have different clocks: ticks of %.3f ps and of %.3f ps",
		       entries[0]->name, ticks[0], ticks[nr - 1]);
	free(ticks);
	return same;
}

static int compare_ticks(const void *a, const void *b)
{
	const struct hp_ticks *x = a, *y = b;

	return (x->low > y->low) - (x->low < y->low);
}

static void collect(struct hp_entry *const *entries, size_t nr, struct histogram *histogram)
{
	size_t i;

	for (i = 0; i < nr; i++)
		histogram->nr += entries[i]->nr_ticks;
	histogram->buckets = hp_array(histogram->nr, sizeof(*histogram->buckets));
	histogram->nr = 0;
	for (i = 0; i < nr; i++) {
		memcpy(histogram->buckets + histogram->nr, entries[i]->ticks,
		       entries[i]->nr_ticks * sizeof(*histogram->buckets));
		histogram->nr += entries[i]->nr_ticks;
	}
	qsort(histogram->buckets, histogram->nr, sizeof(*histogram->buckets), compare_ticks);
}

/* Adds up equal ones, which are neighbours; false if some overlap. */
static bool add_up(struct histogram *histogram)
{
	struct hp_ticks *last = NULL, *bucket = histogram->buckets;
	struct hp_ticks *end = bucket + histogram->nr;

	for (; bucket < end; bucket++) {
		histogram->total += bucket->samples;
		if (last && bucket->low <= last->high) {
			if (bucket->low != last->low || bucket->high != last->high)
				return false;
			last->samples += bucket->samples;
			continue;
		}
		last = last ? last + 1 : histogram->buckets;
		*last = *bucket;
	}
	histogram->nr = (size_t)(last + 1 - histogram->buckets);
	return true;
}

static json_t *ns_of(const struct histogram *histogram, double ticks)
{
	return json_real(round(ticks * histogram->tick_ns * 1000) / 1000);
}

static json_t *buckets_of(const struct histogram *histogram)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < histogram->nr; i++) {
		const struct hp_ticks *bucket = &histogram->buckets[i];
		json_t *triple = json_array();

		json_array_append_new(triple, ns_of(histogram, (double)bucket->low));
		json_array_append_new(triple, ns_of(histogram, (double)bucket->high));
		json_array_append_new(triple, json_integer((json_int_t)bucket->samples));
		json_array_append_new(array, triple);
	}
	return array;
}

/* Nearest rank, without a product that could be too large. */
static uint64_t rank_of(uint64_t total, uint64_t millionths)
{
	return total / 1000000 * millionths + (total % 1000000 * millionths + 999999) / 1000000;
}

/* The middle of the bucket that a rank lies in. */
static double at_rank(const struct histogram *histogram, uint64_t rank)
{
	const struct hp_ticks *bucket = histogram->buckets;
	uint64_t seen = bucket->samples;

	while (seen < rank)
		seen += (++bucket)->samples;
	return (double)(bucket->low + (bucket->high - bucket->low) / 2);
}

static void add_percentiles(const struct histogram *histogram, json_t *merged)
{
	size_t i;

	for (i = 0; i < HP_PERCENTILES; i++) {
		uint64_t rank = rank_of(histogram->total, hp_percentiles[i].millionths);

		if (histogram->total - rank < HP_PERCENTILE_BEYOND)
			break;
		json_object_set_new(merged, hp_percentiles[i].name,
				    ns_of(histogram, at_rank(histogram, rank)));
	}
}

bool hp_percentiles_add(struct hp_entry *const *entries, size_t nr, json_t *merged)
{
	struct histogram histogram = { 0 };
	bool ok;

	if (!have_buckets(entries, nr))
		return true;
	if (!find_tick(entries, nr, &histogram.tick_ns))
		return false;
	collect(entries, nr, &histogram);
	ok = add_up(&histogram);
	if (ok) {
		add_percentiles(&histogram, merged);
		json_object_set_new(merged, "histogram", buckets_of(&histogram));
	} else {
		hp_say("%s: the runs have different buckets", entries[0]->name);
	}
	free(histogram.buckets);
	return ok;
}
