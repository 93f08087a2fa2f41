// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Test code that runs in a child process.
 */

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"

int run_in_child(int (*function)(void *data), void *data)
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		return -1;
	if (!pid)
		_exit(function(data));

	if (waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* A sanitizer's own handler would turn the signal into an exit. */
static int touch(void *addr)
{
	signal(SIGSEGV, SIG_DFL);
	return __atomic_load_n((char *)addr, __ATOMIC_RELAXED) ? 1 : 2;
}

static int scribble(void *addr)
{
	signal(SIGSEGV, SIG_DFL);
	__atomic_store_n((char *)addr, 0, __ATOMIC_RELAXED);
	return 0;
}

void expect_no_access(struct kunit *test, char *addr)
{
	KUNIT_EXPECT_EQ(test, run_in_child(touch, addr), -SIGSEGV);
	KUNIT_EXPECT_EQ(test, run_in_child(scribble, addr), -SIGSEGV);
}
