// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "hpbench.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void hp_say(const char *format, ...)
{
	va_list args;

	fputs("hpbench: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

enum hp_exit hp_finish(void)
{
	if (!ferror(stdout) && !fflush(stdout))
		return HP_EXIT_OK;
	hp_say("standard output: %s", strerror(errno));
	return HP_EXIT_FAILED;
}
