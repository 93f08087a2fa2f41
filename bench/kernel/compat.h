/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_KERNEL_COMPAT_H
#define HPALLOC_BENCH_KERNEL_COMPAT_H

/* What differs between kernel versions for the benchmark, and nothing else. */

#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/slab.h>

/*
 * Before 6.5 there is no flag for it. This one prevents merging too, and
 * changes nothing else without kmemleak.
 */
#ifndef SLAB_NO_MERGE
#define SLAB_NO_MERGE	SLAB_NOLEAKTRACE
#endif

/* The model came with 6.13, and this symbol with it. */
static inline bool hp_preempt_model_lazy(void)
{
#ifdef CONFIG_ARCH_HAS_PREEMPT_LAZY
	return preempt_model_lazy();
#else
	return false;
#endif
}

#endif /* HPALLOC_BENCH_KERNEL_COMPAT_H */
