// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Arenas from the linear mapping, in one piece and in several.
 */

#include <kunit/test.h>

#include <linux/mm.h>

#include <hpalloc/linear_pages.h>

#define PIECE		(PAGE_SIZE * MAX_ORDER_NR_PAGES)

static const size_t sizes[] = {
	HP_PAGE_SIZE, 3 * HP_PAGE_SIZE, PIECE - HP_PAGE_SIZE, PIECE,
	PIECE + HP_PAGE_SIZE, 2 * PIECE + 5 * HP_PAGE_SIZE,
};

static void describe_size(const size_t *size, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%zu bytes", *size);
}

KUNIT_ARRAY_PARAM(size, sizes, describe_size);

static void write_page(struct kunit *test, size_t *page, size_t i)
{
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_ASSERT_TRUE(test, virt_addr_valid(page));
	KUNIT_ASSERT_EQ(test, (unsigned long)page % HP_PAGE_SIZE, 0);
	page[0] = i;
	page[HP_PAGE_SIZE / sizeof(*page) - 1] = ~i;
}

/* A page leads to the one before it, so that none was given twice. */
static void linear_arena(struct kunit *test)
{
	const size_t *size = test->param_value;
	size_t i, pages = *size / HP_PAGE_SIZE;
	size_t *page, *last = NULL;
	struct hp_arena arena;

	KUNIT_ASSERT_EQ(test, 0, hp_arena_init_source(&arena, *size,
						      &hp_linear_pages));
	KUNIT_EXPECT_EQ(test, hp_arena_total_pages(&arena), pages);
	for (i = 0; i < pages; i++) {
		page = hp_arena_alloc_page(&arena);
		write_page(test, page, i);
		page[1] = (size_t)last;
		last = page;
	}
	KUNIT_EXPECT_NULL(test, hp_arena_alloc_page(&arena));

	for (; i--; last = (size_t *)last[1]) {
		KUNIT_ASSERT_EQ(test, last[0], i);
		KUNIT_ASSERT_EQ(test, last[HP_PAGE_SIZE / sizeof(*last) - 1], ~i);
	}
	KUNIT_EXPECT_NULL(test, last);
	hp_arena_destroy(&arena);
}

static void linear_growth(struct kunit *test)
{
	struct hp_arena arena;
	size_t i;

	KUNIT_ASSERT_EQ(test, 0, hp_arena_init_source(&arena, HP_PAGE_SIZE,
						      &hp_linear_pages));
	KUNIT_EXPECT_EQ(test, 0, hp_arena_set_growth(&arena, 2 * PIECE));
	KUNIT_EXPECT_EQ(test, 0, hp_arena_reserve(&arena, PIECE));
	for (i = 0; i < 2 * PIECE / HP_PAGE_SIZE; i++)
		write_page(test, hp_arena_alloc_page(&arena), i);
	KUNIT_EXPECT_NULL(test, hp_arena_alloc_page(&arena));
	hp_arena_destroy(&arena);
}

static struct kunit_case linear_cases[] = {
	KUNIT_CASE_PARAM(linear_arena, size_gen_params),
	KUNIT_CASE(linear_growth),
	{}
};

static struct kunit_suite linear_suite = {
	.name		= "hpalloc_linear_pages",
	.test_cases	= linear_cases,
};

kunit_test_suite(linear_suite);
