// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "fill" },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_SHUFFLE },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "free" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "refill" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(shuffle) = {
	.note = "fills, frees in random order, fills again; pages as in fifo, again in refill",
	.extra = true,
	.steps = steps,
};
