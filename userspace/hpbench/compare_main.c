// SPDX-License-Identifier: GPL-2.0 OR MIT
/* hpbench compare: what it prints. */

#include "compare.h"

#include "hpbench.h"
#include "memory.h"
#include "merge.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
	"usage: hpbench compare [OPTION]... OLD NEW\n"
	"Print which rows changed from OLD to NEW, two files of results, beyond noise:\n"
	"in their order by a permutation test, corrected for the number of rows, and by\n"
	"2% or more in their median.\n\n"
	"      --json            print JSON, with all rows\n"
	"      --counts=PERCENT  of `make icount`, which have no noise: rows that changed\n"
	"                        by more than that; one that NEW lacks has no figure\n"
	"      --help            print this\n\n"
	"Exit status: 0 if no row is slower; 1 if one is, or has no figure any more; 2 if\n"
	"a file cannot be read, or there are too few runs to show anything.\n";

static const char * const outcomes[] = {
	[HP_ROW_SAME] = "same",
	[HP_ROW_SLOWER] = "slower",
	[HP_ROW_FASTER] = "faster",
	[HP_ROW_LOST] = "lost",
	[HP_ROW_GAINED] = "gained",
	[HP_ROW_NEITHER] = "neither",
};

static const char *unit(const struct hp_comparison *comparison)
{
	return comparison->before->merged ? "runs" : "repeats";
}

/* A number if it is one: JSON has no NAN. */
static json_t *number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *file_json(const struct hp_results *results)
{
	return json_pack("{s:s, s:i, s:s}", "path", results->path, "runs", (int)results->runs,
			 "hpalloc", hp_results_fact(results, "hpalloc"));
}

static json_t *pair_json(const struct hp_pair *pair)
{
	json_t *row = json_pack("{s:s, s:s}", "name", pair->before->name, "outcome",
				outcomes[pair->outcome]);

	if (pair->after->error)
		json_object_set_new(row, "error_message", json_string(pair->after->error));
	if (isnan(pair->p_holm))
		return row;
	json_object_set_new(row, "old_ns", number(pair->before->ns));
	json_object_set_new(row, "new_ns", number(pair->after->ns));
	json_object_set_new(row, "ratio", number(pair->change.ratio));
	json_object_set_new(row, "cliffs_delta", number(pair->change.delta));
	json_object_set_new(row, "p", number(pair->change.p));
	json_object_set_new(row, "p_holm", number(pair->p_holm));
	return row;
}

static bool differs(const struct hp_results *before, const struct hp_results *after,
		    const char *key)
{
	return !hp_merge_varies(key) && strcmp(key, "hpalloc") && strcmp(key, "runs") &&
	       !json_equal(json_object_get(before->context, key),
			   json_object_get(after->context, key));
}

static json_t *conditions_json(const struct hp_results *before, const struct hp_results *after)
{
	json_t *all = json_object(), *value;
	const char *key;

	json_object_foreach(before->context, key, value) {
		if (!differs(before, after, key))
			continue;
		value = json_pack("[s, s]", hp_results_fact(before, key),
				  hp_results_fact(after, key));
		json_object_set_new(all, key, value);
	}
	return all;
}

/* Rows of @in that @out has not. */
static json_t *only_json(const struct hp_results *in, const struct hp_results *out)
{
	json_t *names = json_array();
	const struct hp_entry *entry;

	for (entry = in->entries; entry < in->entries + in->nr_entries; entry++)
		if (entry->kind == HP_ENTRY_ROW && !hp_results_find(out, entry->name))
			json_array_append_new(names, json_string(entry->name));
	return names;
}

static void print_json(const struct hp_comparison *comparison)
{
	json_t *root = json_pack("{s:i, s:s, s:f, s:f, s:b}", "format", HP_RESULTS_FORMAT,
				 "unit", unit(comparison), "alpha", HP_CHANGE_ALPHA,
				 "least_percent", 100 * HP_CHANGE_LEAST,
				 "can_tell", comparison->can_tell);
	json_t *rows = json_array();
	size_t i;

	json_object_set_new(root, "old", file_json(comparison->before));
	json_object_set_new(root, "new", file_json(comparison->after));
	json_object_set_new(root, "conditions",
			    conditions_json(comparison->before, comparison->after));
	json_object_set_new(root, "only_in_old", only_json(comparison->before, comparison->after));
	json_object_set_new(root, "only_in_new", only_json(comparison->after, comparison->before));
	for (i = 0; i < comparison->nr_pairs; i++)
		json_array_append_new(rows, pair_json(&comparison->pairs[i]));
	json_object_set_new(root, "rows", rows);
	json_dumpf(root, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
	putchar('\n');
	json_decref(root);
}

static void print_file(const char *which, const struct hp_results *results)
{
	printf("# %s: %s, hpalloc %s, %u run%s%s\n", which, results->path,
	       hp_results_fact(results, "hpalloc"), results->runs, results->runs > 1 ? "s" : "",
	       results->comparable ? "" : ", NOT COMPARABLE");
}

static int longest_name(const struct hp_comparison *comparison)
{
	size_t longest = strlen("row"), length, i;

	for (i = 0; i < comparison->nr_pairs; i++) {
		length = strlen(comparison->pairs[i].before->name);
		longest = length > longest ? length : longest;
	}
	return (int)longest;
}

static void print_change(const struct hp_pair *pair, int width)
{
	printf("%-*s %10.2f %10.2f %+8.1f%% %+6.2f %8.2g  %s\n", width, pair->before->name,
	       pair->before->ns, pair->after->ns, 100 * (pair->change.ratio - 1),
	       pair->change.delta, pair->p_holm, outcomes[pair->outcome]);
}

static void print_changes(const struct hp_comparison *comparison, enum hp_outcome outcome,
			  int width)
{
	size_t i;

	for (i = 0; i < comparison->nr_pairs; i++)
		if (comparison->pairs[i].outcome == outcome)
			print_change(&comparison->pairs[i], width);
}

static void print_table(const struct hp_comparison *comparison)
{
	int width = longest_name(comparison);

	if (!hp_compare_count(comparison, HP_ROW_SLOWER) &&
	    !hp_compare_count(comparison, HP_ROW_FASTER))
		return;
	printf("\n%-*s %10s %10s %9s %6s %8s\n", width, "row", "old ns", "new ns", "change",
	       "delta", "p");
	print_changes(comparison, HP_ROW_SLOWER, width);
	print_changes(comparison, HP_ROW_FASTER, width);
}

static void print_reasons(const struct hp_comparison *comparison)
{
	size_t i;

	for (i = 0; i < comparison->nr_pairs; i++) {
		const struct hp_pair *pair = &comparison->pairs[i];

		if (pair->outcome == HP_ROW_LOST)
			printf("%s has no figure any more: %s\n", pair->before->name,
			       pair->after->error ? pair->after->error : "no times");
		if (pair->outcome == HP_ROW_GAINED)
			printf("%s has a figure now: %.2f ns\n", pair->before->name,
			       pair->after->ns);
	}
}

static void print_only(const char *which, const struct hp_results *in,
		       const struct hp_results *out)
{
	json_t *names = only_json(in, out), *name;
	size_t i;

	json_array_foreach(names, i, name)
		printf("only in %s: %s\n", which, json_string_value(name));
	json_decref(names);
}

static void print_words(const struct hp_comparison *comparison)
{
	printf("\nOf %zu rows %zu are slower, %zu faster; of the others no change was shown.\n",
	       comparison->tests, hp_compare_count(comparison, HP_ROW_SLOWER),
	       hp_compare_count(comparison, HP_ROW_FASTER));
	if (!isnan(comparison->within))
		printf("A row changed if it did by more than %g%%.\n", comparison->within);
	else if (comparison->before->merged)
		printf("Where nothing has changed, at most %.0f%% of comparisons name a row.\n",
		       100 * HP_CHANGE_ALPHA);
	else
		puts("Both are of one run, whose repeats share the placement of code and pages: a\n"
		     "difference is one between these two runs, and maybe of nothing else.");
}

/* One line for all. */
static void warn_conditions(const struct hp_comparison *comparison)
{
	json_t *conditions = conditions_json(comparison->before, comparison->after), *value;
	char *line = hp_strdup(""), *longer;
	const char *key;

	json_object_foreach(conditions, key, value) {
		longer = hp_printf("%s%s%s", line, *line ? ", " : "", key);
		free(line);
		line = longer;
	}
	if (*line)
		hp_say("warning: measured under other conditions: %s", line);
	free(line);
	json_decref(conditions);
}

static void say_too_few(const struct hp_comparison *comparison)
{
	if (!comparison->tests)
		hp_say("no row has times in both");
	else
		hp_say("%zu %s cannot show a change among %zu rows: %zu can", comparison->least,
		       unit(comparison), comparison->tests, hp_change_needed(comparison->tests));
}

static void print_text(const struct hp_comparison *comparison)
{
	print_file("old", comparison->before);
	print_file("new", comparison->after);
	print_table(comparison);
	putchar('\n');
	print_reasons(comparison);
	print_only("OLD", comparison->before, comparison->after);
	print_only("NEW", comparison->after, comparison->before);
	if (comparison->can_tell)
		print_words(comparison);
}

/* Who counts again what was counted before, has all rows. */
static bool lacks_counts(const struct hp_comparison *comparison)
{
	json_t *names = only_json(comparison->before, comparison->after);
	bool lacks = !isnan(comparison->within) && json_array_size(names);

	json_decref(names);
	return lacks;
}

static enum hp_compare_exit print(const struct hp_comparison *comparison, bool json)
{
	warn_conditions(comparison);
	if (json)
		print_json(comparison);
	else
		print_text(comparison);
	if (hp_finish() != HP_EXIT_OK)
		return HP_COMPARE_FAILED;
	if (hp_compare_count(comparison, HP_ROW_SLOWER) ||
	    hp_compare_count(comparison, HP_ROW_LOST) || lacks_counts(comparison))
		return HP_COMPARE_SLOWER;
	if (comparison->can_tell)
		return HP_COMPARE_SAME;
	say_too_few(comparison);
	return HP_COMPARE_FAILED;
}

static enum hp_compare_exit compare_files(const char *before_path, const char *after_path,
					  bool json, double within)
{
	struct hp_results *before = hp_results_load(before_path);
	struct hp_results *after = before ? hp_results_load(after_path) : NULL;
	enum hp_compare_exit result = HP_COMPARE_FAILED;
	struct hp_comparison comparison;

	if (after && hp_compare(&comparison, before, after, within)) {
		result = print(&comparison, json);
		hp_compare_free(&comparison);
	}
	hp_results_free(before);
	hp_results_free(after);
	return result;
}

static bool parse_percent(const char *word, double *percent)
{
	char *end;

	*percent = strtod(word, &end);
	if (end > word && !*end && *percent >= 0 && *percent < 100)
		return true;
	hp_say("compare: --counts=%s: must be a number of percent below 100", word);
	return false;
}

int hp_compare_main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "counts", required_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 }
	};
	bool json = false;
	double within = NAN;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(usage, stdout);
			return hp_finish();
		}
		if (option == 'j')
			json = true;
		else if (option != 'c' || !parse_percent(optarg, &within))
			return HP_COMPARE_FAILED;
	}
	if (argc - optind == 2)
		return compare_files(argv[optind], argv[optind + 1], json, within);
	hp_say("compare: two files of results are compared; try --help");
	return HP_COMPARE_FAILED;
}
