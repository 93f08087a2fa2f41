/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_VERDICT_H
#define HPBENCH_VERDICT_H

#include "results.h"

/* Equal code that the linker puts elsewhere differs by up to 1.3%, in all runs. */
#define HP_RESOLVED_PERCENT	1.5

/**
 * enum hp_verdict - what an interval over runs says of a ratio
 * @HP_FASTER: the entry is faster
 * @HP_SLOWER: it is slower
 * @HP_NO_DIFFERENCE: the interval has 1 in it: none was resolved
 * @HP_NO_INTERVAL: too few runs to say
 * @HP_TOO_SMALL: it is faster or slower, but by less than HP_RESOLVED_PERCENT
 * @HP_VERDICTS: how many there are
 */
enum hp_verdict {
	HP_FASTER,
	HP_SLOWER,
	HP_NO_DIFFERENCE,
	HP_NO_INTERVAL,
	HP_TOO_SMALL,
	HP_VERDICTS,
};

/**
 * hp_verdict_of - what a ratio with its interval says
 * @versus: the ratio
 *
 * Return: that
 */
enum hp_verdict hp_verdict_of(const struct hp_versus *versus);

/**
 * struct hp_bases - contenders that others are compared with
 * @names: of them, in the order in which they are met; point into the results
 * @nr: how many
 */
struct hp_bases {
	const char **names;
	size_t nr;
};

/**
 * hp_bases_of - the contenders that others are compared with
 * @results: the results
 *
 * Return: those, with names to be freed
 */
struct hp_bases hp_bases_of(const struct hp_results *results);

#endif /* HPBENCH_VERDICT_H */
