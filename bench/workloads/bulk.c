// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_BULK, .row = "" },
	{ }
};

HP_WORKLOAD(bulk) = {
	.note = "32 blocks at a time; percentiles are those of all 32; no pages are taken",
	.extra = true,
	.live = HP_BULK,
	.steps = steps,
};
