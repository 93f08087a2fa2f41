/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_TABLE_H
#define HPBENCH_TABLE_H

#include <stdio.h>

#include "results.h"

/**
 * hp_table_print - merged results for people
 * @file: where to
 * @results: merged
 *
 * The table ends in words: what is faster, by how much, and what could not be
 * told.
 */
void hp_table_print(FILE *file, const struct hp_results *results);

#endif /* HPBENCH_TABLE_H */
