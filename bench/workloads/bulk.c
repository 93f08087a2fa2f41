// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

/* As many as the last rows keep. */
#define HP_LIVE		32768

#define HP_ROW(kept, at_once)						\
	{								\
		.kind = HP_STEP_LOOP,					\
		.op = HP_OP_BULK,					\
		.row = "k" #kept "b" #at_once,				\
		.keep = kept,						\
		.bulk = at_once,					\
	}

#define HP_ROWS(kept)							\
	HP_ROW(kept, 1),						\
	HP_ROW(kept, 4),						\
	HP_ROW(kept, 8),						\
	HP_ROW(kept, 32),						\
	HP_ROW(kept, 128)

/* The grid of DPDK's test of its memory pools, with more to keep. */
static const struct hp_step steps[] = {
	HP_ROWS(32),
	HP_ROWS(128),
	HP_ROWS(512),
	HP_ROWS(2048),
	HP_ROWS(8192),
	HP_ROWS(32768),
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .ops = HP_LIVE },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .ops = HP_LIVE },
	{ }
};

HP_WORKLOAD(bulk) = {
	.note = "kKbB: K blocks, B a call, or singly without bulk calls; percentiles: of calls",
	.extra = true,
	.live = HP_LIVE,
	.steps = steps,
};
