// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

/* Each CPU frees and allocates, so that freed blocks of a line may be mixed. */
static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_WRITE, .row = "write" },
	{ .kind = HP_STEP_SHUFFLE },
	{ .kind = HP_STEP_HANDOFF },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_WRITE, .row = "write_mixed" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(falseshare) = {
	.note = "each CPU writes to 64 blocks of 32 bytes; mixed: after others freed theirs",
	.extra = true,
	.cpus = 2,
	.block_size = 32,
	.steps = steps,
};
