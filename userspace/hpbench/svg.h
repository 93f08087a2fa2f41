/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_HPBENCH_SVG_H
#define HPALLOC_HPBENCH_SVG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Parts of a page: text, and small charts on logarithmic axes in SVG. Written here
 * and not by gnuplot, whose SVG has fixed colours, the same ids in each chart, and
 * no text for who does not see it. Colours and line widths are in page.css.
 */

/** hp_page_text() - Write text, escaped. */
void hp_page_text(FILE *page, const char *text);

/** hp_page_number() - Write a number with three digits or so, nothing for NAN. */
void hp_page_number(FILE *page, double value);

/**
 * struct hp_scale - A logarithmic axis
 * @low: where it begins, above 0
 * @high: where it ends, above @low once hp_scale_round() was called
 */
struct hp_scale {
	double low;
	double high;
};

#define HP_SCALE_EMPTY	((struct hp_scale){ .low = HUGE_VAL, .high = 0 })
#define HP_SCALE_TICKS	24

/** hp_scale_add() - Make an axis long enough for a value; passes over NAN and 0. */
void hp_scale_add(struct hp_scale *scale, double value);

/** hp_scale_round() - Leave some space at both ends. */
void hp_scale_round(struct hp_scale *scale);

/** hp_scale_at() - Where a value is on an axis, from 0 to 1. */
double hp_scale_at(const struct hp_scale *scale, double value);

/** hp_scale_ticks() - Round values on an axis, at most @most of them. */
size_t hp_scale_ticks(const struct hp_scale *scale, double ticks[HP_SCALE_TICKS], size_t most);

/** hp_svg_ticks() - The labels of an axis above a column of bars. */
void hp_svg_ticks(FILE *page, const struct hp_scale *scale);

/**
 * struct hp_bar - A bar from 1 to a value, with an interval
 * @value: its end
 * @low: the beginning of the interval, NAN if there is none
 * @high: its end
 * @solid: filled rather than outlined
 * @title: what it says, in words
 */
struct hp_bar {
	double value;
	double low;
	double high;
	bool solid;
	const char *title;
};

void hp_svg_bar(FILE *page, const struct hp_scale *scale, const struct hp_bar *bar);

/** hp_svg_dots() - Several values on one axis, the first few each with a mark of its own. */
void hp_svg_dots(FILE *page, const struct hp_scale *scale, const double *values, size_t nr,
		 const char *title);

/** hp_svg_key() - The mark of the series of that number, for a legend. */
void hp_svg_key(FILE *page, size_t series, bool line);

/** The series of what is no contender. */
#define HP_SVG_TIMER	((size_t)-1)

/**
 * struct hp_tick - A place on an axis, and its label
 * @at: from 0 to 1
 * @label: what is there
 */
struct hp_tick {
	double at;
	const char *label;
};

/**
 * struct hp_chart - A chart with lines
 * @page: where it is written to
 * @ticks: of the horizontal axis, on which places are from 0 to 1
 * @nr_ticks: how many
 * @x_title: what the horizontal axis is
 * @y: the vertical axis, in ns
 * @title: what the chart shows, in words
 */
struct hp_chart {
	FILE *page;
	const struct hp_tick *ticks;
	size_t nr_ticks;
	const char *x_title;
	struct hp_scale y;
	const char *title;
};

void hp_chart_begin(const struct hp_chart *chart);
void hp_chart_end(const struct hp_chart *chart);

/**
 * struct hp_point - A point of a line
 * @x: from 0 to 1
 * @y: a value
 * @mark: whether it has one
 */
struct hp_point {
	double x;
	double y;
	bool mark;
};

/** hp_chart_line() - A line through points, some of them marked. */
void hp_chart_line(const struct hp_chart *chart, size_t series, const char *name,
		   const struct hp_point *points, size_t nr);

#endif /* HPALLOC_HPBENCH_SVG_H */
