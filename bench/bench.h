/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_BENCH_H
#define HPALLOC_BENCH_BENCH_H

struct dentry;

#ifdef HP_BENCH

/**
 * hp_bench_init() - offer the benchmark in debugfs
 * @dir: where its files go; an error pointer if there is none
 *
 * A kernel without debugfs only lacks the benchmark: said in the log, no
 * error.
 *
 * Return: 0.
 */
int hp_bench_init(struct dentry *dir);

/**
 * hp_bench_exit() - free the last results
 *
 * After the files were removed, which ends a run that is going on.
 */
void hp_bench_exit(void);

#else

static inline int hp_bench_init(struct dentry *dir)
{
	return 0;
}

static inline void hp_bench_exit(void)
{
}

#endif /* HP_BENCH */

#endif /* HPALLOC_BENCH_BENCH_H */
