// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

/* As the original hpalloc's benchmark meant to. */
static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "fill" },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "free" },
	{ }
};

HP_WORKLOAD(fifo) = {
	.note = "fills, frees in the same order; pages are taken in fill, returned in free",
	.alias = "seed",
	.extra = true,
	.steps = steps,
};
