// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "one_way_1",
	  .flow = HP_FLOW_ONE_WAY, .batch = 1 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "one_way_8",
	  .flow = HP_FLOW_ONE_WAY, .batch = 8 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "one_way_64",
	  .flow = HP_FLOW_ONE_WAY, .batch = 64 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "both_ways_1",
	  .flow = HP_FLOW_BOTH_WAYS, .batch = 1 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "both_ways_8",
	  .flow = HP_FLOW_BOTH_WAYS, .batch = 8 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "both_ways_64",
	  .flow = HP_FLOW_BOTH_WAYS, .batch = 64 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "uneven",
	  .flow = HP_FLOW_UNEVEN, .batch = 8 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PASS, .row = "atomic",
	  .flow = HP_FLOW_ONE_WAY, .batch = 8, .frees_in = HP_IN_PREEMPT_OFF },
	HP_PASS_PEAK(.flow = HP_FLOW_BOTH_WAYS),
	{ }
};

HP_WORKLOAD(remote) = {
	.note = "between CPUs; an operation is half a block's way; atomic: preemption off",
	.extra = true,
	.live = HP_PASS_LIVE,
	.cpus = 2,
	.steps = steps,
};
