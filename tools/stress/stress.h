/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef TOOLS_STRESS_H
#define TOOLS_STRESS_H

#include <linux/types.h>

#include <hpalloc/cache.h>

/* STRESS_BLOCK_SIZE: bytes; a page is no multiple of it */
#define STRESS_BLOCK_SIZE	72

enum stress_context {
	STRESS_TASK,
	STRESS_SOFTIRQ,
	STRESS_HARDIRQ,
	STRESS_NMI,
	STRESS_CONTEXTS,
};

/**
 * struct stress_worker - who allocates and frees; never runs twice at once
 * @rng: state of its random numbers
 * @operations: allocations and frees so far
 * @nulls: allocations that got nothing
 */
struct stress_worker {
	u64 rng;
	unsigned long operations;
	unsigned long nulls;
};

/**
 * struct stress_shadow - who has which block of a cache, apart from the cache
 * @cache: the cache
 * @nr_pages: pages that it may have
 * @pages: their addresses, in no order; 0 where none was seen
 * @owner: of each of their blocks: what it was filled with, 0 if nobody has it
 */
struct stress_shadow {
	struct hp_cache cache;
	unsigned int nr_pages;
	unsigned long *pages;
	unsigned long *owner;
};

int stress_shadow_init(struct stress_shadow *shadow, const char *name, unsigned int pages);
void stress_shadow_destroy(struct stress_shadow *shadow);

/* A block that the cache handed out: nobody else may have it; fills it. */
void stress_shadow_take(struct stress_shadow *shadow, void *block, unsigned long token);
/* A block that is about to be freed: it must be as it was filled. */
void stress_shadow_give(struct stress_shadow *shadow, void *block);

/* Logs the first mistakes; the test has then failed. Any context. */
void stress_fail(const char *what, const void *block);

/* Some operations, in any context. */
void stress_run(struct stress_worker *worker, enum stress_context context, unsigned int n);

/* Workers of all contexts on all CPUs, but for tasks; process context. */
void stress_sources_start(void);
void stress_sources_start_cpu(unsigned int cpu);
void stress_sources_stop_cpu(unsigned int cpu);
void stress_sources_stop(void);
struct stress_worker *stress_source_worker(enum stress_context context, unsigned int cpu);

/* NMIs, where there are any. */
int stress_nmi_init(void);
void stress_nmi_exit(void);
/* Has @cpu interrupted, unless it is about to be. */
void stress_nmi_send(unsigned int cpu);
void stress_nmi_allow(unsigned int cpu, bool allow);
extern const bool stress_has_nmi;

#endif /* TOOLS_STRESS_H */
