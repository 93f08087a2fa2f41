// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpbench user: the benchmark in user space. That is a program of its own, because
 * mallocs are preloaded into it, and what it links with would be measured as well.
 */

#include "user.h"

#include "hpbench.h"
#include "memory.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROGRAM	"hpalloc-bench"

/* NULL if it cannot be told where this program is. */
static char *path_beside(void)
{
	char self[PATH_MAX], *slash;
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (len < 0)
		return NULL;
	self[len] = '\0';
	slash = strrchr(self, '/');
	return hp_printf("%.*s/" PROGRAM, (int)(slash - self), self);
}

int hp_user_main(int argc, char **argv)
{
	char *beside = path_beside();

	(void)argc;
	argv[0] = (char []){ PROGRAM };
	if (beside)
		execv(beside, argv);
	if (!beside || errno == ENOENT)
		execvp(PROGRAM, argv);
	if (errno == ENOENT)
		hp_say("user: " PROGRAM " is neither beside hpbench nor in PATH");
	else
		hp_say("user: " PROGRAM ": %s", strerror(errno));
	free(beside);
	return HP_EXIT_FAILED;
}
