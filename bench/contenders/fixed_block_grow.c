// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "arena_plan.h"
#include "fixed_block.h"

static struct hp_fixed_block_state grow = { .step = 1 << 20 };

HP_CONTENDER(fixed_block_grow) = {
	.note = "the same on an arena that grows, by 1 MiB, in allocations",
	.extra = true,
	.not_in = &hp_plan_growth_not_in,
	HP_FIXED_BLOCK_MEMBERS(grow),
};
