// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

/*
 * Of 83,679 allocations of up to 256 bytes, in ascending order, every 327th: those
 * of Documentation/traces/files-and-loopback-256.trace.xz.
 */
static const u16 recorded[HP_SIZES] = {
	[0 ... 1] = 2, [2] = 3, [3 ... 4] = 11, [5 ... 16] = 16, [17 ... 33] = 24,
	[34] = 25, [35 ... 45] = 32, [46 ... 98] = 64, [99 ... 101] = 72,
	[102 ... 104] = 80, [105 ... 124] = 96, [125 ... 128] = 128, [129 ... 169] = 152,
	[170] = 168, [171 ... 181] = 184, [182 ... 202] = 192, [203 ... 219] = 232,
	[220 ... 255] = 256,
};

static const struct hp_step steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_FILL },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_REPLACE, .row = "uniform" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_DRAIN },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_FILL, .sizes = recorded },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_REPLACE,
	  .sizes = recorded, .row = "skewed" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_TRACE, .script = HP_SCRIPT_DRAIN },
	{ }
};

HP_WORKLOAD(mixed) = {
	.note = "random, of blocks of 1 to 256 bytes, a size known at run time for each",
	.extra = true,
	.block_size = HP_SIZES,
	.steps = steps,
};
