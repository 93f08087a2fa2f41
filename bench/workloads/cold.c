// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

#define HP_BLOCKS	64

#define HP_NEXT(what, name, number)	\
	{ .kind = HP_STEP_LOOP, .op = HP_OP_##what, .row = name, .ops = number }

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_COOL },
	HP_NEXT(ALLOC, "1", 1),
	HP_NEXT(ALLOC, "2", 1),
	HP_NEXT(ALLOC, "3", 1),
	HP_NEXT(ALLOC, "4", 1),
	HP_NEXT(ALLOC, "next", HP_BLOCKS - 4),
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_COOL },
	HP_NEXT(FREE, "free_1", 1),
	HP_NEXT(FREE, "free_2", 1),
	HP_NEXT(FREE, "free_next", HP_BLOCKS - 2),
	{ }
};

HP_WORKLOAD(cold) = {
	.note = "first operations of a fresh allocator, caches cold; the timer is in each row",
	.extra = true,
	.live = HP_BLOCKS,
	.steps = steps,
};
