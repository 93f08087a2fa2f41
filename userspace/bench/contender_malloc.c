// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Whatever malloc the process has: which one, see identity.h. This file is
 * compiled with -fno-builtin, so that no call is left out.
 */

#include "contenders.h"

static size_t hp_malloc_size;

static __always_inline void *hp_malloc_op_alloc(void *state)
{
	return malloc(*(size_t *)state);
}

static __always_inline void hp_malloc_op_free(void *state, void *block)
{
	(void)state;
	free(block);
}

static __always_inline unsigned int hp_malloc_op_alloc_bulk(void *state, unsigned int n,
							    void **blocks)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		blocks[i] = malloc(*(size_t *)state);
		if (!blocks[i])
			break;
	}
	return i;
}

static __always_inline void hp_malloc_op_free_bulk(void *state, unsigned int n, void **blocks)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < n; i++)
		free(blocks[i]);
}

HP_DEFINE_LOOPS_BULK(hp_malloc_loops, hp_malloc_op_alloc, hp_malloc_op_free,
		     hp_malloc_op_alloc_bulk, hp_malloc_op_free_bulk);

static const struct hp_loops *hp_malloc_get_loops(size_t block_size)
{
	(void)block_size;
	return &hp_malloc_loops;
}

static const char *hp_malloc_unfit(size_t block_size)
{
	(void)block_size;
	return NULL;
}

static int hp_malloc_create(void *state, u64 count, size_t block_size)
{
	(void)count;
	*(size_t *)state = block_size;
	return 0;
}

static void hp_malloc_destroy(void *state)
{
	(void)state;
}

static u64 hp_malloc_need(u64 count, size_t block_size)
{
	return count * (block_size + 16);
}

const struct hp_contender hp_contender_malloc = {
	.state = &hp_malloc_size,
	.unfit = hp_malloc_unfit,
	.create = hp_malloc_create,
	.destroy = hp_malloc_destroy,
	.need = hp_malloc_need,
	.loops = hp_malloc_get_loops,
};
