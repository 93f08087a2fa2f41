// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PAIR, .row = "" },
	{ }
};

HP_WORKLOAD(pair) = {
	.note = "allocates a block and frees it; no pages are taken",
	.live = 1,
	.steps = steps,
};
