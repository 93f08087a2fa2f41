/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_TESTS_CHILD_H
#define HPALLOC_TESTS_CHILD_H

#include <kunit/test.h>

/*
 * Runs @function in a child process. Returns what it returned (0 to 100), or
 * minus the signal that ended it.
 */
int run_in_child(int (*function)(void *data), void *data);

/* Expects that reading and writing @addr each raise SIGSEGV. */
void expect_no_access(struct kunit *test, char *addr);

#endif /* HPALLOC_TESTS_CHILD_H */
