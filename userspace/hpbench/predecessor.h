/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_PREDECESSOR_H
#define HPBENCH_PREDECESSOR_H

#include "results.h"

#include <stdio.h>

/**
 * DOC: predecessor
 *
 * Whether it makes a difference who ran before. Each sample of a run that says so
 * ("before") is divided by the median of its run. Then those of all runs after a
 * certain contender are compared with all others of the same entry, by their
 * medians, and by a permutation test (change.h) that is corrected for the number of
 * all comparisons.
 */

/* Samples after a contender; with fewer there is no comparison. */
#define HP_PREDECESSOR_LEAST	6

/**
 * hp_predecessors_add - put down what was found
 * @runs: results of a run each
 * @nr: how many
 * @merged: what was made of them. Entries get "before_percent", by how much the
 *          median after one contender differs from that of all other samples;
 *          "before_worst", after which; and "before_p", how likely that is by
 *          chance. That one differs most of those that chance does not explain,
 *          or of all. An entry that has too few samples gets none of them
 */
void hp_predecessors_add(struct hp_results *const *runs, size_t nr, struct hp_results *merged);

/**
 * hp_predecessors_print - say it in a paragraph
 * @file: where to
 * @merged: merged results
 */
void hp_predecessors_print(FILE *file, const struct hp_results *merged);

#endif /* HPBENCH_PREDECESSOR_H */
