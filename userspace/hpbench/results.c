// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "results.h"

#include "hpbench.h"
#include "memory.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The names that rows have in the file are short. */
#define NAME_MAX_LEN	200

static double number_or_nan(const json_t *number)
{
	return json_is_number(number) ? json_number_value(number) : NAN;
}

double hp_entry_number(const struct hp_entry *entry, const char *key)
{
	return number_or_nan(json_object_get(entry->json, key));
}

const char *hp_results_fact(const struct hp_results *results, const char *key)
{
	const char *fact = json_string_value(json_object_get(results->context, key));

	return fact ? fact : "";
}

const struct hp_versus *hp_entry_versus(const struct hp_entry *entry, const char *base)
{
	size_t i;

	for (i = 0; i < entry->nr_versus; i++)
		if (!strcmp(entry->versus[i].base, base))
			return &entry->versus[i];
	return NULL;
}

/* Says what is wrong with an entry. */
static bool bad_entry(const struct hp_results *results, const char *name, const char *what)
{
	hp_say("%s: %s: %s", results->path, name, what);
	return false;
}

/* Cuts off what is behind the last '/'; NULL if there is none. */
static char *cut_last(char *text)
{
	char *slash = strrchr(text, '/');

	if (!slash)
		return NULL;
	*slash = '\0';
	return slash + 1;
}

static bool parse_whole(const char *digits, uint64_t *value)
{
	char *end;

	if (!digits || *digits < '0' || *digits > '9')
		return false;
	errno = 0;
	*value = strtoull(digits, &end, 10);
	return !errno && !*end;
}

/* A row has four parts, and its first may have more slashes in it. */
static bool split_row(struct hp_entry *entry, char *parts)
{
	const char *count = cut_last(parts), *size = cut_last(parts);

	if (!parse_whole(count, &entry->count) || !parse_whole(size, &entry->block_size))
		return false;
	entry->contender = cut_last(parts);
	entry->row = parts;
	return entry->contender && *entry->contender && *entry->row;
}

static bool split_name(struct hp_entry *entry)
{
	static const char floor[] = "floor/";

	entry->row = "";
	entry->contender = "";
	if (!strcmp(entry->name, "timer")) {
		entry->kind = HP_ENTRY_TIMER;
		return true;
	}
	if (!strncmp(entry->name, floor, sizeof(floor) - 1)) {
		entry->kind = HP_ENTRY_FLOOR;
		entry->row = entry->name + sizeof(floor) - 1;
		return *entry->row;
	}
	entry->kind = HP_ENTRY_ROW;
	entry->parts = hp_strdup(entry->name);
	return split_row(entry, entry->parts);
}

/* An array of times, or none. */
static bool read_times(const struct hp_entry *entry, const char *key, double **times, size_t *nr)
{
	const json_t *array = json_object_get(entry->json, key), *time;
	size_t i;

	*nr = 0;
	if (!array)
		return true;
	if (!json_is_array(array))
		return false;
	*times = hp_array(json_array_size(array), sizeof(**times));
	json_array_foreach(array, i, time) {
		(*times)[i] = number_or_nan(time);
		if (!((*times)[i] >= 0))
			return false;
	}
	*nr = json_array_size(array);
	return true;
}

/* Of each sample the name of who ran before it, or null. */
static bool has_predecessors(const struct hp_entry *entry)
{
	const json_t *array = json_object_get(entry->json, "before"), *name;
	size_t i;

	if (!array)
		return true;
	json_array_foreach(array, i, name)
		if (!json_is_string(name) && !json_is_null(name))
			return false;
	return json_array_size(array) == entry->nr_samples;
}

static bool read_bucket(const json_t *bucket, struct hp_bucket *b)
{
	json_int_t samples = json_integer_value(json_array_get(bucket, 2));

	b->low = number_or_nan(json_array_get(bucket, 0));
	b->high = number_or_nan(json_array_get(bucket, 1));
	b->samples = (uint64_t)samples;
	return samples > 0 && b->low >= 0 && b->high >= b->low;
}

static bool read_histogram(const json_t *array, struct hp_entry *entry)
{
	const json_t *bucket;
	double above = -1;
	size_t i;

	if (!array)
		return true;
	if (!json_is_array(array))
		return false;
	entry->histogram = hp_array(json_array_size(array), sizeof(*entry->histogram));
	json_array_foreach(array, i, bucket) {
		if (!read_bucket(bucket, &entry->histogram[i]) || entry->histogram[i].low <= above)
			return false;
		above = entry->histogram[i].high;
	}
	entry->nr_buckets = json_array_size(array);
	return true;
}

static bool has_end(const char *key, const char *end)
{
	size_t len = strlen(key), end_len = strlen(end);

	return len > end_len && !strcmp(key + len - end_len, end);
}

/* The key of a ratio, and not of an end of its interval. */
static bool is_ratio(const struct hp_entry *entry, const char *key)
{
	if (strncmp(key, "vs_", 3) || !key[3])
		return false;
	if (has_end(key, "_low") || has_end(key, "_high")) {
		char whole[NAME_MAX_LEN];

		snprintf(whole, sizeof(whole), "%.*s", (int)(strrchr(key, '_') - key), key);
		return !json_object_get(entry->json, whole);
	}
	return true;
}

static bool read_ratio(const struct hp_entry *entry, const char *key, struct hp_versus *versus)
{
	char end[NAME_MAX_LEN + 8];

	versus->base = key + 3;
	versus->ratio = hp_entry_number(entry, key);
	snprintf(end, sizeof(end), "%s_low", key);
	versus->low = hp_entry_number(entry, end);
	snprintf(end, sizeof(end), "%s_high", key);
	versus->high = hp_entry_number(entry, end);
	if (isnan(versus->low) && isnan(versus->high))
		return versus->ratio > 0;
	return versus->ratio > 0 && versus->low > 0 && versus->low <= versus->high;
}

static bool read_ratios(struct hp_entry *entry)
{
	const char *key;
	json_t *value;

	entry->versus = hp_array(json_object_size(entry->json), sizeof(*entry->versus));
	json_object_foreach(entry->json, key, value) {
		if (strlen(key) >= NAME_MAX_LEN)
			return false;
		if (!is_ratio(entry, key))
			continue;
		if (!read_ratio(entry, key, &entry->versus[entry->nr_versus++]))
			return false;
	}
	return true;
}

static bool read_figures(const struct hp_results *results, struct hp_entry *entry)
{
	entry->ns = hp_entry_number(entry, "real_time");
	entry->within = hp_entry_number(entry, "within_percent");
	entry->between = hp_entry_number(entry, "between_percent");
	if (!(entry->ns >= 0))
		return bad_entry(results, entry->name, "no real_time");
	if (!read_times(entry, "samples_ns", &entry->samples, &entry->nr_samples))
		return bad_entry(results, entry->name, "samples_ns are not times");
	if (!has_predecessors(entry))
		return bad_entry(results, entry->name, "before is not of samples_ns");
	if (!read_times(entry, "runs_ns", &entry->runs, &entry->nr_runs))
		return bad_entry(results, entry->name, "runs_ns are not times");
	if (!read_histogram(json_object_get(entry->json, "histogram"), entry))
		return bad_entry(results, entry->name, "histogram is not of ascending buckets");
	if (!read_ratios(entry))
		return bad_entry(results, entry->name, "not a ratio with its interval");
	return true;
}

static bool read_entry(const struct hp_results *results, json_t *json, struct hp_entry *entry)
{
	entry->json = json;
	entry->name = json_string_value(json_object_get(json, "name"));
	entry->ns = NAN;
	entry->within = NAN;
	entry->between = NAN;
	if (!entry->name) {
		entry->name = "";
		return bad_entry(results, "an entry", "no name");
	}
	if (strlen(entry->name) >= NAME_MAX_LEN || !split_name(entry))
		return bad_entry(results, entry->name, "not the name of a row of hpalloc's");
	if (!json_is_true(json_object_get(json, "error_occurred")))
		return read_figures(results, entry);
	entry->error = json_string_value(json_object_get(json, "error_message"));
	if (!entry->error)
		entry->error = "no reason given";
	return true;
}

static int compare_names(const void *a, const void *b)
{
	const struct hp_entry *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

static int compare_name(const void *name, const void *entry)
{
	const struct hp_entry *const *e = entry;

	return strcmp(name, (*e)->name);
}

struct hp_entry *hp_results_find(const struct hp_results *results, const char *name)
{
	struct hp_entry **found = bsearch(name, results->by_name, results->nr_entries,
					  sizeof(*results->by_name), compare_name);

	return found ? *found : NULL;
}

static bool sort_entries(struct hp_results *results)
{
	size_t i;

	results->by_name = hp_array(results->nr_entries, sizeof(*results->by_name));
	for (i = 0; i < results->nr_entries; i++)
		results->by_name[i] = &results->entries[i];
	qsort(results->by_name, results->nr_entries, sizeof(*results->by_name), compare_names);
	for (i = 1; i < results->nr_entries; i++)
		if (!compare_names(&results->by_name[i - 1], &results->by_name[i]))
			return bad_entry(results, results->by_name[i]->name, "is there twice");
	return true;
}

static bool read_entries(struct hp_results *results, const json_t *array)
{
	json_t *entry;
	size_t i;

	results->entries = hp_array(json_array_size(array), sizeof(*results->entries));
	json_array_foreach(array, i, entry) {
		results->nr_entries++;
		if (!read_entry(results, entry, &results->entries[i]))
			return false;
	}
	return sort_entries(results);
}

static bool not_ours(const struct hp_results *results, const char *why)
{
	hp_say("%s: not results of hpalloc: %s", results->path, why);
	return false;
}

static bool known_format(const struct hp_results *results)
{
	const json_t *format = json_object_get(results->context, "format");

	if (!format)
		return true;
	if (!json_is_integer(format) || json_integer_value(format) < 1)
		return not_ours(results, "its format is not a number");
	if (json_integer_value(format) <= HP_RESULTS_FORMAT)
		return true;
	hp_say("%s: results of a newer hpbench (format %lld): this one reads up to %d",
	       results->path, (long long)json_integer_value(format), HP_RESULTS_FORMAT);
	return false;
}

static bool read_context(struct hp_results *results)
{
	const json_t *runs = json_object_get(results->context, "runs");

	results->merged = runs;
	results->runs = runs ? (unsigned int)json_integer_value(runs) : 1;
	results->comparable = !json_is_false(json_object_get(results->context, "comparable"));
	if (runs && (json_integer_value(runs) < 1 || json_integer_value(runs) > 1000000))
		return not_ours(results, "its runs are not a number");
	return true;
}

static bool read_root(struct hp_results *results)
{
	json_t *entries = json_object_get(results->root, "benchmarks");

	results->context = json_object_get(results->root, "context");
	if (!json_is_object(results->context))
		return not_ours(results, "it has no \"context\"");
	if (!known_format(results))
		return false;
	if (strcmp(hp_results_fact(results, "executable"), "hpalloc"))
		return not_ours(results, "its context says that another program wrote it");
	if (!json_is_array(entries))
		return not_ours(results, "it has no \"benchmarks\"");
	return read_context(results) && read_entries(results, entries);
}

static void say_not_json(const char *path, size_t len, const json_error_t *error)
{
	if (!len)
		hp_say("%s: empty", path);
	else if (json_error_code(error) == json_error_premature_end_of_input)
		hp_say("%s: truncated: it ends within line %d", path, error->line);
	else
		hp_say("%s: not JSON: line %d: %s", path, error->line, error->text);
}

struct hp_results *hp_results_from(json_t *root, const char *path)
{
	struct hp_results *results = hp_array(1, sizeof(*results));

	results->path = hp_strdup(path);
	results->root = root;
	if (read_root(results))
		return results;
	hp_results_free(results);
	return NULL;
}

struct hp_results *hp_results_parse(const char *text, size_t len, const char *path)
{
	json_error_t error;
	json_t *root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);

	if (root)
		return hp_results_from(root, path);
	say_not_json(path, len, &error);
	return NULL;
}

static void free_entry(struct hp_entry *entry)
{
	free(entry->parts);
	free(entry->versus);
	free(entry->samples);
	free(entry->runs);
	free(entry->histogram);
	free(entry->ticks);
}

void hp_results_free(struct hp_results *results)
{
	size_t i;

	if (!results)
		return;
	for (i = 0; i < results->nr_entries; i++)
		free_entry(&results->entries[i]);
	free(results->entries);
	free(results->by_name);
	json_decref(results->root);
	free(results->path);
	free(results);
}
