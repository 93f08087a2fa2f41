/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_USER_CHILD_H
#define HPALLOC_BENCH_USER_CHILD_H

#include "../engine/run.h"
#include "identity.h"

/**
 * struct hp_shared - what the driver and its children share, in a memory file
 * @config: what the run does
 * @clock: as the driver calibrated it
 * @trace: that of the configuration, if it has one
 * @trace_fd: a memory file of its operations
 * @reason: from a child: why there is no result, or empty
 * @identity: from a child: whose malloc it had
 * @store: figures, to which children add theirs; see struct hp_result
 */
struct hp_shared {
	struct hp_bench_config config;
	struct hp_clock clock;
	struct hp_trace trace;
	int trace_fd;
	char reason[HP_IDENTITY_MAX];
	char identity[HP_IDENTITY_MAX];
	u64 store[];
};

/**
 * struct hp_task - what a child does
 * @fd: of the memory file
 * @turn: the turn to take
 */
struct hp_task {
	int fd;
	struct hp_turn_id turn;
};

#define HP_CHILD_OPTION	"--turn"

/**
 * hp_child_main() - be a child
 * @text: the task, as hp_child_format() wrote it
 *
 * Return: the exit status.
 */
int hp_child_main(const char *text);

/* Bytes for a task in words. */
#define HP_TASK_MAX	80

/**
 * hp_child_format() - a task as an argument
 * @task: the task
 * @text: HP_TASK_MAX bytes
 */
void hp_child_format(const struct hp_task *task, char *text);

/**
 * hp_shared_map() - map the memory file
 * @fd: the file
 * @result: an initialised result, whose store is set
 *
 * Return: the mapping or NULL.
 */
struct hp_shared *hp_shared_map(int fd, struct hp_result *result);

#endif /* HPALLOC_BENCH_USER_CHILD_H */
