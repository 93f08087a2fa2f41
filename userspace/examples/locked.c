// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Threads, second pattern: a lock around the allocator
 *
 * One allocator for all. Each call on it, and on any other allocator of the
 * same arena, is made under one lock; the blocks themselves are used without.
 * Bulk calls take the lock once for many blocks. A block may be freed by another
 * thread than the one that allocated it.
 */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <hpalloc/fixed_block.h>

#define THREADS		4
#define ROUNDS		2000
#define BULK		32

struct pool {
	pthread_mutex_t lock;
	struct hp_fixed_block fb;
	struct hp_arena arena;
};

static int pool_init(struct pool *pool, size_t size, size_t block_size)
{
	int err;

	err = hp_arena_init(&pool->arena, size);
	if (err)
		return err;

	err = hp_fixed_block_init(&pool->fb, &pool->arena, block_size);
	if (err)
		hp_arena_destroy(&pool->arena);
	else
		pthread_mutex_init(&pool->lock, NULL);
	return err;
}

static void pool_destroy(struct pool *pool)
{
	pthread_mutex_destroy(&pool->lock);
	hp_arena_destroy(&pool->arena);
}

static unsigned int pool_alloc(struct pool *pool, unsigned int n, void **blocks)
{
	unsigned int got;

	pthread_mutex_lock(&pool->lock);
	got = hp_fixed_block_alloc_bulk(&pool->fb, n, blocks);
	pthread_mutex_unlock(&pool->lock);
	return got;
}

static void pool_free(struct pool *pool, unsigned int n, void **blocks)
{
	pthread_mutex_lock(&pool->lock);
	hp_fixed_block_free_bulk(&pool->fb, n, blocks);
	pthread_mutex_unlock(&pool->lock);
}

/* Returns NULL, or the pool if a block was handed out twice. */
static void *work(void *data)
{
	struct pool *pool = data;
	unsigned int round, i, got;
	void *blocks[BULK], **block;

	for (round = 0; round < ROUNDS; round++) {
		got = pool_alloc(pool, BULK, blocks);
		for (i = 0; i < got; i++) {
			block = blocks[i];
			*block = blocks;
		}
		for (i = 0; i < got; i++) {
			block = blocks[i];
			if (*block != blocks)
				return pool;
		}
		pool_free(pool, got, blocks);
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[THREADS];
	struct pool pool;
	void *bad = NULL, *result;
	size_t i;

	if (pool_init(&pool, 16 * HP_PAGE_SIZE, HP_FIXED_BLOCK_DEFAULT_SIZE))
		return EXIT_FAILURE;

	for (i = 0; i < THREADS; i++) {
		if (pthread_create(&threads[i], NULL, work, &pool))
			return EXIT_FAILURE;
	}
	for (i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &result);
		bad = bad ? bad : result;
	}
	pool_destroy(&pool);
	puts(bad ? "a block was handed out twice" : "fine");
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
