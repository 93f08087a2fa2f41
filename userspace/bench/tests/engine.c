// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The engine with all workloads, on contenders that watch what it does: the
 * same for everybody, and nothing left behind whatever happens.
 */

#include "../../../bench/engine/order.h"
#include "../../../bench/engine/run.h"
#include "../../../bench/report/report.h"

#include <pthread.h>
#include <stdlib.h>
#include <setjmp.h>
#include <cmocka.h>

/* Two chunks, of a kernel with checkers: see HP_CHUNK in turn.h. */
#define COUNT		300
#define REPEAT		2
#define CPUS		2

/* A contender's blocks have serial numbers, by which order is compared. */
struct watched {
	size_t limit;		/* blocks that it has */
	size_t live;
	u64 serial;
	u64 order;		/* a hash of what was freed when */
	u64 allocs[HP_IN_NR];	/* by where */
	u64 frees[HP_IN_NR];
	void *blocks[COUNT];	/* that it took back and has */
	u64 kept;
	u64 touched;		/* words that were written, of all blocks */
	size_t most;		/* that were live */
	u64 turns;		/* from freeing to allocating */
	bool freed;		/* that was the last call */
	size_t lost;		/* blocks that it never gets back */
	bool grows;		/* by a block each time that it has none */
	u64 created;		/* for so many blocks */
	u64 inherited;		/* freed by threads that were not there when they were allocated */
};

/* A thread: which worker's, and how often the workers had got new ones before. */
struct who {
	unsigned int nr;
	unsigned int generation;
};

static __thread struct who self;

#define WORDS		8

struct watched_block {
	u64 word[WORDS];	/* what touching writes */
	u64 serial;
	size_t size;		/* if it was asked for */
	struct who owner;	/* who allocated it */
};

/* The threads of several workers share a contender. */
static pthread_mutex_t watch = PTHREAD_MUTEX_INITIALIZER;

static __thread enum hp_in where;

static void *watched_alloc(void *state)
{
	struct watched *w = state;
	struct watched_block *block = NULL;

	pthread_mutex_lock(&watch);
	w->allocs[where]++;
	if (w->live < w->limit) {
		block = calloc(1, sizeof(*block));
		block->serial = w->serial++;
		block->owner = self;
		w->live++;
		w->most = max(w->most, w->live);
		w->turns += w->freed;
		w->freed = false;
	} else {
		w->limit += w->grows;
	}
	pthread_mutex_unlock(&watch);
	return block;
}

static void watched_free(void *state, void *block)
{
	struct watched_block *b = block;
	struct watched *w = state;
	unsigned int i;

	if (!block)
		return;
	pthread_mutex_lock(&watch);
	w->frees[where]++;
	w->order = (w->order ^ b->serial) * 0x9e3779b97f4a7c15ULL;
	for (i = 0; i < WORDS; i++)
		w->touched += !!b->word[i];
	w->inherited += b->owner.generation != self.generation && b->owner.nr != self.nr;
	w->live--;
	w->freed = true;
	pthread_mutex_unlock(&watch);
	free(block);
}

static unsigned int watched_alloc_bulk(void *state, unsigned int n, void **blocks)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		blocks[i] = watched_alloc(state);
		if (!blocks[i])
			break;
	}
	return i;
}

static void watched_free_bulk(void *state, unsigned int n, void **blocks)
{
	while (n--)
		watched_free(state, blocks[n]);
}

static void *watched_alloc_sized(void *state, size_t size)
{
	struct watched_block *block = watched_alloc(state);

	if (block)
		block->size = size;
	return block;
}

static void watched_free_sized(void *state, void *block, size_t size)
{
	struct watched *w = state;

	if (!block)
		return;
	assert_int_equal(((struct watched_block *)block)->size, size);
	w->order = (w->order ^ size) * 0x9e3779b97f4a7c15ULL;
	watched_free(state, block);
}

static u64 watched_live(void *state)
{
	struct watched *w = state;

	return w->live + w->lost;
}

HP_DEFINE_LOOPS_SIZED(sized_loops, watched_alloc_sized, watched_free_sized);
HP_DEFINE_LOOPS_SHARED_BULK(watched_loops, watched_alloc, watched_free, watched_alloc_bulk,
			    watched_free_bulk);
HP_DEFINE_LOOPS(poor_loops, watched_alloc, watched_free);

static unsigned int all_or_none(void *state, unsigned int n, void **blocks)
{
	unsigned int got = watched_alloc_bulk(state, n, blocks);

	if (got == n)
		return n;
	watched_free_bulk(state, got, blocks);
	return 0;
}

HP_DEFINE_LOOPS_BULK_ONLY(bulk_loops, all_or_none, watched_free_bulk);

static void keeps_all(void *state, void *block)
{
}

static int watched_create(void *state, u64 count, size_t block_size)
{
	((struct watched *)state)->created = count;
	return 0;
}

static void watched_destroy(void *state)
{
	struct watched *w = state;

	while (w->kept)
		watched_free(w, w->blocks[--w->kept]);
}

static void *kept_alloc(void *state)
{
	struct watched *w = state;
	void *block = watched_alloc(state);

	if (block)
		w->blocks[w->kept++] = block;
	return block;
}

HP_DEFINE_LOOPS(keeping_loops, kept_alloc, keeps_all);

static struct watched first, second, limited, poor, bulk, limited_bulk, keeping, loser;

static const struct hp_limit task_only = {
	.free = {
		[HP_IN_PREEMPT_OFF] = "in tasks only",
		[HP_IN_SOFTIRQ] = "in tasks only",
		[HP_IN_IRQ] = "in tasks only",
	},
};

static const struct hp_contender contenders[] = {
	{ .state = &first, .loops = &watched_loops, .sized = &sized_loops, .shared = true,
	  .baseline = true, .live = watched_live },
	{ .state = &second, .loops = &watched_loops, .sized = &sized_loops, .shared = true,
	  .owns_memory = true },
	{ .state = &limited, .loops = &watched_loops, .sized = &sized_loops, .shared = true,
	  .sized_not_in = &task_only, .bounded = true, .create = watched_create },
	{ .state = &poor, .loops = &poor_loops },
	{ .state = &bulk, .loops = &bulk_loops, .shared = true, .not_in = &task_only },
	{ .state = &limited_bulk, .loops = &bulk_loops, .shared = true },
	{ .state = &keeping, .loops = &keeping_loops, .keeps = true, .destroy = watched_destroy },
	{ .state = &loser, .loops = &watched_loops, .live = watched_live },
};

const struct hp_contender_entry hp_contenders[] = {
	{ "first", &contenders[0] },
	{ "second", &contenders[1] },
	{ "limited", &contenders[2] },
	{ "poor", &contenders[3] },
	{ "bulk", &contenders[4] },
	{ "limited_bulk", &contenders[5] },
	{ "keeping", &contenders[6] },
	{ "loser", &contenders[7] },
};

const unsigned int hp_nr_contenders = ARRAY_SIZE(hp_contenders);
const struct hp_floor hp_floors[] = { { NULL, NULL } };
const unsigned int hp_nr_floors;
const char * const hp_bench_notes = "elsewhere";

/* Checkpoints until one ends the run, and how many there were. */
static u64 checkpoints_left, checkpoints;

/* What the harness has asked for so far. */
static u64 asked;

void *hp_bench_zalloc(u64 size)
{
	asked += size;
	return calloc(1, size);
}

void hp_bench_zfree(void *mem)
{
	free(mem);
}

static pthread_t leader;
static struct hp_run *current;

int hp_bench_checkpoint(u64 done)
{
	if (!pthread_equal(pthread_self(), leader))
		return READ_ONCE(current->stop) ? -EINTR : 0;
	checkpoints++;
	return checkpoints_left-- ? 0 : -EINTR;
}

u64 hp_bench_footprint(void **live, u64 count, size_t size)
{
	u64 i, blocks = 0;

	/* A block that was freed is none: the sanitizer says so. */
	for (i = 0; i < count; i++) {
		if (!live[i])
			continue;
		READ_ONCE(((struct watched_block *)live[i])->serial);
		blocks++;
	}
	return blocks * size;
}

/* As if each allocation of one of them were an interrupt, and each of another a switch. */
void hp_bench_noise(struct hp_noise *noise)
{
	pthread_mutex_lock(&watch);
	noise->interrupts = first.serial;
	noise->switches = 3 * second.serial;
	noise->steal_ns = 5000000ULL * poor.serial;
	pthread_mutex_unlock(&watch);
}

static u64 call_in(enum hp_in in, hp_loop_fn loop, struct hp_chunk *chunk)
{
	u64 ticks;

	where = in;
	ticks = loop(chunk);
	where = HP_IN_TASK;
	return ticks;
}

static u64 call_in_task(hp_loop_fn loop, struct hp_chunk *chunk)
{
	return call_in(HP_IN_TASK, loop, chunk);
}

static u64 call_in_preempt_off(hp_loop_fn loop, struct hp_chunk *chunk)
{
	return call_in(HP_IN_PREEMPT_OFF, loop, chunk);
}

static u64 call_in_softirq(hp_loop_fn loop, struct hp_chunk *chunk)
{
	return call_in(HP_IN_SOFTIRQ, loop, chunk);
}

static u64 call_in_irq(hp_loop_fn loop, struct hp_chunk *chunk)
{
	return call_in(HP_IN_IRQ, loop, chunk);
}

const struct hp_context hp_contexts[] = {
	[HP_IN_TASK] = { "process", "", call_in_task },
	[HP_IN_PREEMPT_OFF] = { "preempt_off", "", call_in_preempt_off },
	[HP_IN_SOFTIRQ] = { "softirq", "", call_in_softirq },
	[HP_IN_IRQ] = { "hardirq", "", call_in_irq },
};

const unsigned int hp_nr_contexts = ARRAY_SIZE(hp_contexts);

struct job {
	pthread_t thread;
	struct who who;
	struct hp_worker *worker;
	void (*work)(struct hp_worker *worker);
};

static unsigned int generation;

int hp_bench_relieve(struct hp_run *run)
{
	generation++;
	return hp_bench_checkpoint(0);
}

static void *do_job(void *arg)
{
	struct job *job = arg;

	self = job->who;
	job->work(job->worker);
	return NULL;
}

int hp_bench_together(struct hp_run *run, unsigned int nr,
		      void (*work)(struct hp_worker *worker))
{
	struct job jobs[CPUS];
	unsigned int i;
	int err;

	current = run;
	for (i = 0; i < nr; i++) {
		jobs[i].worker = &run->workers[i];
		jobs[i].who = (struct who){ i, generation };
		jobs[i].work = work;
		pthread_create(&jobs[i].thread, NULL, do_job, &jobs[i]);
	}
	err = hp_bench_checkpoint(0);
	if (err)
		WRITE_ONCE(run->stop, true);
	for (i = 0; i < nr; i++)
		pthread_join(jobs[i].thread, NULL);
	return err;
}

/* Before the worker's first operation and after its last one. */
static __thread hp_loop_fn disturbing;
static __thread struct hp_chunk *disturbing_chunk;

void hp_bench_disturb(struct hp_worker *worker, hp_loop_fn loop, struct hp_chunk *chunk)
{
	call_in(HP_IN_IRQ, loop, chunk);
	disturbing = loop;
	disturbing_chunk = chunk;
}

void hp_bench_disturb_end(struct hp_worker *worker)
{
	call_in(HP_IN_IRQ, disturbing, disturbing_chunk);
}

int hp_bench_begin_workload(struct hp_run *run, unsigned int slot)
{
	hp_run_open(run, slot);
	return 0;
}

void hp_bench_end_workload(struct hp_run *run, unsigned int slot)
{
	hp_run_close(run, slot);
}

/* The last one, and timed ones that did not come right after an untimed one of the arm. */
static struct hp_turn_id last;
static unsigned int unsettled;

/* No turn leaves a block. */
int hp_bench_take_turn(struct hp_run *run, const struct hp_turn_id *id)
{
	int err = hp_run_turn(run, id);

	if (id->pass == HP_PASS_BATCH)
		unsettled += last.pass != HP_PASS_WARM_UP || last.arm != id->arm ||
			     last.slot != id->slot;
	last = *id;
	assert_int_equal(first.live + second.live + limited.live + poor.live +
			 bulk.live + limited_bulk.live + keeping.live + loser.live, 0);
	return err;
}

#define PAIR	1ULL
#define ALL	((1ULL << hp_nr_workloads) - 1)

/* Those on one CPU, where order means something. */
static u64 single(void)
{
	u64 mask = 0;
	unsigned int i;

	for (i = 0; i < hp_nr_workloads; i++)
		if (!hp_workloads[i].workload->cpus)
			mask |= 1ULL << i;
	return mask;
}

static unsigned int cpus = CPUS;
static enum hp_touch touch = HP_TOUCH_FIRST;
static const struct hp_trace *trace;
static struct hp_trace small_trace, large_trace;

/* A block that is freed, then all live, some of them freed and allocated again, some left. */
static void make_trace(struct hp_trace *made, unsigned int max_size)
{
	struct hp_trace_reader reader = { 0 };
	struct hp_text text = { 0 };
	unsigned int i;

	hp_text_add(&text, "hpalloc-trace 1\na %u 1\nf %u\n", COUNT, COUNT);
	for (i = 0; i < COUNT; i++)
		hp_text_add(&text, "a %u %u\n", i, 1 + i * 7 % max_size);
	for (i = 0; i < COUNT; i += 3)
		hp_text_add(&text, "f %u\n", i);
	for (i = 0; i < COUNT; i += 9)
		hp_text_add(&text, "a %u %u\n", i, max_size);
	hp_text_add(&text, "end\n");
	assert_int_equal(hp_trace_read(&reader, text.start, text.len, NULL), 0);
	assert_int_equal(hp_trace_finish(&reader, made, NULL), 0);
	hp_text_free(&text);
}

static u64 contexts = 1ULL << HP_IN_TASK;
static size_t limit = COUNT - 1;
static bool grows;

/* What the harness of the last run took. */
static u64 harness;

/* The bit of a workload. */
static u64 bit_of(const char *name)
{
	unsigned int i;

	for (i = 0; i < hp_nr_workloads; i++)
		if (!strcmp(hp_workloads[i].name, name))
			return 1ULL << i;
	fail_msg("there is no %s", name);
	return 0;
}

/* Runs workloads; the result is for end_run(). */
static int run(struct hp_result *result, u64 workloads)
{
	struct hp_bench_config config;
	struct hp_run all = { .result = result };
	int err;

	memset(&first, 0, sizeof(first));
	first.limit = SIZE_MAX;
	second = first;
	poor = first;
	bulk = first;
	loser = first;
	loser.lost = 1;
	limited = first;
	limited.limit = limit;
	limited_bulk = limited;
	limited.grows = grows;
	keeping = first;
	keeping.limit = COUNT;
	leader = pthread_self();
	checkpoints = 0;

	hp_config_init(&config);
	config.count = COUNT;
	config.repeat = REPEAT;
	config.cpus = cpus;
	config.contexts = contexts;
	config.touch = touch;
	config.block_size = WORDS * sizeof(u64);
	config.workloads = workloads;
	config.trace = trace;
	config.contenders = (1ULL << hp_nr_contenders) - 1;
	assert_int_equal(hp_result_init(result, &config), 0);
	result->store = calloc(1, hp_result_store_size(result));
	hp_result_reset(result);
	asked = 0;
	assert_int_equal(hp_run_hire(&all), 0);

	err = hp_run_all(&all);
	harness = asked;
	hp_run_dismiss(&all);
	return err;
}

static void end_run(struct hp_result *result)
{
	free(result->store);
	hp_result_free(result);
}

static bool is_bulk(unsigned int arm)
{
	return arm < hp_nr_contenders && hp_contenders[arm].contender->loops == &bulk_loops;
}

/* For who has blocks of many sizes, only. */
static bool is_mixed(const struct hp_workload *workload)
{
	return hp_workload_has(workload, HP_OP_TRACE) && !hp_workload_replays(workload);
}

static u64 most_ops(const struct hp_workload *workload)
{
	if (hp_workload_replays(workload))
		return trace->nr;
	return workload->cpus ? 2 * CPUS * COUNT : COUNT;
}

static bool fits(const struct hp_result *result, unsigned int phase)
{
	const struct hp_step *step = result->phases[phase].step;

	return !step || hp_step_fits(step, COUNT, WORDS * sizeof(u64));
}

static bool has_bulk_calls(const struct hp_result *result, unsigned int arm)
{
	return result->arms[arm]->contender->loops != &poor_loops;
}

#define UNBOUNDED	"is not bounded: takes what the system has"

/* How often a row looks at the clock. */
static u64 calls(const struct hp_result *result, unsigned int phase, unsigned int arm)
{
	const struct hp_step *step = result->phases[phase].step;
	u64 ops = hp_result_row(result, phase, arm)->ops;

	if (!step)
		return 0;
	if (step->op == HP_OP_BULK && has_bulk_calls(result, arm))
		return ops / step->keep * DIV_ROUND_UP(step->keep, step->bulk) * 2;
	return step->keep || step->held ? 2 * ops : ops;
}

static void check_row(const struct hp_result *result, unsigned int phase, unsigned int arm)
{
	const struct hp_workload *workload = result->phases[phase].workload->workload;
	const struct hp_row *row = hp_result_row(result, phase, arm);
	u64 timed = hp_result_hist(result, phase, arm)->total;

	if (workload->scarce && !result->arms[arm]->contender->bounded) {
		assert_string_equal(hp_row_trouble(result, phase, arm), UNBOUNDED);
		return;
	}
	if (!fits(result, phase)) {
		assert_string_equal(hp_row_trouble(result, phase, arm), "takes a larger count");
		return;
	}
	assert_null(hp_row_trouble(result, phase, arm));
	assert_int_equal(row->series.nr, REPEAT);
	assert_in_range(row->ops, 1, most_ops(workload));
	assert_int_equal(row->misses, 0);
	if (is_bulk(arm))
		assert_in_range(timed, 0, REPEAT * calls(result, phase, arm));
	else
		assert_int_equal(timed, REPEAT * calls(result, phase, arm));
}

static void every_row_is_measured(void **state)
{
	struct hp_result result;
	unsigned int phase;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, ALL), 0);
	hp_result_conclude(&result);
	for (phase = 0; phase < result.nr_phases; phase++) {
		check_row(&result, phase, 0);
		check_row(&result, phase, 1);
		check_row(&result, phase, result.nr_arms - 1);
	}
	end_run(&result);
}

static void all_do_the_same_in_the_same_order(void **state)
{
	struct hp_result result;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, single()), 0);
	assert_true(first.serial > COUNT);
	assert_int_equal(first.serial, second.serial);
	assert_true(first.order == second.order);
	end_run(&result);
}

static u64 of_one_size(void)
{
	u64 mask = 0;
	unsigned int i;

	for (i = 0; i < hp_nr_workloads; i++)
		if (!hp_workload_has(hp_workloads[i].workload, HP_OP_TRACE))
			mask |= 1ULL << i;
	return mask & single();
}

static void blocks_are_touched(void **state)
{
	static const u64 words[] = {
		[HP_TOUCH_NONE] = 0, [HP_TOUCH_FIRST] = 1, [HP_TOUCH_WHOLE] = WORDS,
	};
	struct hp_result result;

	for (touch = 0; touch < HP_TOUCHES; touch++) {
		checkpoints_left = U64_MAX;
		assert_int_equal(run(&result, of_one_size()), 0);
		assert_int_equal(first.touched, first.serial * words[touch]);
		assert_int_equal(bulk.touched, bulk.serial * words[touch]);
		end_run(&result);
	}
	touch = HP_TOUCH_FIRST;
}

/* To the last byte, and no further. */
static void *buffer_alloc(void *state, size_t size)
{
	return state;
}

static void buffer_free(void *state, void *block, size_t size)
{
}

HP_DEFINE_LOOPS_SIZED(buffer_loops, buffer_alloc, buffer_free);

static void sized_blocks_are_touched(void **state)
{
	static const u8 bytes[] = {
		[HP_TOUCH_NONE] = 0, [HP_TOUCH_FIRST] = 1, [HP_TOUCH_WHOLE] = 13,
	};
	const struct hp_trace_op op = { .allocated = 13 };
	unsigned int i, each;

	for (i = 0; i < 2 * HP_TOUCHES; i++) {
		u64 words[2] = { 0 };
		u8 *buffer = (u8 *)words;
		void *live;
		struct hp_hist hist;
		struct hp_chunk chunk = {
			.state = buffer, .live = &live, .ops = &op, .count = 1,
		};

		each = i % 2;
		chunk.hist = each ? &hist : NULL;
		hp_hist_reset(&hist);
		buffer_loops.fn[HP_OP_TRACE][i / 2][each](&chunk);
		assert_true(hist.total == each);
		if (bytes[i / 2])
			assert_int_equal(buffer[bytes[i / 2] - 1], 13);
		assert_int_equal(buffer[bytes[i / 2]], 0);
	}
}

/* One block short: no figure of it is shown, those of others are. */
static void failures_are_no_result(void **state)
{
	struct hp_result result;
	struct hp_ratio ratio;
	unsigned int phase;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, ALL), 0);
	hp_result_conclude(&result);
	for (phase = 0; phase < result.nr_phases; phase++) {
		hp_result_ratio(&result, phase, 0, 2, &ratio);
		const struct hp_workload *workload = result.phases[phase].workload->workload;
		u64 live = hp_workload_live(workload, COUNT, WORDS * sizeof(u64));

		if (live < COUNT || workload->scarce)
			check_row(&result, phase, 2);
		/* How many are on their way at once, is chance. */
		if (live < COUNT || (workload->live && workload->cpus) || workload->scarce)
			continue;
		assert_string_equal(hp_row_trouble(&result, phase, 2), "allocations failed");
		assert_string_equal(hp_row_trouble(&result, phase, 5),
				    is_mixed(workload) ? "has one size" : "allocations failed");
		assert_int_equal(ratio.median, 0);
	}
	end_run(&result);
}

/* Alone, of all passes. */
static void run_one(struct hp_result *result, const char *name)
{
	checkpoints_left = U64_MAX;
	assert_int_equal(run(result, bit_of(name)), 0);
	hp_result_conclude(result);
}

static void a_lost_block_is_no_result(void **state)
{
	struct hp_result result;
	unsigned int phase;

	run_one(&result, "bulk");
	for (phase = 0; phase < result.nr_phases; phase++)
		assert_string_equal(hp_row_trouble(&result, phase, 7), "blocks got lost");
	end_run(&result);
	run_one(&result, "random");
	assert_string_equal(hp_row_trouble(&result, 0, 7), "blocks got lost");
	end_run(&result);
}

/* Random replacement alternates; if blocks are held, by as many at a time. */
static void blocks_are_held(void **state)
{
	const u64 turns = 1 + 3 * REPEAT;
	struct hp_result result;

	run_one(&result, "random");
	assert_int_equal(first.turns, turns * (COUNT + 1) - 1);
	end_run(&result);
	run_one(&result, "lag");
	assert_int_equal(first.turns, turns * (DIV_ROUND_UP(COUNT, 256) + 1) - 1);
	assert_int_equal(first.most, COUNT);
	end_run(&result);
}

/* The row says how many blocks are live, and the count how many are replaced. */
static void a_live_set_is_its_own(void **state)
{
	struct hp_result result;

	run_one(&result, "workset");
	assert_int_equal(first.most, 65536 / 64);
	assert_int_equal(hp_result_row(&result, 0, 0)->ops, COUNT);
	assert_int_equal(hp_result_arm(&result, 0, 0)->live, 65536);
	assert_null(hp_row_trouble(&result, 0, 0));
	assert_string_equal(hp_row_trouble(&result, 1, 0), "takes a larger count");
	end_run(&result);
}

/* What is left after the last peak is what memory is counted of, and stays. */
static void a_history_leaves_little(void **state)
{
	const u64 left = COUNT / 32;
	struct hp_result result;
	const struct hp_arm *arm;

	run_one(&result, "aged");
	arm = hp_result_arm(&result, 0, 0);
	assert_int_equal(arm->live, left * WORDS * sizeof(u64));
	assert_int_equal(arm->pages, arm->live);
	assert_int_equal(first.most, COUNT);
	assert_int_equal(hp_result_row(&result, 0, 0)->ops, COUNT);
	assert_int_equal(hp_result_row(&result, 1, 0)->ops, COUNT - left);
	assert_true(hp_phase_moves_pages(&result.phases[1]));
	end_run(&result);
}

/* Runs one whose contender has so many blocks, and another each time that it has none. */
static void exhaust(struct hp_result *result, size_t blocks, bool more)
{
	limit = blocks;
	grows = more;
	run_one(result, "exhaust");
	limit = COUNT - 1;
	grows = false;
}

static void check_exhausted(size_t blocks)
{
	const u64 ops[] = { min_t(u64, blocks, 256), COUNT, COUNT };
	struct hp_result result;
	unsigned int phase;

	exhaust(&result, blocks, false);
	assert_int_equal(result.nr_phases, ARRAY_SIZE(ops));
	for (phase = 0; phase < result.nr_phases; phase++) {
		check_row(&result, phase, 2);
		assert_int_equal(hp_result_row(&result, phase, 2)->ops, ops[phase]);
		assert_int_equal(hp_result_row(&result, phase, 2)->failures, 0);
		assert_false(hp_phase_moves_pages(&result.phases[phase]));
	}
	assert_int_equal(limited.created, COUNT / 4);
	assert_int_equal(limited.most, blocks);
	assert_int_equal(hp_result_arm(&result, 0, 2)->live, blocks * WORDS * sizeof(u64));
	end_run(&result);
}

static void check_not_exhausted(size_t blocks, bool more, const char *reason)
{
	struct hp_result result;
	unsigned int phase;

	exhaust(&result, blocks, more);
	for (phase = 0; phase < result.nr_phases; phase++)
		assert_string_equal(hp_row_trouble(&result, phase, 2), reason);
	end_run(&result);
}

/* Wherever in a chunk that happens; that it has none is no failure of the row. */
static void the_exhausted_have_rows(void **state)
{
	check_exhausted(COUNT - 1);
	check_exhausted(257);
	check_exhausted(256);
	check_exhausted(100);
	check_exhausted(1);
	check_not_exhausted(COUNT, false, "takes a larger count");
	check_not_exhausted(COUNT - 1, true, "had blocks again after it had none");
	check_not_exhausted(100, true, "had blocks again after it had none");
	check_not_exhausted(0, false, "allocations failed");
}

/* What is freed in which order, of a round of six; and by how many calls. */
static void rounds_go_half_forward(void **state)
{
	struct hp_hist hist;
	struct watched w = { .limit = SIZE_MAX };
	void *live[6];
	struct hp_chunk chunk = {
		.state = &w, .live = live, .hist = &hist,
		.count = 12, .keep = 6, .forward = 3, .batch = 4,
	};
	static const u64 freed[] = { 0, 1, 2, 5, 4, 3, 6, 7, 8, 11, 10, 9 };
	u64 order = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(freed); i++)
		order = (order ^ freed[i]) * 0x9e3779b97f4a7c15ULL;
	hp_hist_reset(&hist);
	watched_loops.fn[HP_OP_ROUND][HP_TOUCH_NONE][1](&chunk);
	assert_true(w.order == order);
	assert_int_equal(hist.total, 24);

	hp_hist_reset(&hist);
	watched_loops.fn[HP_OP_BULK][HP_TOUCH_NONE][1](&chunk);
	assert_int_equal(w.serial, 24);
	assert_int_equal(hist.total, 8);
	assert_int_equal(chunk.failures, 0);

	w.limit = 5;
	watched_loops.fn[HP_OP_BULK][HP_TOUCH_NONE][0](&chunk);
	assert_int_equal(chunk.failures, 2);
	assert_int_equal(w.live, 0);
}

static void who_has_one_owner_is_skipped(void **state)
{
	struct hp_result result;
	unsigned int phase;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, ALL), 0);
	for (phase = 0; phase < result.nr_phases; phase++) {
		const struct hp_workload *workload = result.phases[phase].workload->workload;

		if (workload->cpus)
			assert_string_equal(hp_row_trouble(&result, phase, 3),
					    "has one owner: not for several CPUs");
		else if (is_mixed(workload))
			assert_string_equal(hp_row_trouble(&result, phase, 3), "has one size");
		else
			check_row(&result, phase, 3);
	}
	end_run(&result);
}

/* One fill is what it can do. */
static void what_takes_nothing_back_fills_once(void **state)
{
	struct hp_text name = { };
	struct hp_result result;
	unsigned int phase, measured = 0;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, single()), 0);
	for (phase = 0; phase < result.nr_phases; phase++) {
		const char *trouble = hp_row_trouble(&result, phase, 6);

		hp_report_phase_name(&name, &result.phases[phase]);
		if (!strcmp(hp_text_string(&name), "fifo.fill")) {
			check_row(&result, phase, 6);
			measured++;
		} else if (!strcmp(hp_text_string(&name), "pair") ||
			   !strcmp(hp_text_string(&name), "fifo.free") ||
			   !strcmp(hp_text_string(&name), "shuffle.fill")) {
			assert_string_equal(trouble, "takes no blocks back");
			measured++;
		}
		if (trouble)
			assert_string_not_equal(trouble, "allocations failed");
		hp_text_free(&name);
	}
	assert_int_equal(measured, 4);
	end_run(&result);
}

static bool leaves_tasks(const struct hp_step *step)
{
	return step && (step->frees_in != HP_IN_TASK || step->disturbed);
}

/* Where a row leaves tasks, those that may not have a reason in that row only. */
static void contexts_are_respected(void **state)
{
	struct hp_result result;
	unsigned int phase;
	enum hp_in in;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, ALL), 0);
	for (phase = 0; phase < result.nr_phases; phase++) {
		if (leaves_tasks(result.phases[phase].step))
			assert_string_equal(hp_row_trouble(&result, phase, 4), "in tasks only");
		else if (!is_mixed(result.phases[phase].workload->workload))
			check_row(&result, phase, 4);
	}
	for (in = HP_IN_TASK + 1; in < HP_IN_NR; in++) {
		assert_true(first.frees[in]);
		assert_int_equal(bulk.frees[in], 0);
	}
	end_run(&result);
}

static const char *allocated_elsewhere(const struct watched *w, enum hp_in in)
{
	enum hp_in other;

	for (other = 0; other < HP_IN_NR; other++)
		if (other != in && w->allocs[other])
			return hp_contexts[other].name;
	return NULL;
}

/* The third may not do that with blocks of many sizes, the fifth with none. */
static void check_limits(const struct hp_result *result, unsigned int phase, enum hp_in in)
{
	bool sized = hp_workload_has(result->phases[phase].workload->workload, HP_OP_TRACE);
	const char *third = hp_row_trouble(result, phase, 2);

	assert_int_equal(third && !strcmp(third, "in tasks only"), sized && in != HP_IN_TASK);
	if (in != HP_IN_TASK)
		assert_string_equal(hp_row_trouble(result, phase, 4), "in tasks only");
}

static void loops_run_in_the_context(void **state)
{
	struct hp_result result;
	unsigned int phase;
	enum hp_in in;

	checkpoints_left = U64_MAX;
	for (in = 0; in < HP_IN_NR; in++) {
		contexts = 1ULL << in;
		assert_int_equal(run(&result, single()), 0);
		assert_true(first.allocs[in] > COUNT);
		assert_null(allocated_elsewhere(&first, in));
		for (phase = 0; phase < result.nr_phases; phase++) {
			check_row(&result, phase, 0);
			check_limits(&result, phase, in);
		}
		end_run(&result);
	}
	contexts = 1ULL << HP_IN_TASK;
}

/* One after the other; those for several CPUs run once. */
static void contexts_are_rows(void **state)
{
	static const char * const names[] = {
		"pair", "pair@preempt_off", "pair@softirq", "pair@hardirq",
		"fifo.fill", "fifo.free", "fifo.fill@preempt_off", "fifo.free@preempt_off",
		"fifo.fill@softirq", "fifo.free@softirq", "fifo.fill@hardirq", "fifo.free@hardirq",
		"fan.1", "fan.8",
	};
	struct hp_text name = { };
	struct hp_result result;
	u64 workloads = bit_of("pair") | bit_of("fifo") | bit_of("fan");
	unsigned int i;

	checkpoints_left = U64_MAX;
	contexts = (1ULL << HP_IN_NR) - 1;
	assert_int_equal(run(&result, workloads), 0);
	contexts = 1ULL << HP_IN_TASK;
	assert_int_equal(result.nr_phases, ARRAY_SIZE(names));
	for (i = 0; i < result.nr_phases; i++) {
		hp_report_phase_name(&name, &result.phases[i]);
		assert_string_equal(hp_text_string(&name), names[i]);
		hp_text_free(&name);
		check_row(&result, i, 0);
	}
	end_run(&result);
}

/* On one CPU too: an interrupt is another owner. */
static void owners_are_not_interrupted(void **state)
{
	struct hp_result result;
	unsigned int phase, disturbed = 0;

	checkpoints_left = U64_MAX;
	cpus = 1;
	assert_int_equal(run(&result, ALL), 0);
	cpus = CPUS;
	for (phase = 0; phase < result.nr_phases; phase++) {
		if (!hp_workload_disturbed(result.phases[phase].workload->workload))
			continue;
		disturbed++;
		check_row(&result, phase, 0);
		assert_string_equal(hp_row_trouble(&result, phase, 3),
				    "has one owner: not for interrupts");
	}
	assert_true(disturbed);
	end_run(&result);
}

#define TURNS	(1 + 3 * REPEAT)

/* Created for a block more, which a timer may have; without it, the timer misses. */
static void misses_are_counted(void **state)
{
	struct hp_result result;
	unsigned int phase;

	cpus = 1;
	limit = COUNT;
	run_one(&result, "irq");
	assert_int_equal(limited.created, COUNT + 1);
	for (phase = 0; phase < result.nr_phases; phase++) {
		const struct hp_row *row = hp_result_row(&result, phase, 2);
		bool fills = !strcmp(result.phases[phase].step->row, "fill");
		bool frees = !strcmp(result.phases[phase].step->row, "free");

		assert_null(hp_row_trouble(&result, phase, 2));
		assert_int_equal(row->failures, 0);
		assert_int_equal(row->misses, fills || frees ? 8 * TURNS : 0);
		assert_int_equal(hp_result_row(&result, phase, 0)->misses, 0);
	}
	end_run(&result);
	cpus = CPUS;
	limit = COUNT - 1;
}

/* All that was live, twice in a turn, and nothing where the threads stay. */
static void new_threads_inherit(void **state)
{
	struct hp_result result;

	run_one(&result, "handoff");
	assert_int_equal(first.inherited, TURNS * 2 * CPUS * COUNT);
	end_run(&result);
	run_one(&result, "falseshare");
	assert_int_equal(first.inherited, 0);
	end_run(&result);
}

/* Of a workload that has more than a block live: what is, when most is. */
static void memory_is_counted(void **state)
{
	struct hp_result result;
	unsigned int slot;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, ALL), 0);
	for (slot = 0; slot < result.nr_slots; slot++) {
		const struct hp_arm *arm = hp_result_arm(&result, slot, 0);
		bool alone = result.slots[slot]->workload->live == 1;

		if (arm->skipped)
			continue;
		if (!arm->live != alone || !arm->bytes != alone)
			fail_msg("%s: %llu bytes, %llu live", result.slots[slot]->name,
				 arm->bytes, arm->live);
	}
	end_run(&result);
}

static void check_live(const char *name, u64 bytes)
{
	struct hp_result result;

	run_one(&result, name);
	assert_int_equal(hp_result_arm(&result, 0, 0)->live, bytes);
	assert_int_equal(hp_result_arm(&result, 0, 0)->pages, bytes);
	end_run(&result);
}

/* As many blocks as are sent before the first comes, and those of the trace's peak. */
static void what_is_on_its_way_is_live(void **state)
{
	const u64 size = WORDS * sizeof(u64);
	struct hp_result result;

	check_live("remote", COUNT * size);
	check_live("fan", COUNT * size);
	check_live("softirq", COUNT * size);
	check_live("falseshare", CPUS * COUNT * 32);
	check_live("bulk", COUNT * size);
	check_live("cold", 64 * size);

	run_one(&result, "replay");
	assert_int_equal(hp_result_arm(&result, 0, 0)->live, trace->peak_bytes);
	assert_int_equal(hp_result_arm(&result, 0, 0)->pages, trace->peak);
	end_run(&result);
}

/* Each workload by itself, and all of them. */
static void memory_of_the_harness_is_stated(void **state)
{
	struct hp_result result;
	unsigned int i;

	for (i = 0; i <= hp_nr_workloads; i++) {
		checkpoints_left = U64_MAX;
		assert_int_equal(run(&result, i < hp_nr_workloads ? 1ULL << i : ALL), 0);
		assert_int_equal(harness, hp_run_need(&result.config));
		end_run(&result);
	}
}

static void several_cpus_work(void **state)
{
	struct hp_result result;
	unsigned int phase;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, ALL & ~single()), 0);
	hp_result_conclude(&result);
	assert_true(result.nr_phases > 10);
	for (phase = 0; phase < result.nr_phases; phase++) {
		const struct hp_row *row = hp_result_row(&result, phase, 0);

		assert_int_equal(row->spread.nr, REPEAT);
		assert_true(row->spread.median >= HP_RATIO_ONE);
		assert_true(row->ops > COUNT / 32);
	}
	end_run(&result);
}

/* Samples of which 100 lie beyond each percentile, in the order of these. */
static const u64 enough[HP_PERCENTILES] = { 200, 1000, 10000, 100000, 1000000 };

static void a_percentile_needs_a_hundred_beyond(void **state)
{
	static struct hp_hist hist;
	struct hp_latency latency;
	unsigned int i;

	for (i = 0; i < HP_PERCENTILES; i++) {
		hp_hist_reset(&hist);
		hist.total = enough[i];
		hp_latency_from(&latency, &hist);
		assert_int_equal(latency.nr, i + 1);
		hist.total--;
		hp_latency_from(&latency, &hist);
		assert_int_equal(latency.nr, i);
	}
}

static bool has(const struct hp_text *text, const char *what)
{
	return strstr(hp_text_string(text), what);
}

/* 600 samples: enough for p50 and for nothing else. */
static void reports_leave_out_what_is_not_known(void **state)
{
	struct hp_text table = { }, json = { }, csv = { };
	struct hp_result result;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, PAIR), 0);
	hp_result_conclude(&result);
	hp_report_table(&table, &result);
	hp_report_json(&json, &result);
	hp_report_csv(&csv, &result);
	assert_true(has(&table, "     p50      p90      p99    p99.9   p99.99      max"));
	assert_true(has(&table, "        -        -        -        - "));
	assert_true(has(&json, "\"format\": 1,"));
	assert_true(has(&json, "\"flatters\": \"One owner at a time, no locking, "));
	assert_true(has(&json, "\"p50\": "));
	assert_false(has(&json, "\"p90\": "));
	assert_true(has(&json, "\"max\": "));
	assert_true(has(&json, "\"before\": [null, \"") || has(&json, "\", null]"));
	assert_true(has(&csv, ",p50_ns,p90_ns,p99_ns,p999_ns,p9999_ns,max_op_ns,"));
	assert_true(has(&csv, ",,,,,"));
	hp_text_free(&table);
	hp_text_free(&json);
	hp_text_free(&csv);
	end_run(&result);
}

/* As if nine repeats of each arm had taken so many picoseconds an operation. */
static void pretend(struct hp_result *result, const u64 *per_op)
{
	unsigned int phase, arm, i;

	result->config.repeat = 9;
	for (phase = 0; phase < result->nr_phases; phase++)
		for (arm = 0; arm < result->nr_arms; arm++) {
			struct hp_row *row = hp_result_row(result, phase, arm);

			row->series.nr = 9;
			for (i = 0; i < 9; i++)
				row->series.total[i] = per_op[arm] * row->ops;
		}
	hp_result_conclude(result);
}

static void check_words(const char *name, const u64 *per_op, const char * const *said)
{
	struct hp_result result;
	struct hp_text text = { };

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, bit_of(name)), 0);
	pretend(&result, per_op);
	hp_report_words(&text, &result);
	for (; *said; said++)
		if (!has(&text, *said))
			fail_msg("does not say \"%s\" but\n%s", *said, hp_text_string(&text));
	hp_text_free(&text);
	end_run(&result);
}

/* By arm; keeping has few rows, and the last two have none. */
static const u64 some_times[] = { 1000, 1010, 2500, 1500, 3000, 1000000, 500, 1, 1 };

static void words_say_what_the_figures_do(void **state)
{
	static const char * const pair[] = {
		"within this run; runs differ by more",
		"  pair: first 1.00 ns; not told from it: second; times as long: poor 1.50, limited 2.50,",
		" limited_bulk 1000.00\n",
		"  One owner at a time, no locking, and so less to do than others: poor\n",
		"  Had all their pages before: second; no row above has pages taken or returned in it\n",
		NULL
	};
	static const char * const fifo[] = {
		"  fifo.fill: keeping 0.50 ns; times as long: first 2.00, second 2.02, poor 3.00, bulk 6.00\n",
		"  fifo.free: first 1.00 ns; not told from it: second; times as long: poor 1.50, bulk 3.00\n",
		"second; that flatters them in fifo.fill, fifo.free\n",
		NULL
	};
	static const char * const steady[] = {
		"second; no row above has pages taken or returned in it\n",
		NULL
	};

	check_words("pair", some_times, pair);
	check_words("fifo", some_times, fifo);
	check_words("steady", some_times, steady);
}

static void words_tell_nothing_from_few_repeats(void **state)
{
	struct hp_result result;
	struct hp_text text = { };

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, PAIR), 0);
	hp_result_conclude(&result);
	hp_text_add(&result.not_comparable, "KASAN");
	hp_text_add(&result.warnings, "masks by a call\nzeroes blocks\n");
	hp_report_words(&text, &result);
	assert_true(has(&text, "Too few repeats"));
	assert_false(has(&text, "pair: "));
	assert_true(has(&text, "unfit for measuring"));
	assert_true(has(&text, "  This kernel: masks by a call\n  This kernel: zeroes blocks\n"));
	hp_text_free(&text);
	end_run(&result);
}

static u64 initial(void)
{
	struct hp_bench_config config;

	hp_config_init(&config);
	return config.workloads;
}

static unsigned int count_lines(const struct hp_text *text)
{
	const char *line = hp_text_string(text);
	unsigned int n = 0;

	for (; (line = strchr(line, '\n')); line++)
		n++;
	return n;
}

/* What nobody chose is brief: notes are elsewhere, the harness is in a sentence. */
static void the_initial_table_is_brief(void **state)
{
	struct hp_text brief = { }, full = { };
	struct hp_result result;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, initial()), 0);
	pretend(&result, some_times);
	hp_result_add_fact(&result, "cpu", "a fast one");
	hp_report_table(&brief, &result);
	result.config.workloads |= bit_of("fifo");
	hp_report_table(&full, &result);
	assert_true(has(&brief, "# noise in the median repeat of a row 0 "));
	assert_true(has(&brief, " cpu a fast one; config "));
	assert_true(has(&full, "\n# config        count=300 "));
	assert_true(has(&brief, ": elsewhere\n"));
	assert_false(has(&brief, "\nWorkloads\n"));
	assert_true(has(&full, "\nWorkloads\n  pair: "));
	assert_false(has(&brief, "(harness)"));
	assert_true(has(&brief, "the loops of pair 0.00, "));
	assert_true(has(&full, "\npair          (harness) "));
	assert_true(has(&brief, "Created / destroyed, ms, in no row: second "));
	assert_true(count_lines(&brief) + 20 < count_lines(&full));
	hp_text_free(&brief);
	hp_text_free(&full);
	end_run(&result);
}

/*
 * Of the lines of a name; they have to be in a row, and in ascending order. Not by
 * sscanf(), which first looks for the end of all of the text.
 */
static u64 samples_of(const struct hp_text *histograms, const char *name)
{
	unsigned long long low, high, samples, next = 0, sum = 0;
	const char *line = hp_text_string(histograms), *end;
	size_t len = strlen(name);
	char *at;

	for (; (end = strchr(line, '\n')); line = end + 1) {
		if (strncmp(line, name, len) || line[len] != ',')
			continue;
		low = strtoull(line + len + 1, &at, 10);
		assert_int_equal(*at, ',');
		high = strtoull(at + 1, &at, 10);
		assert_int_equal(*at, ',');
		samples = strtoull(at + 1, &at, 10);
		assert_int_equal(*at, ',');
		assert_true(low >= next && high >= low && samples);
		assert_int_equal(hp_hist_bucket(low), hp_hist_bucket(high));
		next = high + 1;
		sum += samples;
	}
	return sum;
}

static void histograms_are_complete(void **state)
{
	struct hp_text text = { }, name = { };
	struct hp_result result;
	unsigned int phase, arm;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, single()), 0);
	hp_result_conclude(&result);
	/* As if it had failed after some that were timed. */
	for (phase = 0; phase < result.nr_phases; phase++)
		hp_hist_record(hp_result_hist(&result, phase, 2), 5);
	hp_report_histograms(&text, &result);
	assert_true(!strncmp(text.start, "name,ticks_low,ticks_high,samples,tick_ps\ntimer,", 48));
	assert_int_equal(samples_of(&text, "timer"), hp_result_timer(&result)->total);
	for (phase = 0; phase < result.nr_phases; phase++)
		for (arm = 0; arm < result.nr_arms; arm++) {
			hp_report_row_name(&name, &result, phase, arm);
			assert_int_equal(samples_of(&text, hp_text_string(&name)),
					 hp_row_trouble(&result, phase, arm) ? 0 :
					 hp_result_hist(&result, phase, arm)->total);
			hp_text_free(&name);
		}
	assert_false(has(&text, "fifo.fill/limited/"));
	hp_text_free(&text);
	end_run(&result);
}

static u64 replaying(void)
{
	u64 mask = 0;
	unsigned int i;

	for (i = 0; i < hp_nr_workloads; i++)
		if (hp_workload_replays(hp_workloads[i].workload))
			mask |= 1ULL << i;
	return mask;
}

static void check_replay(const char *one_size, const char *sized)
{
	struct hp_result result;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, replaying()), 0);
	assert_int_equal(result.nr_phases, 1);
	if (sized)
		assert_string_equal(hp_row_trouble(&result, 0, 0), sized);
	else
		check_row(&result, 0, 0);
	if (one_size)
		assert_string_equal(hp_row_trouble(&result, 0, 3), one_size);
	else
		check_row(&result, 0, 3);
	end_run(&result);
}

/* Blocks of one size serve whatever fits. */
static void a_trace_is_for_whom_its_blocks_fit(void **state)
{
	check_replay(NULL, NULL);
	trace = &large_trace;
	check_replay("has one size, block_size, and the trace has larger blocks", NULL);
	trace = NULL;
	check_replay("no trace was written", "no trace was written");
	trace = &small_trace;
}

#define SEED		42
#define SLOT		3

static void take_order(u8 *order, unsigned int n, unsigned int repeat)
{
	unsigned int i;

	/* Arms need not be the first ones. */
	for (i = 0; i < n; i++)
		order[i] = HP_MAX_ARMS - n + i;
	hp_order_take(order, n, SEED, SLOT, repeat);
}

/* Whether each arm has each place, and follows each other one, equally often. */
static bool is_square(unsigned int n, unsigned int repeat)
{
	static unsigned int places[HP_MAX_ARMS][HP_MAX_ARMS], follows[HP_MAX_ARMS][HP_MAX_ARMS];
	unsigned int rows = hp_order_rows(n), base = HP_MAX_ARMS - n, i, j;
	u8 order[HP_MAX_ARMS];

	memset(places, 0, sizeof(places));
	memset(follows, 0, sizeof(follows));
	for (i = 0; i < rows; i++) {
		take_order(order, n, repeat + i);
		for (j = 0; j < n; j++)
			places[order[j] - base][j]++;
		for (j = 1; j < n; j++)
			follows[order[j] - base][order[j - 1] - base]++;
	}
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			if (places[i][j] != rows / n || follows[i][j] != (i == j ? 0 : rows / n))
				return false;
	return true;
}

/* With which of its rows the first square begins is random. */
static void orders_are_balanced(void **state)
{
	unsigned int n, rows, first;

	for (n = 1; n <= HP_MAX_ARMS; n++) {
		rows = hp_order_rows(n);
		for (first = 1; first < rows && !is_square(n, first); first++)
			;
		assert_true(is_square(n, first));
		assert_true(is_square(n, first + rows));
	}
}

/* Other seeds, slots and squares have other orders; the same ones have the same. */
static void orders_differ(void **state)
{
	u8 orders[5][8];
	unsigned int i, j;

	for (i = 0; i < 5; i++)
		for (j = 0; j < 8; j++)
			orders[i][j] = j;
	hp_order_take(orders[0], 8, SEED, SLOT, 0);
	hp_order_take(orders[1], 8, SEED, SLOT, 0);
	hp_order_take(orders[2], 8, SEED + 1, SLOT, 0);
	hp_order_take(orders[3], 8, SEED, SLOT + 1, 0);
	hp_order_take(orders[4], 8, SEED, SLOT, 8);
	assert_memory_equal(orders[0], orders[1], 8);
	for (i = 2; i < 5; i++)
		assert_memory_not_equal(orders[0], orders[i], 8);
	hp_order_take(orders[0], 0, SEED, SLOT, 0);
}

static void an_own_turn_comes_before_each(void **state)
{
	struct hp_result result;

	unsettled = 0;
	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, ALL), 0);
	assert_int_equal(unsettled, 0);
	end_run(&result);
}

/* Of who takes part only; the last one has left. */
static void who_was_before_is_recorded(void **state)
{
	struct hp_result result;
	unsigned int repeat, arm, before, firsts;
	u64 seen;

	checkpoints_left = U64_MAX;
	run_one(&result, "lifo");
	for (repeat = 0; repeat < REPEAT; repeat++) {
		seen = 0;
		firsts = 0;
		for (arm = 0; arm < result.nr_arms; arm++) {
			if (hp_result_arm(&result, 0, arm)->skipped)
				continue;
			before = hp_result_arm(&result, 0, arm)->before[repeat];
			if (before == HP_NOBODY) {
				firsts++;
				continue;
			}
			assert_null(hp_result_arm(&result, 0, before)->skipped);
			assert_int_not_equal(before, arm);
			assert_false(seen >> before & 1);
			seen |= 1ULL << before;
		}
		assert_int_equal(firsts, 1);
	}
	end_run(&result);
}

static void check_noise(const struct hp_result *result, unsigned int phase, unsigned int arm,
			u64 interrupts, u64 switches)
{
	const struct hp_row *row = hp_result_row(result, phase, arm);
	unsigned int i;

	assert_int_equal(row->interrupts.nr, REPEAT);
	assert_int_equal(row->switches.nr, REPEAT);
	for (i = 0; i < REPEAT; i++) {
		assert_int_equal(row->interrupts.total[i], interrupts);
		assert_int_equal(row->switches.total[i], switches);
	}
}

#define MEDIAN_OF	"noise\tin the median repeat of a row "

/* Within the row, and nothing of what is between the rows, or of other arms. */
static void noise_is_that_of_the_row(void **state)
{
	struct hp_text json = { };
	struct hp_result result;

	checkpoints_left = U64_MAX;
	run_one(&result, "lifo");
	check_noise(&result, 0, 0, COUNT, 0);
	check_noise(&result, 0, 1, 0, 3 * COUNT);
	check_noise(&result, 1, 0, 0, 0);
	check_noise(&result, 0, result.nr_arms - 1, 0, 0);
	assert_true(result.steal_ns == 5000000ULL * poor.serial);
	hp_report_json(&json, &result);
	assert_true(has(&json, "\"interrupts\": 600,"));
	assert_true(has(&json, "\"switches\": 1800,"));
	assert_true(has(&json, "\"steal_ns\": 10500000000,"));
	assert_true(has(&result.facts, MEDIAN_OF "0 interrupts, at most 300, "));
	assert_true(has(&result.facts, " 0 context switches, at most 900, 10500 ms of steal time"));
	hp_text_free(&json);
	end_run(&result);

	/* Creating and destroying belong to it. */
	run_one(&result, "whole");
	check_noise(&result, result.nr_phases - 1, 0, COUNT, 0);
	end_run(&result);
}

/* Of nine repeats in one row, where they are few and many. */
static void noise_has_a_median(void **state)
{
	static const u64 counts[] = { 7, 1000000007, 3, 12, 12, 0, 5, 40, 12 };
	struct hp_result result;
	struct hp_row *row;
	unsigned int i;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, PAIR), 0);
	for (i = 0; i < result.nr_arms; i++) {
		row = hp_result_row(&result, 0, i);
		row->interrupts.nr = 0;
		row->switches.nr = 0;
	}
	row = hp_result_row(&result, 0, 2);
	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		hp_series_add(&row->interrupts, counts[i]);
		if (i < 2)
			hp_series_add(&row->switches, counts[i]);
	}
	hp_result_conclude(&result);
	assert_true(has(&result.facts, MEDIAN_OF "12 interrupts, at most 1000000007, "));
	assert_true(has(&result.facts, " 7 context switches, at most 1000000007, "));
	end_run(&result);
}

/*
 * When a limited contender has too few blocks, and is skipped from then on, is a
 * matter of time where blocks pass between threads: the run may end before.
 */
static void check_interrupted(int err, u64 point, bool threads)
{
	if (!err && threads) {
		assert_in_range(checkpoints, 1, point);
		return;
	}
	assert_int_equal(err, -EINTR);
	assert_int_equal(checkpoints, point + 1);
}

static void interrupt_everywhere(u64 workload, bool threads)
{
	unsigned int step = threads ? 11 : 5;
	struct hp_result result;
	u64 all, i;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, workload), 0);
	end_run(&result);
	all = checkpoints;
	for (i = 0; i < all; i += step) {
		checkpoints_left = i;
		check_interrupted(run(&result, workload), i, threads);
		end_run(&result);
	}
}

/* At each of the points at which a run can be ended. */
static void an_interrupted_run_leaves_nothing(void **state)
{
	unsigned int i;

	/* Threads take time, and have the same few points in each step. */
	for (i = 0; i < hp_nr_workloads; i++)
		interrupt_everywhere(1ULL << i, hp_workloads[i].workload->cpus);
}

static int make_traces(void **state)
{
	make_trace(&small_trace, 64);
	make_trace(&large_trace, HP_TRACE_MAX_SIZE);
	trace = &small_trace;
	return 0;
}

static int free_traces(void **state)
{
	hp_trace_free(&small_trace);
	hp_trace_free(&large_trace);
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_measured),
		cmocka_unit_test(all_do_the_same_in_the_same_order),
		cmocka_unit_test(blocks_are_touched),
		cmocka_unit_test(sized_blocks_are_touched),
		cmocka_unit_test(failures_are_no_result),
		cmocka_unit_test(a_lost_block_is_no_result),
		cmocka_unit_test(blocks_are_held),
		cmocka_unit_test(a_live_set_is_its_own),
		cmocka_unit_test(a_history_leaves_little),
		cmocka_unit_test(the_exhausted_have_rows),
		cmocka_unit_test(rounds_go_half_forward),
		cmocka_unit_test(who_has_one_owner_is_skipped),
		cmocka_unit_test(contexts_are_respected),
		cmocka_unit_test(what_takes_nothing_back_fills_once),
		cmocka_unit_test(loops_run_in_the_context),
		cmocka_unit_test(contexts_are_rows),
		cmocka_unit_test(owners_are_not_interrupted),
		cmocka_unit_test(misses_are_counted),
		cmocka_unit_test(new_threads_inherit),
		cmocka_unit_test(memory_is_counted),
		cmocka_unit_test(what_is_on_its_way_is_live),
		cmocka_unit_test(memory_of_the_harness_is_stated),
		cmocka_unit_test(several_cpus_work),
		cmocka_unit_test(a_percentile_needs_a_hundred_beyond),
		cmocka_unit_test(reports_leave_out_what_is_not_known),
		cmocka_unit_test(words_say_what_the_figures_do),
		cmocka_unit_test(words_tell_nothing_from_few_repeats),
		cmocka_unit_test(the_initial_table_is_brief),
		cmocka_unit_test(histograms_are_complete),
		cmocka_unit_test(a_trace_is_for_whom_its_blocks_fit),
		cmocka_unit_test(orders_are_balanced),
		cmocka_unit_test(orders_differ),
		cmocka_unit_test(an_own_turn_comes_before_each),
		cmocka_unit_test(who_was_before_is_recorded),
		cmocka_unit_test(noise_is_that_of_the_row),
		cmocka_unit_test(noise_has_a_median),
		cmocka_unit_test(an_interrupted_run_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, make_traces, free_traces);
}
