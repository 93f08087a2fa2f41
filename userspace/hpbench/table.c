// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "table.h"

#include "interval.h"
#include "memory.h"
#include "merge.h"
#include "predecessor.h"
#include "verdict.h"
#include "words.h"
#include "wrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH		100
/* Of a column "vs X". */
#define RATIO_WIDTH	25
#define CELL_MAX	64

/**
 * struct table - a table that is printed
 * @file: where to
 * @results: what of
 * @bases: a column each
 * @row_width: of the first column
 * @contender_width: of the second
 */
struct table {
	FILE *file;
	const struct hp_results *results;
	struct hp_bases bases;
	int row_width;
	int contender_width;
};

static const char * const percentiles[] = { "p50", "p99", "p99.9" };

#define NR_PERCENTILES	(sizeof(percentiles) / sizeof(*percentiles))

/* What the header need not say, or says in another line. */
static bool is_told_elsewhere(const char *key)
{
	static const char * const keys[] = {
		"executable", "format", "library_build_type", "comparable", "not_comparable",
		"warnings", "flatters", "runs", "interval_percent", "workloads", "contenders",
		"seed",
	};
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (!strcmp(keys[i], key))
			return true;
	return false;
}

/* Of a fact that the runs had several of; in others it is no separator. */
static void add_first(struct hp_wrap *wrap, const char *key, const char *fact)
{
	const char *end = hp_merge_varies(key) ? strstr(fact, HP_MERGE_SEPARATOR) : NULL;
	char *first = end ? hp_printf("%.*s (and others)", (int)(end - fact), fact) :
		hp_strdup(fact);

	hp_wrap_text(wrap, first);
	free(first);
}

static void print_facts(const struct table *table)
{
	struct hp_wrap wrap = { .file = table->file, .indent = "# ", .width = WIDTH };
	const char *key, *fact, *separator = "";
	json_t *value;

	json_object_foreach(table->results->context, key, value) {
		fact = json_string_value(value);
		if (!fact || !*fact || is_told_elsewhere(key))
			continue;
		hp_wrap_add(&wrap, "%s%s", separator, key);
		add_first(&wrap, key, fact);
		separator = "| ";
	}
	hp_wrap_end(&wrap);
}

static void print_not_comparable(const struct table *table)
{
	struct hp_wrap wrap = { .file = table->file, .indent = "# ", .width = WIDTH };
	const char *why = hp_results_fact(table->results, "not_comparable");

	if (!*why)
		return;
	hp_wrap_text(&wrap, "NOT COMPARABLE:");
	hp_wrap_text(&wrap, why);
	hp_wrap_end(&wrap);
}

static void print_header(const struct table *table)
{
	print_facts(table);
	print_not_comparable(table);
	fprintf(table->file, "# %u %s, seed %s\n\n", table->results->runs,
		table->results->runs == 1 ? "run" : "runs",
		hp_results_fact(table->results, "seed"));
}

/* Nothing comes behind the last column, not even space. */
static void print_cell(const struct table *table, size_t column, const char *cell)
{
	fprintf(table->file, "  %-*s", column + 1 < table->bases.nr ? RATIO_WIDTH : 0, cell);
}

static void print_ratio(const struct table *table, const struct hp_entry *entry, size_t column)
{
	const char *base = table->bases.names[column];
	const struct hp_versus *versus = hp_entry_versus(entry, base);
	char cell[CELL_MAX];

	if (!versus)
		snprintf(cell, sizeof(cell), "%s", strcmp(entry->contender, base) ? "-" : "1");
	else if (isnan(versus->low))
		snprintf(cell, sizeof(cell), "%.2f", versus->ratio);
	else
		snprintf(cell, sizeof(cell), "%.2f [%.2f..%.2f]%s", versus->ratio, versus->low,
			 versus->high, hp_verdict_of(versus) == HP_NO_DIFFERENCE ? " none" : "");
	print_cell(table, column, cell);
}

/* "-" where there is no number. */
static void print_number(const struct table *table, int width, int decimals, double number)
{
	if (isnan(number))
		fprintf(table->file, " %*s", width, "-");
	else
		fprintf(table->file, " %*.*f", width, decimals, number);
}

static void print_figures(const struct table *table, const struct hp_entry *entry)
{
	size_t i;

	print_number(table, 8, entry->ns < 1000 ? 2 : 0, entry->ns);
	print_number(table, 6, 1, entry->within);
	print_number(table, 7, 1, entry->between);
	for (i = 0; i < NR_PERCENTILES; i++) {
		double ns = hp_entry_number(entry, percentiles[i]);

		print_number(table, 6, ns < 1000 ? 1 : 0, ns);
	}
	print_number(table, 5, 2, hp_entry_number(entry, "memory_kb") /
		     hp_entry_number(entry, "live_kb"));
	for (i = 0; i < table->bases.nr; i++)
		print_ratio(table, entry, i);
}

static void print_entry(const struct table *table, const struct hp_entry *entry)
{
	fprintf(table->file, "%-*s %-*s", table->row_width, entry->row, table->contender_width,
		entry->contender);
	if (entry->error)
		fprintf(table->file, "  not measured: %s", entry->error);
	else
		print_figures(table, entry);
	fputc('\n', table->file);
}

static void print_column_names(const struct table *table)
{
	size_t i;

	fprintf(table->file, "%-*s %-*s %8s %6s %7s", table->row_width, "workload",
		table->contender_width, "contender", "ns/op", "within", "between");
	for (i = 0; i < NR_PERCENTILES; i++)
		fprintf(table->file, " %6s", percentiles[i]);
	fprintf(table->file, " %5s", "held");
	for (i = 0; i < table->bases.nr; i++) {
		char cell[CELL_MAX];

		snprintf(cell, sizeof(cell), "vs %s", table->bases.names[i]);
		print_cell(table, i, cell);
	}
	fputc('\n', table->file);
}

static void print_rows(const struct table *table)
{
	size_t i;

	print_column_names(table);
	for (i = 0; i < table->results->nr_entries; i++)
		if (table->results->entries[i].kind == HP_ENTRY_ROW)
			print_entry(table, &table->results->entries[i]);
	fputc('\n', table->file);
}

static void print_floors(const struct table *table)
{
	struct hp_wrap wrap = { .file = table->file, .indent = "", .width = WIDTH };
	const struct hp_entry *timer = hp_results_find(table->results, "timer");
	const char *separator = "Floors in ns, loop included:";
	size_t i;

	for (i = 0; i < table->results->nr_entries; i++) {
		const struct hp_entry *floor = &table->results->entries[i];

		if (floor->kind != HP_ENTRY_FLOOR || floor->error)
			continue;
		hp_wrap_text(&wrap, separator);
		hp_wrap_add(&wrap, "%s %.2f,", floor->row, floor->ns);
		separator = "";
	}
	if (timer && !timer->error)
		hp_wrap_add(&wrap, "(timer) in p50 to p99.9 %.1f", timer->ns);
	hp_wrap_end(&wrap);
}

static void print_legend(const struct table *table)
{
	fprintf(table->file,
		"ns/op: median over runs of each run's median. within, between: (max - min) / median, in\n"
		"  percent, of a run's repeats and of the runs' medians. p50 to p99.9: single operations\n"
		"  of all runs, in ns. held: bytes that the allocator took by bytes of live blocks.\n"
		"vs X: X's time / this one's, above 1 is faster: median over runs [interval]. All intervals\n"
		"  of a row against X hold in %.0f%% of such experiments. none: no difference resolved\n\n",
		100 - 100 * HP_INTERVAL_MISS);
}

static void measure_columns(struct table *table)
{
	size_t i;

	table->row_width = sizeof("workload") - 1;
	table->contender_width = sizeof("contender") - 1;
	for (i = 0; i < table->results->nr_entries; i++) {
		const struct hp_entry *entry = &table->results->entries[i];
		int row = (int)strlen(entry->row), contender = (int)strlen(entry->contender);

		if (entry->kind != HP_ENTRY_ROW)
			continue;
		table->row_width = row > table->row_width ? row : table->row_width;
		table->contender_width = contender > table->contender_width ?
			contender : table->contender_width;
	}
}

void hp_table_print(FILE *file, const struct hp_results *results)
{
	struct table table = { .file = file, .results = results, .bases = hp_bases_of(results) };

	measure_columns(&table);
	print_header(&table);
	print_rows(&table);
	print_floors(&table);
	hp_predecessors_print(file, results);
	print_legend(&table);
	hp_words_print(file, results);
	free(table.bases.names);
}
