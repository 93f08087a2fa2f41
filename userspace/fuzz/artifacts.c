// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * libFuzzer writes the input of a failure into the current directory. Unless
 * -artifact_prefix= says otherwise, write it beside the program, in out/.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OPTION	"-artifact_prefix="

/* "-artifact_prefix=DIRECTORY/", DIRECTORY being the program's. */
static char *default_prefix(void)
{
	static char option[sizeof(OPTION) + FILENAME_MAX] = OPTION;
	char *path = option + strlen(OPTION);
	ssize_t length = readlink("/proc/self/exe", path, FILENAME_MAX);

	if (length <= 0)
		abort();

	path[length] = '\0';
	*(strrchr(path, '/') + 1) = '\0';
	return option;
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

/* In front of all other options, so that one given by hand wins. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char **args = calloc((size_t)*argc + 2, sizeof(*args));

	if (!args)
		abort();

	args[0] = (*argv)[0];
	args[1] = default_prefix();
	memcpy(args + 2, *argv + 1, (size_t)(*argc - 1) * sizeof(*args));
	++*argc;
	*argv = args;
	return 0;
}
