// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "fixed_block.h"

static struct hp_fixed_block_state grow = { .step = 1 << 20 };

#define MAY_SLEEP	"its arena grows by vmalloc(), which sleeps"

static const struct hp_limit not_in = {
	.alloc = {
		[HP_IN_PREEMPT_OFF] = MAY_SLEEP,
		[HP_IN_SOFTIRQ] = MAY_SLEEP,
		[HP_IN_IRQ] = MAY_SLEEP,
	},
};

HP_CONTENDER(fixed_block_grow) = {
	.note = "the same on an arena that grows, by 1 MiB, in allocations",
	.extra = true,
	.not_in = &not_in,
	HP_FIXED_BLOCK_MEMBERS(grow),
};
