// SPDX-License-Identifier: GPL-2.0 OR MIT
/* In place of hpbench/say.c: lines are counted. */

#include "said.h"

#include "../hpbench/hpbench.h"

unsigned int said;

void hp_say(const char *format, ...)
{
	said++;
}

enum hp_exit hp_finish(void)
{
	return HP_EXIT_OK;
}
