// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <hpalloc/cache.h>

#include "../engine/contender.h"
#include "arena_plan.h"

static struct hp_cache cache;

static __always_inline void *op_alloc(void *state)
{
	return hp_cache_alloc(state);
}

static __always_inline void op_free(void *state, void *block)
{
	hp_cache_free(state, block);
}

static __always_inline unsigned int op_alloc_bulk(void *state, unsigned int n,
						  void **blocks)
{
	return hp_cache_alloc_bulk(state, n, blocks);
}

static __always_inline void op_free_bulk(void *state, unsigned int n, void **blocks)
{
	hp_cache_free_bulk(state, n, blocks);
}

HP_DEFINE_LOOPS_SHARED_BULK(loops, op_alloc, op_free, op_alloc_bulk, op_free_bulk);

/* What CPUs keep comes on top of what is live. */
static u64 need(u64 count, size_t block_size)
{
	return hp_plan_bytes(count + HP_CACHE_MAGAZINE * num_possible_cpus(), block_size);
}

/* All its memory is there before a row begins: hp_cache never sleeps for it. */
static int create(void *state, u64 count, size_t block_size)
{
	int err = hp_cache_init(state, "bench", block_size, need(count, block_size));

	if (err)
		return err;
	err = hp_cache_reserve(state, count);
	if (err)
		hp_cache_destroy(state);
	return err;
}

static void destroy(void *state)
{
	hp_cache_destroy(state);
}

static u64 live(void *state)
{
	return hp_cache_live(state);
}

static u64 bytes(void *state)
{
	return ((struct hp_cache *)state)->size;
}

HP_CONTENDER(hp_cache) = {
	.note = "hpalloc's cache; any CPU, any context",
	.owns_memory = true,
	.bounded = true,
	.shared = true,
	.state = &cache,
	.create = create,
	.destroy = destroy,
	.live = live,
	.bytes = bytes,
	.need = need,
	.loops = &loops,
};
