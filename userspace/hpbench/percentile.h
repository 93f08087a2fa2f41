/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_PERCENTILE_H
#define HPBENCH_PERCENTILE_H

#include "results.h"

/* With fewer operations beyond it, a percentile is not given. */
#define HP_PERCENTILE_BEYOND	100

/**
 * struct hp_percentile - a share of operations
 * @name: its key in results, as in "p99.9"
 * @millionths: the share that is not above it
 */
struct hp_percentile {
	const char *name;
	uint64_t millionths;
};

#define HP_PERCENTILES		5

/* In ascending order. The longest operation has the key "max". */
extern const struct hp_percentile hp_percentiles[HP_PERCENTILES];

/**
 * hp_is_percentile - whether a key of an entry is one of these
 * @key: the key
 *
 * Return: whether it is
 */
bool hp_is_percentile(const char *key);

/**
 * hp_percentiles_add - percentiles of all runs together
 * @entries: the same entry of each run
 * @nr: runs
 * @merged: gets "histogram", and the percentiles that have enough beyond them;
 *          nothing if the buckets of a run are not there
 *
 * Buckets are added up, so that nothing is lost: a percentile is what it would
 * be if one run had all the operations.
 *
 * Return: true; false having said why (hp_say()) if the runs' clocks or buckets
 * are different ones
 */
bool hp_percentiles_add(struct hp_entry *const *entries, size_t nr, json_t *merged);

#endif /* HPBENCH_PERCENTILE_H */
