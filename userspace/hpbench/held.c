// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Memory that is held against memory that is live. */

#include "page.h"
#include "svg.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>

static double held(const struct hp_figure *figure)
{
	return hp_entry_number(figure->entry, "memory_kb");
}

static double held_by_live(const struct hp_figure *figure)
{
	double live = hp_entry_number(figure->entry, "live_kb");

	return live > 0 ? held(figure) / live : NAN;
}

static bool same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* All rows of a workload have the same memory, unless their live sets differ. */
static bool same_memory(const struct hp_view *view, size_t row, size_t other)
{
	size_t arm;

	for (arm = 0; arm < view->arms.nr; arm++) {
		const struct hp_figure *a = hp_view_find(view, row, arm);
		const struct hp_figure *b = hp_view_find(view, other, arm);

		if (!same(a ? held(a) : NAN, b ? held(b) : NAN) ||
		    !same(a ? held_by_live(a) : NAN, b ? held_by_live(b) : NAN))
			return false;
	}
	return true;
}

static bool tells_memory(const struct hp_view *view, size_t row)
{
	size_t earlier, i;
	bool any = false;

	for (i = 0; i < view->nr_figures; i++)
		any |= view->figures[i].row == row && isfinite(held_by_live(&view->figures[i]));
	for (earlier = 0; any && earlier < row; earlier++)
		any = !same_memory(view, row, earlier);
	return any;
}

/* All rows that have this memory. */
static void memory_title(const struct hp_page *page, size_t first)
{
	size_t row;

	fputs("<h3>", page->out);
	for (row = first; row < page->view->rows.nr; row++) {
		char *label;

		if (!same_memory(page->view, row, first))
			continue;
		label = hp_view_label(page->view, row);
		fputs(row == first ? "" : ", ", page->out);
		hp_page_text(page->out, label);
		free(label);
	}
	fputs("</h3>\n", page->out);
}

static void held_line(const struct hp_page *page, const struct hp_scale *scale,
		      const struct hp_figure *figure)
{
	double ratio = held_by_live(figure);
	char *title = hp_printf("Holds %.3f times what is live", ratio);

	hp_page_contender(page, figure->arm);
	fprintf(page->out, "<td>%.0f<td>%.0f<td class=bar>", held(figure),
		hp_entry_number(figure->entry, "live_kb"));
	hp_svg_bar(page->out, scale, &(struct hp_bar) { ratio, NAN, NAN, true, title });
	fprintf(page->out, "<td class=value>%.3f\n", ratio);
	free(title);
}

static void held_table(const struct hp_page *page, const struct hp_scale *scale, size_t row)
{
	const struct hp_view *view = page->view;
	size_t arm;

	fputs("<section class=panel>\n", page->out);
	memory_title(page, row);
	hp_page_bars_begin(page, 2, 1);
	fputs("<th scope=col>held KB<th scope=col>live KB<th scope=col class=base>held / live",
	      page->out);
	hp_svg_ticks(page->out, scale);
	fputs("<th></thead><tbody>\n", page->out);
	for (arm = 0; arm < view->arms.nr; arm++) {
		const struct hp_figure *figure = hp_view_find(view, row, arm);

		if (figure && isfinite(held_by_live(figure)))
			held_line(page, scale, figure);
	}
	hp_page_bars_end(page);
	fputs("</section>\n", page->out);
}

void hp_page_held(const struct hp_page *page)
{
	const struct hp_view *view = page->view;
	struct hp_scale scale = HP_SCALE_EMPTY;
	bool any = false;
	size_t row, i;

	/* At least, so that 1.001 does not look like much. */
	hp_scale_add(&scale, 1);
	hp_scale_add(&scale, 1.5);
	for (i = 0; i < view->nr_figures; i++)
		hp_scale_add(&scale, held_by_live(&view->figures[i]));
	hp_scale_round(&scale);
	for (row = 0; row < view->rows.nr; row++) {
		if (!tells_memory(view, row))
			continue;
		if (!any) {
			hp_page_heading(page, "memory", "Memory");
			fputs("<p>What is held while most blocks are live. For hpalloc all that\n"
			      "it took; for others the pages that live blocks lie in, a lower\n"
			      "bound.</p>\n"
			      "<div class=\"grid tables\">\n", page->out);
		}
		any = true;
		held_table(page, &scale, row);
	}
	if (any)
		fputs("</div>\n", page->out);
}
