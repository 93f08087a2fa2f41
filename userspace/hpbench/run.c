// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Runs on this machine, each with a fresh module if possible. */

#include "run.h"

#include "hpbench.h"
#include "machine.h"
#include "memory.h"
#include "merge.h"
#include "progress.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUNS_DEFAULT	11
#define RUNS_MAX	1000
#define POLL_MS		250
#define SEED		"seed="

static const char usage[] =
"usage: hpbench run [OPTION]...\n"
"Run the module's benchmark on this machine, several times, and print what all runs\n"
"say together. Each run has a fresh module, if that is given or installed, and a new\n"
"seed. As root.\n"
"\n"
"  --runs=NUMBER           how many; 11\n"
"  --set=KEY=VALUE         of the configuration, as in /sys/kernel/debug/hpalloc/config;\n"
"                          may be repeated\n"
"  --module=FILE           hpalloc.ko, to be inserted for each run\n"
"  --no-reload             let the module be that is loaded: intervals are too narrow\n"
"  -o FILE, --output=FILE  write the merged results there; -: instead of the table\n"
"  --help\n"
"\n"
"^C ends it: the runs that have ended by then are kept, the one that goes on is not.\n"
"Exit status: 0; 1 if not all runs could be made; 2 if the command line is wrong.\n";

/**
 * struct options - what the command line asks for
 * @runs: how many
 * @pairs: of the configuration, each with a space before it, but for the seed
 * @seed: "seed=NUMBER"; NULL if none is given
 * @module: file of the module; NULL if none is given
 * @keep: not to reload the module
 * @output: a file for the results; NULL for none
 * @help: usage only
 */
struct options {
	unsigned int runs;
	char *pairs;
	const char *seed;
	const char *module;
	bool keep;
	const char *output;
	bool help;
};

/**
 * struct session - the runs as they are made
 * @options: what was asked for
 * @reload: how each gets a fresh module
 * @was_loaded: there was a module before
 * @config: its configuration, which each fresh module gets first; else NULL
 * @seed: of the first run
 * @results: of those that ended
 * @nr: how many
 * @progress: for people
 */
struct session {
	const struct options *options;
	enum hp_reload reload;
	bool was_loaded;
	char *config;
	unsigned long long seed;
	struct hp_results **results;
	size_t nr;
	struct hp_progress progress;
};

static atomic_int interrupted;

static void interrupt(int signal)
{
	interrupted = signal;
}

static void catch_signals(void (*handler)(int))
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = handler };
	size_t i;

	for (i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		sigaction(signals[i], &action, NULL);
}

/* In a child: the read that is the run, and its errno as exit status. */
static void read_bench(void)
{
	char *path = hp_machine_path(HP_MACHINE_FILES "/bench"), buf[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? -1 : 1;

	while (got > 0)
		got = read(fd, buf, sizeof(buf));
	_exit(got < 0 ? errno : 0);
}

static void show_progress(const struct session *session)
{
	char *path = hp_machine_path(HP_MACHINE_FILES "/progress");
	size_t len;
	char *line = hp_read_file(path, &len);

	hp_progress_show(&session->progress, line ? line : "");
	free(line);
	free(path);
}

/* Until the child has closed its end of the pipe, or is to end. */
static void watch(const struct session *session, int fd)
{
	struct pollfd poll_fd = { .fd = fd };

	while (!interrupted && !poll(&poll_fd, 1, POLL_MS))
		show_progress(session);
}

static int wait_for(pid_t pid)
{
	int status = 0;

	if (interrupted)
		kill(pid, SIGTERM);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		kill(pid, SIGTERM);
	return WIFEXITED(status) ? WEXITSTATUS(status) : EINTR;
}

/* 0 or an errno. */
static int measure(const struct session *session)
{
	int pipes[2], err;
	pid_t pid;

	if (pipe2(pipes, O_CLOEXEC))
		return errno;
	pid = fork();
	if (!pid) {
		catch_signals(SIG_DFL);
		read_bench();
	}
	close(pipes[1]);
	if (pid > 0)
		watch(session, pipes[0]);
	err = pid > 0 ? wait_for(pid) : errno;
	close(pipes[0]);
	hp_progress_clear(&session->progress);
	return err;
}

/* A fresh module, with nothing of the one before. */
static bool reload(const struct session *session)
{
	if (session->reload == HP_RELOAD_NONE)
		return true;
	if (hp_module_is_loaded() && !hp_module_remove(session->reload))
		return false;
	if (!hp_module_insert(session->reload, session->options->module))
		return false;
	return true;
}

static bool configure(const struct session *session)
{
	char *pairs;
	bool ok;

	if (session->config && !hp_config_write(session->config))
		return false;
	pairs = hp_printf(SEED "%llu%s", session->seed + session->nr, session->options->pairs);
	ok = hp_config_write(pairs);
	free(pairs);
	return ok;
}

static void say_failed(int err)
{
	if (err == EBUSY)
		hp_say("the module is busy with a run of somebody else's");
	else if (err != EINTR)
		hp_say("%s/bench: %s; the kernel's log may say more", HP_MACHINE_FILES,
		       strerror(err));
}

static bool run_once(struct session *session)
{
	char *path = hp_machine_path(HP_MACHINE_FILES);
	struct hp_results *results = NULL;
	int err;

	if (reload(session) && configure(session)) {
		err = measure(session);
		if (err)
			say_failed(err);
		else
			results = hp_results_load(path);
	}
	free(path);
	if (!results)
		return false;
	session->results[session->nr++] = results;
	hp_progress_next(&session->progress);
	return true;
}

/* Whether all were made. */
static bool run_all(struct session *session)
{
	unsigned int runs = session->options->runs;

	hp_progress_begin(&session->progress, runs);
	while (session->nr < runs && !interrupted && run_once(session))
		;
	if (session->nr == runs)
		return true;
	if (session->nr)
		hp_say("%s in run %zu of %u: what follows is of those that ended",
		       interrupted ? "interrupted" : "failed", session->nr + 1, runs);
	else if (interrupted)
		hp_say("interrupted before a run ended: there are no results");
	return false;
}

static enum hp_exit report(const struct session *session)
{
	struct hp_results *merged;
	bool ok;

	if (!session->nr)
		return HP_EXIT_FAILED;
	merged = hp_merge(session->results, session->nr);
	ok = merged && hp_merge_report(merged, session->options->output);
	hp_results_free(merged);
	return ok ? hp_finish() : HP_EXIT_FAILED;
}

static bool is_readable(const char *module)
{
	if (!access(module, R_OK))
		return true;
	hp_say("%s: %s", module, strerror(errno));
	return false;
}

/* How each run gets a fresh module; false if there is none at all. */
static bool choose_reload(struct session *session)
{
	const struct options *options = session->options;

	if (options->module) {
		session->reload = HP_RELOAD_FILE;
		return is_readable(options->module);
	}
	if (!options->keep && hp_module_is_installed())
		session->reload = HP_RELOAD_INSTALLED;
	if (session->reload == HP_RELOAD_INSTALLED || hp_module_is_loaded())
		return true;
	hp_say("the module is not loaded: --module=hpalloc.ko inserts it");
	return false;
}

/* What is there now is there again afterwards. */
static bool remember(struct session *session)
{
	const char *seed = session->options->seed;

	session->was_loaded = hp_module_is_loaded();
	if (session->was_loaded) {
		session->config = hp_config_read();
		if (!session->config)
			return false;
	}
	if (!seed && session->config)
		seed = strstr(session->config, SEED);
	session->seed = seed ? strtoull(seed + strlen(SEED), NULL, 10) : 1;
	return true;
}

static bool restore(const struct session *session)
{
	if (!session->was_loaded)
		return !hp_module_is_loaded() || hp_module_remove(session->reload);
	if (hp_module_is_loaded())
		return hp_config_write(session->config);
	hp_say("the module that was loaded is not there any more");
	return false;
}

static enum hp_exit make_runs(struct session *session)
{
	enum hp_exit status;
	bool complete;

	if (!remember(session))
		return HP_EXIT_FAILED;
	if (session->reload == HP_RELOAD_NONE && session->options->runs > 1)
		hp_say("with the same module in all runs, intervals are too narrow");
	catch_signals(interrupt);
	complete = run_all(session);
	complete = restore(session) && complete;
	catch_signals(SIG_DFL);
	status = report(session);
	return complete ? status : HP_EXIT_FAILED;
}

static enum hp_exit run(const struct options *options)
{
	struct session session = { .options = options };
	enum hp_exit status = HP_EXIT_FAILED;
	size_t i;

	if (!hp_machine_is_usable() || !choose_reload(&session))
		return HP_EXIT_FAILED;
	session.results = hp_array(options->runs, sizeof(*session.results));
	status = make_runs(&session);
	for (i = 0; i < session.nr; i++)
		hp_results_free(session.results[i]);
	free(session.results);
	free(session.config);
	return status;
}

static bool parse_runs(struct options *options, const char *digits)
{
	char *end;
	unsigned long runs = strtoul(digits, &end, 10);

	options->runs = (unsigned int)runs;
	if (*digits >= '1' && *digits <= '9' && !*end && runs <= RUNS_MAX)
		return true;
	hp_say("--runs=%s: must be a number from 1 to %d", digits, RUNS_MAX);
	return false;
}

/* Each run has a seed of its own, from the given one on. */
static bool parse_seed(struct options *options, const char *pair)
{
	const char *digits = pair + strlen(SEED);

	options->seed = pair;
	if (*digits && strlen(digits) < 16 && strspn(digits, "0123456789") == strlen(digits))
		return true;
	hp_say("--set=%s: must be a number of at most 15 digits", pair);
	return false;
}

static bool parse_pair(struct options *options, const char *pair)
{
	char *pairs;

	if (!strchr(pair, '=') || strpbrk(pair, " \t\n\v\f\r")) {
		hp_say("--set=%s: must be KEY=VALUE, without white space", pair);
		return false;
	}
	if (!strncmp(pair, SEED, strlen(SEED)))
		return parse_seed(options, pair);
	pairs = hp_printf("%s %s", options->pairs, pair);
	free(options->pairs);
	options->pairs = pairs;
	return true;
}

static bool parse_option(struct options *options, int option)
{
	switch (option) {
	case 'r':
		return parse_runs(options, optarg);
	case 's':
		return parse_pair(options, optarg);
	case 'm':
		options->module = optarg;
		return true;
	case 'k':
		options->keep = true;
		return true;
	case 'o':
		options->output = optarg;
		return true;
	case 'h':
		options->help = true;
		return true;
	default:
		return false;		/* getopt_long() said why */
	}
}

static bool parse(struct options *options, int argc, char **argv)
{
	static const struct option known[] = {
		{ "runs", required_argument, NULL, 'r' },
		{ "set", required_argument, NULL, 's' },
		{ "module", required_argument, NULL, 'm' },
		{ "no-reload", no_argument, NULL, 'k' },
		{ "output", required_argument, NULL, 'o' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "o:", known, NULL)) != -1)
		if (!parse_option(options, option))
			return false;
	if (optind < argc) {
		hp_say("%s: not an option; try --help", argv[optind]);
		return false;
	}
	if (!options->module || !options->keep)
		return true;
	hp_say("--module and --no-reload: one or the other");
	return false;
}

int hp_run_main(int argc, char **argv)
{
	struct options options = { .runs = RUNS_DEFAULT, .pairs = hp_strdup("") };
	enum hp_exit status = HP_EXIT_USAGE;

	if (parse(&options, argc, argv)) {
		if (options.help)
			fputs(usage, stdout);
		status = options.help ? hp_finish() : run(&options);
	}
	free(options.pairs);
	return status;
}
