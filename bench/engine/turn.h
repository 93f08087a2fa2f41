/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_TURN_H
#define HPALLOC_BENCH_ENGINE_TURN_H

#include "run.h"

/* What turn.c, steps.c and work.c share: a turn, its steps, and one worker's part. */

/* Operations that are timed as a whole, and run without a checkpoint. */
#define HP_CHUNK	(HP_CHECKERS ? 256 : 16384)

/**
 * struct hp_turn - a turn
 * @run: the run
 * @id: which
 * @contender: whose
 * @loops: its loops
 * @arm: its results of the workload
 * @in: where the loops of one worker run
 * @block_size: of its blocks
 * @nr: workers that take it, the first of the run
 * @step: what they work at
 * @each: single operations are timed
 * @trouble: why there is no result of it, or NULL
 * @ticks: of all loops
 */
struct hp_turn {
	struct hp_run *run;
	const struct hp_turn_id *id;
	const struct hp_contender *contender;
	const struct hp_loops *loops;
	struct hp_arm *arm;
	enum hp_in in;
	size_t block_size;
	unsigned int nr;
	const struct hp_step *step;
	bool each;
	const char *trouble;
	u64 ticks;
};

/* Blocks have their sizes if the contender can. */
static inline const struct hp_loops *hp_turn_loops(const struct hp_turn *turn, enum hp_op op)
{
	return op == HP_OP_TRACE && turn->contender->sized ? turn->contender->sized : turn->loops;
}

/**
 * hp_turn_step() - take a step of a turn
 * @turn: the turn
 * @step: the step
 *
 * Return: 0, -EINTR, or -ENOMEM if memory of the harness is insufficient.
 */
int hp_turn_step(struct hp_turn *turn, const struct hp_step *step);

/**
 * hp_turn_check_none() - see whether all blocks are back
 * @turn: the turn, all of whose blocks were freed
 *
 * As far as the contender can say it. If some are not, the turn has no result.
 */
void hp_turn_check_none(struct hp_turn *turn);

/**
 * hp_turn_work() - a worker's part of a step with loops
 * @worker: the worker, prepared
 */
void hp_turn_work(struct hp_worker *worker);

#endif /* HPALLOC_BENCH_ENGINE_TURN_H */
