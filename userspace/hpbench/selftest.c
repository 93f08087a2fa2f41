// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "selftest.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hpbench.h"
#include "interval.h"
#include "memory.h"
#include "verdict.h"

#define NR_PERCENTS	5

static const unsigned int percents[NR_PERCENTS] = { 0, 1, 2, 5, 20 };

/* Of comparisons of the same code, those that may show a difference. */
#define MAY_SHOW	0.05

/* A row that has fewer is judged with the others only: more of a few is chance. */
#define ENOUGH		100

/* In the table of what nobody chose, four are compared with a fifth. */
#define COMPARED	4

/**
 * struct line - a line of the table
 * @row: a workload's row
 * @base: of what contenders
 * @verdicts: by their delay
 */
struct line {
	const char *row;
	char *base;
	struct hp_verdicts verdicts[NR_PERCENTS];
};

/* The BASE of a contender "BASE_plusPERCENT_COPY", to be freed; or NULL. */
static char *parse(const char *contender, unsigned int *percent)
{
	const char *plus = strstr(contender, "_plus");
	unsigned int copy;
	int end = 0;

	if (!plus || sscanf(plus, "_plus%u_%u%n", percent, &copy, &end) != 2 || plus[end])
		return NULL;
	return hp_printf("%.*s", (int)(plus - contender), contender);
}

static bool is_of(const struct hp_entry *entry, const char *row, const char *base,
		  unsigned int percent)
{
	unsigned int delay;
	char *of;
	bool same;

	if (entry->kind != HP_ENTRY_ROW || entry->error || strcmp(entry->row, row))
		return false;
	of = parse(entry->contender, &delay);
	same = of && !strcmp(of, base) && delay == percent;
	free(of);
	return same;
}

/* What a table would say of two contenders: is the first slower? */
static void compare(const struct hp_entry *slow, const struct hp_entry *fast,
		    bool either, struct hp_verdicts *verdicts)
{
	struct hp_versus versus = { 0 };
	enum hp_verdict verdict;
	size_t nr = slow->nr_runs < fast->nr_runs ? slow->nr_runs : fast->nr_runs, i;
	double *ratios = hp_array(nr, sizeof(*ratios));
	struct hp_interval interval;

	for (i = 0; i < nr; i++)
		ratios[i] = slow->runs[i] / fast->runs[i];
	hp_sort(ratios, nr);
	interval = hp_interval_of(ratios, nr, COMPARED);
	free(ratios);
	versus.ratio = interval.median;
	versus.low = interval.low;
	versus.high = interval.high;
	verdict = hp_verdict_of(&versus);
	verdicts->all++;
	verdicts->shown += verdict == HP_FASTER || (either && verdict == HP_SLOWER);
}

void hp_selftest_count(const struct hp_results *results, const char *row, const char *base,
		       unsigned int percent, struct hp_verdicts *verdicts)
{
	size_t first, i, j;
	const struct hp_entry *entries = results->entries;

	for (i = 0; i < results->nr_entries; i++) {
		if (!is_of(&entries[i], row, base, percent))
			continue;
		first = percent ? 0 : i + 1;
		for (j = first; j < results->nr_entries; j++)
			if (is_of(&entries[j], row, base, 0))
				compare(&entries[i], &entries[j], !percent, verdicts);
	}
}

/**
 * struct table - what all groups of runs say
 * @lines: these
 * @nr: how many
 */
struct table {
	struct line *lines;
	size_t nr;
};

static bool has_line(const struct table *table, const char *row, const char *base)
{
	size_t i;

	for (i = 0; i < table->nr; i++)
		if (!strcmp(table->lines[i].row, row) && !strcmp(table->lines[i].base, base))
			return true;
	return false;
}

/* A line for whatever has none yet; @table has room. */
static void add_lines(struct table *table, const struct hp_results *results)
{
	const struct hp_entry *entry = results->entries, *end = entry + results->nr_entries;
	unsigned int percent;
	char *base;

	for (; entry < end; entry++) {
		base = entry->kind == HP_ENTRY_ROW ? parse(entry->contender, &percent) : NULL;
		if (base && !has_line(table, entry->row, base))
			table->lines[table->nr++] = (struct line){ entry->row, base, { { 0, 0 } } };
		else
			free(base);
	}
}

static void count(struct table *table, const struct hp_results *results)
{
	struct line *line = table->lines, *end = line + table->nr;
	size_t i;

	for (; line < end; line++)
		for (i = 0; i < NR_PERCENTS; i++)
			hp_selftest_count(results, line->row, line->base, percents[i],
					  &line->verdicts[i]);
}

static void print_verdicts(const struct hp_verdicts *verdicts)
{
	char cell[32];

	snprintf(cell, sizeof(cell), "%u of %u", verdicts->shown, verdicts->all);
	printf(" | %13s", verdicts->all ? cell : "-");
}

static void print_table(const struct table *table)
{
	size_t i, j;

	printf("| %-16s | %-12s | %13s", "row", "contender", "told apart");
	for (j = 1; j < NR_PERCENTS; j++)
		printf(" | %8u%% more", percents[j]);
	puts(" |\n|---|---|---|---|---|---|---|");
	for (i = 0; i < table->nr; i++) {
		printf("| %-16s | %-12s", table->lines[i].row, table->lines[i].base);
		for (j = 0; j < NR_PERCENTS; j++)
			print_verdicts(&table->lines[i].verdicts[j]);
		puts(" |");
	}
}

/* Whether the same code was told apart too often; says where. */
static bool is_wrong(const char *row, const char *base, const struct hp_verdicts *same)
{
	if (same->all && same->shown <= MAY_SHOW * same->all)
		return false;
	hp_say("%s of %s: the same code was told apart in %u of %u comparisons", row, base,
	       same->shown, same->all);
	return true;
}

static bool is_any_wrong(const struct table *table)
{
	const struct line *line = table->lines, *end = line + table->nr;
	struct hp_verdicts all = { 0 };
	bool wrong = false;

	for (; line < end; line++) {
		const struct hp_verdicts *same = &line->verdicts[0];

		all.all += same->all;
		all.shown += same->shown;
		if (same->all >= ENOUGH)
			wrong |= is_wrong(line->row, line->base, same);
	}
	return is_wrong("all rows", "all contenders", &all) || wrong;
}

static enum hp_exit judge(const struct table *table)
{
	print_table(table);
	if (!table->nr) {
		hp_say("none of these results is of a selftest");
		return HP_EXIT_FAILED;
	}
	return is_any_wrong(table) ? HP_EXIT_FAILED : hp_finish();
}

/* All of them, as names in them are used to the end. */
static bool load(struct hp_results **results, char **paths, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		results[i] = hp_results_load(paths[i]);
		if (!results[i])
			return false;
		if (results[i]->merged)
			continue;
		hp_say("%s: is of a single run, of which there is nothing to learn here", paths[i]);
		return false;
	}
	return true;
}

static void unload(struct hp_results **results, size_t nr, struct table *table)
{
	size_t i;

	for (i = 0; i < table->nr; i++)
		free(table->lines[i].base);
	free(table->lines);
	for (i = 0; i < nr; i++)
		hp_results_free(results[i]);
	free(results);
}

static enum hp_exit selftest(char **paths, size_t nr)
{
	struct hp_results **results = hp_array(nr, sizeof(*results));
	enum hp_exit status = HP_EXIT_FAILED;
	struct table table = { NULL, 0 };
	size_t entries = 0, i;

	if (!load(results, paths, nr))
		goto out;
	for (i = 0; i < nr; i++)
		entries += results[i]->nr_entries;
	table.lines = hp_array(entries, sizeof(*table.lines));
	for (i = 0; i < nr; i++)
		add_lines(&table, results[i]);
	for (i = 0; i < nr; i++)
		count(&table, results[i]);
	status = judge(&table);
out:
	unload(results, nr, &table);
	return status;
}

static const struct option options[] = {
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

int hp_selftest_main(int argc, char **argv)
{
	int option = getopt_long(argc, argv, "", options, NULL);

	if (option == 'h') {
		puts("usage: hpbench selftest [OPTION] DIR|FILE...\n"
		     "Print how often differences were shown in merged results of `make selftest`,\n"
		     "where there are none, and where there are.\n\n"
		     "      --help  print this\n\n"
		     "Exit status: 0; 1 if the same code was told apart in more than 5% of all\n"
		     "comparisons, or of a row that has 100 of them, or something failed; 2 if the\n"
		     "command line is wrong.");
		return hp_finish();
	}
	if (option != -1)
		return HP_EXIT_USAGE;
	if (optind == argc) {
		hp_say("selftest: no file; try --help");
		return HP_EXIT_USAGE;
	}
	return selftest(argv + optind, (size_t)(argc - optind));
}
