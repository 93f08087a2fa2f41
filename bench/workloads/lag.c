// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

/*
 * LIFO hands out what was freed last. With more blocks free than a magazine or a
 * slab's list holds, that comes from further down: from where they were freed to.
 */
static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_SHUFFLE },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_REPLACE, .row = "", .held = 256 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(lag) = {
	.note = "frees 256 random blocks, then allocates 256: an operation is both; few pages",
	.extra = true,
	.steps = steps,
};
