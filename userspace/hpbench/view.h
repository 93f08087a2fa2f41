/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_VIEW_H
#define HPBENCH_VIEW_H

#include "results.h"
#include "verdict.h"

/**
 * struct hp_figure - what one contender did in one row
 * @entry: its entry in the results
 * @row: index in &hp_view.rows
 * @arm: index in &hp_view.arms
 */
struct hp_figure {
	const struct hp_entry *entry;
	size_t row;
	size_t arm;
};

/**
 * struct hp_names - names, each once, in the order in which they appeared
 * @name: the names
 * @nr: how many
 */
struct hp_names {
	char **name;
	size_t nr;
};

/**
 * struct hp_view - results by row and contender
 * @results: whose
 * @rows: "pair/64/1000000", an entry's name without its contender
 * @arms: contenders
 * @bases: those that others have ratios to
 * @figures: all entries that are rows
 * @nr_figures: how many
 */
struct hp_view {
	const struct hp_results *results;
	struct hp_names rows;
	struct hp_names arms;
	struct hp_bases bases;
	struct hp_figure *figures;
	size_t nr_figures;
};

/**
 * hp_view_init - see results by row and contender
 * @view: the view, to be destroyed before the results are freed
 * @results: the results
 */
void hp_view_init(struct hp_view *view, const struct hp_results *results);

/**
 * hp_view_destroy - forget a view
 * @view: the view
 */
void hp_view_destroy(struct hp_view *view);

/**
 * hp_view_find - the figure of a contender in a row
 * @view: where to look
 * @row: the row
 * @arm: the contender
 *
 * Return: the figure; NULL if it is not in the results
 */
const struct hp_figure *hp_view_find(const struct hp_view *view, size_t row, size_t arm);

/**
 * hp_view_label - what to call a row
 * @view: the view
 * @row: the row
 *
 * Block size and count are left out where they are those of all rows.
 *
 * Return: the text, to be freed
 */
char *hp_view_label(const struct hp_view *view, size_t row);

/**
 * hp_view_differs - whether an interval shows a difference
 * @view: the view
 * @versus: the ratio
 *
 * Within a single run a difference has to be more than 2%: equal code that the
 * linker put elsewhere differs by 1.0 to 1.3%.
 *
 * Return: whether it does; false if there is no interval
 */
bool hp_view_differs(const struct hp_view *view, const struct hp_versus *versus);

#endif /* HPBENCH_VIEW_H */
