// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <linux/mempool.h>

#include "slab.h"

/* A pool keeps this many blocks for when the allocator below it has none. */
#define RESERVE	64

static mempool_t *pool;

static __always_inline void *op_alloc(void *state)
{
	return mempool_alloc(*(mempool_t **)state, GFP_NOWAIT | __GFP_NOWARN);
}

static __always_inline void op_free(void *state, void *block)
{
	if (likely(block))
		mempool_free(block, *(mempool_t **)state);
}

HP_DEFINE_LOOPS_SHARED(loops, op_alloc, op_free);

static int create(void *state, u64 count, size_t block_size)
{
	pool = mempool_create_kmalloc_pool(RESERVE, block_size);
	return pool ? 0 : -ENOMEM;
}

static void destroy(void *state)
{
	mempool_destroy(pool);
}

static u64 need(u64 count, size_t block_size)
{
	return hp_slab_need(count + RESERVE, block_size);
}

HP_CONTENDER(mempool) = {
	.note = "a mempool over kmalloc(), GFP_NOWAIT; its reserve is behind a lock",
	.extra = true,
	.shared = true,
	.not_in = &hp_nowait_not_in,
	.state = &pool,
	.create = create,
	.destroy = destroy,
	.need = need,
	.loops = &loops,
};
