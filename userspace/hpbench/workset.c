// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Steps of the caches. */

#include "page.h"
#include "svg.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The bytes of "workset.64K/64/1000", or NAN. */
static double workset_bytes(const char *row)
{
	double bytes;
	char *end;

	if (strncmp(row, "workset.", 8))
		return NAN;
	bytes = strtod(row + 8, &end);
	if (*end == 'K')
		bytes *= 1024;
	else if (*end == 'M')
		bytes *= 1024 * 1024;
	else if (*end == 'G')
		bytes *= 1024 * 1024 * 1024;
	else
		return NAN;
	return bytes > 0 && end[1] == '/' ? bytes : NAN;
}

/* The block size and so on, by which those of one chart belong together. */
static const char *row_end(const char *row)
{
	return strchrnul(row, '/');
}

struct workset {
	size_t *rows;
	struct hp_tick *ticks;
	struct hp_point *points;
	size_t nr;
	struct hp_scale bytes;
	struct hp_scale ns;
};

static bool in_workset(const struct hp_view *view, size_t row, size_t first)
{
	return isfinite(workset_bytes(view->rows.name[row])) &&
		!strcmp(row_end(view->rows.name[row]), row_end(view->rows.name[first]));
}

static bool is_first(const struct hp_view *view, size_t row)
{
	size_t earlier;

	if (!isfinite(workset_bytes(view->rows.name[row])))
		return false;
	for (earlier = 0; earlier < row; earlier++)
		if (in_workset(view, earlier, row))
			return false;
	return true;
}

static int by_bytes(const void *a, const void *b, void *arg)
{
	const struct hp_view *view = arg;
	double left = workset_bytes(view->rows.name[*(const size_t *)a]);
	double right = workset_bytes(view->rows.name[*(const size_t *)b]);

	return (left > right) - (left < right);
}

static void workset_scales(const struct hp_view *view, struct workset *set)
{
	size_t i;

	set->bytes = HP_SCALE_EMPTY;
	set->ns = HP_SCALE_EMPTY;
	for (i = 0; i < set->nr; i++)
		hp_scale_add(&set->bytes, workset_bytes(view->rows.name[set->rows[i]]));
	hp_scale_round(&set->bytes);
	for (i = 0; i < view->nr_figures; i++)
		if (in_workset(view, view->figures[i].row, set->rows[0]))
			hp_scale_add(&set->ns, view->figures[i].entry->ns);
	hp_scale_round(&set->ns);
}

/* The ticks' labels are freed by workset_free(). */
static void workset_ticks(const struct hp_view *view, struct workset *set)
{
	size_t i;

	for (i = 0; i < set->nr; i++) {
		const char *name = view->rows.name[set->rows[i]];

		set->ticks[i].at = hp_scale_at(&set->bytes, workset_bytes(name));
		set->ticks[i].label = hp_printf("%.*s", (int)strcspn(name + 8, "/"), name + 8);
	}
}

static void workset_init(const struct hp_view *view, struct workset *set, size_t first)
{
	size_t row;

	set->nr = 0;
	set->rows = hp_array(view->rows.nr, sizeof(*set->rows));
	set->ticks = hp_array(view->rows.nr, sizeof(*set->ticks));
	set->points = hp_array(view->rows.nr, sizeof(*set->points));
	for (row = first; row < view->rows.nr; row++)
		if (in_workset(view, row, first))
			set->rows[set->nr++] = row;
	qsort_r(set->rows, set->nr, sizeof(*set->rows), by_bytes, (void *)view);
	workset_scales(view, set);
	workset_ticks(view, set);
}

static void workset_free(struct workset *set)
{
	size_t i;

	for (i = 0; i < set->nr; i++)
		free((char *)set->ticks[i].label);
	free(set->rows);
	free(set->ticks);
	free(set->points);
}

static void workset_line(const struct hp_page *page, const struct hp_chart *chart,
			 struct workset *set, size_t arm)
{
	size_t nr = 0, i;

	for (i = 0; i < set->nr; i++) {
		const struct hp_figure *figure = hp_view_find(page->view, set->rows[i], arm);

		if (figure && figure->entry->ns > 0)
			set->points[nr++] = (struct hp_point) {
				set->ticks[i].at, figure->entry->ns, true
			};
	}
	if (nr)
		hp_chart_line(chart, arm, page->view->arms.name[arm], set->points, nr);
}

static void workset_chart(const struct hp_page *page, size_t first)
{
	struct hp_chart chart;
	struct workset set;
	size_t arm;

	workset_init(page->view, &set, first);
	chart = (struct hp_chart) {
		.page = page->out,
		.ticks = set.ticks,
		.nr_ticks = set.nr,
		.x_title = "bytes of live blocks",
		.y = set.ns,
		.title = "Time of an operation by the size of the working set",
	};
	fputs("<section class=\"panel wide\">\n", page->out);
	hp_chart_begin(&chart);
	for (arm = 0; arm < page->view->arms.nr; arm++)
		workset_line(page, &chart, &set, arm);
	hp_chart_end(&chart);
	fputs("</section>\n", page->out);
	workset_free(&set);
}

void hp_page_workset(const struct hp_page *page)
{
	const struct hp_view *view = page->view;
	bool any = false;
	size_t row;

	for (row = 0; row < view->rows.nr; row++) {
		if (!is_first(view, row))
			continue;
		if (!any) {
			hp_page_heading(page, "workset", "Working set");
			fputs("<p>A random block is freed and another allocated. The steps are\n"
			      "those of the caches.</p>\n", page->out);
			hp_page_legend(page, false);
		}
		any = true;
		workset_chart(page, row);
	}
}
