// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The two functions of cmocka that kunit.c calls, for 32-bit builds on systems
 * that have cmocka for 64 bits only.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static jmp_buf out_of_test;
static bool good;

void cmocka_set_message_output(enum cm_message_output output)
{
	(void)output;
}

void _fail(const char * const file, const int line)
{
	fprintf(stderr, "%s:%d: failed\n", file, line);
	longjmp(out_of_test, 1);
}

static bool passes(const struct CMUnitTest *test)
{
	void *state = test->initial_state;

	good = false;
	if (test->setup_func(&state))
		return false;
	if (!setjmp(out_of_test)) {
		test->test_func(&state);
		good = true;
	}
	return !test->teardown_func(&state) && good;
}

int _cmocka_run_group_tests(const char *name, const struct CMUnitTest * const tests,
			    const size_t nr, CMFixtureFunction setup,
			    CMFixtureFunction teardown)
{
	int failed = 0;
	size_t i;

	(void)name;
	(void)setup;
	(void)teardown;
	for (i = 0; i < nr; i++) {
		if (!passes(&tests[i])) {
			failed++;
			printf("not ");
		}
		printf("ok %zu - %s\n", i + 1, tests[i].name);
	}
	return failed;
}
