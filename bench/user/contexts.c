// SPDX-License-Identifier: GPL-2.0 OR MIT
/* In user space there are tasks only, and a turn has one worker. */

#include "../engine/run.h"

static u64 call_here(hp_loop_fn loop, struct hp_chunk *chunk)
{
	return loop(chunk);
}

const struct hp_context hp_contexts[] = {
	[HP_IN_TASK] = { "process", "in a process", call_here },
};

const unsigned int hp_nr_contexts = ARRAY_SIZE(hp_contexts);

/* Not reached: see HP_BENCH_MAX_CPUS. */
int hp_bench_together(struct hp_run *run, unsigned int nr,
		      void (*work)(struct hp_worker *worker))
{
	return -EINVAL;
}

int hp_bench_relieve(struct hp_run *run)
{
	return -EINVAL;
}

void hp_bench_disturb(struct hp_worker *worker, hp_loop_fn loop, struct hp_chunk *chunk)
{
}

void hp_bench_disturb_end(struct hp_worker *worker)
{
}
