// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The C library fails: each call in turn, by the linker's --wrap. Whatever
 * fails, nothing stays behind.
 */

#include <sys/mman.h>

#include <kunit/test.h>

#include "wrap.h"

#define PAGES(n)	((n) * (size_t)HP_PAGE_SIZE)

static int failure_test_init(struct kunit *test)
{
	wrap_reset(0);
	return 0;
}

static int failure_test_init_64k(struct kunit *test)
{
	wrap_reset(64 << 10);
	return 0;
}

static void failure_test_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, wrap.mapped, 0);
	wrap_reset(0);
}

static int make_arena(struct hp_arena *arena, struct hp_mmap_source *source,
		      unsigned int flags)
{
	if (hp_mmap_source_init(source, flags))
		return -EINVAL;
	return hp_arena_init_source(arena, PAGES(1023), &source->base);
}

/* It fails, and what was mapped for it no longer is. */
static void expect_failure(struct kunit *test, unsigned int flags)
{
	struct hp_mmap_source source;
	struct hp_arena arena;
	unsigned char resident;

	KUNIT_EXPECT_EQ(test, make_arena(&arena, &source, flags), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mincore(wrap.last_mem, 1, &resident), -1);
	hp_arena_destroy(&arena);
}

static void expect_success(struct kunit *test, unsigned int flags)
{
	struct hp_mmap_source source;
	struct hp_arena arena;
	unsigned char resident;
	char *page;

	KUNIT_ASSERT_EQ(test, make_arena(&arena, &source, flags), 0);
	page = hp_arena_alloc_page(&arena);
	if (flags & HP_MMAP_PREFAULT) {
		KUNIT_EXPECT_EQ(test, mincore(page, 1, &resident), 0);
		KUNIT_EXPECT_EQ(test, resident & 1, 1);
	}
	page[0] = 1;
	hp_arena_destroy(&arena);
}

/* An arena that does not grow needs nothing but pages; blocks need bits. */
static void failure_of_calloc(struct kunit *test)
{
	struct hp_fixed_block fb;
	struct hp_size_class sc;
	struct hp_arena arena;

	KUNIT_ASSERT_EQ(test, hp_arena_init(&arena, PAGES(1)), 0);
	wrap.calloc_error = ENOMEM;
	expect_success(test, 0);
	KUNIT_EXPECT_EQ(test, hp_fixed_block_init(&fb, &arena, 64), -ENOMEM);
	KUNIT_EXPECT_EQ(test, hp_size_class_init(&sc, PAGES(1)), -ENOMEM);
	wrap.calloc_error = 0;
	KUNIT_EXPECT_EQ(test, hp_fixed_block_init(&fb, &arena, 64), 0);
	hp_arena_destroy(&arena);
}

/* Each in turn, while regions are added for several allocators. */
static void failure_of_any_calloc(struct kunit *test)
{
	struct hp_fixed_block fbs[3];
	struct hp_arena arena;
	unsigned int i, nr;

	KUNIT_ASSERT_EQ(test, hp_arena_init(&arena, PAGES(1)), 0);
	KUNIT_ASSERT_EQ(test, hp_arena_set_growth(&arena, PAGES(6)), 0);
	for (i = 0; i < ARRAY_SIZE(fbs); i++) {
		for (nr = 0; nr < 3; nr++) {
			wrap.calloc_allowed = nr;
			KUNIT_EXPECT_EQ(test, -ENOMEM,
					hp_fixed_block_init(&fbs[i], &arena, 64));
		}
		wrap.calloc_allowed = UINT_MAX;
		KUNIT_ASSERT_EQ(test, 0, hp_fixed_block_init(&fbs[i], &arena, 64));
	}
	wrap.calloc_allowed = 0;
	for (nr = 0; hp_arena_reserve(&arena, PAGES(6)); wrap.calloc_allowed = nr)
		nr++;
	KUNIT_EXPECT_GE(test, nr, 4);
	wrap.calloc_allowed = UINT_MAX;
	for (i = 0; i < ARRAY_SIZE(fbs); i++)
		KUNIT_EXPECT_EQ(test, fbs[i].maps->nr, 2);
	for (i = 0; i < 6 * 64; i++)
		KUNIT_EXPECT_NOT_NULL(test, hp_fixed_block_alloc(&fbs[i % 3]));
	hp_arena_destroy(&arena);
}

static void failure_of_calloc_when_growing(struct kunit *test)
{
	struct hp_arena arena;

	KUNIT_ASSERT_EQ(test, hp_arena_init(&arena, PAGES(1)), 0);
	KUNIT_ASSERT_EQ(test, hp_arena_set_growth(&arena, PAGES(2)), 0);
	KUNIT_EXPECT_NOT_NULL(test, hp_arena_alloc_page(&arena));
	wrap.calloc_error = ENOMEM;
	KUNIT_EXPECT_NULL(test, hp_arena_alloc_page(&arena));
	wrap.calloc_error = 0;
	KUNIT_EXPECT_NOT_NULL(test, hp_arena_alloc_page(&arena));
	hp_arena_destroy(&arena);
}

/* As often as it is called, and with each option. */
static void failure_of_mmap(struct kunit *test)
{
	struct hp_mmap_source source;
	struct hp_size_class sc;
	unsigned int flags, nr;

	for (flags = 0; flags < 8; flags++) {
		KUNIT_ASSERT_EQ(test, hp_mmap_source_init(&source, flags), 0);
		for (nr = 0; nr < HP_SIZE_CLASS_COUNT; nr++) {
			wrap.mmap_allowed = nr;
			KUNIT_EXPECT_EQ(test, -ENOMEM,
					hp_size_class_init_source(&sc, PAGES(600),
								  &source.base));
			KUNIT_EXPECT_EQ(test, wrap.mapped, 0);
		}
		wrap.mmap_allowed = UINT_MAX;
		KUNIT_EXPECT_EQ(test, 0, hp_size_class_init_source(&sc, PAGES(600),
								   &source.base));
		hp_size_class_destroy(&sc);
		KUNIT_EXPECT_EQ(test, wrap.mapped, 0);
	}
}

static void failure_of_mmap_when_growing(struct kunit *test)
{
	struct hp_arena arena;

	KUNIT_ASSERT_EQ(test, hp_arena_init(&arena, PAGES(1)), 0);
	KUNIT_ASSERT_EQ(test, hp_arena_set_growth(&arena, PAGES(2)), 0);
	KUNIT_EXPECT_NOT_NULL(test, hp_arena_alloc_page(&arena));
	wrap.mmap_allowed = 0;
	KUNIT_EXPECT_NULL(test, hp_arena_alloc_page(&arena));
	wrap.mmap_allowed = UINT_MAX;
	KUNIT_EXPECT_NOT_NULL(test, hp_arena_alloc_page(&arena));
	hp_arena_destroy(&arena);
}

static void failure_of_mprotect(struct kunit *test)
{
	wrap.mprotect_error = ENOMEM;
	expect_failure(test, 0);
	expect_failure(test, HP_MMAP_HUGE | HP_MMAP_GUARD);
}

static void failure_of_populate(struct kunit *test)
{
	wrap.populate_error = EFAULT;
	expect_failure(test, HP_MMAP_PREFAULT);
	wrap.populate_error = ENOMEM;
	expect_failure(test, HP_MMAP_PREFAULT | HP_MMAP_GUARD);
}

static void failure_of_populate_on_old_kernel(struct kunit *test)
{
	wrap.populate_error = EINVAL;
	expect_success(test, HP_MMAP_PREFAULT);
	expect_success(test, HP_MMAP_PREFAULT | HP_MMAP_GUARD | HP_MMAP_HUGE);
}

static void failure_of_huge_pages(struct kunit *test)
{
	wrap.huge_error = EINVAL;
	expect_success(test, HP_MMAP_HUGE);
	expect_success(test, HP_MMAP_HUGE | HP_MMAP_PREFAULT);
}

static struct kunit_case failure_cases[] = {
	KUNIT_CASE(failure_of_calloc),
	KUNIT_CASE(failure_of_any_calloc),
	KUNIT_CASE(failure_of_calloc_when_growing),
	KUNIT_CASE(failure_of_mmap),
	KUNIT_CASE(failure_of_mmap_when_growing),
	KUNIT_CASE(failure_of_mprotect),
	KUNIT_CASE(failure_of_populate),
	KUNIT_CASE(failure_of_populate_on_old_kernel),
	KUNIT_CASE(failure_of_huge_pages),
	{}
};

static struct kunit_suite failure_suite = {
	.name		= "userspace_failure",
	.init		= failure_test_init,
	.exit		= failure_test_exit,
	.test_cases	= failure_cases,
};

static struct kunit_suite failure_suite_64k = {
	.name		= "userspace_failure_64k_pages",
	.init		= failure_test_init_64k,
	.exit		= failure_test_exit,
	.test_cases	= failure_cases,
};

kunit_test_suite(failure_suite);
kunit_test_suite(failure_suite_64k);
