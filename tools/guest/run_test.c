// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Runs that are refused, disturbed or ended, and the module below them. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "blackbox.h"

static char text[TEXT_MAX];
static const char *module;

static void on_signal(int signal)
{
	(void)signal;
}

/* A process that reads bench and exits with the errno of that. */
static pid_t start_reader(bool handle_signal)
{
	struct sigaction action = { .sa_handler = handle_signal ? on_signal : SIG_DFL };
	pid_t pid = fork();
	ssize_t ret;

	if (pid)
		return pid;
	sigaction(SIGINT, &action, NULL);
	ret = file_read(BENCH, text, sizeof(text));
	_exit(ret < 0 ? -ret : 0);
}

/* Returns when it is measuring, 0 if it never does. */
static pid_t start_long_run(bool handle_signal)
{
	pid_t reader;

	config_set(LONG_RUN);
	reader = start_reader(handle_signal);
	if (file_wait(PROGRESS, "repeat", true, 10000) >= 0 && !is_idle())
		return reader;
	kill(reader, SIGKILL);
	waitpid(reader, NULL, 0);
	return 0;
}

/* The wait status after @signal, -1 if it is not gone after two seconds. */
static int end_reader(pid_t reader, int signal)
{
	long start = now_ms();
	int status;

	kill(reader, signal);
	while (waitpid(reader, &status, WNOHANG) == 0) {
		if (now_ms() - start > 2000) {
			kill(reader, SIGKILL);
			waitpid(reader, NULL, 0);
			return -1;
		}
		sleep_ms(5);
	}
	return status;
}

static bool kill_ends_run(void)
{
	pid_t reader = start_long_run(false);

	return reader && end_reader(reader, SIGKILL) != -1 &&
	       file_wait(PROGRESS, "idle", true, 2000) >= 0;
}

static bool progress_tells(void)
{
	pid_t reader = start_long_run(false);
	char first[256], now[256];
	bool moves;

	file_read(PROGRESS, first, sizeof(first));
	sleep_ms(2000);
	file_read(PROGRESS, now, sizeof(now));
	moves = strcmp(first, now) && strchr(now, '%');
	return reader && end_reader(reader, SIGKILL) != -1 && moves;
}

static bool second_reader_is_refused(void)
{
	pid_t reader = start_long_run(false);
	ssize_t ret = file_read(BENCH, text, sizeof(text));
	bool goes_on = !is_idle();

	return reader && end_reader(reader, SIGKILL) != -1 && ret == -EBUSY && goes_on;
}

/* The next run's: this one keeps what it began with. */
static bool config_changes_during_run(void)
{
	pid_t reader = start_long_run(false);
	bool changed = !config_set("count=4321") && config_has("count=4321");
	bool refused = config_set("count=0") == -EINVAL && config_has("count=4321");
	bool goes_on = !is_idle();

	return reader && end_reader(reader, SIGKILL) != -1 && changed && refused && goes_on;
}

/* Ends a run by SIGINT and expects its memory back. */
static int interrupt(bool handle_signal)
{
	struct memory before;
	pid_t reader;
	int status;
	bool same;

	memory_read(&before);
	reader = start_long_run(handle_signal);
	if (!reader)
		return -1;
	sleep_ms(200);
	status = end_reader(reader, SIGINT);
	same = memory_same(&before, MEMORY_TOLERANCE);
	memory_free(&before);
	return same ? status : -1;
}

static bool interrupt_ends_run(void)
{
	int status = interrupt(false);

	return status != -1 && WIFSIGNALED(status) && WTERMSIG(status) == SIGINT;
}

static bool caught_interrupt_ends_run(void)
{
	int status = interrupt(true);

	return status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == EINTR;
}

/* Not turned into SIGKILL, as it could leave a core file. */
static bool quit_ends_run(void)
{
	pid_t reader = start_long_run(false);
	int status = reader ? end_reader(reader, SIGQUIT) : -1;

	return status != -1 && WIFSIGNALED(status) && WTERMSIG(status) == SIGQUIT;
}

static bool interrupt_keeps_results(void)
{
	static char json[TEXT_MAX], csv[TEXT_MAX];
	bool same;

	config_set(QUICK_RUN);
	if (file_read(BENCH, text, sizeof(text)) <= 0)
		return false;
	file_read(JSON, json, sizeof(json));
	file_read(CSV, csv, sizeof(csv));
	if (interrupt(false) == -1)
		return false;
	file_read(JSON, text, sizeof(text));
	same = *json && !strcmp(json, text);
	file_read(CSV, text, sizeof(text));
	return same && *csv && !strcmp(csv, text);
}

/* Refused before anything is measured: no run, no OOM kill. */
static bool too_many_are_refused(void)
{
	struct memory before;
	char line[1024];
	long start;
	ssize_t ret;
	bool ok;

	if (config_set("count=10000000 block_size=256"))
		return false;
	memory_read(&before);
	log_mark();
	start = now_ms();
	ret = file_read(BENCH, text, sizeof(text));
	ok = ret == -ENOMEM && now_ms() - start < 1000 && is_idle() &&
	     log_lines("hpalloc: bench: ", line, sizeof(line)) == 1 && strstr(line, "count") &&
	     memory_same(&before, MEMORY_TOLERANCE);
	if (!ok)
		ktap_note("bench: %zd; %s", ret, line);
	memory_free(&before);
	return ok;
}

static bool next_run_works(void)
{
	return !config_set(QUICK_RUN) && file_read(BENCH, text, sizeof(text)) > 0;
}

/* An open file holds the module, so rmmod is refused at once: it never waits. */
static bool rmmod_is_refused_while_open(void)
{
	int fd = open(BENCH, O_RDONLY);
	bool refused = module_remove() == -EAGAIN;

	close(fd);
	return fd >= 0 && refused;
}

static bool rmmod_is_refused_during_run(void)
{
	pid_t reader = start_long_run(false);
	long start = now_ms();
	bool refused = module_remove() == -EAGAIN && now_ms() - start < 1000;
	bool goes_on = !is_idle();

	return reader && end_reader(reader, SIGKILL) != -1 && refused && goes_on;
}

static const struct test_case run_cases[] = {
	{ "SIGKILL ends a run", kill_ends_run },
	{ "progress tells how far a run is", progress_tells },
	{ "a second reader gets EBUSY and the first goes on", second_reader_is_refused },
	{ "config can be changed during a run", config_changes_during_run },
	{ "^C ends a run and frees its memory", interrupt_ends_run },
	{ "a caught ^C ends a run with EINTR", caught_interrupt_ends_run },
	{ "SIGQUIT ends a run", quit_ends_run },
	{ "a run that was ended keeps the results before it", interrupt_keeps_results },
	{ "too many blocks are ENOMEM and a line in the log", too_many_are_refused },
	{ "the run after all of these works", next_run_works },
	{ "rmmod is refused while bench is open", rmmod_is_refused_while_open },
	{ "rmmod is refused during a run, which goes on", rmmod_is_refused_during_run },
};

void test_runs(void)
{
	ktap_run(run_cases, ARRAY_SIZE(run_cases));
	test_stops();
}

static bool insert_run_remove(bool (*between)(void))
{
	bool ok;

	if (module_insert(module))
		return false;
	ok = between();
	return module_remove() == 0 && access(DEBUGFS, F_OK) != 0 && ok;
}

static bool twice_is_refused(void)
{
	return module_insert(module) == -EEXIST;
}

static bool second_insmod_is_refused(void)
{
	return insert_run_remove(twice_is_refused);
}

static bool short_run(void)
{
	return !config_set("count=2000 repeat=1") && file_read(BENCH, text, sizeof(text)) > 0;
}

/* Of what a module measures if it is not told, with all that is said then. */
static bool short_table(void)
{
	const char *line;
	int lines = 0;

	if (config_set("count=2000 repeat=6") || file_read(BENCH, text, sizeof(text)) <= 0)
		return false;
	for (line = text; (line = strchr(line, '\n')); line++)
		lines++;
	if (lines > 60)
		ktap_note("%d lines", lines);
	return lines <= 60 && strstr(text, "What was fastest within this run") &&
	       strstr(text, "  pair: ");
}

static bool initial_table_is_short(void)
{
	return insert_run_remove(short_table);
}

static bool fifty_times(void)
{
	struct memory before;
	bool same;
	int i;

	memory_read(&before);
	for (i = 0; i < 50 && insert_run_remove(short_run); i++)
		;
	same = memory_same(&before, MEMORY_TOLERANCE);
	memory_free(&before);
	if (i < 50)
		ktap_note("failed after %d", i);
	return i == 50 && same;
}

static const struct test_case module_cases[] = {
	{ "a second insmod gets EEXIST", second_insmod_is_refused },
	{ "what nobody chose is a table of at most 60 lines", initial_table_is_short },
	{ "insmod, run, rmmod fifty times, with memory as before", fifty_times },
};

void test_module(const char *path)
{
	module = path;
	ktap_run(module_cases, ARRAY_SIZE(module_cases));
}
