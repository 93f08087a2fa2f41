// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "words.h"

#include "interval.h"
#include "memory.h"
#include "verdict.h"
#include "wrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH	100

/**
 * struct arm - a contender against another, in all rows
 * @name: the contender
 * @rows: in which it was compared
 * @nr: rows of each verdict
 * @least: of those of a verdict that nearest to 1
 * @most: that farthest from 1
 */
struct arm {
	const char *name;
	size_t rows;
	size_t nr[HP_VERDICTS];
	double least[HP_VERDICTS];
	double most[HP_VERDICTS];
};

/* How many times the slower takes as long. */
static double factor(double ratio)
{
	return ratio > 1 ? ratio : 1 / ratio;
}

static void count(struct arm *arm, const struct hp_versus *versus)
{
	enum hp_verdict verdict = hp_verdict_of(versus);
	double times = factor(versus->ratio);

	arm->rows++;
	arm->nr[verdict]++;
	if (arm->nr[verdict] == 1 || times < arm->least[verdict])
		arm->least[verdict] = times;
	if (arm->nr[verdict] == 1 || times > arm->most[verdict])
		arm->most[verdict] = times;
}

static struct arm *arm_of(struct arm *arms, size_t *nr, const char *name)
{
	size_t i;

	for (i = 0; i < *nr; i++)
		if (!strcmp(arms[i].name, name))
			return &arms[i];
	arms[*nr].name = name;
	return &arms[(*nr)++];
}

/* All that were compared with @base; returns how many. */
static size_t count_arms(const struct hp_results *results, const char *base, struct arm *arms)
{
	size_t nr = 0, i;

	for (i = 0; i < results->nr_entries; i++) {
		const struct hp_entry *entry = &results->entries[i];
		const struct hp_versus *versus = hp_entry_versus(entry, base);

		if (versus)
			count(arm_of(arms, &nr, entry->contender), versus);
	}
	return nr;
}

static char *how_many_rows(const struct arm *arm, enum hp_verdict verdict)
{
	if (arm->rows == 1)
		return hp_strdup("the only row");
	if (arm->nr[verdict] == arm->rows)
		return hp_printf("all %zu rows", arm->rows);
	return hp_printf("%zu of %zu rows", arm->nr[verdict], arm->rows);
}

static void add_arm(struct hp_wrap *wrap, const struct arm *arm, enum hp_verdict verdict, bool last)
{
	char *rows = how_many_rows(arm, verdict), *text;

	if (arm->nr[verdict] == 1)
		text = hp_printf("%s in %s, %.2f times%s", arm->name, rows, arm->most[verdict],
				 last ? "." : ";");
	else
		text = hp_printf("%s in %s, %.2f to %.2f times%s", arm->name, rows,
				 arm->least[verdict], arm->most[verdict], last ? "." : ";");
	hp_wrap_text(wrap, text);
	free(text);
	free(rows);
}

/* Which arm is the last to have a row of that verdict; nr if none. */
static size_t last_with(const struct arm *arms, size_t nr, enum hp_verdict verdict)
{
	size_t i;

	for (i = nr; i--;)
		if (arms[i].nr[verdict])
			return i;
	return nr;
}

static void print_verdict(FILE *file, const char *what, const char *base, const struct arm *arms,
			  size_t nr, enum hp_verdict verdict)
{
	struct hp_wrap wrap = { .file = file, .indent = "  ", .width = WIDTH };
	size_t last = last_with(arms, nr, verdict), i;

	if (last == nr)
		return;
	hp_wrap_add(&wrap, "%s than %s:", what, base);
	for (i = 0; i <= last; i++)
		if (arms[i].nr[verdict])
			add_arm(&wrap, &arms[i], verdict, i == last);
	hp_wrap_end(&wrap);
}

static void add_rows_of(struct hp_wrap *wrap, const struct hp_results *results, const char *base,
			const char *contender, enum hp_verdict verdict, bool last)
{
	const char *before = NULL;
	size_t i;

	hp_wrap_add(wrap, "%s in", contender);
	for (i = 0; i < results->nr_entries; i++) {
		const struct hp_entry *entry = &results->entries[i];
		const struct hp_versus *versus = hp_entry_versus(entry, base);

		if (!versus || strcmp(entry->contender, contender) ||
		    hp_verdict_of(versus) != verdict)
			continue;
		if (before)
			hp_wrap_add(wrap, "%s,", before);
		before = entry->row;
	}
	hp_wrap_add(wrap, "%s%s", before, last ? "." : ";");
}

/* With the names of the rows. */
static void print_rows(FILE *file, const char *what, const struct hp_results *results,
		       const char *base, const struct arm *arms, size_t nr, enum hp_verdict verdict)
{
	struct hp_wrap wrap = { .file = file, .indent = "  ", .width = WIDTH };
	size_t last = last_with(arms, nr, verdict), i;

	if (last == nr)
		return;
	hp_wrap_text(&wrap, what);
	hp_wrap_add(&wrap, "%s:", base);
	for (i = 0; i <= last; i++)
		if (arms[i].nr[verdict])
			add_rows_of(&wrap, results, base, arms[i].name, verdict, i == last);
	hp_wrap_end(&wrap);
}

static void print_too_few(FILE *file, unsigned int runs, const char *base, size_t contenders)
{
	fprintf(file, "  %u %s cannot tell whether %zu contenders differ from %s: %zu can.\n", runs,
		runs == 1 ? "run" : "runs", contenders, base, hp_interval_least(contenders));
}

static void print_base(FILE *file, const struct hp_results *results, const char *base)
{
	struct arm *arms = hp_array(results->nr_entries, sizeof(*arms));
	size_t nr = count_arms(results, base, arms);
	char *small = hp_printf("By less than %g%%, as the same code may, differs from",
				HP_RESOLVED_PERCENT);

	print_verdict(file, "Faster", base, arms, nr, HP_FASTER);
	print_verdict(file, "Slower", base, arms, nr, HP_SLOWER);
	print_rows(file, small, results, base, arms, nr, HP_TOO_SMALL);
	print_rows(file, "No difference resolved from", results, base, arms, nr, HP_NO_DIFFERENCE);
	if (last_with(arms, nr, HP_NO_INTERVAL) < nr)
		print_too_few(file, results->runs, base, nr);
	free(small);
	free(arms);
}

static size_t count_errors(const struct hp_results *results)
{
	size_t nr = 0, i;

	for (i = 0; i < results->nr_entries; i++)
		nr += !!results->entries[i].error;
	return nr;
}

static void print_lines(FILE *file, const char *before, const char *line)
{
	struct hp_wrap wrap = { .file = file, .indent = "  ", .width = WIDTH };
	size_t len;
	char *text;

	for (; *line; line += len + !!line[len]) {
		len = strcspn(line, "\n");
		text = hp_printf("%s%.*s", before, (int)len, line);
		hp_wrap_text(&wrap, text);
		hp_wrap_end(&wrap);
		free(text);
	}
}

static void print_flattered(FILE *file, const struct hp_results *results)
{
	const char *flatters = hp_results_fact(results, "flatters");
	const char *warnings = hp_results_fact(results, "warnings");

	if (!*flatters && !*warnings)
		return;
	fputs("Whom that flatters\n", file);
	print_lines(file, "", flatters);
	print_lines(file, "This kernel: ", warnings);
}

void hp_words_print(FILE *file, const struct hp_results *results)
{
	struct hp_bases bases = hp_bases_of(results);
	size_t errors = count_errors(results), i;

	fputs("In words\n", file);
	for (i = 0; i < bases.nr; i++)
		print_base(file, results, bases.names[i]);
	if (errors)
		fprintf(file, "  Not measured: %zu rows, which have the reason.\n", errors);
	free(bases.names);
	print_flattered(file, results);
}
