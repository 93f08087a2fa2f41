/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_MEMORY_H
#define HPALLOC_BENCH_MEMORY_H

#include "config.h"

/**
 * hp_memory_check() - whether a run fits into the memory that is free now
 * @config: the run
 *
 * Context: process.
 * Return: 0, or -ENOMEM after a line in the log that says what would fit.
 */
int hp_memory_check(const struct hp_bench_config *config);

/**
 * hp_memory_under() - the memory that live objects lie in
 * @live: their addresses
 * @count: how many
 * @size: bytes in each
 *
 * Counts each 4 KiB page once. What an allocator keeps besides is not seen,
 * thus it is a lower bound.
 *
 * Context: process, sleeps.
 * Return: bytes, or 0 if there is no memory for counting.
 */
u64 hp_memory_under(void **live, u64 count, size_t size);

#endif /* HPALLOC_BENCH_MEMORY_H */
