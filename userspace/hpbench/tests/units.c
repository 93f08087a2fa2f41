// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "units.h"

#include <hpbench.h>

#include <stdio.h>
#include <string.h>

static char line[1024];

void hp_say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	fprintf(stderr, "%s\n", line);
}

enum hp_exit hp_finish(void)
{
	return HP_EXIT_OK;
}

const char *said(void)
{
	return line;
}

void forget_said(void)
{
	*line = '\0';
}

static const struct {
	const char *name;
	int (*run)(void);
} groups[] = {
	{ "results", test_results },
	{ "merge", test_merge },
	{ "change", test_change },
	{ "predecessor", test_predecessor },
	{ "selftest", test_selftest },
};

int main(void)
{
	size_t i;
	int failed = 0;

	for (i = 0; i < sizeof(groups) / sizeof(*groups); i++) {
		printf("# Subtest: %s\n", groups[i].name);
		fflush(stdout);
		failed += groups[i].run();
	}
	return failed != 0;
}
