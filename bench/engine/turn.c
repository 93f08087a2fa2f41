// SPDX-License-Identifier: GPL-2.0 OR MIT
/* A turn: all steps of a workload once, by one arm. */

#include <hpalloc/arena.h>

#include "rng.h"
#include "run.h"

/*
 * Operations that are timed as a whole, and run without a checkpoint. With the
 * kernel's checkers on, one takes up to a millisecond.
 */
#if defined(CONFIG_KASAN) || defined(CONFIG_KCSAN) || \
	defined(CONFIG_LOCKDEP) || defined(CONFIG_DEBUG_KMEMLEAK)
#define CHUNK	256
#else
#define CHUNK	16384
#endif

/**
 * struct turn - a turn
 * @run: the run
 * @id: which
 * @contender: whose
 * @loops: its loops
 * @arm: its results of the workload
 * @usable: slots whose blocks are not pinned; those stand behind them
 * @filled: slots from here on were never filled
 * @empty_from: slots from here on are empty
 * @empty_to: up to here
 * @failed: allocations failed
 * @ticks: of all loops
 */
struct turn {
	struct hp_run *run;
	const struct hp_turn_id *id;
	const struct hp_contender *contender;
	const struct hp_loops *loops;
	struct hp_arm *arm;
	u64 usable;
	u64 filled;
	u64 empty_from;
	u64 empty_to;
	bool failed;
	u64 ticks;
};

/* Which slots have blocks, so that all can be freed at any time. */
static void track_slots(struct turn *turn, enum hp_op op, u64 end)
{
	if (op == HP_OP_FREE) {
		turn->empty_from = 0;
		turn->empty_to = end;
	} else if (op == HP_OP_ALLOC && end <= turn->filled) {
		turn->empty_from = end;
	} else if (op == HP_OP_ALLOC) {
		turn->filled = end;
	}
}

static int run_loop(struct turn *turn, enum hp_op op, u64 count,
		    struct hp_chunk *chunk, u64 *ticks)
{
	const struct hp_worker *worker = &turn->run->worker;
	bool touch = turn->run->result->config.touch;
	hp_loop_fn loop = turn->loops->fn[op][touch][!!chunk->hist];
	u64 first;
	int err;

	for (first = 0; first < count && !turn->failed; first += chunk->count) {
		chunk->first = first;
		chunk->count = min_t(u64, count - first, CHUNK);
		*ticks += worker->context->call(loop, chunk);
		track_slots(turn, op, first + chunk->count);
		turn->failed = chunk->failures;
		err = hp_bench_checkpoint(chunk->count);
		if (err)
			return err;
	}
	return 0;
}

/* A new order each repeat, the same for every arm. */
static int draw_index(struct turn *turn)
{
	struct hp_worker *worker = &turn->run->worker;
	struct hp_rng rng;
	u64 i;
	int err;

	hp_rng_init(&rng, turn->run->result->config.seed, 2 * turn->id->repeat + 1);
	for (i = 0; i < turn->usable; i++) {
		worker->index[i] = hp_rng_below(&rng, turn->usable);
		err = i % CHUNK ? 0 : hp_bench_checkpoint(0);
		if (err)
			return err;
	}
	return 0;
}

static int step_loop(struct turn *turn, const struct hp_step *step)
{
	struct hp_result *result = turn->run->result;
	unsigned int phase = hp_result_phase(result, turn->id->slot, step);
	bool measured = step->row && turn->id->pass != HP_PASS_WARM_UP;
	u64 count = div_u64(turn->usable, step->part ? step->part : 1), ticks = 0;
	struct hp_chunk chunk = {
		.state = turn->contender->state,
		.live = turn->run->worker.live,
		.index = turn->run->worker.index,
	};
	struct hp_row *row;
	int err = 0;

	if (step->op == HP_OP_REPLACE)
		err = draw_index(turn);
	if (err)
		return err;
	if (measured && turn->id->pass == HP_PASS_EACH)
		chunk.hist = hp_result_hist(result, phase, turn->id->arm);

	err = run_loop(turn, step->op, count, &chunk, &ticks);
	turn->ticks += ticks;
	if (!step->row)
		return err;

	row = hp_result_row(result, phase, turn->id->arm);
	row->ops = count;
	row->failures += chunk.failures;
	if (!err && !turn->failed && turn->id->pass == HP_PASS_BATCH)
		hp_series_add(&row->series, hp_clock_ps(ticks));
	return err;
}

/* The same order for every arm; a new one each repeat. */
static int step_shuffle(struct turn *turn)
{
	struct hp_rng rng;
	u64 from, to;
	int err = 0;

	hp_rng_init(&rng, turn->run->result->config.seed, 2 * turn->id->repeat);
	for (from = 0; from < turn->usable && !err; from = to) {
		to = min_t(u64, from + CHUNK, turn->usable);
		hp_rng_shuffle(&rng, turn->run->worker.live, from, to);
		err = hp_bench_checkpoint(0);
	}
	return err;
}

static void swap_slots(struct turn *turn, u32 i, u32 j)
{
	void **live = turn->run->worker.live, *block = live[i];

	live[i] = live[j];
	live[j] = block;
}

static int step_reverse(struct turn *turn)
{
	u32 i, last = turn->usable - 1;
	int err = 0;

	for (i = 0; i < last - i && !err; i++) {
		swap_slots(turn, i, last - i);
		err = i % CHUNK ? 0 : hp_bench_checkpoint(0);
	}
	return err;
}

/*
 * Keeps a block in every half page: slabs are filled one after the other, so
 * that each of them keeps one. The pinned blocks change places with those at
 * the end of the slots.
 */
static int step_pin(struct turn *turn)
{
	size_t block_size = turn->run->result->config.block_size;
	u32 stride = max_t(u32, HP_PAGE_SIZE / 2 / block_size, 2);
	u32 to = turn->usable, kept = to - DIV_ROUND_UP(to, stride), from;
	int err = 0;

	for (from = 0; from < kept && !err; from += stride) {
		do
			to--;
		while (!(to % stride));
		swap_slots(turn, from, to);
		err = from % CHUNK ? 0 : hp_bench_checkpoint(0);
	}
	turn->usable = kept;
	return err;
}

static void step_peak(struct turn *turn)
{
	const struct hp_bench_config *config = &turn->run->result->config;
	const struct hp_contender *contender = turn->contender;
	u64 told = contender->bytes ? contender->bytes(contender->state) : 0;

	if (turn->arm->bytes || (contender->bytes && !told))
		return;
	turn->arm->bytes = max(told, hp_bench_footprint(turn->run->worker.live,
							config->count,
							config->block_size));
}

static int take_step(struct turn *turn, const struct hp_step *step)
{
	switch (step->kind) {
	case HP_STEP_LOOP:
		return step_loop(turn, step);
	case HP_STEP_SHUFFLE:
		return step_shuffle(turn);
	case HP_STEP_REVERSE:
		return step_reverse(turn);
	case HP_STEP_PIN:
		return step_pin(turn);
	case HP_STEP_UNPIN:
		turn->usable = turn->run->result->config.count;
		return 0;
	case HP_STEP_PEAK:
		step_peak(turn);
		return 0;
	default:
		return -EINVAL;
	}
}

static void free_slots(struct turn *turn, u64 from, u64 to)
{
	struct hp_chunk chunk = {
		.state = turn->contender->state,
		.live = turn->run->worker.live,
	};

	for (; from < to; from += chunk.count) {
		chunk.first = from;
		chunk.count = min_t(u64, to - from, CHUNK);
		turn->loops->fn[HP_OP_FREE][0][0](&chunk);
		cond_resched();
	}
}

/* What is left after an interruption or a failure; goes on despite both. */
static void free_rest(struct turn *turn)
{
	free_slots(turn, 0, turn->empty_from);
	free_slots(turn, turn->empty_to, turn->filled);
}

static int take_steps(struct turn *turn)
{
	const struct hp_workload *workload = turn->run->result->slots[turn->id->slot]->workload;
	const struct hp_step *step;
	int err = 0;

	for (step = workload->steps; step->kind != HP_STEP_END; step++) {
		err = take_step(turn, step);
		if (err || turn->failed)
			break;
	}
	free_rest(turn);
	return err;
}

static bool is_whole(const struct turn *turn)
{
	return turn->run->result->slots[turn->id->slot]->workload->whole;
}

static int create(struct turn *turn)
{
	const struct hp_contender *contender = turn->contender;
	const struct hp_result *result = turn->run->result;
	size_t block_size = result->config.block_size;
	u64 live = hp_workload_live(result->slots[turn->id->slot]->workload,
				    result->config.count);
	int err = 0;

	if (is_whole(turn) && contender->open)
		err = contender->open(contender->state, block_size);
	if (err)
		return err;
	if (contender->create)
		err = contender->create(contender->state, live, block_size);
	if (err && is_whole(turn) && contender->close)
		contender->close(contender->state);
	return err;
}

static void destroy(struct turn *turn)
{
	const struct hp_contender *contender = turn->contender;

	if (contender->destroy)
		contender->destroy(contender->state);
	if (is_whole(turn) && contender->close)
		contender->close(contender->state);
}

/* The row of a whole workload: from nothing to nothing. */
static void add_whole(struct turn *turn, u64 ticks)
{
	struct hp_result *result = turn->run->result;
	unsigned int phase = hp_result_phase(result, turn->id->slot, NULL);
	struct hp_row *row;

	if (phase == result->nr_phases)
		return;
	row = hp_result_row(result, phase, turn->id->arm);
	row->ops = result->config.count;
	hp_series_add(&row->series, hp_clock_ps(ticks + turn->ticks));
}

static int take_turn(struct turn *turn)
{
	u64 setup = hp_clock_read(), teardown;
	int err;

	err = create(turn);
	setup = hp_clock_read() - setup;
	if (err) {
		turn->arm->skipped = "no memory for its allocator";
		return 0;
	}

	err = take_steps(turn);
	teardown = hp_clock_read();
	destroy(turn);
	teardown = hp_clock_read() - teardown;

	if (turn->failed)
		turn->arm->skipped = "allocations failed";
	if (err || turn->failed || turn->id->pass != HP_PASS_BATCH)
		return err;
	hp_series_add(&turn->arm->setup, hp_clock_ps(setup));
	hp_series_add(&turn->arm->teardown, hp_clock_ps(teardown));
	add_whole(turn, setup + teardown);
	return 0;
}

/* What the other turns of this pass pay for being timed. */
static int time_timer(struct hp_run *run)
{
	struct hp_chunk chunk = { .hist = hp_result_timer(run->result) };
	u64 left = run->result->config.count;
	int err = 0;

	for (; left && !err; left -= chunk.count) {
		chunk.count = min_t(u64, left, CHUNK);
		hp_loop_timer(&chunk);
		err = hp_bench_checkpoint(0);
	}
	return err;
}

int hp_run_turn(struct hp_run *run, const struct hp_turn_id *id)
{
	const struct hp_contender_entry *entry = run->result->arms[id->arm];
	struct turn turn = {
		.run = run,
		.id = id,
		.contender = entry->contender,
		.arm = hp_result_arm(run->result, id->slot, id->arm),
		.usable = run->result->config.count,
	};
	int err = 0;

	if (turn.arm->skipped)
		return 0;

	turn.loops = hp_contender_loops(entry->contender, run->result->config.block_size);
	if (entry == &hp_harness && id->pass == HP_PASS_EACH)
		err = time_timer(run);
	return err ? err : take_turn(&turn);
}
