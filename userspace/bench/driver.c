// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "portable.h"

#include <sched.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "driver.h"
#include "facts.h"

extern char **environ;

static bool hp_changes_malloc(const char *var)
{
	return !strncmp(var, "LD_PRELOAD=", 11) || !strncmp(var, "GLIBC_TUNABLES=", 15);
}

/* The environment, with nothing that changes malloc but @setting. */
static void hp_environ(char **copy, const char *setting)
{
	char **var;

	for (var = environ; *var; var++)
		if (!hp_changes_malloc(*var))
			*copy++ = *var;
	if (setting)
		*copy++ = (char *)(uintptr_t)setting;
	*copy = NULL;
}

static size_t hp_environ_count(void)
{
	size_t n = 0;

	while (environ[n])
		n++;
	return n;
}

static int hp_spawn(const struct hp_task *task, pid_t *pid)
{
	char text[3][HP_TASK_MAX];
	char *argv[4] = { text[0], text[1], text[2], NULL };
	char **env = calloc(hp_environ_count() + 2, sizeof(*env));
	int err;

	if (!env)
		return -ENOMEM;

	snprintf(text[0], HP_TASK_MAX, "hpalloc-bench");
	snprintf(text[1], HP_TASK_MAX, HP_CHILD_OPTION);
	hp_child_format(task, text[2]);
	hp_environ(env, hp_identity_setting(task->id));
	err = posix_spawn(pid, "/proc/self/exe", NULL, NULL, argv, env);
	free(env);
	return -err;
}

static void hp_no_result(struct hp_shared *shared, const char *format, int number)
{
	snprintf(shared->reason, sizeof(shared->reason), format, number);
}

static void hp_child_run(struct hp_shared *shared, const struct hp_task *task)
{
	int err, status;
	pid_t pid;

	err = hp_spawn(task, &pid);
	if (err) {
		hp_no_result(shared, "could not start its process, error %d", -err);
		return;
	}

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(status))
		hp_no_result(shared, "its process ended by signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status))
		hp_no_result(shared, "its process ended with status %d", WEXITSTATUS(status));
}

static void hp_progress(const struct hp_run *run, const struct hp_task *task)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%-8s %-14s repeat %u/%llu\033[K",
			hp_workload_name(run->workload), hp_contender_name(task->id),
			run->repeat + 1, run->config.repeat);
}

static void hp_progress_end(void)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K");
}

static void hp_take_turn(struct hp_run *run, struct hp_shared *shared, struct hp_task *task)
{
	struct hp_arm *arm = &shared->result.arms[run->workload][task->id];

	if (arm->skipped)
		return;

	hp_progress(run, task);
	hp_child_run(shared, task);
	if (!*shared->reason)
		return;

	arm->skipped = strdup(shared->reason);
	if (!arm->skipped)
		arm->skipped = "no memory";
	*shared->reason = '\0';
}

static void hp_drive_pass(struct hp_run *run, struct hp_shared *shared, struct hp_task *task)
{
	unsigned int i;

	task->workload = run->workload;
	task->repeat = run->repeat;
	for (i = 0; i < run->nr_ids; i++) {
		task->id = hp_run_place(run, i);
		hp_take_turn(run, shared, task);
	}
}

static void hp_drive_workload(struct hp_run *run, struct hp_shared *shared, int fd)
{
	struct hp_task task = { .fd = fd };

	hp_run_begin(run);
	for (run->repeat = 0; run->repeat < run->config.repeat; run->repeat++)
		for (task.pass = HP_PASS_BATCH; task.pass < HP_PASSES; task.pass++)
			hp_drive_pass(run, shared, &task);
	hp_run_end(run);
}

static void hp_drive_workloads(struct hp_run *run, struct hp_shared *shared, int fd)
{
	unsigned int i;

	for (i = 0; i < HP_WORKLOADS; i++) {
		run->workload = i;
		if (run->config.workloads & (1 << i))
			hp_drive_workload(run, shared, fd);
	}
	hp_progress_end();
}

/* Inherited by the children: not closed on exec. */
static struct hp_shared *hp_share(int *fd)
{
	struct hp_shared *shared;

	*fd = memfd_create("hpalloc-bench", 0);
	if (*fd < 0 || ftruncate(*fd, sizeof(*shared)))
		return NULL;

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
	return shared == MAP_FAILED ? NULL : shared;
}

int hp_drive_pin(void)
{
	int cpu = sched_getcpu();
	cpu_set_t set;

	if (cpu < 0)
		return -1;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return sched_setaffinity(0, sizeof(set), &set) ? -1 : cpu;
}

static void hp_drive_facts(struct hp_shared *shared, int cpu)
{
	unsigned int i;

	hp_facts(&shared->result, cpu);
	for (i = HP_GLIBC; i < HP_CONTENDERS; i++)
		if (shared->result.config.contenders & (1 << i))
			hp_fact(&shared->result, hp_contender_name(i), "%s", shared->identity[i]);
}

const struct hp_result *hp_drive(const struct hp_bench_config *config)
{
	int fd, cpu = hp_drive_pin();
	struct hp_shared *shared = hp_share(&fd);
	struct hp_run run = { .config = *config };

	if (!shared) {
		fprintf(stderr, "hpalloc-bench: no memory file: %s\n", strerror(errno));
		return NULL;
	}

	hp_clock_calibrate();
	shared->clock = hp_clock;
	shared->result.config = *config;
	hp_hist_reset(&shared->timer);
	run.result = &shared->result;
	run.hists = shared->hists;
	hp_facts_start();
	hp_run_select(&run);
	hp_drive_workloads(&run, shared, fd);
	hp_latency_from(&shared->result.timer, &shared->timer);
	hp_result_conclude(&shared->result);
	hp_drive_facts(shared, cpu);
	return &shared->result;
}
