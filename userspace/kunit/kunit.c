// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Runs all suites of the program, or those named by its arguments, on cmocka.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <kunit/test.h>

#define MAX_TESTS	2048

struct kunit_memory {
	struct kunit_memory *next;
	max_align_t data[];
};

/**
 * struct bound_case - a case with one of its parameters
 * @suite: its suite
 * @run_case: the case
 * @name: what cmocka calls it
 * @test: what the case sees
 */
struct bound_case {
	const struct kunit_suite *suite;
	void (*run_case)(struct kunit *test);
	char name[2 * KUNIT_PARAM_DESC_SIZE];
	struct kunit test;
};

static struct kunit_suite *suites;
static struct bound_case cases[MAX_TESTS];
static struct CMUnitTest tests[MAX_TESTS];

void kunit_register(struct kunit_suite *suite)
{
	suite->next = suites;
	suites = suite;
}

void *kunit_calloc(struct kunit *test, size_t n, size_t size)
{
	struct kunit_memory *memory;

	memory = calloc(1, sizeof(*memory) + n * size);
	if (!memory)
		return NULL;

	memory->next = test->memory;
	test->memory = memory;
	return memory->data;
}

static void free_memory(struct kunit *test)
{
	struct kunit_memory *memory;

	while ((memory = test->memory)) {
		test->memory = memory->next;
		free(memory);
	}
}

void kunit_fail(struct kunit *test, const struct kunit_check *check,
		uintmax_t left, uintmax_t right)
{
	fprintf(stderr, "%s:%d: expected %s, but it is %#jx and %#jx\n",
		check->file, check->line, check->text, left, right);
	test->failed = true;
	if (check->fatal)
		fail();
}

static int setup(void **state)
{
	struct bound_case *bound = *state;

	return bound->suite->init ? bound->suite->init(&bound->test) : 0;
}

static void run(void **state)
{
	struct bound_case *bound = *state;

	bound->run_case(&bound->test);
	if (bound->test.failed)
		fail();
}

/* A failed expectation in a suite's exit fails the case as well. */
static int teardown(void **state)
{
	struct bound_case *bound = *state;

	bound->test.failed = false;
	if (bound->suite->exit)
		bound->suite->exit(&bound->test);
	free_memory(&bound->test);
	return bound->test.failed ? -1 : 0;
}

static void bind_case(size_t i, const struct kunit_suite *suite,
		      const struct kunit_case *kcase, const void *param,
		      const char *desc)
{
	struct bound_case *bound = &cases[i];

	memset(bound, 0, sizeof(*bound));
	bound->suite = suite;
	bound->run_case = kcase->run_case;
	bound->test.param_value = param;
	snprintf(bound->name, sizeof(bound->name), param ? "%s: %s" : "%s",
		 kcase->name, desc);
	tests[i] = (struct CMUnitTest) {
		.name		= bound->name,
		.test_func	= run,
		.setup_func	= setup,
		.teardown_func	= teardown,
		.initial_state	= bound,
	};
}

/* A test for each parameter from test @i on; returns the next free one. */
static size_t bind_params(size_t i, const struct kunit_suite *suite,
			  const struct kunit_case *kcase)
{
	char desc[KUNIT_PARAM_DESC_SIZE] = "";
	const void *param = NULL;

	if (!kcase->generate_params) {
		bind_case(i, suite, kcase, NULL, desc);
		return i + 1;
	}
	while ((param = kcase->generate_params(param, desc)) && i < MAX_TESTS)
		bind_case(i++, suite, kcase, param, desc);
	return i;
}

static int run_suite(const struct kunit_suite *suite)
{
	const struct kunit_case *kcase;
	size_t nr = 0;

	for (kcase = suite->test_cases; kcase->run_case; kcase++) {
		if (nr == MAX_TESTS)
			return -1;
		nr = bind_params(nr, suite, kcase);
	}
	printf("# Subtest: %s\n", suite->name);
	return _cmocka_run_group_tests(suite->name, tests, nr, NULL, NULL);
}

static bool is_wanted(const struct kunit_suite *suite, char **names)
{
	if (!*names)
		return true;

	while (*names) {
		if (!strcmp(*names++, suite->name))
			return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	const struct kunit_suite *suite;
	int failed = 0;

	(void)argc;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	for (suite = suites; suite; suite = suite->next) {
		if (is_wanted(suite, argv + 1) && run_suite(suite))
			failed = 1;
	}
	return failed;
}
