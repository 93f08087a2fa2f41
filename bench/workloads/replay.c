// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .row = "", .script = HP_SCRIPT_REPLAY },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_DRAIN },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_PEAK },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_DRAIN },
	{ }
};

HP_WORKLOAD(replay) = {
	.note = "the trace that was written, op by op; one size serves what fits into block_size",
	.extra = true,
	.steps = steps,
};
