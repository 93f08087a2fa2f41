// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <linux/spinlock.h>

#include "arena_plan.h"
#include "fixed_block.h"

/* What hpalloc's layers cost several CPUs that take turns. */
static struct hp_fixed_block_state locked;
static DEFINE_RAW_SPINLOCK(lock);

static __always_inline void *op_alloc(void *state)
{
	unsigned long flags;
	void *block;

	raw_spin_lock_irqsave(&lock, flags);
	block = hp_fixed_block_alloc(&((struct hp_fixed_block_state *)state)->fb);
	raw_spin_unlock_irqrestore(&lock, flags);
	return block;
}

static __always_inline void op_free(void *state, void *block)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	hp_fixed_block_free(&((struct hp_fixed_block_state *)state)->fb, block);
	raw_spin_unlock_irqrestore(&lock, flags);
}

HP_DEFINE_LOOPS_SHARED(loops, op_alloc, op_free);

HP_CONTENDER(fixed_block_lock) = {
	.note = "hpalloc's fixed blocks under raw_spin_lock_irqsave()",
	.extra = true,
	.owns_memory = true,
	.bounded = true,
	.shared = true,
	.state = &locked,
	.create = hp_fixed_block_create,
	.destroy = hp_fixed_block_destroy,
	.bytes = hp_fixed_block_bytes,
	.need = hp_fixed_block_need,
	.loops = &loops,
};
