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

/* Blocks that a disturbing interrupt allocates and frees. */
#define HP_INTERRUPT_PAIRS	8

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
 * @failed: allocations failed
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
	bool failed;
	u64 ticks;
};

/* Which slots have blocks, so that all can be freed at any time. */
static void track_slots(struct hp_slots *slots, enum hp_op op, u64 end)
{
	if (op == HP_OP_FREE) {
		slots->empty_from = 0;
		slots->empty_to = end;
	} else if (op == HP_OP_ALLOC && end <= slots->filled) {
		slots->empty_from = end;
	} else if (op == HP_OP_ALLOC) {
		slots->filled = end;
	}
}

/* After a chunk: whether to go on. */
static int end_chunk(struct hp_worker *worker, const struct hp_chunk *chunk, u64 done)
{
	int err = hp_bench_checkpoint(done);

	worker->ops += done;
	worker->failures = chunk->failures;
	if (err || chunk->failures)
		WRITE_ONCE(worker->run->stop, true);
	return err;
}

static int run_loop(struct hp_worker *worker, hp_loop_fn loop, struct hp_chunk *chunk)
{
	const struct hp_step *step = worker->turn->step;
	u64 count = div_u64(worker->slots.usable, step->part ? step->part : 1), first;
	int err = 0;

	for (first = 0; first < count && !err; first += chunk->count) {
		if (READ_ONCE(worker->run->stop))
			break;
		chunk->first = first;
		chunk->count = min_t(u64, count - first, CHUNK);
		worker->ticks += hp_contexts[worker->turn->in].call(loop, chunk);
		track_slots(&worker->slots, step->op, first + chunk->count);
		err = end_chunk(worker, chunk, chunk->count);
	}
	return err;
}

static int run_trace(struct hp_worker *worker, hp_loop_fn loop, struct hp_chunk *chunk)
{
	struct hp_script *script = &worker->script;
	u32 first;
	int err = 0;

	for (first = 0; first < script->nr && !err; first += chunk->count) {
		if (READ_ONCE(worker->run->stop))
			break;
		chunk->ops = script->ops + first;
		chunk->count = min_t(u32, script->nr - first, CHUNK);
		worker->ticks += hp_contexts[worker->turn->in].call(loop, chunk);
		hp_script_track(script, first, chunk->count);
		err = end_chunk(worker, chunk, chunk->count);
	}
	return err;
}

/* What a worker sends and receives of so many blocks. */
static void divide(const struct hp_worker *worker, u32 count, struct hp_chunk *chunk)
{
	const struct hp_step *step = worker->turn->step;
	unsigned int nr = worker->turn->nr;
	bool first = !(worker->nr % 2);
	u32 sends = 0, others = nr - 1;

	switch (step->flow) {
	case HP_FLOW_ONE_WAY:
		sends = first ? count : 0;
		break;
	case HP_FLOW_BOTH_WAYS:
		count -= count % 2;
		sends = count / 2;
		break;
	case HP_FLOW_UNEVEN:
		count -= count % 4;
		sends = first ? count / 4 * 3 : count / 4;
		break;
	case HP_FLOW_FAN:
		count = count / others / step->batch * step->batch;
		if (!worker->nr)
			count *= others;
		sends = worker->nr ? 0 : count;
		break;
	default:
		break;
	}
	/* The last of an odd number. */
	if (step->flow != HP_FLOW_FAN && (worker->nr | 1) >= nr) {
		count = 0;
		sends = 0;
	}
	chunk->sends = sends;
	chunk->receives = count - sends;
}

static u64 pass_to_others(struct hp_worker *worker, hp_loop_fn loop, u32 count,
			  struct hp_chunk *chunk)
{
	enum hp_in in = HP_IN_TASK;
	u64 all;

	divide(worker, count, chunk);
	all = chunk->sends + chunk->receives;
	if (!chunk->sends)
		in = worker->turn->step->frees_in;
	worker->ticks += hp_contexts[in].call(loop, chunk);
	return all - chunk->sends - chunk->receives;
}

static u64 pass_to_self(struct hp_worker *worker, hp_loop_fn loop, u32 count,
			struct hp_chunk *chunk)
{
	const struct hp_step *step = worker->turn->step;
	u32 left = count, n;

	for (; left; left -= n) {
		n = min_t(u32, left, step->batch);
		chunk->sends = n;
		worker->ticks += hp_contexts[HP_IN_TASK].call(loop, chunk);
		chunk->receives = n;
		worker->ticks += hp_contexts[step->frees_in].call(loop, chunk);
	}
	return 2ULL * count;
}

static int run_pass(struct hp_worker *worker, hp_loop_fn loop, struct hp_chunk *chunk)
{
	const struct hp_step *step = worker->turn->step;
	struct hp_run *run = worker->run;
	u64 left = worker->slots.usable, done;
	u32 count;
	int err = 0;

	chunk->batch = step->batch;
	chunk->inbox = worker->inbox;
	chunk->stop = &run->stop;
	chunk->nr_out = step->flow == HP_FLOW_FAN ? worker->turn->nr - 1 : 1;
	chunk->out = run->inboxes + (step->flow == HP_FLOW_FAN ? 1 :
				     step->flow == HP_FLOW_SELF ? worker->nr :
				     worker->nr ^ 1);

	for (; left && !err && !READ_ONCE(run->stop); left -= count) {
		count = min_t(u64, left, CHUNK);
		done = step->flow == HP_FLOW_SELF ?
			pass_to_self(worker, loop, count, chunk) :
			pass_to_others(worker, loop, count, chunk);
		err = end_chunk(worker, chunk, done);
	}
	return err;
}

/* Blocks have their sizes if the contender can. */
static const struct hp_loops *loops_of(const struct hp_turn *turn, enum hp_op op)
{
	return op == HP_OP_TRACE && turn->contender->sized ? turn->contender->sized : turn->loops;
}

/* A worker's part of a step. */
static void work(struct hp_worker *worker)
{
	const struct hp_turn *turn = worker->turn;
	const hp_loop_fn (*fn)[HP_TOUCHES][2] = loops_of(turn, turn->step->op)->fn;
	enum hp_touch touch = turn->run->result->config.touch;
	struct hp_chunk interrupt = {
		.state = turn->contender->state,
		.words = turn->block_size / sizeof(u64),
		.count = HP_INTERRUPT_PAIRS,
	};
	struct hp_chunk chunk = {
		.state = turn->contender->state,
		.live = worker->slots.live,
		.index = worker->index,
		.words = turn->block_size / sizeof(u64),
		.hist = turn->each ? worker->hist : NULL,
	};
	hp_loop_fn loop = fn[turn->step->op][touch][turn->each];

	if (turn->step->disturbed)
		hp_bench_disturb(worker, fn[HP_OP_PAIR][touch][0], &interrupt);
	if (turn->step->op == HP_OP_PASS)
		worker->err = run_pass(worker, loop, &chunk);
	else if (turn->step->op == HP_OP_TRACE)
		worker->err = run_trace(worker, loop, &chunk);
	else
		worker->err = run_loop(worker, loop, &chunk);
	if (turn->step->disturbed)
		hp_bench_disturb_end(worker);
	worker->misses = interrupt.failures;
}

/* A new order each repeat, the same for every arm. */
static int draw_index(struct hp_turn *turn, struct hp_worker *worker)
{
	struct hp_rng rng;
	u64 i;
	int err;

	hp_rng_init(&rng, turn->run->result->config.seed,
		    2 * turn->id->repeat + 1 + ((u64)worker->nr << 32));
	for (i = 0; i < worker->slots.usable; i++) {
		worker->index[i] = hp_rng_below(&rng, worker->slots.usable);
		err = i % CHUNK ? 0 : hp_bench_checkpoint(0);
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
	if (turn->step->op == HP_OP_TRACE)
		return write_script(turn, worker);
	return turn->step->op == HP_OP_REPLACE ? draw_index(turn, worker) : 0;
}

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
		err = hp_bench_together(run, turn->nr, work);
	} else {
		work(run->workers);
		err = run->workers->err;
	}
	for (i = 0; i < turn->nr; i++)
		turn->failed |= !!run->workers[i].failures;
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

	turn->step = step;
	turn->each = measured && turn->id->pass == HP_PASS_EACH;
	err = work_all(turn);
	sum_up(turn, &sum, &spread);
	turn->ticks += sum.ticks;
	if (!step->row)
		return err;

	row = hp_result_row(result, phase, turn->id->arm);
	row->ops = sum.ops;
	row->failures += sum.failures;
	row->misses += sum.misses;
	if (turn->each)
		merge_latencies(turn, phase);
	if (!err && !turn->failed && turn->id->pass == HP_PASS_BATCH) {
		hp_series_add(&row->series, hp_clock_ps(sum.ticks));
		hp_series_add(&row->spread, spread);
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
		to = min_t(u64, from + CHUNK, worker->slots.usable);
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
		err = i % CHUNK ? 0 : hp_bench_checkpoint(0);
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
		err = from % CHUNK ? 0 : hp_bench_checkpoint(0);
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

static void step_peak(struct hp_turn *turn)
{
	const struct hp_contender *contender = turn->contender;
	u64 told = contender->bytes ? contender->bytes(contender->state) : 0;
	u64 live = turn->nr * turn->run->result->config.count;
	u64 traced = hp_script_bytes(&turn->run->workers->script);

	if (turn->arm->bytes || (contender->bytes && !told))
		return;
	turn->arm->bytes = max(told, hp_bench_footprint(turn->run->live, live,
							traced ? 1 : turn->block_size));
	turn->arm->live = traced ? traced : live * turn->block_size;
}

static int take_step(struct hp_turn *turn, const struct hp_step *step)
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
	case HP_STEP_PEAK:
		step_peak(turn);
		return 0;
	default:
		return -EINVAL;
	}
}

static void free_slots(struct hp_turn *turn, const struct hp_slots *slots, u64 from, u64 to)
{
	struct hp_chunk chunk = {
		.state = turn->contender->state,
		.live = slots->live,
	};

	for (; from < to; from += chunk.count) {
		chunk.first = from;
		chunk.count = min_t(u64, to - from, CHUNK);
		turn->loops->fn[HP_OP_FREE][0][0](&chunk);
		cond_resched();
	}
}

static void free_inbox(struct hp_turn *turn, struct hp_ring *inbox)
{
	void *blocks[HP_BATCH_MAX];
	struct hp_chunk chunk = {
		.state = turn->contender->state,
		.live = blocks,
	};

	while ((chunk.count = hp_ring_take(inbox, blocks, HP_BATCH_MAX)))
		turn->loops->fn[HP_OP_FREE][0][0](&chunk);
}

/* What a trace leaves is free to live until here. */
static void free_traced(struct hp_turn *turn)
{
	struct hp_worker *worker = turn->run->workers;
	struct hp_chunk chunk = {
		.state = turn->contender->state,
		.live = worker->slots.live,
	};
	u32 first;

	hp_script_drain(&worker->script);
	for (first = 0; first < worker->script.nr; first += chunk.count) {
		chunk.ops = worker->script.ops + first;
		chunk.count = min_t(u32, worker->script.nr - first, CHUNK);
		loops_of(turn, HP_OP_TRACE)->fn[HP_OP_TRACE][0][0](&chunk);
		hp_script_track(&worker->script, first, chunk.count);
		cond_resched();
	}
}

/* What is left after an interruption or a failure; goes on despite both. */
static void free_rest(struct hp_turn *turn)
{
	unsigned int i;

	free_traced(turn);

	for (i = 0; i < turn->nr; i++) {
		const struct hp_slots *slots = &turn->run->workers[i].slots;

		free_slots(turn, slots, 0, slots->empty_from);
		free_slots(turn, slots, slots->empty_to, slots->filled);
		free_inbox(turn, turn->run->workers[i].inbox);
	}
}

static int take_steps(struct hp_turn *turn)
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

static bool is_whole(const struct hp_turn *turn)
{
	return turn->run->result->slots[turn->id->slot]->workload->whole;
}

static int create(struct hp_turn *turn)
{
	const struct hp_contender *contender = turn->contender;
	const struct hp_result *result = turn->run->result;
	const struct hp_workload *workload = result->slots[turn->id->slot]->workload;
	u64 live = turn->nr * hp_workload_live(workload, result->config.count);
	int err = 0;

	if (hp_workload_replays(workload))
		live = result->config.trace->peak;

	if (is_whole(turn) && contender->open)
		err = contender->open(contender->state, turn->block_size);
	if (err)
		return err;
	if (contender->create_sized && hp_workload_has(workload, HP_OP_TRACE))
		err = contender->create_sized(contender->state, live, turn->block_size);
	else if (contender->create)
		err = contender->create(contender->state, live, turn->block_size);
	if (err && is_whole(turn) && contender->close)
		contender->close(contender->state);
	return err;
}

static void destroy(struct hp_turn *turn)
{
	const struct hp_contender *contender = turn->contender;

	if (contender->destroy)
		contender->destroy(contender->state);
	if (is_whole(turn) && contender->close)
		contender->close(contender->state);
}

/* The row of a whole workload: from nothing to nothing. */
static void add_whole(struct hp_turn *turn, u64 ticks)
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

static int take_turn(struct hp_turn *turn)
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

/* Nobody has blocks yet. */
static void begin_turn(struct hp_turn *turn)
{
	u64 count = turn->run->result->config.count;
	unsigned int i;

	for (i = 0; i < turn->nr; i++)
		turn->run->workers[i].slots = (struct hp_slots){
			.live = turn->run->live + i * count,
			.usable = count,
		};
}

int hp_run_turn(struct hp_run *run, const struct hp_turn_id *id)
{
	const struct hp_contender_entry *entry = run->result->arms[id->arm];
	const struct hp_workload *workload = run->result->slots[id->slot]->workload;
	const struct hp_bench_config *config = &run->result->config;
	struct hp_turn turn = {
		.run = run,
		.id = id,
		.contender = entry->contender,
		.arm = hp_result_arm(run->result, id->slot, id->arm),
		.in = run->result->contexts[id->slot],
		.block_size = hp_workload_block_size(workload, config->block_size),
		.nr = hp_workload_workers(workload, config->cpus),
	};
	int err = 0;

	if (turn.arm->skipped)
		return 0;

	turn.loops = hp_contender_loops(entry->contender, turn.block_size);
	begin_turn(&turn);
	if (entry == &hp_harness && id->pass == HP_PASS_EACH)
		err = time_timer(run);
	return err ? err : take_turn(&turn);
}
