// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "fill" },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_RELIEVE },
	{ .kind = HP_STEP_HANDOFF },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "free" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC },
	{ .kind = HP_STEP_SHUFFLE },
	{ .kind = HP_STEP_RELIEVE },
	{ .kind = HP_STEP_HANDOFF },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "shuffled" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "refill" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(handoff) = {
	.note = "new threads, created untimed, free what ended ones allocated on another CPU",
	.extra = true,
	.cpus = 2,
	.steps = steps,
};
