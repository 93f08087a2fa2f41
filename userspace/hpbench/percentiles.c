// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Curves of single operations. */

#include "page.h"
#include "svg.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Percentiles are drawn at the powers of ten of what is beyond them. */
static const struct {
	const char *key;
	const char *label;
	double beyond;
} percentiles[] = {
	{ "p50", "50%", 0.5 },
	{ "p90", "90%", 0.1 },
	{ "p99", "99%", 0.01 },
	{ "p99.9", "99.9%", 0.001 },
	{ "p99.99", "99.99%", 0.0001 },
};

#define NR_PERCENTILES	(sizeof(percentiles) / sizeof(*percentiles))
#define LAST_BEYOND	0.00007

static double beyond_at(double beyond)
{
	return log(beyond) / log(LAST_BEYOND);
}

struct curve {
	struct hp_point *points;
	size_t nr;
	size_t next;		/* percentile to be marked */
	double samples;
	double beyond;		/* samples that are not in points yet */
};

static void add_point(struct curve *curve, double beyond, double ns, bool mark)
{
	if (!(ns > 0) || beyond < LAST_BEYOND)
		return;
	curve->points[curve->nr++] = (struct hp_point) { beyond_at(beyond), ns, mark };
}

static void add_percentiles(struct curve *curve, const struct hp_entry *entry)
{
	size_t i;

	for (i = 0; i < NR_PERCENTILES; i++)
		add_point(curve, percentiles[i].beyond,
			  hp_entry_number(entry, percentiles[i].key), true);
}

/* As far as 100 samples are beyond, from where on chance decides. */
static void add_bucket(struct curve *curve, double low, double high, double samples)
{
	double ns = (low + high) / 2, after = curve->beyond - samples;

	if (curve->beyond < 100)
		return;
	add_point(curve, curve->beyond / curve->samples, ns, false);
	curve->beyond = after < 100 ? 100 : after;
	while (curve->next < NR_PERCENTILES &&
	       percentiles[curve->next].beyond * curve->samples >= curve->beyond)
		add_point(curve, percentiles[curve->next++].beyond, ns, true);
	add_point(curve, curve->beyond / curve->samples, ns, false);
	curve->beyond = after;
}

static void add_buckets(struct curve *curve, const struct hp_entry *entry)
{
	const struct hp_ticks *ticks = entry->ticks;
	double ns = entry->tick_ps / 1000;
	size_t i;

	for (i = 0; i < entry->nr_buckets; i++)
		curve->samples += (double)entry->histogram[i].samples;
	for (i = 0; i < entry->nr_ticks; i++)
		curve->samples += (double)ticks[i].samples;
	curve->beyond = curve->samples;
	for (i = 0; i < entry->nr_buckets; i++)
		add_bucket(curve, entry->histogram[i].low, entry->histogram[i].high,
			   (double)entry->histogram[i].samples);
	for (i = 0; i < entry->nr_ticks; i++)
		add_bucket(curve, (double)ticks[i].low * ns, (double)ticks[i].high * ns,
			   (double)ticks[i].samples);
}

/* From all buckets if they are there, with marks at the percentiles. */
static void curve_begin(struct curve *curve, const struct hp_entry *entry)
{
	size_t buckets = entry->nr_buckets + entry->nr_ticks;

	*curve = (struct curve) {
		.points = hp_array(2 * buckets + NR_PERCENTILES, sizeof(*curve->points)),
	};
	if (buckets)
		add_buckets(curve, entry);
	else
		add_percentiles(curve, entry);
}

static void draw_curve(const struct hp_chart *chart, size_t series, const char *name,
		       const struct hp_entry *entry)
{
	struct curve curve;

	curve_begin(&curve, entry);
	if (curve.nr)
		hp_chart_line(chart, series, name, curve.points, curve.nr);
	free(curve.points);
}

static void scale_curve(struct hp_scale *scale, const struct hp_entry *entry)
{
	struct curve curve;
	size_t i;

	curve_begin(&curve, entry);
	for (i = 0; i < curve.nr; i++)
		hp_scale_add(scale, curve.points[i].y);
	free(curve.points);
}

static bool has_curve(const struct hp_figure *figure)
{
	const struct hp_entry *entry = figure ? figure->entry : NULL;

	return entry && !entry->error && (entry->nr_buckets || entry->nr_ticks ||
					  isfinite(hp_entry_number(entry, "p50")));
}

static bool row_has_curves(const struct hp_view *view, size_t row)
{
	size_t i;

	for (i = 0; i < view->nr_figures; i++)
		if (view->figures[i].row == row && has_curve(&view->figures[i]))
			return true;
	return false;
}

static void scale_row(struct hp_scale *scale, const struct hp_view *view, size_t row)
{
	size_t i;

	for (i = 0; i < view->nr_figures; i++)
		if (view->figures[i].row == row && has_curve(&view->figures[i]))
			scale_curve(scale, view->figures[i].entry);
}

static void draw_row(const struct hp_chart *chart, const struct hp_view *view, size_t row)
{
	size_t arm;

	for (arm = 0; arm < view->arms.nr; arm++) {
		const struct hp_figure *figure = hp_view_find(view, row, arm);

		if (has_curve(figure))
			draw_curve(chart, arm, view->arms.name[arm], figure->entry);
	}
}

static void chart_of(const struct hp_page *page, size_t row, const struct hp_entry *timer)
{
	struct hp_tick ticks[NR_PERCENTILES];
	char *label = hp_view_label(page->view, row);
	char *title = hp_printf("Percentiles of single operations, %s", label);
	struct hp_chart chart = {
		.page = page->out,
		.ticks = ticks,
		.nr_ticks = NR_PERCENTILES,
		.x_title = "of operations took at most",
		.y = HP_SCALE_EMPTY,
		.title = title,
	};
	size_t i;

	for (i = 0; i < NR_PERCENTILES; i++)
		ticks[i] = (struct hp_tick) {
			beyond_at(percentiles[i].beyond), percentiles[i].label
		};
	scale_row(&chart.y, page->view, row);
	if (timer)
		scale_curve(&chart.y, timer);
	hp_scale_round(&chart.y);
	hp_chart_begin(&chart);
	if (timer)
		draw_curve(&chart, HP_SVG_TIMER, "(timer)", timer);
	draw_row(&chart, page->view, row);
	hp_chart_end(&chart);
	free(title);
	free(label);
}

void hp_page_percentiles(const struct hp_page *page)
{
	const struct hp_entry *timer = hp_results_find(page->view->results, "timer");
	bool any = false;
	size_t row;

	for (row = 0; row < page->view->rows.nr; row++) {
		if (!row_has_curves(page->view, row))
			continue;
		if (!any) {
			hp_page_heading(page, "percentiles", "Percentiles");
			fputs("<p>Single operations, each between two reads of the clock. (timer)\n"
			      "is the same with nothing between them: what is not above it was\n"
			      "not resolved.</p>\n",
			      page->out);
			hp_page_legend(page, timer);
			fputs("<div class=grid>\n", page->out);
		}
		any = true;
		fputs("<section class=panel>\n", page->out);
		hp_page_row_title(page, row);
		chart_of(page, row, timer);
		fputs("</section>\n", page->out);
	}
	fputs(any ? "</div>\n" : "", page->out);
}
