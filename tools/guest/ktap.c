// SPDX-License-Identifier: GPL-2.0 OR MIT
#include <stdarg.h>
#include <stdio.h>

#include "ktap.h"

static bool counting;
static int planned;
static int count;
static int failures;

bool ktap_counting(void)
{
	return counting;
}

bool ktap_result(bool ok, const char *fmt, ...)
{
	va_list args;

	if (counting)
		return ++planned;
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
		ktap_case(cases[i].run(), "%s", cases[i].name);
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

int ktap_document(void (*all)(void))
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	counting = true;
	all();
	counting = false;
	printf("KTAP version 1\n1..%d\n", planned);
	all();
	return failures || count < planned;
}
