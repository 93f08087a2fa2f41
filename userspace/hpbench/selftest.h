/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_SELFTEST_H
#define HPBENCH_SELFTEST_H

#include "results.h"

/**
 * DOC: selftest
 *
 * Whether results can be trusted, by what is known beforehand: contenders that
 * are the same code must not be told apart, and a delay that was added to one
 * must be found. Their names are "BASE_plusPERCENT_COPY", as in
 * bench/contenders/selftest.h.
 */

/**
 * struct hp_verdicts - comparisons, and in how many a difference was shown
 * @all: comparisons
 * @shown: the interval of the ratio is above 1, so that the delay was found; if
 *         there is no delay, 1 is outside of it
 */
struct hp_verdicts {
	unsigned int all;
	unsigned int shown;
};

/**
 * hp_selftest_count - compare the contenders of a row
 * @results: merged
 * @row: the row
 * @base: of what contenders
 * @percent: the delay of those that are compared with all that have none; 0
 *           for the latter among themselves, each pair once
 * @verdicts: added to
 */
void hp_selftest_count(const struct hp_results *results, const char *row, const char *base,
		       unsigned int percent, struct hp_verdicts *verdicts);

/**
 * hp_selftest_main - the command "hpbench selftest"
 * @argc: as main()'s
 * @argv: likewise, from the name of the command on
 *
 * Return: enum hp_exit; HP_EXIT_FAILED also if the same code was told apart in
 * more than 5% of all comparisons of a row
 */
int hp_selftest_main(int argc, char **argv);

#endif /* HPBENCH_SELFTEST_H */
