/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_KERNEL_FOOTPRINT_H
#define HPALLOC_BENCH_KERNEL_FOOTPRINT_H

#include "../engine/result.h"

/**
 * hp_footprint_check() - whether a run fits into the memory that is free now
 * @result: the run, initialised; its store need not be there yet
 *
 * Memory of contenders, and of the harness, its results included.
 *
 * Context: process.
 * Return: 0, or -ENOMEM after a line in the log that says what would fit.
 */
int hp_footprint_check(const struct hp_result *result);

#endif /* HPALLOC_BENCH_KERNEL_FOOTPRINT_H */
