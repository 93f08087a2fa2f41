// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpbench: the commands that it has.
 */

#include "compare.h"
#include "hpbench.h"
#include "merge.h"
#include "report.h"
#include "run.h"
#include "selftest.h"
#include "trace.h"
#include "user.h"

#include <stdio.h>
#include <string.h>

/**
 * struct hp_command - what hpbench can be told to do
 * @name: the first word of the command line
 * @help: what it does, in a line
 * @main: does it, given the words from there on; returns enum hp_exit
 */
struct hp_command {
	const char *name;
	const char *help;
	int (*main)(int argc, char **argv);
};

static const struct hp_command commands[] = {
	{ "run", "run the benchmark several times on this machine", hp_run_main },
	{ "user", "run it in user space, against mallocs: hpalloc-bench", hp_user_main },
	{ "merge", "make one result of several runs", hp_merge_main },
	{ "compare", "what changed between two results", hp_compare_main },
	{ "report", "make a page of charts", hp_report_main },
	{ "trace", "make an allocation trace of the kernel's events", hp_trace_main },
	{ "selftest", "how often known differences were found", hp_selftest_main },
	{ NULL, NULL, NULL }
};

static int print_help(void)
{
	const struct hp_command *command;

	puts("usage: hpbench COMMAND [OPTION]...\n"
	     "Run the benchmark of the hpalloc module, and read its results.\n");
	for (command = commands; command->name; command++)
		printf("  %-10s %s\n", command->name, command->help);
	puts("\n"
	     "hpbench COMMAND --help says more of each; hpbench --version\n"
	     "Exit status: 0; 1 if something failed; 2 if the command line is wrong.");
	return hp_finish();
}

static int print_version(void)
{
	puts("hpbench " HP_VERSION);
	return hp_finish();
}

/* getopt_long() begins what it complains of with the first word. */
static int run(const struct hp_command *command, int argc, char **argv)
{
	argv[0] = (char []){ "hpbench" };
	return command->main(argc, argv);
}

int main(int argc, char **argv)
{
	const struct hp_command *command;

	if (argc < 2) {
		hp_say("no command; try --help");
		return HP_EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help"))
		return print_help();
	if (!strcmp(argv[1], "--version"))
		return print_version();
	for (command = commands; command->name; command++)
		if (!strcmp(argv[1], command->name))
			return run(command, argc - 1, argv + 1);
	hp_say("%s: no such command; try --help", argv[1]);
	return HP_EXIT_USAGE;
}
