/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_KERNEL_PLATFORM_H
#define HPALLOC_BENCH_KERNEL_PLATFORM_H

/* The names of engine/platform.h in the kernel: its own. */

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/processor.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/types.h>

#define HP_BENCH_MAX_CPUS	256

/* Of the harness, and of the contenders that may sleep. */
#define HP_BENCH_GFP	(GFP_KERNEL | __GFP_NOWARN | __GFP_RETRY_MAYFAIL)

#endif /* HPALLOC_BENCH_KERNEL_PLATFORM_H */
