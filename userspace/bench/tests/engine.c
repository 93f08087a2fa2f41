// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The engine with all workloads, on contenders that watch what it does: the
 * same for everybody, and nothing left behind whatever happens.
 */

#include "../../../bench/engine/run.h"

#include <stdlib.h>
#include <setjmp.h>
#include <cmocka.h>

/* Two chunks, of a kernel with checkers: see CHUNK in turn.c. */
#define COUNT		300
#define REPEAT		2

/* A contender's blocks have serial numbers, by which order is compared. */
struct watched {
	size_t limit;		/* blocks that it has */
	size_t live;
	u64 serial;
	u64 order;		/* a hash of what was freed when */
};

struct watched_block {
	u64 word;		/* what touching writes */
	u64 serial;
};

static void *watched_alloc(void *state)
{
	struct watched *w = state;
	struct watched_block *block;

	if (w->live == w->limit)
		return NULL;
	block = calloc(1, sizeof(*block));
	block->serial = w->serial++;
	w->live++;
	return block;
}

static void watched_free(void *state, void *block)
{
	struct watched *w = state;

	if (!block)
		return;
	w->order = (w->order ^ ((struct watched_block *)block)->serial) * 0x9e3779b97f4a7c15ULL;
	w->live--;
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

HP_DEFINE_LOOPS_BULK(watched_loops, watched_alloc, watched_free, watched_alloc_bulk,
		     watched_free_bulk);
HP_DEFINE_LOOPS(poor_loops, watched_alloc, watched_free);

static struct watched first, second, limited, poor;

static const struct hp_contender contenders[] = {
	{ .state = &first, .loops = &watched_loops, .baseline = true },
	{ .state = &second, .loops = &watched_loops },
	{ .state = &limited, .loops = &watched_loops },
	{ .state = &poor, .loops = &poor_loops },
};

const struct hp_contender_entry hp_contenders[] = {
	{ "first", &contenders[0] },
	{ "second", &contenders[1] },
	{ "limited", &contenders[2] },
	{ "poor", &contenders[3] },
};

const unsigned int hp_nr_contenders = ARRAY_SIZE(hp_contenders);
const struct hp_floor hp_floors[] = { { NULL, NULL } };
const unsigned int hp_nr_floors;

/* Checkpoints until one ends the run, and how many there were. */
static u64 checkpoints_left, checkpoints;

void *hp_bench_zalloc(u64 size)
{
	return calloc(1, size);
}

void hp_bench_zfree(void *mem)
{
	free(mem);
}

int hp_bench_checkpoint(u64 done)
{
	checkpoints++;
	return checkpoints_left-- ? 0 : -EINTR;
}

u64 hp_bench_footprint(void **live, u64 count, size_t size)
{
	u64 i;

	for (i = 0; i < count; i++)
		assert_non_null(live[i]);
	return count * size;
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

/* No turn leaves a block. */
int hp_bench_take_turn(struct hp_run *run, const struct hp_turn_id *id)
{
	int err = hp_run_turn(run, id);

	assert_int_equal(first.live + second.live + limited.live + poor.live, 0);
	return err;
}

#define ALL	((1ULL << hp_nr_workloads) - 1)

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
	limited = first;
	limited.limit = COUNT - 1;
	checkpoints = 0;

	hp_config_init(&config);
	config.count = COUNT;
	config.repeat = REPEAT;
	config.workloads = workloads;
	config.contenders = (1ULL << hp_nr_contenders) - 1;
	assert_int_equal(hp_result_init(result, &config), 0);
	result->store = calloc(1, hp_result_store_size(result));
	hp_result_reset(result);
	all.worker.context = &hp_process_context;
	all.worker.live = calloc(COUNT, sizeof(*all.worker.live));
	all.worker.index = calloc(COUNT, sizeof(*all.worker.index));

	err = hp_run_all(&all);
	free(all.worker.live);
	free(all.worker.index);
	return err;
}

static void end_run(struct hp_result *result)
{
	free(result->store);
	hp_result_free(result);
}

static void check_row(const struct hp_result *result, unsigned int phase, unsigned int arm)
{
	const struct hp_workload *workload = result->phases[phase].workload->workload;
	const struct hp_row *row = hp_result_row(result, phase, arm);
	u64 timed = hp_result_hist(result, phase, arm)->total;

	assert_null(hp_row_trouble(result, phase, arm));
	assert_int_equal(row->series.nr, REPEAT);
	assert_in_range(row->ops, 1, COUNT);
	if (workload->whole)
		assert_int_equal(timed, 0);
	else if (hp_workload_has(workload, HP_OP_BULK))
		assert_int_equal(timed, REPEAT * DIV_ROUND_UP(row->ops, HP_BULK));
	else
		assert_int_equal(timed, REPEAT * row->ops);
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
	assert_int_equal(run(&result, ALL), 0);
	assert_true(first.serial > COUNT);
	assert_int_equal(first.serial, second.serial);
	assert_true(first.order == second.order);
	end_run(&result);
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
		if (result.phases[phase].workload->workload->live) {
			check_row(&result, phase, 2);
			continue;
		}
		assert_string_equal(hp_row_trouble(&result, phase, 2), "allocations failed");
		assert_int_equal(ratio.median, 0);
	}
	end_run(&result);
}

static void what_lacks_an_operation_is_skipped(void **state)
{
	struct hp_result result;
	unsigned int phase;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, ALL), 0);
	for (phase = 0; phase < result.nr_phases; phase++) {
		if (hp_workload_has(result.phases[phase].workload->workload, HP_OP_BULK))
			assert_string_equal(hp_row_trouble(&result, phase, 3), "has no such calls");
		else
			check_row(&result, phase, 3);
	}
	end_run(&result);
}

static void interrupt_everywhere(u64 workload)
{
	struct hp_result result;
	u64 all, i;

	checkpoints_left = U64_MAX;
	assert_int_equal(run(&result, workload), 0);
	end_run(&result);
	all = checkpoints;
	for (i = 0; i < all; i++) {
		checkpoints_left = i;
		assert_int_equal(run(&result, workload), -EINTR);
		assert_int_equal(checkpoints, i + 1);
		end_run(&result);
	}
}

/* At each of the points at which a run can be ended. */
static void an_interrupted_run_leaves_nothing(void **state)
{
	unsigned int i;

	for (i = 0; i < hp_nr_workloads; i++)
		interrupt_everywhere(1ULL << i);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_measured),
		cmocka_unit_test(all_do_the_same_in_the_same_order),
		cmocka_unit_test(failures_are_no_result),
		cmocka_unit_test(what_lacks_an_operation_is_skipped),
		cmocka_unit_test(an_interrupted_run_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
