// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The same work in other contexts. */

#include "page.h"
#include "svg.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where the name of a row's context begins: "pair@softirq/64/1000", or NULL. */
static const char *context_of(const char *row)
{
	const char *at = strchr(row, '@');

	return at && at < strchrnul(row, '/') ? at + 1 : NULL;
}

/* Whether two rows are the same in different contexts. */
static bool same_but_context(const char *a, const char *b)
{
	size_t a_len = strcspn(a, "@/"), b_len = strcspn(b, "@/");

	return a_len == b_len && !strncmp(a, b, a_len) &&
	       !strcmp(strchrnul(a, '/'), strchrnul(b, '/'));
}

static bool is_in_contexts(const struct hp_view *view, size_t row)
{
	size_t other;

	for (other = 0; other < view->rows.nr; other++)
		if (context_of(view->rows.name[other]) &&
		    same_but_context(view->rows.name[row], view->rows.name[other]))
			return true;
	return false;
}

static bool is_first_context(const struct hp_view *view, size_t row)
{
	size_t earlier;

	for (earlier = 0; earlier < row; earlier++)
		if (same_but_context(view->rows.name[row], view->rows.name[earlier]))
			return false;
	return is_in_contexts(view, row);
}

static char *context_name(const char *row)
{
	const char *context = context_of(row);

	if (!context)
		return hp_strdup("process");
	return hp_printf("%.*s", (int)strcspn(context, "/"), context);
}

static void context_head(const struct hp_page *page, const struct hp_scale *scale,
			 const size_t *rows, size_t nr)
{
	size_t i;

	hp_page_bars_begin(page, nr, 1);
	for (i = 0; i < nr; i++) {
		char *name = context_name(page->view->rows.name[rows[i]]);

		fputs("<th scope=col>", page->out);
		hp_svg_key(page->out, i, false);
		fputs("<br>", page->out);
		hp_page_text(page->out, name);
		free(name);
	}
	fputs("<th scope=col class=base>ns/op", page->out);
	hp_svg_ticks(page->out, scale);
	fputs("<th></thead><tbody>\n", page->out);
}

static void context_line(const struct hp_page *page, const struct hp_scale *scale,
			 const size_t *rows, double *values, size_t nr, size_t arm)
{
	const struct hp_figure *figure;
	size_t i;

	hp_page_contender(page, arm);
	for (i = 0; i < nr; i++) {
		figure = hp_view_find(page->view, rows[i], arm);
		values[i] = figure ? figure->entry->ns : NAN;
		if (figure && figure->entry->error) {
			fputs("<td title=\"", page->out);
			hp_page_text(page->out, figure->entry->error);
			fputs("\">&ndash;", page->out);
			continue;
		}
		fputs("<td>", page->out);
		hp_page_number(page->out, values[i]);
	}
	fputs("<td class=bar>", page->out);
	hp_svg_dots(page->out, scale, values, nr, page->view->arms.name[arm]);
	fputs("\n", page->out);
}

static size_t context_rows(const struct hp_view *view, size_t first, size_t *rows,
			   struct hp_scale *scale)
{
	size_t nr = 0, row, i;

	*scale = HP_SCALE_EMPTY;
	for (row = first; row < view->rows.nr; row++) {
		if (!same_but_context(view->rows.name[row], view->rows.name[first]))
			continue;
		rows[nr++] = row;
		for (i = 0; i < view->nr_figures; i++)
			if (view->figures[i].row == row)
				hp_scale_add(scale, view->figures[i].entry->ns);
	}
	hp_scale_round(scale);
	return nr;
}

static bool has_figure(const struct hp_view *view, const size_t *rows, size_t nr, size_t arm)
{
	size_t i;

	for (i = 0; i < nr; i++)
		if (hp_view_find(view, rows[i], arm))
			return true;
	return false;
}

static void context_table(const struct hp_page *page, size_t first)
{
	const struct hp_view *view = page->view;
	size_t *rows = hp_array(view->rows.nr, sizeof(*rows)), nr, arm;
	double *values = hp_array(view->rows.nr, sizeof(*values));
	struct hp_scale scale;

	nr = context_rows(view, first, rows, &scale);
	fputs("<section class=panel>\n", page->out);
	hp_page_row_title(page, first);
	context_head(page, &scale, rows, nr);
	for (arm = 0; arm < view->arms.nr; arm++)
		if (has_figure(view, rows, nr, arm))
			context_line(page, &scale, rows, values, nr, arm);
	hp_page_bars_end(page);
	fputs("</section>\n", page->out);
	free(rows);
	free(values);
}

void hp_page_contexts(const struct hp_page *page)
{
	const struct hp_view *view = page->view;
	bool any = false;
	size_t row;

	for (row = 0; row < view->rows.nr; row++) {
		if (!is_first_context(view, row))
			continue;
		if (!any) {
			hp_page_heading(page, "contexts", "Contexts");
			fputs("<p>The same work where the kernel may not sleep.\n"
			      "&ndash;: not measured, the reasons are below.</p>\n", page->out);
		}
		any = true;
		context_table(page, row);
	}
}
