/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_PORTABLE_H
#define HPALLOC_BENCH_PORTABLE_H

/*
 * What the portable sources of the benchmark need of their platform: stats.c,
 * config.c, text.c, result.c, report.c, clock.c, turn.c, contender_harness.c
 * and their headers. A program that compiles them outside the kernel includes
 * a header of its own first that defines this guard (cc -include) and supplies
 * the same names; and one in place of catalog.h if it measures other things.
 */

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/types.h>
#include <linux/vmalloc.h>

#define HP_BENCH_GFP	(GFP_KERNEL | __GFP_NOWARN | __GFP_RETRY_MAYFAIL)

/* The harness's own heap: fails rather than kill, and may be large. */
static inline void *hp_bench_zalloc(size_t size)
{
	return __vmalloc(size, HP_BENCH_GFP | __GFP_ZERO);
}

static inline void hp_bench_zfree(void *mem)
{
	vfree(mem);
}

#endif /* HPALLOC_BENCH_PORTABLE_H */
