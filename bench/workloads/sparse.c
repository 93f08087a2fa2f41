// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

/* Shuffled, the first part of the slots is a random part of the blocks. */
static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_SHUFFLE },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "free", .part = 32 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "refill", .part = 32 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(sparse) = {
	.note = "frees a random 1/32 of all blocks, allocates as many; no pages are taken",
	.extra = true,
	.steps = steps,
};
