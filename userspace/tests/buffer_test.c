// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Memory of the caller's: which pages of a buffer are used, and reused.
 */

#include <kunit/test.h>

#define PAGES(n)	((n) * (size_t)HP_PAGE_SIZE)
#define BUFFER_PAGES	12

struct buffer_test {
	char *memory;
	struct hp_buffer_source source;
	struct hp_arena arena;
};

/* The first page boundary in @memory. */
static char *page_in(char *memory)
{
	return memory + (HP_PAGE_SIZE - (uintptr_t)memory % HP_PAGE_SIZE);
}

static int buffer_test_init(struct kunit *test)
{
	struct buffer_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;

	test->priv = t;
	t->memory = kunit_kzalloc(test, PAGES(BUFFER_PAGES + 2), GFP_KERNEL);
	return t->memory ? 0 : -ENOMEM;
}

static void buffer_test_exit(struct kunit *test)
{
	struct buffer_test *t = test->priv;

	hp_arena_destroy(&t->arena);
}

/* The buffer begins @skew bytes into a page. Returns its first usable page. */
static char *make_source(struct kunit *test, size_t skew, size_t size)
{
	struct buffer_test *t = test->priv;
	char *page = page_in(t->memory);

	KUNIT_ASSERT_EQ(test, hp_buffer_source_init(&t->source, page + skew, size), 0);
	return skew ? page + HP_PAGE_SIZE : page;
}

static void make_arena(struct kunit *test, size_t pages)
{
	struct buffer_test *t = test->priv;

	KUNIT_ASSERT_EQ(test, 0, hp_arena_init_source(&t->arena, PAGES(pages),
						      &t->source.base));
}

static void expect_no_arena(struct kunit *test, size_t pages)
{
	struct buffer_test *t = test->priv;
	struct hp_arena arena;

	KUNIT_EXPECT_EQ(test, -ENOMEM, hp_arena_init_source(&arena, PAGES(pages),
							    &t->source.base));
}

static void expect_pages(struct kunit *test, char *page, size_t pages)
{
	struct buffer_test *t = test->priv;

	for (; pages--; page += HP_PAGE_SIZE) {
		KUNIT_EXPECT_PTR_EQ(test, hp_arena_alloc_page(&t->arena), page);
		memset(page, 0x5a, HP_PAGE_SIZE);
	}
	KUNIT_EXPECT_NULL(test, hp_arena_alloc_page(&t->arena));
}

static void buffer_whole(struct kunit *test)
{
	char *page = make_source(test, 0, PAGES(BUFFER_PAGES));

	make_arena(test, BUFFER_PAGES);
	expect_no_arena(test, 1);
	expect_pages(test, page, BUFFER_PAGES);
}

static void buffer_not_aligned(struct kunit *test)
{
	static const size_t skews[] = { 1, 8, 64, 4095 };
	struct buffer_test *t = test->priv;
	char *page;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(skews); i++) {
		page = make_source(test, skews[i], PAGES(3) - skews[i] + 4095);
		expect_no_arena(test, 3);
		make_arena(test, 2);
		expect_pages(test, page, 2);
		hp_arena_destroy(&t->arena);
	}
}

static void buffer_too_small(struct kunit *test)
{
	struct buffer_test *t = test->priv;
	char *page = page_in(t->memory);

	KUNIT_EXPECT_EQ(test, -EINVAL, hp_buffer_source_init(&t->source, NULL, PAGES(4)));
	KUNIT_EXPECT_EQ(test, -EINVAL, hp_buffer_source_init(&t->source, page, 0));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			hp_buffer_source_init(&t->source, page, PAGES(1) - 1));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			hp_buffer_source_init(&t->source, page + 1, PAGES(2) - 2));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			hp_buffer_source_init(&t->source, page + 1, 10));
	make_source(test, 1, PAGES(2) - 1);
	make_arena(test, 1);
}

static void buffer_again_and_again(struct kunit *test)
{
	char *page = make_source(test, 0, PAGES(BUFFER_PAGES));
	struct buffer_test *t = test->priv;
	unsigned int i;

	for (i = 0; i < 5; i++) {
		make_arena(test, BUFFER_PAGES);
		expect_pages(test, page, BUFFER_PAGES);
		hp_arena_destroy(&t->arena);
	}
}

static void buffer_growth(struct kunit *test)
{
	char *page = make_source(test, 0, PAGES(7));
	struct buffer_test *t = test->priv;

	make_arena(test, 2);
	KUNIT_EXPECT_EQ(test, hp_arena_set_growth(&t->arena, PAGES(100)), 0);
	expect_pages(test, page, 6);
	hp_arena_destroy(&t->arena);
	make_arena(test, 7);
	expect_pages(test, page, 7);
}

/* Four arenas share a buffer and are destroyed in the order of creation. */
static void buffer_size_class(struct kunit *test)
{
	struct buffer_test *t = test->priv;
	struct hp_size_class sc;
	size_t class_size, i;
	char *block;

	make_source(test, 0, PAGES(BUFFER_PAGES));
	for (i = 0; i < 3; i++) {
		KUNIT_ASSERT_EQ(test, 0, hp_size_class_init_source(&sc, PAGES(3),
								   &t->source.base));
		block = hp_size_class_alloc(&sc, 200, &class_size);
		KUNIT_EXPECT_TRUE(test, block >= t->memory);
		KUNIT_EXPECT_TRUE(test, block < t->memory + PAGES(BUFFER_PAGES + 1));
		expect_no_arena(test, 1);
		hp_size_class_destroy(&sc);
	}
}

/* When the fourth class cannot be created, the other three return their memory. */
static void buffer_size_class_fails(struct kunit *test)
{
	struct buffer_test *t = test->priv;
	struct hp_size_class sc;

	make_source(test, 0, PAGES(BUFFER_PAGES));
	KUNIT_EXPECT_EQ(test, -ENOMEM, hp_size_class_init_source(&sc, PAGES(4),
								 &t->source.base));
	make_arena(test, BUFFER_PAGES);
}

static void buffer_is_usable_afterwards(struct kunit *test)
{
	struct buffer_test *t = test->priv;

	make_source(test, 0, PAGES(BUFFER_PAGES));
	make_arena(test, BUFFER_PAGES);
	hp_arena_destroy(&t->arena);
	memset(t->memory, 0x11, PAGES(BUFFER_PAGES + 2));
	KUNIT_EXPECT_EQ(test, t->memory[PAGES(BUFFER_PAGES)], 0x11);
}

static struct kunit_case buffer_cases[] = {
	KUNIT_CASE(buffer_whole),
	KUNIT_CASE(buffer_not_aligned),
	KUNIT_CASE(buffer_too_small),
	KUNIT_CASE(buffer_again_and_again),
	KUNIT_CASE(buffer_growth),
	KUNIT_CASE(buffer_size_class),
	KUNIT_CASE(buffer_size_class_fails),
	KUNIT_CASE(buffer_is_usable_afterwards),
	{}
};

static struct kunit_suite buffer_suite = {
	.name		= "userspace_buffer",
	.init		= buffer_test_init,
	.exit		= buffer_test_exit,
	.test_cases	= buffer_cases,
};

kunit_test_suite(buffer_suite);
