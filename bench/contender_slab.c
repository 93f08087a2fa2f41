// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "compat.h"
#include "contender.h"

/*
 * A constant size has its cache chosen at compile time. It does so for each
 * size alike, thus the loop of the next larger one here stands for any.
 */
#define HP_DEFINE_KMALLOC_LOOPS(size)					\
static __always_inline void *hp_kmalloc_alloc_##size(void *state)	\
{									\
	return kmalloc(size, HP_BENCH_GFP);				\
}									\
HP_DEFINE_LOOPS(hp_kmalloc_loops_##size, hp_kmalloc_alloc_##size,	\
		hp_kmalloc_free)

static __always_inline void hp_kmalloc_free(void *state, void *block)
{
	kfree(block);
}

HP_DEFINE_KMALLOC_LOOPS(8);
HP_DEFINE_KMALLOC_LOOPS(16);
HP_DEFINE_KMALLOC_LOOPS(32);
HP_DEFINE_KMALLOC_LOOPS(64);
HP_DEFINE_KMALLOC_LOOPS(96);
HP_DEFINE_KMALLOC_LOOPS(128);
HP_DEFINE_KMALLOC_LOOPS(192);
HP_DEFINE_KMALLOC_LOOPS(256);
HP_DEFINE_KMALLOC_LOOPS(512);
HP_DEFINE_KMALLOC_LOOPS(1024);
HP_DEFINE_KMALLOC_LOOPS(2048);
HP_DEFINE_KMALLOC_LOOPS(4096);

static const struct hp_kmalloc_size {
	size_t size;
	const struct hp_loops *loops;
} hp_kmalloc_sizes[] = {
	{ 8, &hp_kmalloc_loops_8 },
	{ 16, &hp_kmalloc_loops_16 },
	{ 32, &hp_kmalloc_loops_32 },
	{ 64, &hp_kmalloc_loops_64 },
	{ 96, &hp_kmalloc_loops_96 },
	{ 128, &hp_kmalloc_loops_128 },
	{ 192, &hp_kmalloc_loops_192 },
	{ 256, &hp_kmalloc_loops_256 },
	{ 512, &hp_kmalloc_loops_512 },
	{ 1024, &hp_kmalloc_loops_1024 },
	{ 2048, &hp_kmalloc_loops_2048 },
	{ 4096, &hp_kmalloc_loops_4096 },
};

static const struct hp_kmalloc_size *hp_kmalloc_size(size_t block_size)
{
	const struct hp_kmalloc_size *size = hp_kmalloc_sizes;

	while (size->size < block_size)
		size++;
	return size;
}

static const struct hp_loops *hp_kmalloc_get_loops(size_t block_size)
{
	return hp_kmalloc_size(block_size)->loops;
}

/* Debugging puts red zones and the tracks of two calls around each object. */
static u64 hp_slab_need(u64 count, size_t object_size)
{
	bool debug = IS_ENABLED(CONFIG_KASAN) || IS_ENABLED(CONFIG_SLUB_DEBUG_ON);

	return count * (debug ? 4 * object_size + 512 : object_size);
}

static u64 hp_kmalloc_need(u64 count, size_t block_size)
{
	return hp_slab_need(count, hp_kmalloc_size(block_size)->size);
}

static const char *hp_slab_unfit(size_t block_size)
{
	return NULL;
}

static int hp_slab_create(void *state, u64 count, size_t block_size)
{
	return 0;
}

static void hp_slab_destroy(void *state)
{
}

const struct hp_contender hp_contender_kmalloc = {
	.unfit = hp_slab_unfit,
	.create = hp_slab_create,
	.destroy = hp_slab_destroy,
	.need = hp_kmalloc_need,
	.loops = hp_kmalloc_get_loops,
};

static struct hp_cache_state {
	struct kmem_cache *cache;
} hp_cache_state;

static __always_inline void *hp_cache_op_alloc(void *state)
{
	struct hp_cache_state *s = state;

	return kmem_cache_alloc(s->cache, HP_BENCH_GFP);
}

static __always_inline void hp_cache_op_free(void *state, void *block)
{
	struct hp_cache_state *s = state;

	if (likely(block))
		kmem_cache_free(s->cache, block);
}

HP_DEFINE_LOOPS(hp_cache_loops, hp_cache_op_alloc, hp_cache_op_free);

static const struct hp_loops *hp_cache_get_loops(size_t block_size)
{
	return &hp_cache_loops;
}

/* As old as kmalloc's when measured; to end one takes RCU up to 100 ms. */
static int hp_cache_open(void *state, size_t block_size)
{
	struct hp_cache_state *s = state;

	s->cache = kmem_cache_create("hpalloc_bench", block_size, 0,
				     SLAB_NO_MERGE, NULL);
	return s->cache ? 0 : -ENOMEM;
}

static void hp_cache_close(void *state)
{
	struct hp_cache_state *s = state;

	kmem_cache_destroy(s->cache);
	s->cache = NULL;
}

const struct hp_contender hp_contender_kmem_cache = {
	.state = &hp_cache_state,
	.open = hp_cache_open,
	.close = hp_cache_close,
	.unfit = hp_slab_unfit,
	.create = hp_slab_create,
	.destroy = hp_slab_destroy,
	.need = hp_slab_need,
	.loops = hp_cache_get_loops,
};
