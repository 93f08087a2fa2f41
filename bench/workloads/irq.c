// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PAIR, .row = "pair", .disturbed = true },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "fill", .disturbed = true },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "free", .disturbed = true },
	{ }
};

HP_WORKLOAD(irq) = {
	.note = "each CPU for itself; every 100 us a timer allocates and frees 8 blocks",
	.extra = true,
	.cpus = 1,
	.steps = steps,
};
