// SPDX-License-Identifier: GPL-2.0 OR MIT
/* A turn: all steps of a workload once, by one arm. */

#include "turn.h"

static void free_slots(struct hp_turn *turn, const struct hp_slots *slots, u64 from, u64 to)
{
	struct hp_chunk chunk = {
		.state = turn->contender->state,
		.live = slots->live,
	};

	for (; from < to; from += chunk.count) {
		chunk.first = from;
		chunk.count = min_t(u64, to - from, HP_CHUNK);
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
		chunk.count = min_t(u32, worker->script.nr - first, HP_CHUNK);
		hp_turn_loops(turn, HP_OP_TRACE)->fn[HP_OP_TRACE][0][0](&chunk);
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
		err = hp_turn_step(turn, step);
		if (err || turn->trouble)
			break;
	}
	free_rest(turn);
	hp_turn_check_none(turn);
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
	u64 live = turn->nr * hp_workload_created(workload, result->config.count,
						  result->config.block_size);
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
static void add_whole(struct hp_turn *turn, u64 ticks, const struct hp_noise *before)
{
	struct hp_noise now;
	struct hp_result *result = turn->run->result;
	unsigned int phase = hp_result_phase(result, turn->id->slot, NULL);
	struct hp_row *row;

	if (phase == result->nr_phases)
		return;
	row = hp_result_row(result, phase, turn->id->arm);
	row->ops = result->config.count;
	hp_series_add(&row->series, hp_clock_ps(ticks + turn->ticks));
	hp_bench_noise(&now);
	hp_series_add(&row->interrupts, now.interrupts - before->interrupts);
	hp_series_add(&row->switches, now.switches - before->switches);
}

static int take_turn(struct hp_turn *turn)
{
	struct hp_noise before;
	u64 setup, teardown;
	int err;

	hp_bench_noise(&before);
	setup = hp_clock_read();
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

	if (turn->trouble)
		turn->arm->skipped = turn->trouble;
	if (err || turn->trouble || turn->id->pass != HP_PASS_BATCH)
		return err;
	hp_series_add(&turn->arm->setup, hp_clock_ps(setup));
	hp_series_add(&turn->arm->teardown, hp_clock_ps(teardown));
	add_whole(turn, setup + teardown, &before);
	return 0;
}

/* What the other turns of this pass pay for being timed. */
static int time_timer(struct hp_run *run)
{
	struct hp_chunk chunk = { .hist = hp_result_timer(run->result) };
	u64 left = run->result->config.count;
	int err = 0;

	for (; left && !err; left -= chunk.count) {
		chunk.count = min_t(u64, left, HP_CHUNK);
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
