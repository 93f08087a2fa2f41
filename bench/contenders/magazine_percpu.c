// SPDX-License-Identifier: GPL-2.0 OR MIT

/*
 * What a kernel developer would write instead of using hp_cache: a magazine of 64
 * pointers a CPU in front of a kmem_cache. The owner is marked; who interrupts it
 * goes to the kmem_cache.
 */

#include <linux/percpu.h>

#include "slab.h"

#define MAGAZINE	64
#define BATCH		(MAGAZINE / 2)
#define GFP		(GFP_NOWAIT | __GFP_NOWARN)

struct magazine {
	u8 busy;
	unsigned long count;
	void *blocks[MAGAZINE];
};

static DEFINE_PER_CPU_ALIGNED(struct magazine, magazines);
static struct kmem_cache *cache;

/* The call gives all or none, and from 7.3 on says only which. */
static noinline void *refill(struct magazine *m)
{
	if (!kmem_cache_alloc_bulk(cache, GFP, BATCH, m->blocks))
		return NULL;
	WRITE_ONCE(m->count, BATCH - 1);
	return m->blocks[BATCH - 1];
}

static noinline void spill(struct magazine *m, void *block)
{
	kmem_cache_free_bulk(cache, BATCH, m->blocks);
	memmove(m->blocks, m->blocks + BATCH, BATCH * sizeof(*m->blocks));
	m->blocks[BATCH] = block;
	WRITE_ONCE(m->count, BATCH + 1);
}

static noinline void *alloc_nested(void)
{
	return kmem_cache_alloc(cache, GFP);
}

static noinline void free_nested(void *block)
{
	kmem_cache_free(cache, block);
}

static __always_inline void *op_alloc(void *state)
{
	struct magazine *m;
	unsigned long count;
	void *block;

	preempt_disable_notrace();
	m = this_cpu_ptr(&magazines);
	if (unlikely(READ_ONCE(m->busy))) {
		block = alloc_nested();
	} else {
		WRITE_ONCE(m->busy, 1);
		barrier();
		count = READ_ONCE(m->count);
		if (unlikely(!count)) {
			block = refill(m);
		} else {
			block = m->blocks[count - 1];
			WRITE_ONCE(m->count, count - 1);
		}
		barrier();
		WRITE_ONCE(m->busy, 0);
	}
	preempt_enable_notrace();
	return block;
}

static __always_inline void op_free(void *state, void *block)
{
	struct magazine *m;
	unsigned long count;

	if (unlikely(!block))
		return;
	preempt_disable_notrace();
	m = this_cpu_ptr(&magazines);
	if (unlikely(READ_ONCE(m->busy))) {
		free_nested(block);
	} else {
		WRITE_ONCE(m->busy, 1);
		barrier();
		count = READ_ONCE(m->count);
		if (unlikely(count == MAGAZINE)) {
			spill(m, block);
		} else {
			m->blocks[count] = block;
			WRITE_ONCE(m->count, count + 1);
		}
		barrier();
		WRITE_ONCE(m->busy, 0);
	}
	preempt_enable_notrace();
}

HP_DEFINE_LOOPS_SHARED(loops, op_alloc, op_free);

static int open(void *state, size_t block_size)
{
	cache = hp_slab_open("hpalloc_magazine_percpu", block_size);
	return cache ? 0 : -ENOMEM;
}

/* Nobody else is there any more. */
static void drain(void *state)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		struct magazine *m = per_cpu_ptr(&magazines, cpu);

		if (m->count)
			kmem_cache_free_bulk(cache, m->count, m->blocks);
		m->count = 0;
	}
}

static void close(void *state)
{
	kmem_cache_destroy(cache);
	cache = NULL;
}

static const char *absent(void)
{
	return IS_ENABLED(CONFIG_PREEMPT_RT) ?
	       "slab calls with preemption disabled: not on PREEMPT_RT" : NULL;
}

HP_CONTENDER(magazine_percpu) = {
	.note = "a magazine a CPU with an owner's mark, preemption off: the rival of hp_cache",
	.baseline = true,
	.extra = true,
	.shared = true,
	.absent = absent,
	.not_in = &hp_slab_bulk_not_in,
	.open = open,
	.close = close,
	.destroy = drain,
	.need = hp_slab_need,
	.loops = &loops,
};
