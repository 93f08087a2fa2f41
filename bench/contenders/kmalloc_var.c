// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "kmalloc.h"

static size_t kmalloc_size;

static __always_inline void *op_alloc(void *state)
{
	return kmalloc(*(size_t *)state, HP_BENCH_GFP);
}

static __always_inline void *op_alloc_sized(void *state, size_t size)
{
	return kmalloc(size, HP_BENCH_GFP);
}

HP_DEFINE_LOOPS_SHARED(loops, op_alloc, hp_kmalloc_free);
HP_DEFINE_LOOPS_SIZED(sized, op_alloc_sized, hp_kmalloc_free_sized);

static int create(void *state, u64 count, size_t block_size)
{
	*(size_t *)state = block_size;
	return 0;
}

HP_CONTENDER(kmalloc_var) = {
	.note = "kmalloc(GFP_KERNEL) with a size known at run time",
	.extra = true,
	.shared = true,
	.not_in = &hp_kmalloc_not_in,
	.state = &kmalloc_size,
	.create = create,
	.need = hp_kmalloc_need,
	.loops = &loops,
	.sized = &sized,
};
