// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

/* Shuffled, the first half of the slots is a random half of the blocks. */
static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_SHUFFLE },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "free", .part = 2 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "refill", .part = 2 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(half) = {
	.note = "frees a random half of all blocks, allocates as many; few pages are taken",
	.extra = true,
	.steps = steps,
};
