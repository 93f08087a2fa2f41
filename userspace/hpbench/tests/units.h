/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_TESTS_UNITS_H
#define HPBENCH_TESTS_UNITS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Each file of tests has one, for units.c; they return how many failed. */
int test_results(void);
int test_merge(void);
int test_change(void);
int test_predecessor(void);
int test_selftest(void);

/* What hp_say() said last, without "hpbench: "; "" after forget_said(). */
const char *said(void);
void forget_said(void);

/* Both are results in JSON. */
#define CONTEXT(more)	"{\"context\": {\"executable\": \"hpalloc\"" more "}, "
#define BENCHMARKS(all)	"\"benchmarks\": [" all "]}"

#endif /* HPBENCH_TESTS_UNITS_H */
