// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "fill" },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_REVERSE },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "free" },
	{ }
};

HP_WORKLOAD(lifo) = {
	.note = "fills, frees in reverse order; pages as in fifo",
	.extra = true,
	.steps = steps,
};
