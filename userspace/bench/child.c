// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * A process that takes one turn of one contender and leaves what it found in
 * memory that it shares with the driver.
 */

#include "portable.h"

#include <sys/mman.h>

#include "child.h"
#include "contenders.h"
#include "rss.h"

const struct hp_contender * const hp_contenders[HP_ARMS] = {
	[HP_HPALLOC] = &hp_contender_hpalloc,
	[HP_HPALLOC_READY] = &hp_contender_hpalloc_ready,
	[HP_HPALLOC_HUGE] = &hp_contender_hpalloc_huge,
	[HP_GLIBC] = &hp_contender_malloc,
	[HP_GLIBC_HUGE] = &hp_contender_malloc,
	[HP_JEMALLOC] = &hp_contender_malloc,
	[HP_MIMALLOC] = &hp_contender_malloc,
	[HP_TCMALLOC] = &hp_contender_malloc,
	[HP_HARNESS] = &hp_contender_harness,
};

/* The parent ends it, if it must. */
int hp_run_pause(u64 done)
{
	(void)done;
	return 0;
}

void hp_run_tell(const char *phase, const char *contender)
{
	(void)phase;
	(void)contender;
}

void hp_child_format(const struct hp_task *task, char *text)
{
	snprintf(text, HP_TASK_MAX, "%d,%u,%u,%u,%u", task->fd, task->id,
		 task->workload, task->repeat, task->pass);
}

static bool hp_child_parse(struct hp_task *task, const char *text)
{
	unsigned int id, workload, pass;

	if (sscanf(text, "%d,%u,%u,%u,%u", &task->fd, &id, &workload,
		   &task->repeat, &pass) != 5 ||
	    id >= HP_ARMS || workload >= HP_WORKLOADS || pass >= HP_PASSES)
		return false;

	task->id = id;
	task->workload = workload;
	task->pass = pass;
	return true;
}

static struct hp_shared *hp_child_map(int fd)
{
	struct hp_shared *shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
					MAP_SHARED, fd, 0);

	return shared == MAP_FAILED ? NULL : shared;
}

static int hp_child_alloc(struct hp_run *run)
{
	u64 count = run->config.count;

	run->live = hp_bench_zalloc(count * sizeof(*run->live));
	if (run->workload == HP_WORKLOAD_RANDOM)
		run->index = hp_bench_zalloc(count * sizeof(*run->index));
	if (!run->live || (run->workload == HP_WORKLOAD_RANDOM && !run->index))
		return -ENOMEM;
	return 0;
}

/* Where few blocks are live, what is done for the first time would show. */
static void hp_child_warm_up(struct hp_run *run, enum hp_contender_id id)
{
	u64 live = hp_workload_live(run->workload, run->config.count);

	if (live == run->config.count)
		return;
	run->pass = HP_PASS_WARM_UP;
	hp_run_turn(run, id);
}

static void hp_child_turn(struct hp_run *run, const struct hp_task *task)
{
	hp_run_index(run);
	hp_child_warm_up(run, task->id);
	run->pass = task->pass;
	hp_rss_start();
	hp_run_turn(run, task->id);
	if (task->id == HP_HARNESS && task->pass == HP_PASS_EACH)
		hp_run_timer(run);
}

static int hp_child_refuse(struct hp_shared *shared, const char *reason)
{
	snprintf(shared->reason, sizeof(shared->reason), "%s", reason);
	return 0;
}

/* A pointer of this process says nothing to the driver. */
static void hp_child_tell_reason(struct hp_shared *shared, const struct hp_task *task)
{
	struct hp_arm *arm = &shared->result.arms[task->workload][task->id];

	if (arm->skipped)
		hp_child_refuse(shared, arm->skipped);
	arm->skipped = NULL;
}

static void hp_child_begin(struct hp_run *run, struct hp_shared *shared,
			   const struct hp_task *task)
{
	run->config = shared->result.config;
	run->result = &shared->result;
	run->hists = shared->hists;
	run->timer = &shared->timer;
	run->workload = task->workload;
	run->repeat = task->repeat;
}

int hp_child_main(const char *text)
{
	struct hp_shared *shared;
	struct hp_task task;
	struct hp_run run = { 0 };

	if (!hp_child_parse(&task, text))
		return 2;
	shared = hp_child_map(task.fd);
	if (!shared)
		return 2;
	if (hp_identity(task.id, shared->identity[task.id]))
		return hp_child_refuse(shared, shared->identity[task.id]);

	hp_clock = shared->clock;
	hp_child_begin(&run, shared, &task);
	if (hp_child_alloc(&run))
		return hp_child_refuse(shared, "no memory for the harness");
	hp_child_turn(&run, &task);
	hp_child_tell_reason(shared, &task);
	return 0;
}
