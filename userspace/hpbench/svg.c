// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "svg.h"

#include <math.h>

void hp_page_text(FILE *page, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&':
			fputs("&amp;", page);
			break;
		case '<':
			fputs("&lt;", page);
			break;
		case '>':
			fputs("&gt;", page);
			break;
		case '"':
			fputs("&quot;", page);
			break;
		default:
			/* Control characters are none of HTML's. */
			fputc((unsigned char)*text < ' ' || *text == 0x7f ? ' ' : *text, page);
		}
	}
}

void hp_page_number(FILE *page, double value)
{
	if (!isfinite(value))
		return;
	fprintf(page, "%.*f", fabs(value) < 100 ? 2 : fabs(value) < 1000 ? 1 : 0, value);
}

void hp_scale_add(struct hp_scale *scale, double value)
{
	if (!isfinite(value) || value <= 0)
		return;
	scale->low = fmin(scale->low, value);
	scale->high = fmax(scale->high, value);
}

void hp_scale_round(struct hp_scale *scale)
{
	double space;

	if (scale->high < scale->low)
		hp_scale_add(scale, 1);
	space = fmax(pow(scale->high / scale->low, 0.04), 1.02);
	scale->low /= space;
	scale->high *= space;
}

double hp_scale_at(const struct hp_scale *scale, double value)
{
	double at = log(value / scale->low) / log(scale->high / scale->low);

	return fmin(fmax(at, 0), 1);
}

/* The smallest and largest of 1, 2, 5, 10, ... that are on the axis. */
static size_t steps(const struct hp_scale *scale, const double *digits, size_t nr_digits,
		    int every, double ticks[HP_SCALE_TICKS])
{
	int power = (int)floor(log10(scale->low)), last = (int)ceil(log10(scale->high));
	size_t nr = 0, i;
	double value;

	for (; power <= last; power++) {
		if (power % every)
			continue;
		for (i = 0; i < nr_digits; i++) {
			value = digits[i] * pow(10, power);
			if (value < scale->low || value > scale->high || nr == HP_SCALE_TICKS)
				continue;
			ticks[nr++] = value;
		}
	}
	return nr;
}

size_t hp_scale_ticks(const struct hp_scale *scale, double ticks[HP_SCALE_TICKS], size_t most)
{
	static const double fine[] = { 1, 1.1, 1.2, 1.3, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9 };
	static const double tens[] = { 1, 1.5, 2, 3, 5, 7 };
	static const double fives[] = { 1, 2, 5 };
	double decades = log10(scale->high / scale->low);
	int every = 1;

	if (decades * 14 < (double)most)
		return steps(scale, fine, 14, 1, ticks);
	if (decades * 6 < (double)most)
		return steps(scale, tens, 6, 1, ticks);
	if (decades * 3 < (double)most)
		return steps(scale, fives, 3, 1, ticks);
	while (decades / every > (double)most)
		every++;
	return steps(scale, fives, 1, every, ticks);
}

static void tick_label(FILE *page, double value)
{
	static const char suffix[] = " kMG";
	size_t thousands = 0;

	while (value >= 999.5 && thousands < 3) {
		value /= 1000;
		thousands++;
	}
	fprintf(page, "%.3g", value);
	if (thousands)
		fputc(suffix[thousands], page);
}

#define BAR_TICKS	5

void hp_svg_ticks(FILE *page, const struct hp_scale *scale)
{
	double ticks[HP_SCALE_TICKS];
	size_t nr = hp_scale_ticks(scale, ticks, BAR_TICKS), i;

	fputs("<svg class=bar aria-hidden=true>", page);
	for (i = 0; i < nr; i++) {
		double at = hp_scale_at(scale, ticks[i]);

		fprintf(page, "<text x=\"%.1f%%\" y=12 text-anchor=%s>", 100 * at,
			at < 0.08 ? "start" : at > 0.92 ? "end" : "middle");
		tick_label(page, ticks[i]);
		fputs("</text>", page);
	}
	fputs("</svg>", page);
}

static void bar_begin(FILE *page, const struct hp_scale *scale, const char *title)
{
	double ticks[HP_SCALE_TICKS];
	size_t nr = hp_scale_ticks(scale, ticks, BAR_TICKS), i;

	fputs("<svg class=bar role=img><title>", page);
	hp_page_text(page, title);
	fputs("</title>", page);
	for (i = 0; i < nr; i++) {
		double at = 100 * hp_scale_at(scale, ticks[i]);

		fprintf(page, "<line class=\"%s\" x1=\"%.1f%%\" x2=\"%.1f%%\" y1=0 y2=100%% />",
			ticks[i] == 1 ? "one" : "grid", at, at);
	}
}

static void bar_interval(FILE *page, const struct hp_scale *scale, const struct hp_bar *bar)
{
	double low = 100 * hp_scale_at(scale, bar->low), high = 100 * hp_scale_at(scale, bar->high);

	fprintf(page, "<line class=ci x1=\"%.2f%%\" x2=\"%.2f%%\" y1=10 y2=10 />", low, high);
	fprintf(page, "<line class=ci x1=\"%.2f%%\" x2=\"%.2f%%\" y1=7 y2=13 />", low, low);
	fprintf(page, "<line class=ci x1=\"%.2f%%\" x2=\"%.2f%%\" y1=7 y2=13 />", high, high);
}

void hp_svg_bar(FILE *page, const struct hp_scale *scale, const struct hp_bar *bar)
{
	double one = 100 * hp_scale_at(scale, 1), end = 100 * hp_scale_at(scale, bar->value);

	bar_begin(page, scale, bar->title);
	fprintf(page, "<rect class=\"%s%s\" x=\"%.2f%%\" width=\"%.2f%%\" y=5 height=10 />",
		bar->value < 1 ? "less" : "more", bar->solid ? "" : " open", fmin(one, end),
		fabs(end - one));
	if (isfinite(bar->low))
		bar_interval(page, scale, bar);
	fputs("</svg>", page);
}

/* Marks around 0, 0, of which four are outlines, so that fill does not matter. */
static const char *const marks[] = {
	"M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
	"M-3.5,-3.5h7v7h-7z",
	"M0,-4.5l4.5,8h-9z",
	"M0,-5l5,5l-5,5l-5,-5z",
	"M0,4.5l4.5,-8h-9z",
	"M-4.5,0h9M0,-4.5v9",
	"M-3.5,-3.5l7,7M3.5,-3.5l-7,7",
	"M-4.5,-2h9M-4.5,2h9",
};

#define NR_MARKS	(sizeof(marks) / sizeof(*marks))
#define NR_COLOURS	7

/* 56 pairs of a mark and a colour; page.css has the colours. */
static void series_class(FILE *page, size_t series)
{
	if (series == HP_SVG_TIMER)
		fputs("timer", page);
	else
		fprintf(page, "s%zu d%zu", series % NR_COLOURS, series / NR_COLOURS % 3);
}

static void write_mark(FILE *page, size_t series)
{
	if (series != HP_SVG_TIMER)
		fprintf(page, "<path class=mark d=\"%s\"/>", marks[series % NR_MARKS]);
}

void hp_svg_dots(FILE *page, const struct hp_scale *scale, const double *values, size_t nr,
		 const char *title)
{
	size_t i;

	bar_begin(page, scale, title);
	for (i = 0; i < nr; i++) {
		if (!isfinite(values[i]) || values[i] <= 0)
			continue;
		fprintf(page, "<svg class=dot x=\"%.2f%%\" y=10>",
			100 * hp_scale_at(scale, values[i]));
		fputs("<g class=\"", page);
		series_class(page, i);
		fputs("\">", page);
		write_mark(page, i);
		fputs("</g></svg>", page);
	}
	fputs("</svg>", page);
}

void hp_svg_key(FILE *page, size_t series, bool line)
{
	fputs("<svg class=key width=28 height=14 viewBox=\"-14 -7 28 14\" aria-hidden=true>\n"
	      "<g class=\"", page);
	series_class(page, series);
	fputs("\">", page);
	if (line)
		fputs("<path class=line d=\"M-14,0h28\"/>", page);
	write_mark(page, series);
	fputs("</g></svg>", page);
}

#define WIDTH	480.0
#define HEIGHT	300.0
#define LEFT	52.0
#define RIGHT	12.0
#define TOP	10.0
#define BOTTOM	42.0

static double chart_x(double at)
{
	return LEFT + fmin(fmax(at, 0), 1) * (WIDTH - LEFT - RIGHT);
}

static double chart_y(const struct hp_chart *chart, double value)
{
	return HEIGHT - BOTTOM - hp_scale_at(&chart->y, value) * (HEIGHT - TOP - BOTTOM);
}

static void chart_rows(const struct hp_chart *chart)
{
	double ticks[HP_SCALE_TICKS];
	size_t nr = hp_scale_ticks(&chart->y, ticks, 10), i;

	for (i = 0; i < nr; i++) {
		double y = chart_y(chart, ticks[i]);

		fprintf(chart->page, "<path class=grid d=\"M%.0f,%.1fH%.0f\"/>", LEFT, y,
			WIDTH - RIGHT);
		fprintf(chart->page, "<text x=%.0f y=%.1f text-anchor=end>", LEFT - 6, y + 4);
		tick_label(chart->page, ticks[i]);
		fputs("</text>", chart->page);
	}
	fprintf(chart->page, "<text transform=\"translate(11,%.0f) rotate(-90)\"",
		(HEIGHT - BOTTOM + TOP) / 2);
	fputs(" text-anchor=middle>ns</text>", chart->page);
}

static void chart_columns(const struct hp_chart *chart)
{
	size_t i;

	for (i = 0; i < chart->nr_ticks; i++) {
		double x = chart_x(chart->ticks[i].at);

		fprintf(chart->page, "<path class=grid d=\"M%.1f,%.0fV%.0f\"/>", x, TOP,
			HEIGHT - BOTTOM);
		fprintf(chart->page, "<text x=%.1f y=%.0f text-anchor=middle>", x,
			HEIGHT - BOTTOM + 16);
		hp_page_text(chart->page, chart->ticks[i].label);
		fputs("</text>", chart->page);
	}
	fprintf(chart->page, "<text x=%.0f y=%.0f text-anchor=middle>", chart_x(0.5), HEIGHT - 6);
	hp_page_text(chart->page, chart->x_title);
	fputs("</text>", chart->page);
}

void hp_chart_begin(const struct hp_chart *chart)
{
	fprintf(chart->page, "<svg class=chart role=img viewBox=\"0 0 %.0f %.0f\">\n<title>",
		WIDTH, HEIGHT);
	hp_page_text(chart->page, chart->title);
	fputs("</title>\n", chart->page);
	chart_rows(chart);
	chart_columns(chart);
	fprintf(chart->page, "<path class=frame d=\"M%.0f,%.0fV%.0fH%.0f\"/>\n", LEFT, TOP,
		HEIGHT - BOTTOM, WIDTH - RIGHT);
}

void hp_chart_end(const struct hp_chart *chart)
{
	fputs("</svg>\n", chart->page);
}

/* Leaves out what would not be seen. */
static void line_path(const struct hp_chart *chart, const struct hp_point *points, size_t nr)
{
	double x = -1, y = -1;
	size_t i;

	fputs("<path class=line d=\"", chart->page);
	for (i = 0; i < nr; i++) {
		double next_x = chart_x(points[i].x), next_y = chart_y(chart, points[i].y);

		if (i && i + 1 < nr && !points[i].mark && hypot(next_x - x, next_y - y) < 1)
			continue;
		fprintf(chart->page, "%c%.1f,%.1f", i ? 'L' : 'M', next_x, next_y);
		x = next_x;
		y = next_y;
	}
	fputs("\"/>", chart->page);
}

void hp_chart_line(const struct hp_chart *chart, size_t series, const char *name,
		   const struct hp_point *points, size_t nr)
{
	size_t i;

	fputs("<g class=\"", chart->page);
	series_class(chart->page, series);
	fputs("\"><title>", chart->page);
	hp_page_text(chart->page, name);
	fputs("</title>", chart->page);
	line_path(chart, points, nr);
	for (i = 0; i < nr; i++) {
		if (!points[i].mark)
			continue;
		fprintf(chart->page, "<g transform=\"translate(%.1f,%.1f)\">", chart_x(points[i].x),
			chart_y(chart, points[i].y));
		write_mark(chart->page, series);
		fputs("</g>", chart->page);
	}
	fputs("</g>\n", chart->page);
}
