// SPDX-License-Identifier: GPL-2.0 OR MIT
/* What a worker does in a step: its loops, chunk by chunk. */

#include "turn.h"

/* Blocks that a disturbing interrupt allocates and frees. */
#define HP_INTERRUPT_PAIRS	8

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

/* Blocks are allocated where slots are empty or were never filled, and freed behind. */
static u64 first_slot(const struct hp_slots *slots, enum hp_op op)
{
	bool full = !hp_slots_empty(slots);

	if (op == HP_OP_ALLOC)
		return full ? slots->filled : slots->empty_from;
	return op == HP_OP_FREE && !full ? slots->empty_to : 0;
}

static u64 last_slot(const struct hp_worker *worker, u64 first)
{
	const struct hp_slots *slots = &worker->slots;
	const struct hp_step *step = worker->turn->step;

	if (step->op == HP_OP_REPLACE)
		return worker->run->result->config.count;
	if (step->ops)
		return min_t(u64, slots->usable, first + step->ops);
	if (step->leave)
		return slots->usable - div_u64(slots->usable, step->leave);
	if (step->op == HP_OP_ALLOC && hp_slots_empty(slots))
		return slots->empty_to;
	return div_u64(slots->usable, step->part ? step->part : 1);
}

static int run_loop(struct hp_worker *worker, hp_loop_fn loop, struct hp_chunk *chunk)
{
	const struct hp_step *step = worker->turn->step;
	u64 first = first_slot(&worker->slots, step->op);
	u64 last = last_slot(worker, first);
	int err = 0;

	for (; first < last && !err; first += chunk->count) {
		if (READ_ONCE(worker->run->stop))
			break;
		chunk->first = first;
		chunk->count = min_t(u64, last - first, HP_CHUNK);
		worker->ticks += hp_contexts[worker->turn->in].call(loop, chunk);
		track_slots(&worker->slots, step->op, first + chunk->count);
		err = end_chunk(worker, chunk, chunk->count);
	}
	return err;
}

/* Blocks that came after a failure, if any, get the slots of those that did not. */
static void close_ranks(struct hp_slots *slots, u64 from)
{
	u64 to = from;

	for (; from < slots->filled; from++)
		if (slots->live[from])
			slots->live[to++] = slots->live[from];
	slots->filled = to;
	slots->usable = to;
}

static int run_until_none(struct hp_worker *worker, hp_loop_fn loop, struct hp_chunk *chunk)
{
	u64 count = worker->run->result->config.count;
	struct hp_slots *slots = &worker->slots;
	int err = 0;

	while (slots->filled < count && !err && !chunk->failures) {
		chunk->first = slots->filled;
		chunk->count = min_t(u64, count - slots->filled, HP_CHUNK);
		worker->ticks += hp_contexts[worker->turn->in].call(loop, chunk);
		slots->filled += chunk->count;
		worker->ops += chunk->count;
		err = hp_bench_checkpoint(chunk->count);
	}
	close_ranks(slots, chunk->first);
	worker->failures = !err && !chunk->failures;
	return err;
}

/* In the slots behind the blocks, of which there is one: the one that stayed empty. */
static int run_failing(struct hp_worker *worker, hp_loop_fn loop, struct hp_chunk *chunk)
{
	u64 left = worker->run->result->config.count;
	struct hp_slots *slots = &worker->slots;
	u64 room = left - slots->filled;
	int err = 0;

	chunk->first = slots->filled;
	for (; left && room && !err; left -= chunk->count) {
		if (READ_ONCE(worker->run->stop))
			break;
		chunk->failures = 0;
		chunk->count = min_t(u64, min(left, room), HP_CHUNK);
		worker->ticks += hp_contexts[worker->turn->in].call(loop, chunk);
		chunk->failures = chunk->count - chunk->failures;
		if (chunk->failures)
			slots->filled += chunk->count;
		err = end_chunk(worker, chunk, chunk->count);
	}
	return err;
}

/* Whole rounds only, and in each chunk one at least. */
static int run_rounds(struct hp_worker *worker, hp_loop_fn loop, struct hp_chunk *chunk)
{
	const struct hp_step *step = worker->turn->step;
	u32 rounds = max_t(u32, HP_CHUNK / step->keep, 1);
	u64 left = div_u64(worker->run->result->config.count, step->keep);
	int err = 0;

	chunk->keep = step->keep;
	chunk->forward = step->op == HP_OP_ROUND ? step->keep / 2 : step->keep;
	chunk->batch = step->bulk;
	for (; left && !err; left -= rounds) {
		if (READ_ONCE(worker->run->stop))
			break;
		rounds = min_t(u64, left, rounds);
		chunk->count = rounds * step->keep;
		worker->ticks += hp_contexts[worker->turn->in].call(loop, chunk);
		err = end_chunk(worker, chunk, chunk->count);
	}
	return err;
}

/* HP_OP_REPLACE, if blocks are held: what is freed at once is then allocated. */
static int run_held(struct hp_worker *worker, hp_loop_fn free, hp_loop_fn alloc,
		    struct hp_chunk *chunk)
{
	u64 first, count = worker->slots.usable;
	int err = 0;

	for (first = 0; first < count && !err; first += chunk->count) {
		if (READ_ONCE(worker->run->stop))
			break;
		chunk->first = first;
		chunk->count = min_t(u64, count - first, worker->turn->step->held);
		worker->ticks += hp_contexts[worker->turn->in].call(free, chunk);
		worker->ticks += hp_contexts[worker->turn->in].call(alloc, chunk);
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
		chunk->count = min_t(u32, script->nr - first, HP_CHUNK);
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
	if (worker->turn->step->half == HP_HALF_SEND)
		chunk->receives = 0;
	if (worker->turn->step->half == HP_HALF_RECEIVE)
		chunk->sends = 0;
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

/* Blocks of which each sender's share fills its rings. */
static u64 ringfuls(const struct hp_turn *turn)
{
	switch (turn->step->flow) {
	case HP_FLOW_ONE_WAY:
		return HP_RING_SIZE;
	case HP_FLOW_FAN:
		return (turn->nr - 1) * HP_RING_SIZE;
	default:
		return 2 * HP_RING_SIZE;
	}
}

static int run_pass(struct hp_worker *worker, hp_loop_fn loop, struct hp_chunk *chunk)
{
	const struct hp_step *step = worker->turn->step;
	struct hp_run *run = worker->run;
	u64 left = worker->slots.usable, done;
	u32 count;
	int err = 0;

	if (step->half)
		left = min(left, ringfuls(worker->turn));
	chunk->batch = step->batch;
	chunk->inbox = worker->inbox;
	chunk->stop = &run->stop;
	chunk->nr_out = step->flow == HP_FLOW_FAN ? worker->turn->nr - 1 : 1;
	chunk->out = run->inboxes + (step->flow == HP_FLOW_FAN ? 1 :
				     step->flow == HP_FLOW_SELF ? worker->nr :
				     worker->nr ^ 1);

	for (; left && !err && !READ_ONCE(run->stop); left -= count) {
		count = min_t(u64, left, HP_CHUNK);
		done = step->flow == HP_FLOW_SELF ?
			pass_to_self(worker, loop, count, chunk) :
			pass_to_others(worker, loop, count, chunk);
		err = end_chunk(worker, chunk, done);
	}
	return err;
}

static void work(struct hp_worker *worker)
{
	const struct hp_turn *turn = worker->turn;
	const hp_loop_fn (*fn)[HP_TOUCHES][2] = hp_turn_loops(turn, turn->step->op)->fn;
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
	else if (turn->step->fails == HP_FAILS_LAST)
		worker->err = run_until_none(worker, loop, &chunk);
	else if (turn->step->fails == HP_FAILS_ALL)
		worker->err = run_failing(worker, loop, &chunk);
	else if (turn->step->keep)
		worker->err = run_rounds(worker, loop, &chunk);
	else if (turn->step->held)
		worker->err = run_held(worker, fn[HP_OP_FREE][touch][turn->each],
				       fn[HP_OP_ALLOC][touch][turn->each], &chunk);
	else
		worker->err = run_loop(worker, loop, &chunk);
	if (turn->step->disturbed)
		hp_bench_disturb_end(worker);
	worker->misses = interrupt.failures;
}

void hp_turn_work(struct hp_worker *worker)
{
	struct hp_noise before, after;

	hp_bench_noise(&before);
	work(worker);
	hp_bench_noise(&after);
	worker->noise.interrupts = after.interrupts - before.interrupts;
	worker->noise.switches = after.switches - before.switches;
}
