// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "slab.h"

static const char *absent(void)
{
#ifdef kmalloc_nolock
	void *block = kmalloc_nolock(sizeof(u64), 0, NUMA_NO_NODE);

	kfree_nolock(block);
	return block ? NULL : "kmalloc_nolock() returns NULL here (UML has no 16-byte cmpxchg)";
#else
	return "this kernel has no kmalloc_nolock() (from 6.18 on)";
#endif
}

#ifdef kmalloc_nolock

static size_t object_size;

static __always_inline void *op_alloc(void *state)
{
	return kmalloc_nolock(*(size_t *)state, 0, NUMA_NO_NODE);
}

static __always_inline void op_free(void *state, void *block)
{
	kfree_nolock(block);
}

static __always_inline void *op_alloc_sized(void *state, size_t size)
{
	return kmalloc_nolock(size, 0, NUMA_NO_NODE);
}

static __always_inline void op_free_sized(void *state, void *block, size_t size)
{
	kfree_nolock(block);
}

HP_DEFINE_LOOPS_SHARED(loops, op_alloc, op_free);
HP_DEFINE_LOOPS_SIZED(sized, op_alloc_sized, op_free_sized);

static int create(void *state, u64 count, size_t block_size)
{
	*(size_t *)state = block_size;
	return 0;
}

#endif /* kmalloc_nolock */

#define NULL_ON_RT	(IS_ENABLED(CONFIG_PREEMPT_RT) ? \
			 "kmalloc_nolock() may return NULL there on PREEMPT_RT" : NULL)

static const struct hp_limit not_in = {
	.alloc = { [HP_IN_PREEMPT_OFF] = NULL_ON_RT, [HP_IN_IRQ] = NULL_ON_RT },
};

HP_CONTENDER(kmalloc_nolock) = {
	.note = "kmalloc_nolock() and kfree_nolock(), for any context",
	.extra = true,
	.shared = true,
	.not_in = &not_in,
	.absent = absent,
	.need = hp_slab_need,
#ifdef kmalloc_nolock
	.state = &object_size,
	.create = create,
	.loops = &loops,
	.sized = &sized,
#endif
};
