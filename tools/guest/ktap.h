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

/* Results go to standard output as they come, the plan last. */
void ktap_begin(void);
void ktap_run(const struct test_case *cases, size_t count);
bool ktap_result(bool ok, const char *fmt, ...);
void ktap_note(const char *fmt, ...);
int ktap_end(void);

#endif
