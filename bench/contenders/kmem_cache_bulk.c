// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "slab.h"

/*
 * A kmem_cache through its bulk calls: 32 objects at once where a row fills or
 * frees many, one at once where there is one.
 */
static struct kmem_cache *cache;

static __always_inline unsigned int op_alloc_bulk(void *state, unsigned int n,
						  void **blocks)
{
	struct kmem_cache *c = *(struct kmem_cache **)state;

	/* All or none, and from 7.3 on it says only which. */
	return kmem_cache_alloc_bulk(c, GFP_NOWAIT | __GFP_NOWARN, n, blocks) ? n : 0;
}

static __always_inline void op_free_bulk(void *state, unsigned int n, void **blocks)
{
	if (likely(n))
		kmem_cache_free_bulk(*(struct kmem_cache **)state, n, blocks);
}

HP_DEFINE_LOOPS_BULK_ONLY(loops, op_alloc_bulk, op_free_bulk);

static int open(void *state, size_t block_size)
{
	cache = hp_slab_open("hpalloc_bench_bulk", block_size);
	return cache ? 0 : -ENOMEM;
}

static void close(void *state)
{
	kmem_cache_destroy(cache);
	cache = NULL;
}

HP_CONTENDER(kmem_cache_bulk) = {
	.note = "a private kmem_cache through its bulk calls, up to 32 objects at once, GFP_NOWAIT",
	.extra = true,
	.shared = true,
	.not_in = &hp_slab_bulk_not_in,
	.state = &cache,
	.open = open,
	.close = close,
	.need = hp_slab_need,
	.loops = &loops,
};
