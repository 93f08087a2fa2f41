// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * What stops a reader of `bench` without wanting to end it: job control, a
 * debugger, a freezer. The run it has begun goes on to its end.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "blackbox.h"

/* Some seconds. */
#define MIDDLE_RUN	"cpus=2 count=2000 block_size=64 repeat=1 workloads=all " \
			"contenders=fixed_block,hp_cache,kmalloc"

#define CGROUPS		"/tmp/cgroups"
#define CGROUP		CGROUPS "/reader"

static char text[TEXT_MAX];

static bool table_is_complete(void)
{
	return strstr(text, "# hpalloc") && strstr(text, "p99") && strstr(text, "kmalloc") &&
	       strstr(text, "(timer)");
}

/* Exits with 0 if its only read of bench got all of the table. */
static pid_t start_reader(void)
{
	pid_t pid;

	config_set(MIDDLE_RUN);
	pid = fork();
	if (!pid)
		_exit(file_read(BENCH, text, sizeof(text)) > 0 && table_is_complete() ? 0 : 1);
	if (file_wait(PROGRESS, "repeat", true, 10000) >= 0 && !is_idle())
		return pid;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return 0;
}

/* In percent, -1 if nothing runs. */
static int progress(void)
{
	char now[256], *percent;

	file_read(PROGRESS, now, sizeof(now));
	percent = strrchr(now, ' ');
	return percent ? atoi(percent + 1) : -1;
}

static bool ended_well(pid_t reader)
{
	int status;

	return waitpid(reader, &status, 0) == reader && WIFEXITED(status) &&
	       WEXITSTATUS(status) == 0;
}

/* The run that goes on is the same if it is not back at its beginning. */
static bool stop_and_continue(int stop)
{
	pid_t reader = start_reader();
	bool same = true;
	int i, before;

	for (i = 0; reader && i < 5; i++) {
		before = progress();
		kill(reader, stop);
		sleep_ms(100);
		kill(reader, SIGCONT);
		same = same && (is_idle() || progress() >= before);
	}
	return reader && ended_well(reader) && same;
}

static bool sigstop_stops_no_run(void)
{
	return stop_and_continue(SIGSTOP);
}

/* What the terminal sends for ^Z. */
static bool sigtstp_stops_no_run(void)
{
	return stop_and_continue(SIGTSTP);
}

/* A tracee stops on its way out of the kernel: after the run. */
static bool detach(pid_t reader)
{
	int status;

	return waitpid(reader, &status, __WALL) == reader && WIFSTOPPED(status) &&
	       !ptrace(PTRACE_DETACH, reader, NULL, NULL);
}

static bool attaching_ends_no_run(void)
{
	pid_t reader = start_reader();

	return reader && !ptrace(PTRACE_ATTACH, reader, NULL, NULL) && detach(reader) &&
	       ended_well(reader);
}

static bool seizing_ends_no_run(void)
{
	pid_t reader = start_reader();

	return reader && !ptrace(PTRACE_SEIZE, reader, NULL, NULL) &&
	       !ptrace(PTRACE_INTERRUPT, reader, NULL, NULL) && detach(reader) &&
	       ended_well(reader);
}

static int set_frozen(const char *state)
{
	return file_write(CGROUP "/cgroup.freeze", state, 1);
}

static bool freeze_and_thaw(pid_t reader)
{
	char pid[16];

	snprintf(pid, sizeof(pid), "%d", reader);
	if (file_write(CGROUP "/cgroup.procs", pid, strlen(pid)) || set_frozen("1"))
		return false;
	sleep_ms(200);
	return !set_frozen("0");
}

static bool freezing_ends_no_run(void)
{
	pid_t reader = start_reader();
	bool ok;

	mkdir(CGROUPS, 0700);
	ok = !mount("cgroups", CGROUPS, "cgroup2", 0, NULL) && !mkdir(CGROUP, 0700) &&
	     reader && freeze_and_thaw(reader);
	ok = reader && ended_well(reader) && ok;
	rmdir(CGROUP);
	umount(CGROUPS);
	return ok;
}

static const struct test_case cases[] = {
	{ "SIGSTOP and SIGCONT leave a run going", sigstop_stops_no_run },
	{ "^Z and fg leave a run going", sigtstp_stops_no_run },
	{ "a debugger that attaches leaves a run going", attaching_ends_no_run },
	{ "a debugger that interrupts leaves a run going", seizing_ends_no_run },
	{ "a freezer leaves a run going", freezing_ends_no_run },
};

void test_stops(void)
{
	ktap_run(cases, ARRAY_SIZE(cases));
}
