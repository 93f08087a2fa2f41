// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * What a kernel developer would write instead of using hpalloc: an array of
 * pointers in front of a kmem_cache, filled and emptied by its bulk calls.
 */

#include "slab.h"

#define MAGAZINE	64
#define BATCH		(MAGAZINE / 2)

static struct magazine {
	unsigned int count;
	struct kmem_cache *cache;
	void *blocks[MAGAZINE];
} magazine;

/* The call gives all or none, and from 7.3 on says only which. */
static noinline bool refill(struct magazine *m)
{
	if (!kmem_cache_alloc_bulk(m->cache, GFP_NOWAIT | __GFP_NOWARN, BATCH, m->blocks))
		return false;
	m->count = BATCH;
	return true;
}

static noinline void spill(struct magazine *m)
{
	kmem_cache_free_bulk(m->cache, BATCH, m->blocks);
	m->count -= BATCH;
	memmove(m->blocks, m->blocks + BATCH, m->count * sizeof(*m->blocks));
}

static __always_inline void *op_alloc(void *state)
{
	struct magazine *m = state;

	if (unlikely(!m->count) && !refill(m))
		return NULL;
	return m->blocks[--m->count];
}

static __always_inline void op_free(void *state, void *block)
{
	struct magazine *m = state;

	if (unlikely(!block))
		return;
	if (unlikely(m->count == MAGAZINE))
		spill(m);
	m->blocks[m->count++] = block;
}

HP_DEFINE_LOOPS(loops, op_alloc, op_free);

static int open(void *state, size_t block_size)
{
	magazine.cache = hp_slab_open("hpalloc_magazine", block_size);
	return magazine.cache ? 0 : -ENOMEM;
}

static void drain(void *state)
{
	if (magazine.count)
		kmem_cache_free_bulk(magazine.cache, magazine.count, magazine.blocks);
	magazine.count = 0;
}

static void close(void *state)
{
	kmem_cache_destroy(magazine.cache);
	magazine.cache = NULL;
}

HP_CONTENDER(magazine) = {
	.note = "64 pointers over bulk calls of a kmem_cache, GFP_NOWAIT; one owner, no locking",
	.baseline = true,
	.not_in = &hp_slab_bulk_not_in,
	.state = &magazine,
	.open = open,
	.close = close,
	.destroy = drain,
	.need = hp_slab_need,
	.loops = &loops,
};
