// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/contender.h"

#if IS_ENABLED(CONFIG_GENERIC_ALLOCATOR)

#include <linux/genalloc.h>
#include <linux/log2.h>

#include "arena_plan.h"

/*
 * A list of chunks, each with a bitmap that is searched from its start. Of 1
 * MiB each: a single large one makes every allocation search it all.
 */
#define CHUNK	(1UL << 20)

static struct state {
	struct gen_pool *pool;
	struct hp_arena arena;
	size_t block_size;
} gen_pool;

static __always_inline void *op_alloc(void *state)
{
	struct state *s = state;

	return (void *)gen_pool_alloc(s->pool, s->block_size);
}

static __always_inline void op_free(void *state, void *block)
{
	struct state *s = state;

	if (likely(block))
		gen_pool_free(s->pool, (unsigned long)block, s->block_size);
}

HP_DEFINE_LOOPS_SHARED(loops, op_alloc, op_free);

/* Pages that follow one another: a chunk that the pool takes. */
static int add_chunk(struct state *s, size_t bytes)
{
	char *chunk = hp_arena_alloc_page(&s->arena);
	size_t done;

	for (done = HP_PAGE_SIZE; chunk && done < bytes; done += HP_PAGE_SIZE)
		if (hp_arena_alloc_page(&s->arena) != chunk + done)
			return -ENOMEM;
	return chunk ? gen_pool_add(s->pool, (unsigned long)chunk, bytes, -1) : -ENOMEM;
}

static int add_chunks(struct state *s, u64 bytes)
{
	int err = 0;

	for (; bytes && !err; bytes -= min_t(u64, bytes, CHUNK))
		err = add_chunk(s, min_t(u64, bytes, CHUNK));
	return err;
}

/* The pool destroys itself only while nothing is allocated from it. */
static void destroy(void *state)
{
	gen_pool_destroy(gen_pool.pool);
	hp_arena_destroy(&gen_pool.arena);
}

/* Granules are powers of two. */
static u64 need(u64 count, size_t block_size)
{
	return hp_plan_bytes(count, roundup_pow_of_two(block_size));
}

static int create(void *state, u64 count, size_t block_size)
{
	struct state *s = state;
	u64 bytes = need(count, block_size);
	int err;

	s->block_size = roundup_pow_of_two(block_size);
	err = hp_plan_arena(&s->arena, NULL, bytes, 0);
	if (err)
		return err;

	s->pool = gen_pool_create(ilog2(s->block_size), -1);
	if (!s->pool) {
		hp_arena_destroy(&s->arena);
		return -ENOMEM;
	}

	err = add_chunks(s, bytes);
	if (err)
		destroy(state);
	return err;
}

static u64 live(void *state)
{
	struct gen_pool *pool = ((struct state *)state)->pool;

	return gen_pool_size(pool) - gen_pool_avail(pool);
}

static u64 bytes(void *state)
{
	return hp_plan_taken(&((struct state *)state)->arena);
}

#endif /* CONFIG_GENERIC_ALLOCATOR */

static const char *absent(void)
{
	return IS_ENABLED(CONFIG_GENERIC_ALLOCATOR) ? NULL :
	       "this kernel has no gen_pool (CONFIG_GENERIC_ALLOCATOR)";
}

HP_CONTENDER(gen_pool) = {
	.note = "a gen_pool of 1 MiB chunks; lock-free, first fit in a bitmap",
	.extra = true,
	.owns_memory = true,
	.bounded = true,
	.shared = true,
	.absent = absent,
#if IS_ENABLED(CONFIG_GENERIC_ALLOCATOR)
	.state = &gen_pool,
	.create = create,
	.destroy = destroy,
	.live = live,
	.bytes = bytes,
	.need = need,
	.loops = &loops,
#endif
};
