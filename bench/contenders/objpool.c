// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/contender.h"
#include "../kernel/compat.h"

#ifdef HP_HAS_OBJPOOL

#include <linux/objpool.h>

static struct objpool_head pool;

static __always_inline void *op_alloc(void *state)
{
	return objpool_pop(state);
}

static __always_inline void op_free(void *state, void *block)
{
	if (likely(block))
		objpool_push(block, state);
}

HP_DEFINE_LOOPS_SHARED(loops, op_alloc, op_free);

/* All objects are there from the start, divided among the CPUs. */
static int create(void *state, u64 count, size_t block_size)
{
	return objpool_init(state, count, block_size, HP_BENCH_GFP, NULL, NULL, NULL);
}

static void destroy(void *state)
{
	objpool_fini(state);
}

#endif /* HP_HAS_OBJPOOL */

static const char *absent(void)
{
#ifdef HP_HAS_OBJPOOL
	return NULL;
#else
	return "this kernel has no objpool (from 6.7 on)";
#endif
}

HP_CONTENDER(objpool) = {
	.note = "an objpool: rings of pointers, one a CPU, lock-free",
	.extra = true,
	.owns_memory = true,
	.bounded = true,
	.shared = true,
	.absent = absent,
#ifdef HP_HAS_OBJPOOL
	.state = &pool,
	.create = create,
	.destroy = destroy,
	.loops = &loops,
#endif
};
