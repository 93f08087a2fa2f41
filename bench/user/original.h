/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_USER_ORIGINAL_H
#define HPALLOC_BENCH_USER_ORIGINAL_H

#include "../engine/config.h"

/**
 * hp_original() - what the original's benchmark measured, and how much of it
 * @config: count and block size
 *
 * Allocates from an arena of 1 MiB that does not grow, times every call, and
 * counts those that returned NULL.
 *
 * Return: 0, or -ENOMEM.
 */
int hp_original(const struct hp_bench_config *config);

#endif /* HPALLOC_BENCH_USER_ORIGINAL_H */
