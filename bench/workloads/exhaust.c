// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

/* Shuffled, those that are freed and allocated again are a random part of the blocks. */
static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .fails = HP_FAILS_LAST },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_SHUFFLE },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .ops = 256 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "last", .ops = 256 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "fail", .fails = HP_FAILS_ALL },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_REPLACE, .row = "recover" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(exhaust) = {
	.note = "without blocks: the last 256, calls that fail, a free and an allocation by turns",
	.extra = true,
	.scarce = 4,
	.steps = steps,
};
