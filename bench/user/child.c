// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * A process that takes one turn of one contender and leaves what it found in
 * memory that it shares with the driver.
 */

#include "child.h"
#include "footprint.h"

#include <sys/mman.h>

void hp_child_format(const struct hp_task *task, char *text)
{
	snprintf(text, HP_TASK_MAX, "%d,%u,%u,%u,%u", task->fd, task->turn.slot,
		 task->turn.arm, task->turn.repeat, task->turn.pass);
}

static bool parse(struct hp_task *task, const char *text)
{
	unsigned int pass;

	if (sscanf(text, "%d,%u,%u,%u,%u", &task->fd, &task->turn.slot,
		   &task->turn.arm, &task->turn.repeat, &pass) != 5 ||
	    pass >= HP_PASSES)
		return false;

	task->turn.pass = pass;
	return true;
}

static void *map(int fd, u64 size, int flags)
{
	void *mem = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | flags, fd, 0);

	return mem == MAP_FAILED ? NULL : mem;
}

struct hp_shared *hp_shared_map(int fd, struct hp_result *result)
{
	struct hp_shared *shared = map(fd, sizeof(*shared) + hp_result_store_size(result), 0);

	if (shared)
		result->store = shared->store;
	return shared;
}

/*
 * Replaces the driver's pointers by those of this process. The trace becomes resident
 * now: later, it would count as a contender's memory.
 */
static bool open_trace(const struct hp_shared *head, struct hp_bench_config *config)
{
	static struct hp_trace trace;

	*config = head->config;
	if (!config->trace)
		return true;
	trace = head->trace;
	trace.ops = map(head->trace_fd, (u64)trace.nr * sizeof(*trace.ops), MAP_POPULATE);
	config->trace = &trace;
	return trace.ops;
}

/* The configuration stands in front of what it is needed for to be mapped. */
static struct hp_shared *open_result(int fd, struct hp_result *result)
{
	struct hp_shared *head = map(fd, sizeof(*head), 0);
	struct hp_bench_config config;

	if (!head || !open_trace(head, &config) || hp_result_init(result, &config))
		return NULL;
	munmap(head, sizeof(*head));
	return hp_shared_map(fd, result);
}

static int refuse(struct hp_shared *shared, const char *reason)
{
	snprintf(shared->reason, sizeof(shared->reason), "%s", reason);
	return 0;
}

/* Where few blocks are live, what is done for the first time would show. */
static void warm_up(struct hp_run *run, const struct hp_turn_id *turn)
{
	struct hp_turn_id id = *turn;

	id.pass = HP_PASS_WARM_UP;
	if (run->result->slots[turn->slot]->workload->live)
		hp_run_turn(run, &id);
}

static int take_turn(struct hp_run *run, const struct hp_turn_id *turn)
{
	const struct hp_contender *contender = run->result->arms[turn->arm]->contender;
	int err;
	bool whole = run->result->slots[turn->slot]->workload->whole;

	if (contender->open && !whole)
		contender->open(contender->state, run->result->config.block_size);
	hp_footprint_start();
	warm_up(run, turn);
	err = hp_run_turn(run, turn);
	if (contender->close && !whole)
		contender->close(contender->state);
	return err;
}

int hp_child_main(const char *text)
{
	struct hp_result result;
	struct hp_run run = { .result = &result };
	struct hp_shared *shared;
	struct hp_task task;
	struct hp_arm *arm;

	if (!parse(&task, text))
		return 2;
	shared = open_result(task.fd, &result);
	if (!shared || task.turn.slot >= result.nr_slots || task.turn.arm >= result.nr_arms)
		return 2;
	if (hp_identity_check(result.arms[task.turn.arm]->contender->identity,
			      shared->identity))
		return refuse(shared, shared->identity);

	hp_clock = shared->clock;
	if (hp_run_hire(&run) || take_turn(&run, &task.turn))
		return refuse(shared, "no memory for the harness");

	/* A pointer of this process says nothing to the driver. */
	arm = hp_result_arm(&result, task.turn.slot, task.turn.arm);
	if (arm->skipped)
		refuse(shared, arm->skipped);
	arm->skipped = NULL;
	return 0;
}

/* The parent ends it, if it must. */
int hp_bench_checkpoint(u64 done)
{
	return 0;
}
