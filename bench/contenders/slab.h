/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CONTENDERS_SLAB_H
#define HPALLOC_BENCH_CONTENDERS_SLAB_H

#include <linux/slab.h>

#include "../engine/contender.h"
#include "../kernel/compat.h"

/* What the contenders on the kernel's slabs share. */

/**
 * hp_slab_need() - memory of slab objects, roughly
 * @count: how many
 * @object_size: bytes in each
 *
 * Debugging puts red zones and the tracks of two calls around each object.
 *
 * Return: bytes.
 */
static inline u64 hp_slab_need(u64 count, size_t object_size)
{
	bool debug = IS_ENABLED(CONFIG_KASAN) || IS_ENABLED(CONFIG_SLUB_DEBUG_ON);

	return count * (debug ? 4 * object_size + 512 : object_size);
}

/**
 * hp_slab_open() - create a private cache
 * @name: its name in /proc/slabinfo
 * @size: bytes in an object
 *
 * Return: the cache or NULL.
 */
static inline struct kmem_cache *hp_slab_open(const char *name, size_t size)
{
	return kmem_cache_create(name, size, 0, SLAB_NO_MERGE, NULL);
}

#define HP_SLAB_MAY_SLEEP	"GFP_KERNEL may sleep"
#define HP_SLAB_SLEEPING_LOCKS	(IS_ENABLED(CONFIG_PREEMPT_RT) ? \
				 "its locks sleep on PREEMPT_RT" : NULL)
#define HP_SLAB_NO_BULK		"bulk calls want interrupts on"

/* GFP_NOWAIT, and what is freed. */
static __maybe_unused const struct hp_limit hp_nowait_not_in = {
	.alloc = {
		[HP_IN_PREEMPT_OFF] = HP_SLAB_SLEEPING_LOCKS,
		[HP_IN_IRQ] = HP_SLAB_SLEEPING_LOCKS,
	},
	.free = {
		[HP_IN_PREEMPT_OFF] = HP_SLAB_SLEEPING_LOCKS,
		[HP_IN_IRQ] = HP_SLAB_SLEEPING_LOCKS,
	},
};

static __maybe_unused const struct hp_limit hp_kmalloc_not_in = {
	.alloc = {
		[HP_IN_PREEMPT_OFF] = HP_SLAB_MAY_SLEEP,
		[HP_IN_SOFTIRQ] = HP_SLAB_MAY_SLEEP,
		[HP_IN_IRQ] = HP_SLAB_MAY_SLEEP,
	},
	.free = {
		[HP_IN_PREEMPT_OFF] = HP_SLAB_SLEEPING_LOCKS,
		[HP_IN_IRQ] = HP_SLAB_SLEEPING_LOCKS,
	},
};

/* Bulk calls switch interrupts on again on some kernels. */
static __maybe_unused const struct hp_limit hp_slab_bulk_not_in = {
	.alloc = {
		[HP_IN_PREEMPT_OFF] = HP_SLAB_SLEEPING_LOCKS,
		[HP_IN_IRQ] = HP_SLAB_NO_BULK,
	},
	.free = {
		[HP_IN_PREEMPT_OFF] = HP_SLAB_SLEEPING_LOCKS,
		[HP_IN_IRQ] = HP_SLAB_NO_BULK,
	},
};

#endif /* HPALLOC_BENCH_CONTENDERS_SLAB_H */
