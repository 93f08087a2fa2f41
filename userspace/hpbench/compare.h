/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_COMPARE_H
#define HPBENCH_COMPARE_H

#include "change.h"
#include "results.h"

/**
 * enum hp_compare_exit - how a comparison ended, for scripts
 * @HP_COMPARE_SAME: nothing was shown to be slower
 * @HP_COMPARE_SLOWER: something was, or has no figure any more
 * @HP_COMPARE_FAILED: the command line is wrong, a file cannot be read, or there
 *                     are too few runs to show anything
 */
enum hp_compare_exit {
	HP_COMPARE_SAME,
	HP_COMPARE_SLOWER,
	HP_COMPARE_FAILED,
};

/**
 * enum hp_outcome - what became of a row
 * @HP_ROW_SAME: no change was shown
 * @HP_ROW_SLOWER: it is slower
 * @HP_ROW_FASTER: it is faster
 * @HP_ROW_LOST: it has no figure any more
 * @HP_ROW_GAINED: it had none
 * @HP_ROW_NEITHER: it has none in both
 */
enum hp_outcome {
	HP_ROW_SAME,
	HP_ROW_SLOWER,
	HP_ROW_FASTER,
	HP_ROW_LOST,
	HP_ROW_GAINED,
	HP_ROW_NEITHER,
};

/**
 * struct hp_pair - a row that both files have
 * @before: its entry in the first
 * @after: its entry in the second
 * @change: how they differ, if both have figures
 * @p_holm: the p-value corrected for the number of such rows
 * @outcome: what became of it
 */
struct hp_pair {
	const struct hp_entry *before;
	const struct hp_entry *after;
	struct hp_change change;
	double p_holm;
	enum hp_outcome outcome;
};

/**
 * struct hp_comparison - two files, row by row
 * @before: the first
 * @after: the second
 * @pairs: rows that both have, in the order of the first
 * @nr_pairs: how many
 * @tests: how many of them have figures in both
 * @least: times in the smallest group
 * @least_p: the least p-value that any of them could have
 * @can_tell: there are enough of them to show a change
 * @within: figures are counts, without noise: changes above so many percent are
 *          told, whatever the times; NAN if they are times
 */
struct hp_comparison {
	const struct hp_results *before;
	const struct hp_results *after;
	struct hp_pair *pairs;
	size_t nr_pairs;
	size_t tests;
	size_t least;
	double least_p;
	bool can_tell;
	double within;
};

/**
 * hp_compare - compare two files row by row
 * @comparison: the result, to be freed; both files are to outlive it
 * @before: the first
 * @after: the second
 * @within: see struct hp_comparison
 *
 * Return: true; false having said why (hp_say()), and then nothing is to be freed
 */
bool hp_compare(struct hp_comparison *comparison, const struct hp_results *before,
		const struct hp_results *after, double within);

/**
 * hp_compare_free - forget a comparison
 * @comparison: the comparison
 */
void hp_compare_free(struct hp_comparison *comparison);

/**
 * hp_compare_count - how many rows came out so
 * @comparison: the comparison
 * @outcome: so
 *
 * Return: how many
 */
size_t hp_compare_count(const struct hp_comparison *comparison, enum hp_outcome outcome);

/**
 * hp_compare_main - the command "hpbench compare"
 * @argc: number of words
 * @argv: the words
 *
 * Return: enum hp_compare_exit
 */
int hp_compare_main(int argc, char **argv);

#endif /* HPBENCH_COMPARE_H */
