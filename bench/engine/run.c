// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The order of a run: workloads, passes, and whose turn it is. */

#include "order.h"
#include "run.h"

/* As many as a chunk has on a kernel without checkers. */
#define FLOOR_COUNT	16384

/* Those that are skipped leave the others balanced. */
static unsigned int gather_arms(const struct hp_run *run, unsigned int slot, u8 *arms)
{
	unsigned int i, n = 0;

	for (i = 0; i < run->result->nr_arms; i++)
		if (!hp_result_arm(run->result, slot, i)->skipped)
			arms[n++] = i;
	return n;
}

/*
 * Its own untimed turn comes between whoever was before it and the timed one: caches,
 * free lists and pages are as it left them itself.
 */
static int settle(struct hp_run *run, const struct hp_turn_id *timed)
{
	struct hp_turn_id id = *timed;

	id.pass = HP_PASS_WARM_UP;
	return hp_bench_take_turn(run, &id);
}

static int take_pass(struct hp_run *run, unsigned int slot, unsigned int repeat,
		     enum hp_pass pass)
{
	struct hp_turn_id id = { .slot = slot, .repeat = repeat, .pass = pass };
	u8 order[HP_MAX_ARMS], before = HP_NOBODY;
	unsigned int i, n = gather_arms(run, slot, order);
	int err = 0;

	hp_order_take(order, n, run->result->config.seed, slot, repeat);
	for (i = 0; i < n && !err; i++) {
		id.arm = order[i];
		if (pass == HP_PASS_BATCH)
			hp_result_arm(run->result, slot, id.arm)->before[repeat] = before;
		before = id.arm;
		if (pass == HP_PASS_BATCH)
			err = settle(run, &id);
		if (!err)
			err = hp_bench_take_turn(run, &id);
	}
	return err;
}

static int take_repeats(struct hp_run *run, unsigned int slot)
{
	const struct hp_workload *workload = run->result->slots[slot]->workload;
	unsigned int repeat;
	int err;

	err = take_pass(run, slot, 0, HP_PASS_WARM_UP);
	for (repeat = 0; repeat < run->result->config.repeat && !err; repeat++) {
		err = take_pass(run, slot, repeat, HP_PASS_BATCH);
		if (!err && !workload->whole)
			err = take_pass(run, slot, repeat, HP_PASS_EACH);
	}
	return err;
}

static const char *lacks_calls(const struct hp_workload *workload,
			       const struct hp_loops *loops)
{
	unsigned int op;

	for (op = 0; op < HP_OPS; op++)
		if (hp_workload_has(workload, op) && !loops->fn[op][0][0])
			return "has no such calls";
	return NULL;
}

/* Why a contender cannot do everything in a context. */
static const char *not_there(const struct hp_limit *limit, enum hp_in in)
{
	if (limit && limit->alloc[in])
		return limit->alloc[in];
	return hp_limit_frees(limit, in);
}

static const struct hp_limit *limit_of(const struct hp_workload *workload,
				       const struct hp_contender *contender)
{
	bool sized = contender->sized && hp_workload_has(workload, HP_OP_TRACE);

	return sized && contender->sized_not_in ? contender->sized_not_in : contender->not_in;
}

/* Timers call it too. */
static const char *unfit_for_timers(const struct hp_workload *workload,
				    const struct hp_contender *contender)
{
	if (!hp_workload_disturbed(workload))
		return NULL;
	if (!contender->shared)
		return "has one owner: not for interrupts";
	return not_there(contender->not_in, HP_IN_IRQ);
}

/* Whether blocks are allocated that a contender would have to take back before. */
static bool allocates_again(const struct hp_workload *workload)
{
	const struct hp_step *step;
	bool freed = false;

	for (step = workload->steps; step->kind != HP_STEP_END; step++) {
		if (step->kind != HP_STEP_LOOP)
			continue;
		if (step->op == HP_OP_FREE)
			freed = true;
		else if (step->op != HP_OP_ALLOC || freed)
			return true;
	}
	return false;
}

/* Blocks of many sizes are for who has them, and a trace for whom its blocks fit. */
static const char *unfit_for_sizes(const struct hp_run *run, unsigned int slot,
				   const struct hp_contender *contender)
{
	const struct hp_workload *workload = run->result->slots[slot]->workload;
	const struct hp_bench_config *config = &run->result->config;

	if (!hp_workload_has(workload, HP_OP_TRACE))
		return NULL;
	if (!hp_workload_replays(workload))
		return contender->sized ? NULL : "has one size";
	if (!config->trace)
		return "no trace was written";
	if (contender->sized)
		return hp_contender_unfit(contender, config->trace->max_size);
	return config->block_size < config->trace->max_size ?
		"has one size, block_size, and the trace has larger blocks" : NULL;
}

/* Why an arm takes no turns in a workload, or NULL if it does. */
static const char *unfit(const struct hp_run *run, unsigned int slot,
			 const struct hp_contender *contender)
{
	const struct hp_workload *workload = run->result->slots[slot]->workload;
	const struct hp_bench_config *config = &run->result->config;
	size_t block_size = hp_workload_block_size(workload, config->block_size);
	const char *reason;

	if (workload->cpus > config->cpus)
		return "takes several CPUs (cpus=2)";
	if (hp_workload_workers(workload, config->cpus) > 1 && !contender->shared)
		return "has one owner: not for several CPUs";
	reason = hp_contender_unfit(contender, block_size);
	if (!reason && contender->keeps && allocates_again(workload))
		return "takes no blocks back";
	if (!reason)
		reason = not_there(limit_of(workload, contender), run->result->contexts[slot]);
	if (!reason && workload->scarce && !contender->bounded)
		reason = "is not bounded: takes what the system has";
	if (!reason)
		reason = unfit_for_sizes(run, slot, contender);
	if (!reason)
		reason = unfit_for_timers(workload, contender);
	if (!reason)
		reason = lacks_calls(workload, hp_contender_loops(contender, block_size));
	return reason;
}

static int run_workload(struct hp_run *run, unsigned int slot)
{
	const struct hp_result *result = run->result;
	unsigned int i;
	int err;

	for (i = 0; i < result->nr_arms; i++)
		hp_result_arm(result, slot, i)->skipped =
			unfit(run, slot, result->arms[i]->contender);

	err = hp_bench_begin_workload(run, slot);
	if (err)
		return err;
	err = take_repeats(run, slot);
	hp_bench_end_workload(run, slot);
	return err;
}

int hp_run_all(struct hp_run *run)
{
	struct hp_noise before, after;
	unsigned int slot;
	int err = 0;

	hp_bench_noise(&before);
	for (slot = 0; slot < run->result->nr_slots && !err; slot++)
		err = run_workload(run, slot);
	hp_bench_noise(&after);
	run->result->steal_ns = after.steal_ns - before.steal_ns;
	return err;
}

static void run_floor(struct hp_run *run, unsigned int i)
{
	u64 start = hp_clock_read();

	hp_floors[i].loop(FLOOR_COUNT);
	start = hp_clock_read() - start;
	hp_series_add(hp_result_floor(run->result, i),
		      div_u64(hp_clock_ps(start), FLOOR_COUNT));
}

int hp_run_floors(struct hp_run *run)
{
	unsigned int repeat, i;
	int err;

	for (i = 0; i < hp_nr_floors; i++)
		hp_floors[i].loop(FLOOR_COUNT);
	for (repeat = 0; repeat < run->result->config.repeat; repeat++) {
		for (i = 0; i < hp_nr_floors; i++)
			run_floor(run, i);
		err = hp_bench_checkpoint(0);
		if (err)
			return err;
	}
	return 0;
}

static size_t block_size(const struct hp_run *run, unsigned int slot)
{
	return hp_workload_block_size(run->result->slots[slot]->workload,
				      run->result->config.block_size);
}

static bool opens_once(const struct hp_run *run, unsigned int slot, unsigned int arm)
{
	return !run->result->slots[slot]->workload->whole &&
	       run->result->arms[arm]->contender->open &&
	       !hp_result_arm(run->result, slot, arm)->skipped;
}

void hp_run_open(struct hp_run *run, unsigned int slot)
{
	const struct hp_contender *contender;
	unsigned int i;

	for (i = 0; i < run->result->nr_arms; i++) {
		contender = run->result->arms[i]->contender;
		if (opens_once(run, slot, i) &&
		    contender->open(contender->state, block_size(run, slot)))
			hp_result_arm(run->result, slot, i)->skipped = "could not be opened";
	}
}

void hp_run_close(struct hp_run *run, unsigned int slot)
{
	const struct hp_contender *contender;
	unsigned int i;

	for (i = 0; i < run->result->nr_arms; i++) {
		contender = run->result->arms[i]->contender;
		if (!run->result->slots[slot]->workload->whole && contender->close)
			contender->close(contender->state);
	}
}

u32 hp_run_traced(const struct hp_bench_config *config)
{
	u32 most = 0;
	unsigned int i;

	for (i = 0; i < hp_nr_workloads; i++) {
		const struct hp_workload *workload = hp_workloads[i].workload;

		if (!(config->workloads >> i & 1) || !hp_workload_has(workload, HP_OP_TRACE))
			continue;
		if (!hp_workload_replays(workload))
			most = max_t(u32, most, config->count);
		else if (config->trace)
			most = max(most, config->trace->slots);
	}
	return most;
}

static u64 step_work(const struct hp_step *step, u64 count, u64 block_size)
{
	if (step->kind != HP_STEP_LOOP || !hp_step_fits(step, count, block_size))
		return 0;
	if (step->half)
		return min_t(u64, count, HP_RING_SIZE);
	if (step->set && step->op == HP_OP_ALLOC)
		return hp_step_set(step, block_size) / 2;	/* half was there before */
	if (step->ops)
		return min_t(u64, step->ops, count);
	if (step->leave)
		return count - div_u64(count, step->leave);
	return div_u64(count, step->part ? step->part : 1);
}

static u64 steps_work(const struct hp_bench_config *config, const struct hp_workload *workload)
{
	const struct hp_step *step;
	u64 ops = 0;

	for (step = workload->steps; step->kind != HP_STEP_END; step++)
		ops += step_work(step, config->count,
				 hp_workload_block_size(workload, config->block_size));
	return ops;
}

/* But for freeing what it leaves. */
static u64 replay_work(const struct hp_trace *trace)
{
	return trace ? trace->nr + trace->nr_peak : 0;
}

static u64 workload_work(const struct hp_run *run, const struct hp_workload *workload)
{
	const struct hp_bench_config *config = &run->result->config;
	u64 ops;

	ops = hp_workload_replays(workload) ? replay_work(config->trace) :
		steps_work(config, workload) * hp_workload_workers(workload, config->cpus);
	return ops * (1 + config->repeat * (workload->whole ? 2 : 3));
}

u64 hp_run_work(const struct hp_run *run)
{
	u64 ops = 0;
	unsigned int i;

	for (i = 0; i < run->result->nr_slots; i++)
		ops += workload_work(run, run->result->slots[i]->workload);
	return ops * run->result->nr_arms;
}
