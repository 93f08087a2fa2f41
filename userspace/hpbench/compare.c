// SPDX-License-Identifier: GPL-2.0 OR MIT
/* What changed between two files of results. */

#include "compare.h"

#include "hpbench.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Runs if both are of several, else the repeats of one run each. */
static struct hp_group times_of(const struct hp_results *results, const struct hp_entry *entry)
{
	if (results->merged)
		return (struct hp_group) { entry->runs, entry->nr_runs };
	return (struct hp_group) { entry->samples, entry->nr_samples };
}

static bool has_times(const struct hp_results *results, const struct hp_entry *entry)
{
	return !entry->error && times_of(results, entry).nr;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void compare_times(struct hp_comparison *comparison, struct hp_pair *pair)
{
	struct hp_group before = times_of(comparison->before, pair->before);
	struct hp_group after = times_of(comparison->after, pair->after);
	size_t least = smaller(before.nr, after.nr);

	pair->change = hp_change_of(before, after);
	comparison->least = comparison->tests ? smaller(comparison->least, least) : least;
	comparison->least_p = fmin(comparison->least_p, hp_change_least_p(before.nr, after.nr));
	comparison->tests++;
}

static void add_pair(struct hp_comparison *comparison, const struct hp_entry *before,
		     const struct hp_entry *after)
{
	struct hp_pair *pair = &comparison->pairs[comparison->nr_pairs++];
	bool had = has_times(comparison->before, before), has = has_times(comparison->after, after);

	pair->before = before;
	pair->after = after;
	pair->p_holm = NAN;
	if (had && has)
		compare_times(comparison, pair);
	else if (had)
		pair->outcome = HP_ROW_LOST;
	else
		pair->outcome = has ? HP_ROW_GAINED : HP_ROW_NEITHER;
}

static void add_pairs(struct hp_comparison *comparison)
{
	const struct hp_results *before = comparison->before;
	const struct hp_entry *after;
	size_t i;

	comparison->pairs = hp_array(before->nr_entries, sizeof(*comparison->pairs));
	for (i = 0; i < before->nr_entries; i++) {
		after = hp_results_find(comparison->after, before->entries[i].name);
		if (after && after->kind == HP_ENTRY_ROW)
			add_pair(comparison, &before->entries[i], after);
	}
}

static enum hp_outcome outcome_of(const struct hp_pair *pair)
{
	if (pair->p_holm > HP_CHANGE_ALPHA)
		return HP_ROW_SAME;
	if (pair->change.ratio > 1 + HP_CHANGE_LEAST && pair->change.delta > 0)
		return HP_ROW_SLOWER;
	if (pair->change.ratio < 1 / (1 + HP_CHANGE_LEAST) && pair->change.delta < 0)
		return HP_ROW_FASTER;
	return HP_ROW_SAME;
}

/* Each row on its own: counts do not differ by chance. */
static void judge_counts(struct hp_comparison *comparison)
{
	double most = 1 + comparison->within / 100;
	size_t i;

	for (i = 0; i < comparison->nr_pairs; i++) {
		struct hp_pair *pair = &comparison->pairs[i];

		if (pair->outcome != HP_ROW_SAME)
			continue;
		pair->p_holm = 0;
		if (pair->change.ratio > most)
			pair->outcome = HP_ROW_SLOWER;
		else if (pair->change.ratio < 1 / most)
			pair->outcome = HP_ROW_FASTER;
	}
	comparison->can_tell = comparison->tests;
}

/* All rows are one family. */
static void correct(struct hp_comparison *comparison)
{
	double *p = hp_array(comparison->tests, sizeof(*p));
	size_t nr = 0, i;

	for (i = 0; i < comparison->nr_pairs; i++)
		if (comparison->pairs[i].outcome == HP_ROW_SAME)
			p[nr++] = comparison->pairs[i].change.p;
	hp_change_holm(p, nr);
	for (nr = 0, i = 0; i < comparison->nr_pairs; i++) {
		struct hp_pair *pair = &comparison->pairs[i];

		if (pair->outcome != HP_ROW_SAME)
			continue;
		pair->p_holm = p[nr++];
		pair->outcome = outcome_of(pair);
	}
	free(p);
}

static bool is_alike(const struct hp_results *before, const struct hp_results *after)
{
	const struct hp_results *single = before->merged ? after : before;
	const struct hp_results *merged = before->merged ? before : after;

	if (before->merged == after->merged)
		return true;
	hp_say("%s: of one run, and %s of %u: repeats within a run are no runs; see hpbench merge",
	       single->path, merged->path, merged->runs);
	return false;
}

bool hp_compare(struct hp_comparison *comparison, const struct hp_results *before,
		const struct hp_results *after, double within)
{
	*comparison = (struct hp_comparison) {
		.before = before, .after = after, .least_p = 1, .within = within,
	};
	if (!is_alike(before, after))
		return false;
	add_pairs(comparison);
	if (!comparison->nr_pairs) {
		hp_say("%s and %s have no row in common", before->path, after->path);
		hp_compare_free(comparison);
		return false;
	}
	if (!isnan(within)) {
		judge_counts(comparison);
		return true;
	}
	correct(comparison);
	comparison->can_tell = comparison->tests &&
			       comparison->least_p * (double)comparison->tests <= HP_CHANGE_ALPHA;
	return true;
}

void hp_compare_free(struct hp_comparison *comparison)
{
	free(comparison->pairs);
}

size_t hp_compare_count(const struct hp_comparison *comparison, enum hp_outcome outcome)
{
	size_t nr = 0, i;

	for (i = 0; i < comparison->nr_pairs; i++)
		nr += comparison->pairs[i].outcome == outcome;
	return nr;
}
