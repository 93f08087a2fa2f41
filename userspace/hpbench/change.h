/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_CHANGE_H
#define HPBENCH_CHANGE_H

#include <stddef.h>

/**
 * DOC: change
 *
 * Whether two groups of times differ by more than chance. If they do not, each way
 * of dealing all times to the two groups was as likely as the one that came about.
 * The p-value is the part of all ways that set the groups at least as far apart. How
 * far they are apart is told from the order of times, which an outlier does not
 * upset; Cliff's delta says the same on a scale from -1 to 1.
 *
 * All ways are counted, not tried: how many give each sum of ranks. Above
 * HP_CHANGE_EXACT values the sums are as good as normal.
 */

#define HP_CHANGE_EXACT		64

/* At most this part of comparisons of what is equal say that something changed. */
#define HP_CHANGE_ALPHA		0.05

/* Equal code that the linker put elsewhere differs by 1.0 to 1.3%. */
#define HP_CHANGE_LEAST		0.02

/**
 * struct hp_group - times of one row
 * @times: none is a NAN
 * @nr: how many
 */
struct hp_group {
	const double *times;
	size_t nr;
};

/**
 * struct hp_change - how two groups differ
 * @ratio: the median of the second by that of the first
 * @delta: Cliff's: how much more often a time of the second is above one of the
 *         first than below it, from -1 to 1
 * @p: part of all deals with a delta at least as far from 0
 */
struct hp_change {
	double ratio;
	double delta;
	double p;
};

/**
 * hp_change_of - how two groups differ
 * @before: the first, of at least 1
 * @after: the second, likewise
 *
 * Return: that
 */
struct hp_change hp_change_of(struct hp_group before, struct hp_group after);

/**
 * hp_change_least_p - the least p-value that there can be
 * @before: how many times are in the first group
 * @after: how many in the second
 *
 * Return: what it is if all times of one are above all of the other
 */
double hp_change_least_p(size_t before, size_t after);

/**
 * hp_change_needed - how many times a group has to have
 * @tests: how many comparisons are made together
 *
 * Return: the least number, in each group, with which a change can be shown
 */
size_t hp_change_needed(size_t tests);

/**
 * hp_change_holm - correct p-values for their number, as Holm did
 * @p: of comparisons that are made together; replaced by corrected ones
 * @nr: how many
 *
 * Calling those a change that are at most alpha then goes wrong anywhere in no
 * more than alpha of all cases.
 */
void hp_change_holm(double *p, size_t nr);

#endif /* HPBENCH_CHANGE_H */
