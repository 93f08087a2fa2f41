// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_FILL },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_REPLACE, .row = "uniform" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_DRAIN },
	{ }
};

HP_WORKLOAD(mixed) = {
	.note = "random, of blocks of 1 to 256 bytes, a size known at run time for each",
	.extra = true,
	.block_size = HP_SIZES,
	.steps = steps,
};
