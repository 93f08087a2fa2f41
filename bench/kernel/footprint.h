/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_KERNEL_FOOTPRINT_H
#define HPALLOC_BENCH_KERNEL_FOOTPRINT_H

#include "../engine/config.h"

/**
 * hp_footprint_check() - whether a run fits into the memory that is free now
 * @config: the run
 *
 * Context: process.
 * Return: 0, or -ENOMEM after a line in the log that says what would fit.
 */
int hp_footprint_check(const struct hp_bench_config *config);

#endif /* HPALLOC_BENCH_KERNEL_FOOTPRINT_H */
