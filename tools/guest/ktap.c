// SPDX-License-Identifier: GPL-2.0 OR MIT
#include <stdarg.h>
#include <stdio.h>

#include "ktap.h"

static int count;
static int failures;

void ktap_begin(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	puts("KTAP version 1");
}

bool ktap_result(bool ok, const char *fmt, ...)
{
	va_list args;

	count++;
	if (!ok)
		failures++;
	printf("%sok %d ", ok ? "" : "not ", count);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
	return ok;
}

void ktap_run(const struct test_case *cases, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		ktap_result(cases[i].run(), "%s", cases[i].name);
}

void ktap_note(const char *fmt, ...)
{
	va_list args;

	fputs("# ", stdout);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
}

int ktap_end(void)
{
	printf("1..%d\n", count);
	return failures ? 1 : 0;
}
