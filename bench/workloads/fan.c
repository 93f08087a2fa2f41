// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "1",
	  .flow = HP_FLOW_FAN, .batch = 1 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "8",
	  .flow = HP_FLOW_FAN, .batch = 8 },
	HP_PASS_PEAK(.flow = HP_FLOW_FAN),
	{ }
};

HP_WORKLOAD(fan) = {
	.note = "allocated on one CPU, freed on all others by turns, in batches of 1 and 8",
	.extra = true,
	.live = HP_PASS_LIVE,
	.cpus = 2,
	.steps = steps,
};
