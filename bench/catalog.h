/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CATALOG_H
#define HPALLOC_BENCH_CATALOG_H

#include "stats.h"

/*
 * What is measured, of whom, and what the report calls it. The benchmark in
 * user space replaces this file as it does portable.h.
 */

enum hp_workload_id {
	HP_WORKLOAD_SEED,
	HP_WORKLOAD_PAIR,
	HP_WORKLOAD_SHUFFLE,
	HP_WORKLOAD_RANDOM,
	HP_WORKLOADS
};

#define HP_WORKLOAD_NAMES { "seed", "pair", "shuffle", "random", NULL }

/* Those that make and end an allocator of their own come first. */
enum hp_contender_id {
	HP_FIXED_BLOCK,
	HP_SIZE_CLASS,
	HP_SIZE_CLASS_VAR,
	HP_KMALLOC,
	HP_KMEM_CACHE,
	HP_CONTENDERS,
	HP_HARNESS = HP_CONTENDERS,	/* not chosen, always there */
	HP_ARMS
};

#define HP_CONTENDER_NAMES						\
	{ "fixed_block", "size_class", "size_class_var", "kmalloc",	\
	  "kmem_cache", NULL }

/* Contenders from here on have nothing to make. */
#define HP_READY_MADE	HP_KMALLOC

/* What the others are compared with, */
#define HP_BASELINE	HP_KMALLOC

/**
 * hp_compare() - and how: its time divided by the other's
 * @base: the totals of HP_BASELINE
 * @other: those of a contender
 * @n: how many of each
 * @ratio: the result
 */
static inline void hp_compare(const u64 *base, const u64 *other,
			      unsigned int n, struct hp_ratio *ratio)
{
	hp_stats_paired_ratio(base, other, n, ratio);
}

/* A part of a workload that is measured by itself. */
enum hp_phase_id {
	HP_PHASE_SEED_ALLOC,
	HP_PHASE_SEED_FREE,
	HP_PHASE_SEED_TOTAL,	/* both, and making and ending the allocator */
	HP_PHASE_PAIR,
	HP_PHASE_SHUFFLE_FILL,
	HP_PHASE_SHUFFLE_FREE,
	HP_PHASE_SHUFFLE_REFILL,
	HP_PHASE_RANDOM,
	HP_PHASES
};

#define HP_PHASE_TABLE {						\
	[HP_PHASE_SEED_ALLOC] = { "seed.alloc", HP_WORKLOAD_SEED },	\
	[HP_PHASE_SEED_FREE] = { "seed.free", HP_WORKLOAD_SEED },	\
	[HP_PHASE_SEED_TOTAL] = { "seed.total", HP_WORKLOAD_SEED },	\
	[HP_PHASE_PAIR] = { "pair", HP_WORKLOAD_PAIR },			\
	[HP_PHASE_SHUFFLE_FILL] = { "shuffle.fill", HP_WORKLOAD_SHUFFLE }, \
	[HP_PHASE_SHUFFLE_FREE] = { "shuffle.free", HP_WORKLOAD_SHUFFLE }, \
	[HP_PHASE_SHUFFLE_REFILL] = { "shuffle.refill", HP_WORKLOAD_SHUFFLE }, \
	[HP_PHASE_RANDOM] = { "random", HP_WORKLOAD_RANDOM },		\
}

/* What each does, see turn.h. */
#define HP_STEP_TABLE {							\
	[HP_WORKLOAD_SEED] = {						\
		{ HP_STEP_ALLOC, HP_PHASE_SEED_ALLOC },			\
		{ HP_STEP_PEAK },					\
		{ HP_STEP_FREE, HP_PHASE_SEED_FREE },			\
	},								\
	[HP_WORKLOAD_PAIR] = {						\
		{ HP_STEP_PAIR, HP_PHASE_PAIR },			\
	},								\
	[HP_WORKLOAD_SHUFFLE] = {					\
		{ HP_STEP_ALLOC, HP_PHASE_SHUFFLE_FILL },		\
		{ HP_STEP_PEAK },					\
		{ HP_STEP_SHUFFLE },					\
		{ HP_STEP_FREE, HP_PHASE_SHUFFLE_FREE },		\
		{ HP_STEP_ALLOC, HP_PHASE_SHUFFLE_REFILL },		\
		{ HP_STEP_FREE, HP_PHASES },				\
	},								\
	[HP_WORKLOAD_RANDOM] = {					\
		{ HP_STEP_ALLOC, HP_PHASES },				\
		{ HP_STEP_PEAK },					\
		{ HP_STEP_REPLACE, HP_PHASE_RANDOM },			\
		{ HP_STEP_FREE, HP_PHASES },				\
	},								\
}

/**
 * hp_workload_live() - how many blocks a workload holds
 * @workload: the workload
 * @count: the configured count
 *
 * Return: the blocks that are live at once.
 */
static inline u64 hp_workload_live(enum hp_workload_id workload, u64 count)
{
	return workload == HP_WORKLOAD_PAIR ? 1 : count;
}

/* What the report calls things. */
#define HP_REPORT_EXECUTABLE	"hpalloc.ko"
#define HP_REPORT_BUILT		"the kernel"
#define HP_REPORT_VERSUS	"vs kmalloc"
#define HP_REPORT_MEMORY						\
	"seed.total: both, with making and ending the allocator; p50 to max of single\n" \
	"calls. In the other rows hpalloc has its pages from the start, while kmalloc\n" \
	"and kmem_cache take and return theirs.\n"			\
	"random: frees a random block and allocates one, which is the block freed last\n" \
	"where the allocator is LIFO.\n"				\
	"kmalloc, kmem_cache: GFP_KERNEL without warnings and OOM kills; the size is\n" \
	"constant, the cache private.\n"				\
	"memory: hpalloc all pages of its arenas, kmalloc and kmem_cache the 4 KiB\n" \
	"pages under live objects, a lower bound.\n"
#define HP_REPORT_RATIO							\
	"vs kmalloc: kmalloc's time / this one's, above 1 is faster;\n"
#define HP_REPORT_END							\
	"hpalloc has one owner and no locking: a floor, not a replacement for kmalloc.\n"
#define HP_REPORT_SETUP							\
	"Making and ending the allocator, in the rows above only in seed.total:\n"

#endif /* HPALLOC_BENCH_CATALOG_H */
