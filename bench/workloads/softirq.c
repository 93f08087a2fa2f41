// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

/* A batch is what the network's poll handles at once. */
static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "same",
	  .flow = HP_FLOW_SELF, .batch = 64, .frees_in = HP_IN_SOFTIRQ },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "other",
	  .flow = HP_FLOW_ONE_WAY, .batch = 64, .frees_in = HP_IN_SOFTIRQ },
	HP_PASS_PEAK(.flow = HP_FLOW_ONE_WAY, .frees_in = HP_IN_SOFTIRQ),
	{ }
};

HP_WORKLOAD(softirq) = {
	.note = "from a task to a softirq, 64 at once, on the same and on another CPU",
	.extra = true,
	.live = HP_PASS_LIVE,
	.cpus = 2,
	.steps = steps,
};
