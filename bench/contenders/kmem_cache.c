// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "slab.h"

static struct kmem_cache *cache;

static __always_inline void *op_alloc(void *state)
{
	return kmem_cache_alloc(*(struct kmem_cache **)state, HP_BENCH_GFP);
}

static __always_inline void op_free(void *state, void *block)
{
	if (likely(block))
		kmem_cache_free(*(struct kmem_cache **)state, block);
}

static __always_inline unsigned int op_alloc_bulk(void *state, unsigned int n,
						  void **blocks)
{
	struct kmem_cache *c = *(struct kmem_cache **)state;

	/* All or none, and from 7.3 on it says only which. */
	return kmem_cache_alloc_bulk(c, HP_BENCH_GFP, n, blocks) ? n : 0;
}

static __always_inline void op_free_bulk(void *state, unsigned int n, void **blocks)
{
	if (likely(n))
		kmem_cache_free_bulk(*(struct kmem_cache **)state, n, blocks);
}

HP_DEFINE_LOOPS_SHARED_BULK(loops, op_alloc, op_free, op_alloc_bulk, op_free_bulk);

static int open(void *state, size_t block_size)
{
	cache = hp_slab_open("hpalloc_bench", block_size);
	return cache ? 0 : -ENOMEM;
}

static void close(void *state)
{
	kmem_cache_destroy(cache);
	cache = NULL;
}

HP_CONTENDER(kmem_cache) = {
	.note = "a private kmem_cache, GFP_KERNEL",
	.extra = true,
	.shared = true,
	.not_in = &hp_kmalloc_not_in,
	.state = &cache,
	.open = open,
	.close = close,
	.need = hp_slab_need,
	.loops = &loops,
};
