/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CATALOG_H
#define HPALLOC_BENCH_CATALOG_H

#include "../../bench/stats.h"

/* In place of the file of this name in ../../bench. */

enum hp_workload_id {
	HP_WORKLOAD_SEED,
	HP_WORKLOAD_PAIR,
	HP_WORKLOAD_SHUFFLE,
	HP_WORKLOAD_RANDOM,
	HP_WORKLOAD_BULK,
	HP_WORKLOADS
};

#define HP_WORKLOAD_NAMES \
	{ "seed", "pair", "shuffle", "random", "bulk", NULL }

enum hp_contender_id {
	HP_HPALLOC,
	HP_HPALLOC_READY,		/* with all its pages before it starts */
	HP_HPALLOC_HUGE,		/* and these huge */
	HP_GLIBC,
	HP_GLIBC_HUGE,			/* told to ask for huge pages */
	HP_JEMALLOC,
	HP_MIMALLOC,
	HP_TCMALLOC,
	HP_CONTENDERS,
	HP_HARNESS = HP_CONTENDERS,	/* not chosen, always there */
	HP_ARMS
};

#define HP_CONTENDER_NAMES						\
	{ "hpalloc", "hpalloc_ready", "hpalloc_huge", "glibc",		\
	  "glibc_huge", "jemalloc", "mimalloc", "tcmalloc", NULL }

/* Contenders from here on have nothing to make. */
#define HP_READY_MADE	HP_GLIBC

/* What the others are compared with, */
#define HP_BASELINE	HP_HPALLOC

/* and how: the other's time divided by its. See ../../bench/catalog.h. */
static inline void hp_compare(const u64 *base, const u64 *other,
			      unsigned int n, struct hp_ratio *ratio)
{
	hp_stats_paired_ratio(other, base, n, ratio);
}

enum hp_phase_id {
	HP_PHASE_SEED_ALLOC,
	HP_PHASE_SEED_FREE,
	HP_PHASE_SEED_TOTAL,	/* both, and making and ending the allocator */
	HP_PHASE_PAIR,
	HP_PHASE_SHUFFLE_FILL,
	HP_PHASE_SHUFFLE_FREE,
	HP_PHASE_SHUFFLE_REFILL,
	HP_PHASE_RANDOM,
	HP_PHASE_BULK,
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
	[HP_PHASE_BULK] = { "bulk", HP_WORKLOAD_BULK },			\
}

#define HP_STEP_TABLE {							\
	[HP_WORKLOAD_SEED] = {						\
		{ HP_STEP_ALLOC, HP_PHASE_SEED_ALLOC },			\
		{ HP_STEP_PEAK, HP_PHASES },				\
		{ HP_STEP_FREE, HP_PHASE_SEED_FREE },			\
	},								\
	[HP_WORKLOAD_PAIR] = {						\
		{ HP_STEP_PAIR, HP_PHASE_PAIR },			\
	},								\
	[HP_WORKLOAD_SHUFFLE] = {					\
		{ HP_STEP_ALLOC, HP_PHASE_SHUFFLE_FILL },		\
		{ HP_STEP_PEAK, HP_PHASES },				\
		{ HP_STEP_SHUFFLE, HP_PHASES },				\
		{ HP_STEP_FREE, HP_PHASE_SHUFFLE_FREE },		\
		{ HP_STEP_ALLOC, HP_PHASE_SHUFFLE_REFILL },		\
		{ HP_STEP_FREE, HP_PHASES },				\
	},								\
	[HP_WORKLOAD_RANDOM] = {					\
		{ HP_STEP_ALLOC, HP_PHASES },				\
		{ HP_STEP_PEAK, HP_PHASES },				\
		{ HP_STEP_REPLACE, HP_PHASE_RANDOM },			\
		{ HP_STEP_FREE, HP_PHASES },				\
	},								\
	[HP_WORKLOAD_BULK] = {						\
		{ HP_STEP_BULK, HP_PHASE_BULK },			\
	},								\
}

static inline u64 hp_workload_live(enum hp_workload_id workload, u64 count)
{
	u64 most = workload == HP_WORKLOAD_PAIR ? 1 :
		   workload == HP_WORKLOAD_BULK ? 32 : count;

	return min(most, count);
}

#define HP_REPORT_EXECUTABLE	"hpalloc-bench"
#define HP_REPORT_BUILT		"this program"
#define HP_REPORT_VERSUS	"vs hpalloc"
#define HP_REPORT_MEMORY						\
	"Each repeat is a new process, by turns; page faults are in the rows.\n" \
	"seed.total: from nothing to nothing, with making and ending the allocator;\n" \
	"avg is that of a block, p50 to max those of single calls.\n"	\
	"bulk: 32 blocks at a time, for malloc in a loop; p50 to max of all 32.\n" \
	"memory: resident pages more than before, all blocks live.\n"	\
	"hpalloc: plain mmap; hpalloc_ready: pages there before it starts;\n" \
	"hpalloc_huge: the same with transparent huge pages, as glibc_huge has.\n"
#define HP_REPORT_RATIO							\
	"vs hpalloc: this one's time / hpalloc's, above 1 is slower than hpalloc;\n"
#define HP_REPORT_END							\
	"hpalloc has one owner and one size: a floor, not a replacement for malloc.\n"
#define HP_REPORT_SETUP							\
	"Making and ending the allocator, in the rows above only in seed.total:\n"

#endif /* HPALLOC_BENCH_CATALOG_H */
