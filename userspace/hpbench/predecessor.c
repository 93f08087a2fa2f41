// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "predecessor.h"

#include "change.h"
#include "memory.h"
#include "wrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH	100
#define FIRST	"(first)"

/**
 * struct samples - of an entry in all runs
 * @times: by the median of the run
 * @before: who ran before each
 * @nr: how many
 */
struct samples {
	double *times;
	const char **before;
	size_t nr;
};

/**
 * struct comparison - of an entry's samples after a contender with all others
 * @json: of the merged entry
 * @before: the contender
 * @percent: how much longer they took
 */
struct comparison {
	json_t *json;
	const char *before;
	double percent;
};

/**
 * struct comparisons - of all entries
 * @all: those of an entry are neighbours
 * @p: how likely each is by chance
 * @nr: how many
 */
struct comparisons {
	struct comparison *all;
	double *p;
	size_t nr;
};

static size_t count_samples(struct hp_results *const *runs, size_t nr)
{
	size_t count = 0, run, i;

	for (run = 0; run < nr; run++)
		for (i = 0; i < runs[run]->nr_entries; i++)
			count += runs[run]->entries[i].nr_samples;
	return count;
}

/* In the file's order; @entry->samples need not be in it any more. */
static void add_run(struct samples *samples, const struct hp_entry *entry)
{
	const json_t *times = json_object_get(entry->json, "samples_ns");
	const json_t *before = json_object_get(entry->json, "before"), *name;
	size_t i;

	if (!(entry->ns > 0))
		return;
	json_array_foreach(before, i, name) {
		double time = json_number_value(json_array_get(times, i));

		samples->times[samples->nr] = time / entry->ns;
		samples->before[samples->nr] = json_is_null(name) ? FIRST :
			json_string_value(name);
		samples->nr++;
	}
}

/* False if a run has no such figures. */
static bool gather(struct samples *samples, struct hp_results *const *runs, size_t nr,
		   const char *name)
{
	size_t i;

	samples->nr = 0;
	for (i = 0; i < nr; i++) {
		const struct hp_entry *entry = hp_results_find(runs[i], name);

		if (!entry || entry->error)
			return false;
		add_run(samples, entry);
	}
	return true;
}

static bool is_new(const struct samples *samples, size_t i)
{
	size_t j;

	for (j = 0; j < i; j++)
		if (!strcmp(samples->before[j], samples->before[i]))
			return false;
	return true;
}

/* Those after @before stand first; returns how many. */
static size_t divide(const struct samples *samples, const char *before, double *times)
{
	size_t first = 0, last = samples->nr, i;

	for (i = 0; i < samples->nr; i++) {
		if (strcmp(samples->before[i], before))
			times[--last] = samples->times[i];
		else
			times[first++] = samples->times[i];
	}
	return first;
}

static void compare(struct comparisons *comparisons, const struct samples *samples,
		    const char *before, double *times, json_t *json)
{
	size_t nr = divide(samples, before, times);
	struct hp_group after = { times, nr }, others = { times + nr, samples->nr - nr };
	struct hp_change change;

	if (after.nr < HP_PREDECESSOR_LEAST || others.nr < HP_PREDECESSOR_LEAST)
		return;
	change = hp_change_of(others, after);
	comparisons->p[comparisons->nr] = change.p;
	comparisons->all[comparisons->nr++] = (struct comparison){
		.json = json,
		.before = before,
		.percent = 100 * (change.ratio - 1),
	};
}

static void compare_all(struct comparisons *comparisons, struct hp_results *const *runs,
			size_t nr, struct hp_results *merged, size_t room)
{
	struct samples samples = {
		.times = hp_array(room, sizeof(*samples.times)),
		.before = hp_array(room, sizeof(*samples.before)),
	};
	double *times = hp_array(room, sizeof(*times));
	size_t i, j;

	for (i = 0; i < merged->nr_entries; i++) {
		if (!gather(&samples, runs, nr, merged->entries[i].name))
			continue;
		for (j = 0; j < samples.nr; j++)
			if (is_new(&samples, j))
				compare(comparisons, &samples, samples.before[j], times,
					merged->entries[i].json);
	}
	free(samples.times);
	free(samples.before);
	free(times);
}

static bool is_shown(double percent, double p)
{
	return p <= HP_CHANGE_ALPHA && fabs(percent) > 100 * HP_CHANGE_LEAST;
}

/* Which says more: what chance does not explain, then the larger one. */
static bool is_worse(const struct comparisons *c, size_t a, size_t b)
{
	bool shown = is_shown(c->all[a].percent, c->p[a]);

	if (shown != is_shown(c->all[b].percent, c->p[b]))
		return shown;
	return fabs(c->all[a].percent) > fabs(c->all[b].percent);
}

static double rounded(double value)
{
	return round(value * 1000) / 1000;
}

static void put_down(const struct comparisons *c)
{
	size_t worst = 0, i;

	for (i = 0; i < c->nr; i++) {
		json_t *json = c->all[i].json;

		if (!i || c->all[i - 1].json != json || is_worse(c, i, worst))
			worst = i;
		if (worst != i)
			continue;
		json_object_set_new(json, "before_percent", json_real(rounded(c->all[i].percent)));
		json_object_set_new(json, "before_worst", json_string(c->all[i].before));
		json_object_set_new(json, "before_p", json_real(rounded(c->p[i])));
	}
}

void hp_predecessors_add(struct hp_results *const *runs, size_t nr, struct hp_results *merged)
{
	size_t room = count_samples(runs, nr), most = room / HP_PREDECESSOR_LEAST;
	struct comparisons comparisons = {
		.all = hp_array(most, sizeof(*comparisons.all)),
		.p = hp_array(most, sizeof(*comparisons.p)),
	};

	compare_all(&comparisons, runs, nr, merged, room);
	hp_change_holm(comparisons.p, comparisons.nr);
	put_down(&comparisons);
	free(comparisons.all);
	free(comparisons.p);
}

/**
 * struct found - what entries say
 * @nr: which say anything
 * @shown: in which chance does not explain it
 * @worst: the one that differs most
 * @worst_shown: of those that are shown
 */
struct found {
	size_t nr;
	size_t shown;
	const struct hp_entry *worst;
	const struct hp_entry *worst_shown;
};

static double percent_of(const struct hp_entry *entry)
{
	return fabs(hp_entry_number(entry, "before_percent"));
}

static void note(const struct hp_entry **worst, const struct hp_entry *entry)
{
	if (!*worst || percent_of(entry) > percent_of(*worst))
		*worst = entry;
}

static struct found find(const struct hp_results *merged)
{
	struct found found = { 0 };
	size_t i;

	for (i = 0; i < merged->nr_entries; i++) {
		const struct hp_entry *entry = &merged->entries[i];

		if (isnan(percent_of(entry)))
			continue;
		found.nr++;
		note(&found.worst, entry);
		if (!is_shown(percent_of(entry), hp_entry_number(entry, "before_p")))
			continue;
		found.shown++;
		note(&found.worst_shown, entry);
	}
	return found;
}

static void add_worst(struct hp_wrap *wrap, const struct hp_entry *entry, char end)
{
	const char *before = json_string_value(json_object_get(entry->json, "before_worst"));
	char *text;

	if (before && strcmp(before, FIRST))
		text = hp_printf("at most %.1f%% (%s, %s after %s)%c", percent_of(entry),
				 entry->row, entry->contender, before, end);
	else
		text = hp_printf("at most %.1f%% (%s, %s as the first)%c", percent_of(entry),
				 entry->row, entry->contender, end);
	hp_wrap_text(wrap, text);
	free(text);
}

static void add_shown(struct hp_wrap *wrap, const struct found *found)
{
	char *text;

	if (found->shown)
		text = hp_printf("beyond chance, more than %.0f%% in %zu of %zu rows,",
				 100 * HP_CHANGE_LEAST, found->shown, found->nr);
	else
		text = hp_printf("beyond chance, more than %.0f%% in none of %zu rows.",
				 100 * HP_CHANGE_LEAST, found->nr);
	hp_wrap_text(wrap, text);
	free(text);
	if (found->shown)
		add_worst(wrap, found->worst_shown, '.');
}

void hp_predecessors_print(FILE *file, const struct hp_results *merged)
{
	struct hp_wrap wrap = { .file = file, .indent = "", .width = WIDTH };
	struct found found = find(merged);

	hp_wrap_text(&wrap, "By who ran before:");
	if (found.nr) {
		add_worst(&wrap, found.worst, ';');
		add_shown(&wrap, &found);
	} else {
		hp_wrap_text(&wrap, "not told, too few repeats.");
	}
	hp_wrap_end(&wrap);
}
