/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef TOOLS_GUEST_KTAP_H
#define TOOLS_GUEST_KTAP_H

#include <stdbool.h>
#include <stddef.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* A case, which passes if @run returns true. */
struct test_case {
	const char *name;
	bool (*run)(void);
};

/*
 * Runs @all twice: at first only to count its cases, because the plan comes
 * before the results. Who ends early has fewer results than that.
 */
int ktap_document(void (*all)(void));
void ktap_run(const struct test_case *cases, size_t count);
void ktap_note(const char *fmt, ...);

/* A case, and whether it passed; @passed is not looked at while they are counted. */
#define ktap_case(passed, ...) ktap_result(ktap_counting() || (passed), __VA_ARGS__)

/* For ktap_case(). */
bool ktap_counting(void);
bool ktap_result(bool ok, const char *fmt, ...);

#endif
