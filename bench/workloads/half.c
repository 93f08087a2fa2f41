// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

#define HP_ROUND(blocks)							\
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ROUND, .row = #blocks, .keep = blocks }

/* Shuffled, the first half of the slots is a random half of the blocks. */
static const struct hp_step steps[] = {
	HP_ROUND(25),
	HP_ROUND(100),
	HP_ROUND(400),
	HP_ROUND(1600),
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_SHUFFLE },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "free", .part = 2 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "refill", .part = 2 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(half) = {
	.note = "25 to 1600: half freed in order, half in reverse; free, refill: a random half",
	.extra = true,
	.steps = steps,
};
