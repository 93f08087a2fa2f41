/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_PAGE_H
#define HPBENCH_PAGE_H

#include "view.h"

#include <stdio.h>

/**
 * struct hp_text - text that is being written
 * @file: to write to
 * @start: the text, once hp_text_end() was called
 * @len: its length
 */
struct hp_text {
	FILE *file;
	char *start;
	size_t len;
};

/**
 * hp_text_begin - begin a text
 * @text: the text, which is not to be moved until it is ended
 */
void hp_text_begin(struct hp_text *text);

/**
 * hp_text_end - end a text
 * @text: the text, whose start is to be freed
 */
void hp_text_end(struct hp_text *text);

/**
 * struct hp_page - a page that is being written
 * @out: where to
 * @nav: the list of contents, an item for each heading
 * @file: number of the file of results, which makes ids differ between files
 * @view: what is in it
 */
struct hp_page {
	FILE *out;
	FILE *nav;
	size_t file;
	const struct hp_view *view;
};

/**
 * hp_page_begin - all before the first file's part
 * @out: where to
 * @title: of the page
 */
void hp_page_begin(FILE *out, const char *title);

/**
 * hp_page_end - all after the last file's part
 * @out: where to
 */
void hp_page_end(FILE *out);

/**
 * hp_page_part - what is in one file
 * @out: where to
 * @file: which one it is
 * @name: how it is called
 * @view: its results
 */
void hp_page_part(FILE *out, size_t file, const char *name, const struct hp_view *view);

/*
 * What a part consists of, each with its heading. Where there is nothing to
 * show, there is no heading.
 */
void hp_page_warnings(const struct hp_page *page);
void hp_page_facts(const struct hp_page *page);
void hp_page_ratios(const struct hp_page *page);
void hp_page_workset(const struct hp_page *page);
void hp_page_contexts(const struct hp_page *page);
void hp_page_percentiles(const struct hp_page *page);
void hp_page_held(const struct hp_page *page);
void hp_page_floors(const struct hp_page *page);
void hp_page_errors(const struct hp_page *page);
void hp_page_table(const struct hp_page *page);

/**
 * hp_page_heading - a heading, also in the list of contents
 * @page: the page
 * @id: what links to it
 * @text: the heading
 */
void hp_page_heading(const struct hp_page *page, const char *id, const char *text);

/**
 * hp_page_row_title - the heading of a chart of one row
 * @page: the page
 * @row: the row
 */
void hp_page_row_title(const struct hp_page *page, size_t row);

/**
 * hp_page_bars_begin - begin a table with bars in it
 * @page: the page
 * @nr_numbers: columns of numbers behind the contender's name
 * @nr_bars: columns of bars behind them, each with a value
 *
 * Columns have the same width in all tables. The heading of the first is written.
 */
void hp_page_bars_begin(const struct hp_page *page, size_t nr_numbers, size_t nr_bars);

/**
 * hp_page_bars_end - end a table with bars in it
 * @page: the page
 */
void hp_page_bars_end(const struct hp_page *page);

/**
 * hp_page_contender - begin a line of a table
 * @page: the page
 * @arm: whose it is
 */
void hp_page_contender(const struct hp_page *page, size_t arm);

/**
 * hp_page_legend - which line is whose
 * @page: the page
 * @timer: whether there is a line of the timer too
 */
void hp_page_legend(const struct hp_page *page, bool timer);

#endif /* HPBENCH_PAGE_H */
