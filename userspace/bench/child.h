/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CHILD_H
#define HPALLOC_BENCH_CHILD_H

#include "../../bench/turn.h"
#include "identity.h"

/**
 * struct hp_shared - what the driver and its children share, in a memory file
 * @clock: as the driver calibrated it
 * @reason: from a child: why there is no result, or empty
 * @identity: from a child: whose malloc it had
 * @result: a child adds its own figures
 * @timer: latencies of the empty timer
 * @hists: latencies by phase and contender
 */
struct hp_shared {
	struct hp_clock clock;
	char reason[HP_IDENTITY_MAX];
	char identity[HP_ARMS][HP_IDENTITY_MAX];
	struct hp_result result;
	struct hp_hist timer;
	struct hp_hist hists[HP_PHASES * HP_ARMS];
};

/**
 * struct hp_task - what a child does: one turn
 * @fd: of the memory file
 * @id: the contender
 * @workload: the workload
 * @repeat: the repeat
 * @pass: whether single calls are timed
 */
struct hp_task {
	int fd;
	enum hp_contender_id id;
	enum hp_workload_id workload;
	unsigned int repeat;
	enum hp_pass pass;
};

#define HP_CHILD_OPTION	"--turn"

/**
 * hp_child_main() - be a child
 * @text: the task, as hp_child_format() wrote it
 *
 * Return: the exit status.
 */
int hp_child_main(const char *text);

#define HP_TASK_MAX	80

/**
 * hp_child_format() - a task as an argument
 * @task: the task
 * @text: HP_TASK_MAX bytes
 */
void hp_child_format(const struct hp_task *task, char *text);

#endif /* HPALLOC_BENCH_CHILD_H */
