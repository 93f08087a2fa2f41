// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The steps of a turn, taken by all workers. */

#include <hpalloc/arena.h>

#include "rng.h"
#include "turn.h"

/* A new order each repeat, the same for every arm. */
static int draw_index(struct hp_turn *turn, struct hp_worker *worker)
{
	u64 i, count = turn->run->result->config.count;
	struct hp_rng rng;
	int err;

	hp_rng_init(&rng, turn->run->result->config.seed,
		    2 * turn->id->repeat + 1 + ((u64)worker->nr << 32));
	for (i = 0; i < count; i++) {
		worker->index[i] = hp_rng_below(&rng, worker->slots.usable);
		err = i % HP_CHUNK ? 0 : hp_bench_checkpoint(0);
		if (err)
			return err;
	}
	return 0;
}

/* Likewise: other sizes and slots. */
static int write_script(struct hp_turn *turn, struct hp_worker *worker)
{
	const struct hp_bench_config *config = &turn->run->result->config;
	struct hp_rng rng;

	hp_rng_init(&rng, config->seed, 2 * turn->id->repeat + 1 + ((u64)turn->step->script << 32));
	return hp_script_write(&worker->script, turn->step, config->count, config->trace, &rng);
}

static int prepare(struct hp_turn *turn, struct hp_worker *worker)
{
	worker->turn = turn;
	worker->ops = 0;
	worker->ticks = 0;
	worker->failures = 0;
	worker->misses = 0;
	worker->err = 0;
	if (turn->each)
		hp_hist_reset(worker->hist);
	if (turn->step->set)
		worker->slots.usable = hp_step_set(turn->step, turn->block_size);
	if (turn->step->op == HP_OP_TRACE)
		return write_script(turn, worker);
	if (turn->step->op == HP_OP_REPLACE && !turn->step->held)
		return draw_index(turn, worker);
	return 0;
}

/* Of a loop in which other allocations failed than were to. */
static const char * const wrong[HP_FAILS] = {
	[HP_FAILS_NONE] = "allocations failed",
	[HP_FAILS_LAST] = "takes a larger count",
	[HP_FAILS_ALL] = "had blocks again after it had none",
};

static int work_all(struct hp_turn *turn)
{
	struct hp_run *run = turn->run;
	unsigned int i;
	int err = 0;

	for (i = 0; i < turn->nr && !err; i++)
		err = prepare(turn, &run->workers[i]);
	if (err)
		return err;

	run->stop = false;
	if (turn->nr > 1) {
		/* Theirs says only that one of them failed, or that all were told. */
		err = hp_bench_together(run, turn->nr, hp_turn_work);
	} else {
		hp_turn_work(run->workers);
		err = run->workers->err;
	}
	for (i = 0; i < turn->nr; i++)
		if (run->workers[i].failures)
			turn->trouble = wrong[turn->step->fails];
	return err;
}

/* What the workers found, in one. Some may have had nothing to do. */
static void sum_up(const struct hp_turn *turn, struct hp_worker *sum, u64 *spread)
{
	u64 fastest = U64_MAX, slowest = 0;
	unsigned int i;

	for (i = 0; i < turn->nr; i++) {
		const struct hp_worker *worker = &turn->run->workers[i];

		sum->ops += worker->ops;
		sum->ticks += worker->ticks;
		sum->failures += worker->failures;
		sum->misses += worker->misses;
		sum->noise.interrupts += worker->noise.interrupts;
		sum->noise.switches += worker->noise.switches;
		if (!worker->ops)
			continue;
		fastest = min(fastest, worker->ticks);
		slowest = max(slowest, worker->ticks);
	}
	*spread = slowest ? hp_stats_ratio(slowest, fastest) : 0;
}

static void merge_latencies(struct hp_turn *turn, unsigned int phase)
{
	struct hp_hist *hist = hp_result_hist(turn->run->result, phase, turn->id->arm);
	unsigned int i;

	for (i = 0; i < turn->nr; i++)
		hp_hist_add(hist, turn->run->workers[i].hist);
}

static int step_loop(struct hp_turn *turn, const struct hp_step *step)
{
	struct hp_result *result = turn->run->result;
	unsigned int phase = hp_result_phase(result, turn->id->slot, step);
	bool measured = step->row && turn->id->pass != HP_PASS_WARM_UP;
	struct hp_worker sum = { };
	struct hp_row *row;
	u64 spread;
	int err;

	if (!hp_step_fits(step, result->config.count, turn->block_size) ||
	    hp_step_barred(step, turn->contender))
		return 0;
	if (step->keep)
		hp_turn_check_none(turn);
	turn->step = step;
	turn->each = measured && turn->id->pass == HP_PASS_EACH;
	err = work_all(turn);
	sum_up(turn, &sum, &spread);
	turn->ticks += sum.ticks;
	if (step->keep)
		hp_turn_check_none(turn);
	if (!step->row)
		return err;

	row = hp_result_row(result, phase, turn->id->arm);
	row->ops = sum.ops;
	row->failures += sum.failures;
	row->misses += sum.misses;
	if (turn->each)
		merge_latencies(turn, phase);
	if (!err && !turn->trouble && turn->id->pass == HP_PASS_BATCH) {
		hp_series_add(&row->series, hp_clock_ps(sum.ticks));
		hp_series_add(&row->spread, spread);
		hp_series_add(&row->interrupts, sum.noise.interrupts);
		hp_series_add(&row->switches, sum.noise.switches);
	}
	return err;
}

/* The same order for every arm; a new one each repeat. */
static int step_shuffle(struct hp_turn *turn, struct hp_worker *worker)
{
	struct hp_rng rng;
	u64 from, to;
	int err = 0;

	hp_rng_init(&rng, turn->run->result->config.seed,
		    2 * turn->id->repeat + ((u64)worker->nr << 32));
	for (from = 0; from < worker->slots.usable && !err; from = to) {
		to = min_t(u64, from + HP_CHUNK, worker->slots.usable);
		hp_rng_shuffle(&rng, worker->slots.live, from, to);
		err = hp_bench_checkpoint(0);
	}
	return err;
}

static void swap_slots(struct hp_slots *slots, u32 i, u32 j)
{
	void *block = slots->live[i];

	slots->live[i] = slots->live[j];
	slots->live[j] = block;
}

static int step_reverse(struct hp_turn *turn, struct hp_worker *worker)
{
	u32 i, last = worker->slots.usable - 1;
	int err = 0;

	for (i = 0; i < last - i && !err; i++) {
		swap_slots(&worker->slots, i, last - i);
		err = i % HP_CHUNK ? 0 : hp_bench_checkpoint(0);
	}
	return err;
}

/*
 * Keeps a block in every half page: slabs are filled one after the other, so
 * that each of them keeps one. The pinned blocks change places with those at
 * the end of the slots.
 */
static int step_pin(struct hp_turn *turn, struct hp_worker *worker)
{
	u32 stride = max_t(u32, HP_PAGE_SIZE / 2 / turn->block_size, 2);
	u32 to = worker->slots.usable, kept = to - DIV_ROUND_UP(to, stride), from;
	int err = 0;

	for (from = 0; from < kept && !err; from += stride) {
		do
			to--;
		while (!(to % stride));
		swap_slots(&worker->slots, from, to);
		err = from % HP_CHUNK ? 0 : hp_bench_checkpoint(0);
	}
	worker->slots.usable = kept;
	return err;
}

static int step_unpin(struct hp_turn *turn, struct hp_worker *worker)
{
	worker->slots.usable = turn->run->result->config.count;
	return 0;
}

static int each_worker(struct hp_turn *turn,
		       int (*step)(struct hp_turn *turn, struct hp_worker *worker))
{
	unsigned int i;
	int err = 0;

	for (i = 0; i < turn->nr && !err; i++)
		err = step(turn, &turn->run->workers[i]);
	return err;
}

static void step_handoff(struct hp_turn *turn)
{
	struct hp_worker *workers = turn->run->workers;
	struct hp_slots last = workers[turn->nr - 1].slots;
	unsigned int i;

	for (i = turn->nr - 1; i; i--)
		workers[i].slots = workers[i - 1].slots;
	workers[0].slots = last;
}

/* Blocks on their way go into the slots, which nobody uses where blocks are passed. */
static u64 copy_inboxes(const struct hp_turn *turn)
{
	void **blocks = turn->run->live;
	u64 live = 0;
	unsigned int i;

	for (i = 0; i < turn->nr; i++)
		live += hp_ring_copy(turn->run->workers[i].inbox, blocks + live);
	return live;
}

/* Of several workers all slots are filled; of one, those behind the empty ones are. */
static u64 count_live(const struct hp_turn *turn, u64 empty)
{
	u64 filled = turn->nr * turn->run->workers->slots.filled;

	return filled ? filled - empty : copy_inboxes(turn);
}

static void step_peak(struct hp_turn *turn)
{
	const struct hp_contender *contender = turn->contender;
	u64 told = contender->bytes ? contender->bytes(contender->state) : 0;
	struct hp_script *script = &turn->run->workers->script;
	u64 traced = hp_script_bytes(script);
	u64 empty = hp_slots_empty(&turn->run->workers->slots);
	u64 live = traced ? script->slots : count_live(turn, empty);

	if (!live || turn->arm->bytes || (contender->bytes && !told))
		return;
	if (traced)
		hp_script_clear(script, turn->run->live);
	turn->arm->pages = hp_bench_footprint(turn->run->live + empty, live,
					      traced ? 1 : turn->block_size);
	turn->arm->bytes = max(told, turn->arm->pages);
	turn->arm->live = traced ? traced : live * turn->block_size;
}

static int step_cool(struct hp_turn *turn)
{
	const u32 line = 64 / sizeof(u64), words = HP_COLD_BYTES / sizeof(u64);
	struct hp_run *run = turn->run;
	u32 i;
	int err = 0;

	if (!run->other)
		run->other = hp_bench_zalloc(HP_COLD_BYTES);
	if (!run->other)
		return -ENOMEM;
	for (i = 0; i < words && !err; i += line) {
		READ_ONCE(run->other[i]);
		err = i % (HP_CHUNK * line) ? 0 : hp_bench_checkpoint(0);
	}
	return err;
}

void hp_turn_check_none(struct hp_turn *turn)
{
	const struct hp_contender *contender = turn->contender;

	if (contender->live && contender->live(contender->state))
		turn->trouble = "blocks got lost";
}

int hp_turn_step(struct hp_turn *turn, const struct hp_step *step)
{
	switch (step->kind) {
	case HP_STEP_LOOP:
		return step_loop(turn, step);
	case HP_STEP_SHUFFLE:
		return each_worker(turn, step_shuffle);
	case HP_STEP_REVERSE:
		return each_worker(turn, step_reverse);
	case HP_STEP_PIN:
		return each_worker(turn, step_pin);
	case HP_STEP_UNPIN:
		return each_worker(turn, step_unpin);
	case HP_STEP_HANDOFF:
		step_handoff(turn);
		return 0;
	case HP_STEP_RELIEVE:
		return hp_bench_relieve(turn->run);
	case HP_STEP_PEAK:
		step_peak(turn);
		return 0;
	case HP_STEP_COOL:
		return step_cool(turn);
	default:
		return -EINVAL;
	}
}
