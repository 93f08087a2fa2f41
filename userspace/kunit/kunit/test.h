/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef KUNIT_TEST_H
#define KUNIT_TEST_H

/*
 * The part of KUnit that the tests of this project use, on cmocka: a suite is
 * a group, a case a test, and each parameter of a case a test of its own.
 */

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <hpalloc/mmap.h>
#include <hpalloc/size_class.h>

/* Disabled in kernel builds as well; KUnit's macros compare mixed types. */
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wunused-parameter"

/* Included by the kernel's <kunit/test.h>. */
typedef unsigned int u32;
typedef unsigned long long u64;

#define noinline		__attribute__((__noinline__))
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define GFP_KERNEL		0

#define swap(a, b) do {							\
	__typeof__(a) swapped = (a);					\
									\
	(a) = (b);							\
	(b) = swapped;							\
} while (0)

#define KUNIT_PARAM_DESC_SIZE	128

struct kunit_memory;

/**
 * struct kunit - a case while it runs
 * @priv: the suite's
 * @param_value: the parameter, if the case has any
 * @failed: an expectation was not met
 * @memory: freed when the case is over
 */
struct kunit {
	void *priv;
	const void *param_value;
	bool failed;
	struct kunit_memory *memory;
};

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	const void *(*generate_params)(const void *previous, char *desc);
};

/* @next: the suite that was registered before */
struct kunit_suite {
	const char *name;
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
	struct kunit_suite *next;
};

#define KUNIT_CASE(function) \
	{ .run_case = (function), .name = #function }
#define KUNIT_CASE_PARAM(function, generate) \
	{ .run_case = (function), .name = #function, .generate_params = (generate) }

#define KUNIT_ARRAY_PARAM(param, array, describe)			\
static const void *param##_gen_params(const void *previous, char *desc)	\
{									\
	__typeof__(&(array)[0]) value = previous;			\
									\
	value = value ? value + 1 : (array);				\
	if (value == (array) + ARRAY_SIZE(array))			\
		return NULL;						\
	(describe)(value, desc);					\
	return value;							\
}

void kunit_register(struct kunit_suite *suite);

#define kunit_test_suite(suite)						\
static void __attribute__((__constructor__)) suite##_register(void)	\
{									\
	kunit_register(&(suite));					\
}									\
static_assert(true, "")	/* takes the semicolon */

/* Freed when the case is over. */
void *kunit_calloc(struct kunit *test, size_t n, size_t size);

#define kunit_kcalloc(test, n, size, gfp)	kunit_calloc(test, n, size)
#define kunit_kzalloc(test, size, gfp)		kunit_calloc(test, 1, size)

/**
 * struct kunit_check - an expectation or assertion in the source
 * @file: its file
 * @line: its line
 * @fatal: whether its failure ends the case
 * @text: the condition
 */
struct kunit_check {
	const char *file;
	int line;
	bool fatal;
	const char *text;
};

void kunit_fail(struct kunit *test, const struct kunit_check *check,
		uintmax_t left, uintmax_t right);

#define KUNIT_CHECK(test, is_fatal, left, op, right) do {		\
	static const struct kunit_check kunit_check = {			\
		.file	= __FILE__,					\
		.line	= __LINE__,					\
		.fatal	= (is_fatal),					\
		.text	= #left " " #op " " #right,			\
	};								\
	const __auto_type kunit_left = (left);				\
	const __auto_type kunit_right = (right);			\
									\
	if (!(kunit_left op kunit_right))				\
		kunit_fail(test, &kunit_check, (uintmax_t)kunit_left,	\
			   (uintmax_t)kunit_right);			\
} while (0)

#define KUNIT_CHECK_PTR(test, fatal, left, op, right) \
	KUNIT_CHECK(test, fatal, (uintptr_t)(left), op, (uintptr_t)(right))

#define KUNIT_EXPECT_EQ(test, l, r)	KUNIT_CHECK(test, false, l, ==, r)
#define KUNIT_EXPECT_NE(test, l, r)	KUNIT_CHECK(test, false, l, !=, r)
#define KUNIT_EXPECT_LT(test, l, r)	KUNIT_CHECK(test, false, l, <, r)
#define KUNIT_EXPECT_LE(test, l, r)	KUNIT_CHECK(test, false, l, <=, r)
#define KUNIT_EXPECT_GT(test, l, r)	KUNIT_CHECK(test, false, l, >, r)
#define KUNIT_EXPECT_GE(test, l, r)	KUNIT_CHECK(test, false, l, >=, r)
#define KUNIT_EXPECT_TRUE(test, c)	KUNIT_CHECK(test, false, !!(c), ==, true)
#define KUNIT_EXPECT_FALSE(test, c)	KUNIT_CHECK(test, false, !!(c), ==, false)
#define KUNIT_EXPECT_PTR_EQ(test, l, r)	KUNIT_CHECK_PTR(test, false, l, ==, r)
#define KUNIT_EXPECT_PTR_NE(test, l, r)	KUNIT_CHECK_PTR(test, false, l, !=, r)
#define KUNIT_EXPECT_NULL(test, p)	KUNIT_CHECK_PTR(test, false, p, ==, NULL)
#define KUNIT_EXPECT_NOT_NULL(test, p)	KUNIT_CHECK_PTR(test, false, p, !=, NULL)

#define KUNIT_ASSERT_EQ(test, l, r)	KUNIT_CHECK(test, true, l, ==, r)
#define KUNIT_ASSERT_NE(test, l, r)	KUNIT_CHECK(test, true, l, !=, r)
#define KUNIT_ASSERT_LT(test, l, r)	KUNIT_CHECK(test, true, l, <, r)
#define KUNIT_ASSERT_LE(test, l, r)	KUNIT_CHECK(test, true, l, <=, r)
#define KUNIT_ASSERT_GT(test, l, r)	KUNIT_CHECK(test, true, l, >, r)
#define KUNIT_ASSERT_GE(test, l, r)	KUNIT_CHECK(test, true, l, >=, r)
#define KUNIT_ASSERT_TRUE(test, c)	KUNIT_CHECK(test, true, !!(c), ==, true)
#define KUNIT_ASSERT_FALSE(test, c)	KUNIT_CHECK(test, true, !!(c), ==, false)
#define KUNIT_ASSERT_PTR_EQ(test, l, r)	KUNIT_CHECK_PTR(test, true, l, ==, r)
#define KUNIT_ASSERT_PTR_NE(test, l, r)	KUNIT_CHECK_PTR(test, true, l, !=, r)
#define KUNIT_ASSERT_NULL(test, p)	KUNIT_CHECK_PTR(test, true, p, ==, NULL)
#define KUNIT_ASSERT_NOT_NULL(test, p)	KUNIT_CHECK_PTR(test, true, p, !=, NULL)

#endif /* KUNIT_TEST_H */
