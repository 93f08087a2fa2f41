// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_PIN },
	{ .kind = HP_STEP_SHUFFLE },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "free" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "refill" },
	{ .kind = HP_STEP_UNPIN },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(steady) = {
	.note = "shuffle with a block kept in every half page: nobody takes or returns pages",
	.steps = steps,
};
