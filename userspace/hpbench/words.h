/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_WORDS_H
#define HPBENCH_WORDS_H

#include <stdio.h>

#include "results.h"

/**
 * hp_words_print - what merged results say, in words
 * @file: where to
 * @results: merged
 */
void hp_words_print(FILE *file, const struct hp_results *results);

#endif /* HPBENCH_WORDS_H */
