/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_WORKLOADS_PARALLEL_H
#define HPALLOC_BENCH_WORKLOADS_PARALLEL_H

#include "../engine/workload.h"

/* What each CPU does with blocks of its own, whether others do the same or not. */
static const struct hp_step hp_parallel_steps[] = {
	{ .kind = HP_STEP_LOOP, .op = HP_OP_PAIR, .row = "pair" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "fill" },
	{ .kind = HP_STEP_PEAK },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "free" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC },
	{ .kind = HP_STEP_SHUFFLE },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "shuffled" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "refill" },
	{ .kind = HP_STEP_SHUFFLE },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE, .row = "sparse_free", .part = 32 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_ALLOC, .row = "sparse_refill", .part = 32 },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_REPLACE, .row = "random" },
	{ .kind = HP_STEP_LOOP, .op = HP_OP_FREE },
	{ }
};

#endif /* HPALLOC_BENCH_WORKLOADS_PARALLEL_H */
