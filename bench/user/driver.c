// SPDX-License-Identifier: GPL-2.0 OR MIT
/* A run in user space: each turn in a new process, one after the other. */

#include "child.h"
#include "driver.h"
#include "facts.h"

#include <sched.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Of the one run that a process drives. */
static struct hp_shared *shared;
static int shared_fd;

static bool changes_malloc(const char *var)
{
	return !strncmp(var, "LD_PRELOAD=", 11) || !strncmp(var, "GLIBC_TUNABLES=", 15);
}

/* The environment, with nothing that changes malloc but @setting. */
static void make_environ(char **copy, const char *setting)
{
	char **var;

	for (var = environ; *var; var++)
		if (!changes_malloc(*var))
			*copy++ = *var;
	if (setting)
		*copy++ = (char *)(uintptr_t)setting;
	*copy = NULL;
}

static size_t count_environ(void)
{
	size_t n = 0;

	while (environ[n])
		n++;
	return n;
}

static int spawn(const struct hp_task *task, const char *setting, pid_t *pid)
{
	char text[HP_TASK_MAX];
	char * const argv[] = { (char *)"hpalloc-bench", (char *)HP_CHILD_OPTION, text, NULL };
	char **env = calloc(count_environ() + 2, sizeof(*env));
	int err;

	if (!env)
		return -ENOMEM;

	hp_child_format(task, text);
	make_environ(env, setting);
	err = posix_spawn(pid, "/proc/self/exe", NULL, NULL, argv, env);
	free(env);
	return -err;
}

static void no_result(const char *format, int number)
{
	snprintf(shared->reason, sizeof(shared->reason), format, number);
}

static void run_child(const struct hp_task *task, const char *setting)
{
	int err, status;
	pid_t pid;

	err = spawn(task, setting, &pid);
	if (err) {
		no_result("could not start its process, error %d", -err);
		return;
	}

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(status))
		no_result("its process was ended by signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status))
		no_result("its process ended with status %d", WEXITSTATUS(status));
}

static void show_progress(const struct hp_result *result, const struct hp_turn_id *id)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%-8s %-18s repeat %u/%llu\033[K",
			result->slots[id->slot]->name, result->arms[id->arm]->name,
			id->repeat + 1, result->config.repeat);
}

static void end_progress(void)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K");
}

/* Kept for the facts: each turn of a contender says the same. */
static void keep_identity(struct hp_result *result, const struct hp_turn_id *id)
{
	if (id->slot || id->repeat || id->pass != HP_PASS_BATCH ||
	    !result->arms[id->arm]->contender->identity)
		return;
	hp_result_add_fact(result, result->arms[id->arm]->name, "%s", shared->identity);
}

int hp_bench_take_turn(struct hp_run *run, const struct hp_turn_id *id)
{
	const struct hp_contender *contender = run->result->arms[id->arm]->contender;
	struct hp_arm *arm = hp_result_arm(run->result, id->slot, id->arm);
	struct hp_task task = { .fd = shared_fd, .turn = *id };

	/* A new process is as cold in the next pass. */
	if (arm->skipped || id->pass == HP_PASS_WARM_UP)
		return 0;

	show_progress(run->result, id);
	run_child(&task, hp_identity_setting(contender->identity));
	keep_identity(run->result, id);
	if (!*shared->reason)
		return 0;

	arm->skipped = strdup(shared->reason);
	if (!arm->skipped)
		arm->skipped = "no memory";
	*shared->reason = '\0';
	return 0;
}

/* Children open and close their contenders. */
int hp_bench_begin_workload(struct hp_run *run, unsigned int slot)
{
	return 0;
}

void hp_bench_end_workload(struct hp_run *run, unsigned int slot)
{
}

/* The operations as they are, not as a text. */
static bool share_trace(const struct hp_trace *trace)
{
	size_t size = trace->nr * sizeof(*trace->ops);

	shared->trace = *trace;
	shared->trace_fd = memfd_create("hpalloc-trace", 0);
	return shared->trace_fd >= 0 && write(shared->trace_fd, trace->ops, size) == (ssize_t)size;
}

/* Inherited by the children: not closed on exec. */
static bool share(struct hp_result *result)
{
	shared_fd = memfd_create("hpalloc-bench", 0);
	if (shared_fd < 0 ||
	    ftruncate(shared_fd, sizeof(*shared) + hp_result_store_size(result)))
		return false;
	shared = hp_shared_map(shared_fd, result);
	return shared && (!result->config.trace || share_trace(result->config.trace));
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

const struct hp_result *hp_drive(const struct hp_bench_config *config)
{
	static struct hp_result result;
	struct hp_run run = { .result = &result };
	int cpu = hp_drive_pin();

	if (hp_result_init(&result, config) || !share(&result)) {
		fprintf(stderr, "hpalloc-bench: no memory for the results: %s\n",
			strerror(errno));
		return NULL;
	}

	hp_clock_calibrate();
	shared->config = *config;
	shared->clock = hp_clock;
	hp_result_reset(&result);
	hp_facts_start();
	hp_run_floors(&run);
	hp_run_all(&run);
	end_progress();
	hp_result_conclude(&result);
	hp_facts(&result, cpu);
	return &result;
}
