// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

/* Grows to a live set, and replaces @count random blocks of it. */
#define HP_SET(name, bytes)							\
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .set = (bytes) },		\
	{ .kind = HP_STEP_LOOP, .op = HP_OP_REPLACE, .row = name, .set = (bytes) }

static const struct hp_step steps[] = {
	HP_SET("64K", 64 << 10),
	HP_SET("128K", 128 << 10),
	HP_SET("256K", 256 << 10),
	HP_SET("512K", 512 << 10),
	HP_SET("1M", 1 << 20),
	HP_SET("2M", 2 << 20),
	HP_SET("4M", 4 << 20),
	HP_SET("8M", 8 << 20),
	HP_SET("16M", 16 << 20),
	HP_SET("32M", 32 << 20),
	HP_SET("64M", 64 << 20),
	HP_SET("128M", 128 << 20),
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

HP_WORKLOAD(workset) = {
	.note = "random among so many bytes of live blocks, whatever count is; no pages are taken",
	.extra = true,
	.steps = steps,
};
