/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_BENCH_H
#define HPALLOC_BENCH_BENCH_H

#ifdef HP_BENCH

/**
 * hp_bench_init() - offer the benchmark in debugfs
 *
 * A kernel without debugfs only lacks the benchmark: said in the log, no
 * error.
 *
 * Return: 0.
 */
int hp_bench_init(void);

/**
 * hp_bench_exit() - end a run that is going on and remove the files
 */
void hp_bench_exit(void);

#else

static inline int hp_bench_init(void)
{
	return 0;
}

static inline void hp_bench_exit(void)
{
}

#endif /* HP_BENCH */

#endif /* HPALLOC_BENCH_BENCH_H */
