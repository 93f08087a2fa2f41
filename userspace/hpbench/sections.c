// SPDX-License-Identifier: GPL-2.0 OR MIT
/* What a page says in words and tables. */

#include "page.h"
#include "svg.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Facts that have a place of their own on the page. */
static bool has_place(const char *fact)
{
	static const char *const facts[] = {
		"executable", "library_build_type", "comparable", "not_comparable", "warnings",
		"flatters", "runs", "format",
	};
	size_t i;

	for (i = 0; i < sizeof(facts) / sizeof(*facts); i++)
		if (!strcmp(fact, facts[i]))
			return true;
	return false;
}

static void fact_name(FILE *out, const char *name)
{
	char *copy = hp_strdup(name), *c;

	for (c = copy; *c; c++)
		if (*c == '_')
			*c = ' ';
	hp_page_text(out, copy);
	free(copy);
}

/* A list without spaces is one word to a browser. */
static void fact_value(FILE *out, const char *value)
{
	char piece[2] = "";

	for (; *value; value++) {
		*piece = *value;
		if (*value == ',' && value[1] != ' ')
			fputs(",<wbr>", out);
		else
			hp_page_text(out, piece);
	}
}

void hp_page_facts(const struct hp_page *page)
{
	json_t *value;
	const char *key;

	fputs("<dl class=facts>\n", page->out);
	json_object_foreach(page->view->results->context, key, value) {
		if (has_place(key) || !json_is_string(value) || !*json_string_value(value))
			continue;
		fputs(strlen(json_string_value(value)) > 80 ? "<div class=long>" : "<div>",
		      page->out);
		fputs("<dt>", page->out);
		fact_name(page->out, key);
		fputs("</dt><dd>", page->out);
		fact_value(page->out, json_string_value(value));
		fputs("</dd></div>\n", page->out);
	}
	fputs("</dl>\n", page->out);
}

static void write_box(FILE *out, const char *class, const char *head, const char *text)
{
	if (!*text)
		return;
	fprintf(out, "<p class=\"box %s\"><strong>%s</strong> ", class, head);
	hp_page_text(out, text);
	fputs("</p>\n", out);
}

void hp_page_warnings(const struct hp_page *page)
{
	const struct hp_results *results = page->view->results;
	const char *reason = hp_results_fact(results, "not_comparable");

	if (!results->comparable)
		write_box(page->out, "alarm", "NOT COMPARABLE",
			  *reason ? reason : "the results do not say why");
	write_box(page->out, "warning", "Warning", hp_results_fact(results, "warnings"));
	write_box(page->out, "warning", "Whom that flatters", hp_results_fact(results, "flatters"));
}

static void cell(FILE *out, double value)
{
	fputs("<td>", out);
	hp_page_number(out, value);
}

static void floor_row(FILE *out, const struct hp_entry *entry)
{
	fputs("<tr><th scope=row>", out);
	fact_name(out, entry->row);
	cell(out, entry->ns);
	cell(out, hp_entry_number(entry, "min_ns"));
	cell(out, hp_entry_number(entry, "max_ns"));
	fputs("\n", out);
}

void hp_page_floors(const struct hp_page *page)
{
	const struct hp_results *results = page->view->results;
	size_t nr = 0, i;

	for (i = 0; i < results->nr_entries; i++)
		nr += results->entries[i].kind == HP_ENTRY_FLOOR;
	if (!nr)
		return;
	hp_page_heading(page, "floors", "Floors");
	fputs("<p>What the parts cost that allocators are made of, in this run.</p>\n"
	      "<div class=scroll><table class=figures><thead><tr><th scope=col>floor\n"
	      "<th scope=col>ns<th scope=col>min<th scope=col>max</thead><tbody>\n", page->out);
	for (i = 0; i < results->nr_entries; i++)
		if (results->entries[i].kind == HP_ENTRY_FLOOR)
			floor_row(page->out, &results->entries[i]);
	fputs("</tbody></table></div>\n", page->out);
}

/* Of the same contender, which @figure has one for. */
static bool same_reason(const struct hp_figure *other, const struct hp_figure *figure)
{
	return other->arm == figure->arm && other->entry->error &&
	       !strcmp(other->entry->error, figure->entry->error);
}

/* Whether an earlier figure has the same contender and reason. */
static bool is_repeated(const struct hp_view *view, const struct hp_figure *figure)
{
	const struct hp_figure *earlier;

	for (earlier = view->figures; earlier < figure; earlier++)
		if (same_reason(earlier, figure))
			return true;
	return false;
}

static void troubled_rows(const struct hp_page *page, const struct hp_figure *figure)
{
	const struct hp_view *view = page->view;
	const struct hp_figure *end = view->figures + view->nr_figures, *other;
	size_t nr = 0;

	for (other = figure; other < end; other++)
		nr += same_reason(other, figure);
	if (nr == view->rows.nr && nr > 1) {
		fputs("all", page->out);
		return;
	}
	for (other = figure; other < end; other++) {
		char *label;

		if (!same_reason(other, figure))
			continue;
		label = hp_view_label(view, other->row);
		if (other != figure)
			fputs(", ", page->out);
		hp_page_text(page->out, label);
		free(label);
	}
}

void hp_page_errors(const struct hp_page *page)
{
	const struct hp_view *view = page->view;
	const struct hp_figure *figure, *end = view->figures + view->nr_figures;
	bool any = false;

	for (figure = view->figures; figure < end; figure++)
		any |= !!figure->entry->error;
	if (!any)
		return;
	hp_page_heading(page, "errors", "Not measured");
	fputs("<div class=scroll><table class=reasons><thead><tr><th scope=col>contender\n"
	      "<th scope=col>reason<th scope=col>rows</thead><tbody>\n", page->out);
	for (figure = view->figures; figure < end; figure++) {
		if (!figure->entry->error || is_repeated(view, figure))
			continue;
		fputs("<tr><th scope=row>", page->out);
		hp_page_text(page->out, view->arms.name[figure->arm]);
		fputs("<td>", page->out);
		hp_page_text(page->out, figure->entry->error);
		fputs("<td>", page->out);
		troubled_rows(page, figure);
		fputs("\n", page->out);
	}
	fputs("</tbody></table></div>\n", page->out);
}

static const struct {
	const char *key;
	const char *head;
} columns[] = {
	{ "real_time", "ns/op" },
	{ "min_ns", "min" },
	{ "max_ns", "max" },
	{ "within_percent", "within %" },
	{ "between_percent", "between %" },
	{ "p50", "p50" },
	{ "p90", "p90" },
	{ "p99", "p99" },
	{ "p99.9", "p99.9" },
	{ "p99.99", "p99.99" },
	{ "max", "slowest" },
	{ "memory_kb", "held KB" },
	{ "live_kb", "live KB" },
};

#define NR_COLUMNS	(sizeof(columns) / sizeof(*columns))

/* A column in which nothing would be is left out. */
static void used_columns(const struct hp_view *view, bool used[NR_COLUMNS])
{
	size_t column, i;

	memset(used, 0, NR_COLUMNS * sizeof(*used));
	for (i = 0; i < view->nr_figures; i++)
		for (column = 0; column < NR_COLUMNS; column++)
			used[column] |= isfinite(hp_entry_number(view->figures[i].entry,
								 columns[column].key));
}

static void table_head(const struct hp_page *page, const bool used[NR_COLUMNS])
{
	size_t i;

	fputs("<thead><tr><th scope=col>row<th scope=col>contender", page->out);
	for (i = 0; i < NR_COLUMNS; i++)
		if (used[i])
			fprintf(page->out, "<th scope=col>%s", columns[i].head);
	for (i = 0; i < page->view->bases.nr; i++) {
		fputs("<th scope=col>vs ", page->out);
		hp_page_text(page->out, page->view->bases.names[i]);
		fputs("<th scope=col>low<th scope=col>high", page->out);
	}
	fputs("</thead>\n", page->out);
}

static void table_row(const struct hp_page *page, const struct hp_figure *figure,
		      const bool used[NR_COLUMNS])
{
	const struct hp_view *view = page->view;
	char *label = hp_view_label(view, figure->row);
	const struct hp_versus *versus;
	size_t i;

	fputs("<tr><th scope=row>", page->out);
	hp_page_text(page->out, label);
	free(label);
	fputs("<th scope=row>", page->out);
	hp_page_text(page->out, view->arms.name[figure->arm]);
	for (i = 0; i < NR_COLUMNS; i++)
		if (used[i])
			cell(page->out, figure->entry->error ? NAN :
			     hp_entry_number(figure->entry, columns[i].key));
	for (i = 0; i < view->bases.nr; i++) {
		versus = hp_entry_versus(figure->entry, view->bases.names[i]);
		cell(page->out, versus ? versus->ratio : NAN);
		cell(page->out, versus ? versus->low : NAN);
		cell(page->out, versus ? versus->high : NAN);
	}
	fputs("\n", page->out);
}

void hp_page_table(const struct hp_page *page)
{
	const struct hp_view *view = page->view;
	bool used[NR_COLUMNS];
	size_t i;

	if (!view->nr_figures)
		return;
	used_columns(view, used);
	hp_page_heading(page, "figures", "All figures");
	fputs("<p>Times in ns. A row without figures was not measured, for the reason above.</p>\n"
	      "<div class=scroll><table class=\"figures all\">", page->out);
	table_head(page, used);
	fputs("<tbody>\n", page->out);
	for (i = 0; i < view->nr_figures; i++)
		table_row(page, &view->figures[i], used);
	fputs("</tbody></table></div>\n", page->out);
}
