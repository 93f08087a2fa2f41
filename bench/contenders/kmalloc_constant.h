/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CONTENDERS_KMALLOC_CONSTANT_H
#define HPALLOC_BENCH_CONTENDERS_KMALLOC_CONSTANT_H

#include "kmalloc.h"

/*
 * For a constant size, kmalloc() chooses its cache at compile time. There are
 * loops for the size of each cache, and other sizes use those of the cache that
 * serves them. HP_KMALLOC_GFP is defined by whoever includes this.
 */

#define HP_SIZE(size)							\
static __always_inline void *op_alloc_##size(void *state)		\
{									\
	return kmalloc(size, HP_KMALLOC_GFP);				\
}									\
HP_DEFINE_LOOPS_SHARED(loops_##size, op_alloc_##size, hp_kmalloc_free);

#include "kmalloc_sizes.h"
#undef HP_SIZE

#define HP_SIZE(size) { size, &loops_##size },

static const struct {
	size_t size;
	const struct hp_loops *loops;
} hp_kmalloc_loops[] = {
#include "kmalloc_sizes.h"
};

#undef HP_SIZE

/* Where blocks have many sizes, these are no constants. */
static __always_inline void *op_alloc_sized(void *state, size_t size)
{
	return kmalloc(size, HP_KMALLOC_GFP);
}

HP_DEFINE_LOOPS_SIZED(hp_kmalloc_sized, op_alloc_sized, hp_kmalloc_free_sized);

static const struct hp_loops *hp_kmalloc_loops_for(size_t block_size)
{
	unsigned int i = 0;

	while (hp_kmalloc_loops[i].size < block_size)
		i++;
	return hp_kmalloc_loops[i].loops;
}

#endif /* HPALLOC_BENCH_CONTENDERS_KMALLOC_CONSTANT_H */
