// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_REPLACE, .row = "" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(random) = {
	.note = "frees a random block, allocates one, the same if LIFO; no pages are taken",
	.steps = steps,
};
