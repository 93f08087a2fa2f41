// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

/* Up to a peak, other blocks in place of random ones, and down again. */
#define HP_WAVE(left)							\
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC },			\
	{ .kind = HP_STEP_LOOP, .op = HP_OP_REPLACE },			\
	{ .kind = HP_STEP_SHUFFLE },					\
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .leave = left }

/* What one wave leaves, lies among what the next one takes. */
static const struct hp_step steps[] = {
	HP_WAVE(4),
	HP_WAVE(8),
	HP_WAVE(32),
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PAIR, .row = "pair" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "fill" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(aged) = {
	.note = "a random 1/32 left after 3 peaks: memory is that of then; pair, fill on top",
	.extra = true,
	.steps = steps,
};
