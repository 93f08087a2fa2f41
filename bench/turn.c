// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "memory.h"
#include "rng.h"
#include "turn.h"

/*
 * Operations that are timed as a whole, and run without a pause. With the
 * kernel's checkers on, one takes up to a millisecond.
 */
#if defined(CONFIG_KASAN) || defined(CONFIG_KCSAN) || \
	defined(CONFIG_LOCKDEP) || defined(CONFIG_DEBUG_KMEMLEAK)
#define HP_CHUNK	256
#else
#define HP_CHUNK	16384
#endif

/**
 * struct hp_step - a step of a workload
 * @kind: what to do
 * @phase: where the time goes; HP_PHASES if it is not measured
 */
struct hp_step {
	enum hp_step_kind kind;
	enum hp_phase_id phase;
};

#define HP_MAX_STEPS	8

static const struct hp_step hp_workload_steps[HP_WORKLOADS][HP_MAX_STEPS] =
	HP_STEP_TABLE;

static const enum hp_op hp_step_ops[] = {
	[HP_STEP_ALLOC] = HP_OP_ALLOC,
	[HP_STEP_FREE] = HP_OP_FREE,
	[HP_STEP_PAIR] = HP_OP_PAIR,
	[HP_STEP_REPLACE] = HP_OP_REPLACE,
	[HP_STEP_BULK] = HP_OP_BULK,
};

/**
 * struct hp_turn - a contender's turn: all steps of a workload, once
 * @run: the run
 * @id: the contender
 * @contender: the same
 * @loops: its loops
 * @arm: its results of the workload
 * @freed: slots below it are free again
 * @filled: slots from here on are not used yet
 */
struct hp_turn {
	struct hp_run *run;
	enum hp_contender_id id;
	const struct hp_contender *contender;
	const struct hp_loops *loops;
	struct hp_arm *arm;
	u64 freed;
	u64 filled;
};

static struct hp_hist *hp_run_hist(struct hp_run *run, enum hp_phase_id phase,
				   enum hp_contender_id id)
{
	return &run->hists[phase * HP_ARMS + id];
}

static void hp_turn_track(struct hp_turn *turn, enum hp_step_kind kind,
			  const struct hp_chunk *chunk)
{
	u64 end = (u64)chunk->first + chunk->count;

	if (kind == HP_STEP_ALLOC)
		turn->filled = end;
	if (kind == HP_STEP_FREE)
		turn->freed = end;
	if (turn->freed == turn->filled && turn->freed == turn->run->config.count)
		turn->filled = 0;
	if (!turn->filled)
		turn->freed = 0;
}

/* Returns 1 if allocations failed, after the chunk in which they did. */
static int hp_turn_loop(struct hp_turn *turn, enum hp_step_kind kind,
			struct hp_chunk *chunk, bool each, u64 *ticks)
{
	const struct hp_bench_config *config = &turn->run->config;
	hp_loop_fn loop = turn->loops->fn[each][hp_step_ops[kind]][config->touch];
	u64 first;
	int err;

	for (first = 0; first < config->count; first += chunk->count) {
		chunk->first = first;
		chunk->count = min_t(u64, config->count - first, HP_CHUNK);
		*ticks += loop(chunk);
		hp_turn_track(turn, kind, chunk);
		err = hp_run_pause(chunk->count);
		if (err)
			return err;
		if (chunk->failures)
			return 1;
	}
	return 0;
}

static int hp_turn_measure(struct hp_turn *turn, const struct hp_step *step)
{
	struct hp_run *run = turn->run;
	bool measured = step->phase < HP_PHASES && run->pass != HP_PASS_WARM_UP;
	bool each = measured && run->pass == HP_PASS_EACH;
	struct hp_chunk chunk = {
		.state = turn->contender->state,
		.live = run->live,
		.index = run->index,
	};
	struct hp_row *row;
	u64 ticks = 0;
	int err;

	if (each)
		chunk.hist = hp_run_hist(run, step->phase, turn->id);
	if (step->phase < HP_PHASES)
		hp_run_tell(hp_phase_name(step->phase), NULL);

	err = hp_turn_loop(turn, step->kind, &chunk, each, &ticks);
	if (err > 0 && step->phase == HP_PHASES)
		turn->arm->skipped = "no memory for the live blocks";
	if (step->phase == HP_PHASES)
		return err;

	row = &run->result->rows[step->phase][turn->id];
	row->failures += chunk.failures;
	if (!err && run->pass == HP_PASS_BATCH)
		row->total[row->repeats++] = hp_clock_ps(ticks);
	return err;
}

/* The same order for every contender; a new one each repeat. */
static int hp_turn_shuffle(struct hp_turn *turn)
{
	struct hp_run *run = turn->run;
	u64 from, to;
	struct hp_rng rng;
	int err;

	hp_rng_init(&rng, run->config.seed, 2 * run->repeat);
	for (from = 0; from < run->config.count; from = to) {
		to = min_t(u64, from + HP_CHUNK, run->config.count);
		hp_rng_shuffle(&rng, run->live, from, to);
		err = hp_run_pause(0);
		if (err)
			return err;
	}
	return 0;
}

int hp_run_index(struct hp_run *run)
{
	struct hp_rng rng;
	u64 i;
	int err;

	if (!run->index)
		return 0;

	hp_rng_init(&rng, run->config.seed, 2 * run->repeat + 1);
	for (i = 0; i < run->config.count; i++) {
		run->index[i] = hp_rng_below(&rng, run->config.count);
		if (i % HP_CHUNK)
			continue;
		err = hp_run_pause(0);
		if (err)
			return err;
	}
	return 0;
}

static void hp_turn_peak(struct hp_turn *turn)
{
	const struct hp_contender *contender = turn->contender;
	struct hp_run *run = turn->run;

	if (turn->arm->bytes)
		return;
	if (contender->bytes)
		turn->arm->bytes = contender->bytes(contender->state);
	else
		turn->arm->bytes = hp_memory_under(run->live, run->config.count,
						   run->config.block_size);
}

static int hp_turn_step(struct hp_turn *turn, const struct hp_step *step)
{
	switch (step->kind) {
	case HP_STEP_SHUFFLE:
		return hp_turn_shuffle(turn);
	case HP_STEP_PEAK:
		hp_turn_peak(turn);
		return 0;
	default:
		return hp_turn_measure(turn, step);
	}
}

static int hp_turn_steps(struct hp_turn *turn)
{
	const struct hp_step *step = hp_workload_steps[turn->run->workload];
	int err = 0;

	for (; step->kind != HP_STEP_END && !err; step++)
		err = hp_turn_step(turn, step);
	return err;
}

/* What is left after an interruption or a failure; goes on despite both. */
static void hp_turn_clean(struct hp_turn *turn)
{
	struct hp_chunk chunk = {
		.state = turn->contender->state,
		.live = turn->run->live,
	};

	while (turn->freed < turn->filled) {
		chunk.first = turn->freed;
		chunk.count = min_t(u64, turn->filled - turn->freed, HP_CHUNK);
		turn->loops->fn[0][HP_OP_FREE][0](&chunk);
		turn->freed += chunk.count;
		cond_resched();
	}
}

static int hp_turn_create(struct hp_turn *turn, u64 *ticks)
{
	struct hp_run *run = turn->run;
	u64 count = hp_workload_live(run->workload, run->config.count);
	u64 start = hp_clock_read();
	int err = turn->contender->create(turn->contender->state, count,
					  run->config.block_size);

	*ticks = hp_clock_read() - start;
	return err;
}

static void hp_turn_destroy(struct hp_turn *turn, u64 setup)
{
	struct hp_arm *arm = turn->arm;
	u64 start = hp_clock_read();

	turn->contender->destroy(turn->contender->state);
	if (turn->run->pass != HP_PASS_BATCH)
		return;
	arm->setup[arm->repeats] = hp_clock_ps(setup);
	arm->teardown[arm->repeats++] = hp_clock_ps(hp_clock_read() - start);
}

/* From nothing to nothing: the sum of all that was measured in the turn. */
static void hp_turn_total(struct hp_turn *turn)
{
	struct hp_result *result = turn->run->result;
	struct hp_row *total = &result->rows[HP_PHASE_SEED_TOTAL][turn->id];
	struct hp_row *alloc = &result->rows[HP_PHASE_SEED_ALLOC][turn->id];
	struct hp_row *free = &result->rows[HP_PHASE_SEED_FREE][turn->id];
	unsigned int i = total->repeats;

	total->failures = alloc->failures;
	if (turn->arm->skipped)
		return;
	total->total[i] = alloc->total[i] + free->total[i] +
			  turn->arm->setup[i] + turn->arm->teardown[i];
	total->repeats++;
}

int hp_run_turn(struct hp_run *run, enum hp_contender_id id)
{
	struct hp_turn turn = {
		.run = run,
		.id = id,
		.contender = hp_contenders[id],
		.loops = hp_contenders[id]->loops(run->config.block_size),
		.arm = &run->result->arms[run->workload][id],
	};
	u64 ticks;
	int err;

	if (turn.arm->skipped)
		return 0;

	hp_run_tell(NULL, hp_contender_name(id));
	err = hp_turn_create(&turn, &ticks);
	if (err) {
		turn.arm->skipped = "no memory for its arena";
		return 0;
	}

	err = hp_turn_steps(&turn);
	hp_turn_clean(&turn);
	hp_turn_destroy(&turn, ticks);
	if (err > 0 && !turn.arm->skipped)
		turn.arm->skipped = "allocations failed";
	if (err >= 0 && run->workload == HP_WORKLOAD_SEED &&
	    run->pass == HP_PASS_BATCH)
		hp_turn_total(&turn);
	return min(err, 0);
}

int hp_run_timer(struct hp_run *run)
{
	struct hp_chunk chunk = { .hist = run->timer };
	u64 left = run->config.count;
	int err = 0;

	for (; left && !err; left -= chunk.count) {
		chunk.count = min_t(u64, left, HP_CHUNK);
		hp_each_timer(&chunk);
		err = hp_run_pause(0);
	}
	return err;
}

void hp_latency_from(struct hp_latency *latency, const struct hp_hist *hist)
{
	latency->samples = hist->total;
	latency->p50 = hp_clock_ps(hp_hist_percentile(hist, 500000));
	latency->p99 = hp_clock_ps(hp_hist_percentile(hist, 990000));
	latency->p999 = hp_clock_ps(hp_hist_percentile(hist, 999000));
	latency->max = hp_clock_ps(hist->max);
}

static void hp_run_open_rows(struct hp_run *run, enum hp_phase_id phase)
{
	unsigned int i;

	for (i = 0; i < run->nr_ids; i++) {
		struct hp_row *row = &run->result->rows[phase][run->ids[i]];

		row->present = true;
		row->ops = run->config.count;
		hp_hist_reset(hp_run_hist(run, phase, run->ids[i]));
	}
}

static void hp_run_close_rows(struct hp_run *run, enum hp_phase_id phase)
{
	unsigned int i;

	for (i = 0; i < run->nr_ids; i++)
		hp_latency_from(&run->result->rows[phase][run->ids[i]].latency,
				hp_run_hist(run, phase, run->ids[i]));
}

static void hp_run_open_arms(struct hp_run *run)
{
	struct hp_arm *arms = run->result->arms[run->workload];
	unsigned int i;

	for (i = 0; i < run->nr_ids; i++) {
		enum hp_contender_id id = run->ids[i];

		arms[id].skipped = hp_contenders[id]->unfit(run->config.block_size);
	}
}

void hp_run_select(struct hp_run *run)
{
	unsigned int i;

	for (i = 0; i < HP_CONTENDERS; i++)
		if (run->config.contenders & (1 << i))
			run->ids[run->nr_ids++] = i;
	run->ids[run->nr_ids++] = HP_HARNESS;
}

enum hp_contender_id hp_run_place(const struct hp_run *run, unsigned int i)
{
	unsigned int n = run->nr_ids;
	unsigned int place = (i + run->repeat / 2) % n;

	/* First one way round, then the other; then another begins. */
	if (run->repeat % 2)
		place = n - 1 - place;
	return run->ids[place];
}

void hp_run_begin(struct hp_run *run)
{
	enum hp_phase_id phase;

	run->repeat = 0;
	hp_run_open_arms(run);
	for (phase = 0; phase < HP_PHASES; phase++)
		if (hp_phase_workload(phase) == run->workload)
			hp_run_open_rows(run, phase);
}

/* Its single calls are those of the two. */
static void hp_run_total_hists(struct hp_run *run)
{
	unsigned int i;

	for (i = 0; i < HP_ARMS; i++) {
		struct hp_hist *total = hp_run_hist(run, HP_PHASE_SEED_TOTAL, i);

		hp_hist_add(total, hp_run_hist(run, HP_PHASE_SEED_ALLOC, i));
		hp_hist_add(total, hp_run_hist(run, HP_PHASE_SEED_FREE, i));
	}
}

void hp_run_end(struct hp_run *run)
{
	enum hp_phase_id phase;

	if (run->workload == HP_WORKLOAD_SEED)
		hp_run_total_hists(run);
	for (phase = 0; phase < HP_PHASES; phase++)
		if (hp_phase_workload(phase) == run->workload)
			hp_run_close_rows(run, phase);
}

u64 hp_run_work(const struct hp_run *run)
{
	u64 steps = 0;
	unsigned int w, s;

	for (w = 0; w < HP_WORKLOADS; w++)
		for (s = 0; s < HP_MAX_STEPS; s++) {
			enum hp_step_kind kind = hp_workload_steps[w][s].kind;

			if (run->config.workloads & (1 << w) &&
			    kind >= HP_STEP_ALLOC && kind <= HP_STEP_BULK)
				steps++;
		}
	return steps * run->nr_ids * run->config.count *
	       (1 + 2 * run->config.repeat);
}
