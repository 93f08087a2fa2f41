// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "merge.h"

#include "hpbench.h"
#include "interval.h"
#include "memory.h"
#include "percentile.h"
#include "predecessor.h"
#include "table.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/**
 * struct merging - runs that become one result
 * @runs: the runs
 * @nr: how many
 * @entries: the entry of each that is looked at
 * @values: room for a number of each
 */
struct merging {
	struct hp_results *const *runs;
	size_t nr;
	struct hp_entry **entries;
	double *values;
};

/* What of the context differs from run to run. */
static const struct {
	const char *key;
	const char *separator;
} varying[] = {
	{ "seed", ", " },
	{ "clock", HP_MERGE_SEPARATOR },
	{ "load", HP_MERGE_SEPARATOR },
	{ "noise", HP_MERGE_SEPARATOR },
	{ "warnings", "" },
	{ "flatters", "" },
	{ "not_comparable", HP_MERGE_SEPARATOR },
	{ "steal_ns", NULL },
	{ "comparable", NULL },
	{ "library_build_type", NULL },
	{ "format", NULL },
};

#define NR_VARYING	(sizeof(varying) / sizeof(*varying))

bool hp_merge_varies(const char *key)
{
	size_t i;

	for (i = 0; i < NR_VARYING; i++)
		if (!strcmp(varying[i].key, key))
			return true;
	return false;
}

/* Whether all that @a says @b says too. */
static bool says_the_same(const struct hp_results *a, const struct hp_results *b)
{
	const char *key;
	json_t *value;

	json_object_foreach(a->context, key, value) {
		if (hp_merge_varies(key) || json_equal(value, json_object_get(b->context, key)))
			continue;
		hp_say("%s: %s is \"%s\", and \"%s\" in %s: not runs of the same thing",
		       b->path, key, hp_results_fact(b, key), hp_results_fact(a, key), a->path);
		return false;
	}
	return true;
}

static bool has_the_rows(const struct hp_results *a, const struct hp_results *b)
{
	size_t i;

	for (i = 0; i < a->nr_entries; i++) {
		if (hp_results_find(b, a->entries[i].name))
			continue;
		hp_say("%s: lacks %s, which %s has: not runs of the same thing", b->path,
		       a->entries[i].name, a->path);
		return false;
	}
	return true;
}

static bool is_single(const struct hp_results *run)
{
	if (!run->merged)
		return true;
	hp_say("%s: has been merged from %u runs already: give those", run->path, run->runs);
	return false;
}

static bool is_given_once(const struct merging *m, size_t run)
{
	size_t i;

	for (i = 0; i < run; i++) {
		if (!json_equal(m->runs[i]->root, m->runs[run]->root))
			continue;
		hp_say("%s: is the same run as %s", m->runs[run]->path, m->runs[i]->path);
		return false;
	}
	return true;
}

static bool are_mergeable(const struct merging *m)
{
	const struct hp_results *first = m->runs[0];
	size_t i;

	for (i = 0; i < m->nr; i++)
		if (!is_single(m->runs[i]) || !is_given_once(m, i) ||
		    !says_the_same(first, m->runs[i]) || !says_the_same(m->runs[i], first) ||
		    !has_the_rows(first, m->runs[i]) || !has_the_rows(m->runs[i], first))
			return false;
	return true;
}

/* What runs say of a key, each text once. */
static json_t *join(const struct merging *m, const char *key, const char *separator)
{
	char *all = hp_strdup("");
	json_t *string;
	size_t i, j;

	for (i = 0; i < m->nr; i++) {
		const char *fact = hp_results_fact(m->runs[i], key);
		char *longer;

		for (j = 0; j < i && strcmp(fact, hp_results_fact(m->runs[j], key)); j++)
			;
		if (j < i || !*fact)
			continue;
		longer = hp_printf("%s%s%s", all, *all ? separator : "", fact);
		free(all);
		all = longer;
	}
	string = json_string(all);
	free(all);
	return string;
}

static json_t *merge_context(const struct merging *m)
{
	json_t *context = json_object();
	bool comparable = true;
	json_int_t steal = 0;
	size_t i;

	json_object_update(context, m->runs[0]->context);
	for (i = 0; i < NR_VARYING; i++)
		if (varying[i].separator && json_object_get(context, varying[i].key))
			json_object_set_new(context, varying[i].key,
					    join(m, varying[i].key, varying[i].separator));
	for (i = 0; i < m->nr; i++) {
		comparable = comparable && m->runs[i]->comparable;
		steal += json_integer_value(json_object_get(m->runs[i]->context, "steal_ns"));
	}
	json_object_set_new(context, "comparable", json_boolean(comparable));
	if (json_object_get(context, "steal_ns"))
		json_object_set_new(context, "steal_ns", json_integer(steal));
	json_object_set_new(context, "library_build_type",
			    json_string(comparable ? "release" : "debug"));
	json_object_set_new(context, "format", json_integer(HP_RESULTS_FORMAT));
	json_object_set_new(context, "runs", json_integer((json_int_t)m->nr));
	json_object_set_new(context, "interval_percent",
			    json_real(100 - 100 * HP_INTERVAL_MISS));
	return context;
}

static void look_at(struct merging *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->nr; i++)
		m->entries[i] = hp_results_find(m->runs[i], name);
}

/* Picoseconds, and thousandths of a ratio. A NAN is nothing. */
static json_t *rounded(double value)
{
	return json_real(round(value * 1000) / 1000);
}

enum how { MEDIAN, SUM, LEAST, GREATEST, DROPPED };

/* All other numbers are medians; these are not, or are made anew. */
static const struct {
	const char *key;
	enum how how;
} figures[] = {
	{ "repetitions", SUM },
	{ "failures", SUM },
	{ "misses", SUM },
	{ "interrupts", SUM },
	{ "switches", SUM },
	{ "min_ns", LEAST },
	{ "max_ns", GREATEST },
	{ "max", GREATEST },
	{ "samples_ns", DROPPED },
	{ "before", DROPPED },
};

static enum how how_to_merge(const char *key)
{
	size_t i;

	for (i = 0; i < sizeof(figures) / sizeof(*figures); i++)
		if (!strcmp(figures[i].key, key))
			return figures[i].how;
	return hp_is_percentile(key) || !strncmp(key, "vs_", 3) ? DROPPED : MEDIAN;
}

static double combine(const double *sorted, size_t nr, enum how how)
{
	double sum = 0;
	size_t i;

	if (how == MEDIAN)
		return hp_median(sorted, nr);
	if (how != SUM)
		return sorted[how == LEAST ? 0 : nr - 1];
	for (i = 0; i < nr; i++)
		sum += sorted[i];
	return sum;
}

/* Milliseconds have six decimals. */
static bool is_fine(const char *key)
{
	size_t len = strlen(key);

	return len > 3 && !strcmp(key + len - 3, "_ms");
}

/* NULL if a run lacks it. */
static json_t *merge_number(const struct merging *m, const char *key, enum how how)
{
	double value;
	size_t i;

	for (i = 0; i < m->nr; i++) {
		m->values[i] = hp_entry_number(m->entries[i], key);
		if (isnan(m->values[i]))
			return NULL;
	}
	hp_sort(m->values, m->nr);
	value = combine(m->values, m->nr, how);
	if (json_is_integer(json_object_get(m->entries[0]->json, key)))
		return json_integer(llround(value));
	return is_fine(key) ? json_real(round(value * 1e6) / 1e6) : rounded(value);
}

/* Numbers are merged, all else is the same in all runs. */
static json_t *merge_value(const struct merging *m, const char *key, json_t *first)
{
	enum how how = how_to_merge(key);

	if (how == DROPPED)
		return NULL;
	return json_is_number(first) ? merge_number(m, key, how) : json_incref(first);
}

static void add_spread(const struct merging *m, json_t *merged)
{
	json_t *runs = json_array();
	size_t i;

	for (i = 0; i < m->nr; i++) {
		m->values[i] = m->entries[i]->ns;
		json_array_append_new(runs, rounded(m->values[i]));
	}
	json_object_set_new(merged, "runs_ns", runs);
	hp_sort(m->values, m->nr);
	json_object_set_new(merged, "between_percent",
			    rounded(hp_spread_percent(m->values, m->nr)));

	for (i = 0; i < m->nr; i++) {
		const struct hp_entry *entry = m->entries[i];

		if (!entry->nr_samples)
			return;
		hp_sort(entry->samples, entry->nr_samples);
		m->values[i] = hp_spread_percent(entry->samples, entry->nr_samples);
		if (isnan(m->values[i]))
			return;
	}
	hp_sort(m->values, m->nr);
	json_object_set_new(merged, "within_percent", rounded(hp_median(m->values, m->nr)));
}

/* The ratio of each run; false if one has none. */
static bool gather_ratios(struct merging *m, const char *name, const char *base)
{
	size_t i;

	look_at(m, name);
	for (i = 0; i < m->nr; i++) {
		const struct hp_versus *versus = hp_entry_versus(m->entries[i], base);

		if (!versus)
			return false;
		m->values[i] = versus->ratio;
	}
	return true;
}

static bool is_same_row(const struct hp_entry *a, const struct hp_entry *b)
{
	return a->block_size == b->block_size && a->count == b->count && !strcmp(a->row, b->row);
}

/* How many of the row are compared with @base. */
static size_t family_of(struct merging *m, const struct hp_entry *entry, const char *base)
{
	const struct hp_results *first = m->runs[0];
	size_t family = 0, i;

	for (i = 0; i < first->nr_entries; i++)
		if (is_same_row(&first->entries[i], entry) &&
		    gather_ratios(m, first->entries[i].name, base))
			family++;
	return family;
}

static void set_ratio(json_t *merged, const char *base, const char *end, double value)
{
	char *key = hp_printf("vs_%s%s", base, end);

	json_object_set_new(merged, key, rounded(value));
	free(key);
}

static void add_ratio(struct merging *m, const struct hp_entry *entry, const char *base,
		      json_t *merged)
{
	size_t family = family_of(m, entry, base);
	struct hp_interval interval;

	if (!gather_ratios(m, entry->name, base))
		return;
	hp_sort(m->values, m->nr);
	interval = hp_interval_of(m->values, m->nr, family);
	set_ratio(merged, base, "", interval.median);
	set_ratio(merged, base, "_low", interval.low);
	set_ratio(merged, base, "_high", interval.high);
}

static bool add_figures(struct merging *m, json_t *merged)
{
	const struct hp_entry *first = m->entries[0];
	const char *key;
	json_t *value;
	size_t i;

	json_object_foreach(first->json, key, value)
		json_object_set_new(merged, key, merge_value(m, key, value));
	add_spread(m, merged);
	if (!hp_percentiles_add(m->entries, m->nr, merged))
		return false;
	for (i = 0; i < first->nr_versus; i++)
		add_ratio(m, first, first->versus[i].base, merged);
	return true;
}

/* Runs with this error among all; the first that has one. */
static size_t count_errors(const struct merging *m, const struct hp_entry **with)
{
	size_t nr = 0, i;

	for (i = m->nr; i--;) {
		if (!m->entries[i]->error)
			continue;
		*with = m->entries[i];
		nr++;
	}
	return nr;
}

static void add_error(const struct merging *m, const struct hp_entry *with, size_t nr,
		      json_t *merged)
{
	char *message;

	json_object_update(merged, with->json);
	if (nr == m->nr)
		return;
	message = hp_printf("%zu of %zu runs: %s", nr, m->nr, with->error);
	json_object_set_new(merged, "error_message", json_string(message));
	free(message);
}

static bool merge_entry(struct merging *m, const struct hp_entry *entry, json_t *entries)
{
	const struct hp_entry *with = NULL;
	json_t *merged = json_object();
	size_t errors;

	json_array_append_new(entries, merged);
	look_at(m, entry->name);
	errors = count_errors(m, &with);
	if (!errors)
		return add_figures(m, merged);
	add_error(m, with, errors, merged);
	return true;
}

static struct hp_results *merge(struct merging *m)
{
	const struct hp_results *first = m->runs[0];
	json_t *root, *entries = json_array();
	size_t i;

	for (i = 0; i < first->nr_entries; i++) {
		if (merge_entry(m, &first->entries[i], entries))
			continue;
		json_decref(entries);
		return NULL;
	}
	root = json_object();
	json_object_set_new(root, "context", merge_context(m));
	json_object_set_new(root, "benchmarks", entries);
	return hp_results_from(root, "merged runs");
}

struct hp_results *hp_merge(struct hp_results *const *runs, size_t nr)
{
	struct merging m = { .runs = runs, .nr = nr };
	struct hp_results *merged = NULL;

	if (!are_mergeable(&m))
		return NULL;
	m.entries = hp_array(nr, sizeof(*m.entries));
	m.values = hp_array(nr, sizeof(*m.values));
	merged = merge(&m);
	if (merged)
		hp_predecessors_add(runs, nr, merged);
	free(m.entries);
	free(m.values);
	return merged;
}

static const char usage[] =
"usage: hpbench merge [-o FILE] DIR|FILE...\n"
"Merge runs, and print them as a table. Each is a directory with results.json and\n"
"histograms.csv, or a file of results; a histograms.csv beside a results.json is\n"
"read too, and without it there are no percentiles. All have to be runs of the same\n"
"kernel, module and configuration, but for the seed.\n"
"\n"
"  -o FILE, --output=FILE  write the merged results there; -: instead of the table\n"
"  --help\n"
"\n"
"Exit status: 0; 1 if they could not be merged; 2 if the command line is wrong.\n";

/* What was loaded until one failed. */
static size_t load_runs(char **paths, size_t nr, struct hp_results **runs)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		runs[i] = hp_results_load(paths[i]);
		if (!runs[i])
			break;
	}
	return i;
}

bool hp_merge_report(const struct hp_results *merged, const char *output)
{
	if (output && !hp_results_save(merged, output))
		return false;
	if (!output || strcmp(output, "-"))
		hp_table_print(stdout, merged);
	return true;
}

static enum hp_exit merge_files(char **paths, size_t nr, const char *output)
{
	struct hp_results **runs = hp_array(nr, sizeof(*runs)), *merged = NULL;
	size_t loaded = load_runs(paths, nr, runs), i;
	bool ok;

	if (loaded == nr)
		merged = hp_merge(runs, nr);
	ok = merged && hp_merge_report(merged, output);
	hp_results_free(merged);
	for (i = 0; i < loaded; i++)
		hp_results_free(runs[i]);
	free(runs);
	return ok ? hp_finish() : HP_EXIT_FAILED;
}

int hp_merge_main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "output", required_argument, NULL, 'o' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	const char *output = NULL;
	int option;

	while ((option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(usage, stdout);
			return hp_finish();
		}
		if (option != 'o')
			return HP_EXIT_USAGE;
		output = optarg;
	}
	if (optind < argc)
		return merge_files(argv + optind, (size_t)(argc - optind), output);
	hp_say("merge: no runs; try --help");
	return HP_EXIT_USAGE;
}
