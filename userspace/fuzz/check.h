/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_FUZZ_CHECK_H
#define HPALLOC_FUZZ_CHECK_H

#include <kunit/test.h>

/* A check that does not hold ends the fuzzer, which keeps the input. */
#define CHECK(cond)			KUNIT_ASSERT_TRUE(NULL, cond)
#define CHECK_EQ(left, right)		KUNIT_ASSERT_EQ(NULL, left, right)
#define CHECK_LE(left, right)		KUNIT_ASSERT_LE(NULL, left, right)
#define CHECK_PTR_EQ(left, right)	KUNIT_ASSERT_PTR_EQ(NULL, left, right)

#endif /* HPALLOC_FUZZ_CHECK_H */
