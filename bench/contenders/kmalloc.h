/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CONTENDERS_KMALLOC_H
#define HPALLOC_BENCH_CONTENDERS_KMALLOC_H

#include "slab.h"

/* What the contenders on kmalloc() share. */

static __always_inline void hp_kmalloc_free(void *state, void *block)
{
	kfree(block);
}

static __always_inline void hp_kmalloc_free_sized(void *state, void *block, size_t size)
{
	kfree(block);
}

/**
 * hp_kmalloc_need() - memory of kmalloc objects, roughly
 * @count: how many
 * @block_size: bytes in each
 *
 * Return: bytes.
 */
static inline u64 hp_kmalloc_need(u64 count, size_t block_size)
{
	return hp_slab_need(count, kmalloc_size_roundup(block_size));
}

#endif /* HPALLOC_BENCH_CONTENDERS_KMALLOC_H */
