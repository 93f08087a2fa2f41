// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The arena: sizes, pages and their order, growth, and lack of memory.
 */

#include <kunit/test.h>

#include <hpalloc/arena.h>

#include "source.h"

#define PAGES(n)	((n) * (size_t)HP_PAGE_SIZE)

/**
 * struct arena_test - what a case starts with and what is checked at its end
 * @source: no regions yet; at the end all of them are back
 * @arena: zeroed; destroyed at the end in whatever state it is
 */
struct arena_test {
	struct hp_test_source source;
	struct hp_arena arena;
};

static int arena_test_init(struct kunit *test)
{
	struct arena_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;

	hp_test_source_init(&t->source);
	test->priv = t;
	return 0;
}

static void arena_test_exit(struct kunit *test)
{
	struct arena_test *t = test->priv;

	if (!t)
		return;

	hp_arena_destroy(&t->arena);
	hp_test_source_check(test, &t->source);
}

static void expect_empty(struct kunit *test, const struct hp_arena *arena)
{
	KUNIT_EXPECT_EQ(test, hp_arena_total_pages(arena), 0);
	KUNIT_EXPECT_EQ(test, hp_arena_pages_allocated(arena), 0);
}

static void make_arena(struct kunit *test, size_t pages)
{
	struct arena_test *t = test->priv;

	KUNIT_ASSERT_EQ(test, 0, hp_arena_init_source(&t->arena, PAGES(pages),
						      &t->source.base));
	KUNIT_ASSERT_EQ(test, hp_arena_total_pages(&t->arena), pages);
	KUNIT_ASSERT_EQ(test, hp_arena_pages_allocated(&t->arena), 0);
	KUNIT_ASSERT_EQ(test, hp_arena_available(&t->arena), PAGES(pages));
	if (!t->source.base.max_piece)
		KUNIT_ASSERT_EQ(test, t->source.size[t->source.nr - 1], PAGES(pages));
}

static void make_growing(struct kunit *test, size_t pages, size_t max_pages)
{
	struct arena_test *t = test->priv;

	make_arena(test, pages);
	KUNIT_ASSERT_EQ(test, 0, hp_arena_set_growth(&t->arena, PAGES(max_pages)));
}

/* Writes the number of page @i into its first and its last word. */
static void mark_page(void *page, size_t i)
{
	size_t *words = page;

	words[0] = i;
	words[HP_PAGE_SIZE / sizeof(*words) - 1] = ~i;
}

static void check_mark(struct kunit *test, const void *page, size_t i)
{
	const size_t *words = page;

	KUNIT_EXPECT_EQ(test, words[0], i);
	KUNIT_EXPECT_EQ(test, words[HP_PAGE_SIZE / sizeof(*words) - 1], ~i);
}

/* Takes pages @from up to @to, marks them, and keeps them in @pages. */
static void take_pages(struct kunit *test, void **pages, size_t from, size_t to)
{
	struct arena_test *t = test->priv;
	size_t i;

	for (i = from; i < to; i++) {
		pages[i] = hp_arena_alloc_page(&t->arena);
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
		KUNIT_ASSERT_EQ(test, (unsigned long)pages[i] % HP_PAGE_SIZE, 0);
		KUNIT_ASSERT_EQ(test, hp_arena_pages_allocated(&t->arena), i + 1);
		mark_page(pages[i], i);
	}
}

static void check_pages(struct kunit *test, void **pages, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++)
		check_mark(test, pages[i], i);
}

/* Allocation returns NULL each time, and failures are not counted. */
static void expect_exhausted(struct kunit *test, size_t pages)
{
	struct arena_test *t = test->priv;

	KUNIT_EXPECT_NULL(test, hp_arena_alloc_page(&t->arena));
	KUNIT_EXPECT_NULL(test, hp_arena_alloc_page(&t->arena));
	KUNIT_EXPECT_EQ(test, hp_arena_pages_allocated(&t->arena), pages);
	KUNIT_EXPECT_EQ(test, hp_arena_total_pages(&t->arena), pages);
}

static const size_t bad_sizes[] = {
	0, 1, HP_PAGE_SIZE - 1, HP_PAGE_SIZE + 1, 2 * HP_PAGE_SIZE - 8,
	HP_ARENA_MAX_SIZE - 1, HP_ARENA_MAX_SIZE + 1,
	HP_ARENA_MAX_SIZE + HP_PAGE_SIZE, 2 * HP_ARENA_MAX_SIZE,
	SIZE_MAX - HP_PAGE_SIZE + 1, SIZE_MAX,
};

static void describe_size(const size_t *size, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%zu bytes", *size);
}

KUNIT_ARRAY_PARAM(bad_size, bad_sizes, describe_size);

static void arena_bad_size(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct arena_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, hp_arena_init(&t->arena, *size), -EINVAL);
	expect_empty(test, &t->arena);
	KUNIT_EXPECT_EQ(test, -EINVAL,
			hp_arena_init_source(&t->arena, *size, &t->source.base));
	expect_empty(test, &t->arena);
	KUNIT_EXPECT_EQ(test, t->source.calls, 0);

	hp_arena_destroy(&t->arena);
	make_arena(test, 1);
}

/* Around 2 MiB, from where on the kernel is asked for huge mappings. */
static const size_t good_sizes[] = {
	PAGES(1), PAGES(2), PAGES(3), PAGES(255), PAGES(511), PAGES(512),
	PAGES(513), PAGES(1025),
};

KUNIT_ARRAY_PARAM(good_size, good_sizes, describe_size);

/* All pages of @size bytes at consecutive addresses, and then NULL. */
static void expect_pages_in_order(struct kunit *test, size_t size)
{
	struct arena_test *t = test->priv;
	char *first = hp_arena_alloc_page(&t->arena);
	size_t i, nr = size / HP_PAGE_SIZE;

	KUNIT_ASSERT_NOT_NULL(test, first);
	KUNIT_EXPECT_EQ(test, (unsigned long)first % HP_PAGE_SIZE, 0);
	for (i = 1; i < nr; i++) {
		KUNIT_ASSERT_EQ(test, hp_arena_pages_allocated(&t->arena), i);
		KUNIT_ASSERT_PTR_EQ(test, hp_arena_alloc_page(&t->arena),
				    first + PAGES(i));
		KUNIT_ASSERT_EQ(test, hp_arena_total_pages(&t->arena), nr);
	}
	expect_exhausted(test, nr);

	for (i = 0; i < nr; i++)
		mark_page(first + PAGES(i), i);
	for (i = 0; i < nr; i++)
		check_mark(test, first + PAGES(i), i);
}

static void arena_good_size(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct arena_test *t = test->priv;

	KUNIT_ASSERT_EQ(test, hp_arena_init(&t->arena, *size), 0);
	KUNIT_EXPECT_EQ(test, hp_arena_page_size(&t->arena), HP_PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, hp_arena_pages_allocated(&t->arena), 0);
	expect_pages_in_order(test, *size);
}

static void arena_good_size_of_source(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct arena_test *t = test->priv;

	make_arena(test, *size / HP_PAGE_SIZE);
	expect_pages_in_order(test, *size);
	KUNIT_EXPECT_EQ(test, t->source.calls, 1);
}

static void arena_null_source_is_the_platform(struct kunit *test)
{
	struct arena_test *t = test->priv;

	KUNIT_ASSERT_EQ(test, hp_arena_init_source(&t->arena, PAGES(3), NULL), 0);
	expect_pages_in_order(test, PAGES(3));
}

/* As many addresses as the largest arena has, without memory behind them. */
static void *fake_alloc(const struct hp_page_source *source, size_t size)
{
	return (void *)HP_ARENA_MAX_SIZE;
}

static void fake_free(const struct hp_page_source *source, void *mem,
		      size_t size)
{
}

static void arena_largest_size(struct kunit *test)
{
	static const struct hp_page_source fake = {
		.alloc	= fake_alloc,
		.free	= fake_free,
	};
	struct arena_test *t = test->priv;
	size_t i, nr = HP_ARENA_MAX_SIZE / HP_PAGE_SIZE;

	KUNIT_ASSERT_EQ(test, 0, hp_arena_init_source(&t->arena,
						      HP_ARENA_MAX_SIZE, &fake));
	for (i = 0; i < nr; i++)
		KUNIT_ASSERT_PTR_EQ(test, hp_arena_alloc_page(&t->arena),
				    (void *)(HP_ARENA_MAX_SIZE + PAGES(i)));
	expect_exhausted(test, nr);
}

static void arena_source_fails(struct kunit *test)
{
	struct arena_test *t = test->priv;

	t->source.allowed = 0;
	KUNIT_EXPECT_EQ(test, -ENOMEM, hp_arena_init_source(&t->arena, PAGES(4),
							    &t->source.base));
	KUNIT_EXPECT_EQ(test, t->source.calls, 1);
	expect_empty(test, &t->arena);
	KUNIT_EXPECT_EQ(test, hp_arena_set_growth(&t->arena, PAGES(8)), -EINVAL);
	hp_arena_destroy(&t->arena);
	KUNIT_EXPECT_EQ(test, t->source.bad_frees, 0);
}

static void arena_init_after_failure(struct kunit *test)
{
	struct arena_test *t = test->priv;

	t->source.allowed = 0;
	KUNIT_EXPECT_EQ(test, -ENOMEM, hp_arena_init_source(&t->arena, PAGES(4),
							    &t->source.base));
	t->source.allowed = 1;
	make_arena(test, 4);
	expect_pages_in_order(test, PAGES(4));
}

/* An arena on a stack was never zeroed. */
static void arena_init_of_garbage(struct kunit *test)
{
	struct arena_test *t = test->priv;

	memset(&t->arena, 0x5a, sizeof(t->arena));
	make_arena(test, 4);
	expect_pages_in_order(test, PAGES(4));

	hp_arena_destroy(&t->arena);
	memset(&t->arena, 0x5a, sizeof(t->arena));
	KUNIT_EXPECT_EQ(test, hp_arena_init(&t->arena, 1), -EINVAL);
	expect_empty(test, &t->arena);
}

static void arena_destroy_zeroed(struct kunit *test)
{
	struct arena_test *t = test->priv;

	hp_arena_destroy(&t->arena);
	hp_arena_destroy(&t->arena);
	expect_empty(test, &t->arena);
}

static void arena_destroy_twice(struct kunit *test)
{
	struct arena_test *t = test->priv;

	make_arena(test, 4);
	hp_arena_alloc_page(&t->arena);
	hp_arena_destroy(&t->arena);
	KUNIT_EXPECT_EQ(test, t->source.live, 0);
	expect_empty(test, &t->arena);
	KUNIT_EXPECT_NULL(test, hp_arena_alloc_page(&t->arena));
	hp_arena_destroy(&t->arena);
	KUNIT_EXPECT_EQ(test, t->source.bad_frees, 0);
}

static void arena_init_after_destroy(struct kunit *test)
{
	struct arena_test *t = test->priv;

	make_growing(test, 2, 6);
	while (hp_arena_alloc_page(&t->arena))
		;
	hp_arena_destroy(&t->arena);

	make_arena(test, 3);
	expect_pages_in_order(test, PAGES(3));
}

static const struct growth {
	size_t pages;
	size_t max_pages;
} growths[] = {
	{ 1, 1 }, { 1, 2 }, { 1, 3 }, { 1, 40 }, { 4, 4 }, { 4, 5 }, { 4, 7 },
	{ 4, 8 }, { 4, 9 }, { 4, 31 }, { 5, 32 }, { 32, 33 }, { 32, 64 },
};

static void describe_growth(const struct growth *growth, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%zu of at most %zu pages",
		 growth->pages, growth->max_pages);
}

KUNIT_ARRAY_PARAM(growth, growths, describe_growth);

/* All regions are as large as the first, and the last takes what is left. */
static void check_regions(struct kunit *test, const struct growth *growth)
{
	struct arena_test *t = test->priv;
	size_t i, left = growth->max_pages;

	KUNIT_EXPECT_EQ(test, t->source.calls,
			DIV_ROUND_UP(growth->max_pages, growth->pages));
	for (i = 0; i < t->source.nr; i++) {
		KUNIT_EXPECT_EQ(test, t->source.size[i],
				PAGES(min(left, growth->pages)));
		left -= min(left, growth->pages);
	}
	KUNIT_EXPECT_EQ(test, left, 0);
}

static void arena_growth_to_its_limit(struct kunit *test)
{
	const struct growth *growth = test->param_value;
	struct arena_test *t = test->priv;
	void *pages[64];

	make_growing(test, growth->pages, growth->max_pages);
	take_pages(test, pages, 0, growth->max_pages);
	expect_exhausted(test, growth->max_pages);
	check_regions(test, growth);
	check_pages(test, pages, growth->max_pages);
	hp_arena_destroy(&t->arena);
	KUNIT_EXPECT_EQ(test, t->source.live, 0);
}

/* A region is taken when it is needed, in address order within itself. */
static void arena_growth_at_region_boundaries(struct kunit *test)
{
	struct arena_test *t = test->priv;
	void *page;
	size_t i;

	make_growing(test, 4, 12);
	for (i = 0; i < 12; i++) {
		KUNIT_EXPECT_EQ(test, hp_arena_total_pages(&t->arena),
				i ? 4 * DIV_ROUND_UP(i, 4) : 4);
		page = hp_arena_alloc_page(&t->arena);
		KUNIT_ASSERT_EQ(test, t->source.nr, i / 4 + 1);
		KUNIT_EXPECT_PTR_EQ(test, page,
				    t->source.mem[i / 4] + PAGES(i % 4));
	}
	expect_exhausted(test, 12);
}

static void arena_growth_with_the_platform(struct kunit *test)
{
	struct arena_test *t = test->priv;
	void *pages[8];

	KUNIT_ASSERT_EQ(test, hp_arena_init(&t->arena, PAGES(3)), 0);
	KUNIT_ASSERT_EQ(test, hp_arena_set_growth(&t->arena, PAGES(8)), 0);
	take_pages(test, pages, 0, 8);
	expect_exhausted(test, 8);
	check_pages(test, pages, 8);
}

static void arena_growth_is_off_at_first(struct kunit *test)
{
	struct arena_test *t = test->priv;
	void *pages[8];

	make_arena(test, 2);
	take_pages(test, pages, 0, 2);
	expect_exhausted(test, 2);
	KUNIT_EXPECT_EQ(test, t->source.calls, 1);

	KUNIT_EXPECT_EQ(test, hp_arena_set_growth(&t->arena, PAGES(8)), 0);
	take_pages(test, pages, 2, 8);
	expect_exhausted(test, 8);
	check_pages(test, pages, 8);
}

static void arena_growth_off_again(struct kunit *test)
{
	struct arena_test *t = test->priv;
	void *pages[9];

	make_growing(test, 2, 100);
	take_pages(test, pages, 0, 5);
	KUNIT_EXPECT_EQ(test, hp_arena_set_growth(&t->arena, PAGES(6)), 0);
	take_pages(test, pages, 5, 6);
	expect_exhausted(test, 6);

	KUNIT_EXPECT_EQ(test, hp_arena_set_growth(&t->arena, PAGES(9)), 0);
	take_pages(test, pages, 6, 9);
	expect_exhausted(test, 9);
	check_pages(test, pages, 9);
}

static void arena_growth_bad_bound(struct kunit *test)
{
	static const size_t bad[] = {
		0, 1, PAGES(3), PAGES(4) - 1, PAGES(4) + 1, PAGES(6) - 8,
		SIZE_MAX,
	};
	struct arena_test *t = test->priv;
	void *pages[6];
	size_t i;

	make_growing(test, 2, 6);
	take_pages(test, pages, 0, 3);
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ(test, -EINVAL,
				hp_arena_set_growth(&t->arena, bad[i]));

	take_pages(test, pages, 3, 6);
	expect_exhausted(test, 6);
}

/* A bound beyond any memory is valid. */
static void arena_growth_widest_bound(struct kunit *test)
{
	struct arena_test *t = test->priv;
	void *pages[8];

	make_arena(test, 3);
	KUNIT_EXPECT_EQ(test, 0, hp_arena_set_growth(&t->arena,
						     SIZE_MAX - HP_PAGE_SIZE + 1));
	take_pages(test, pages, 0, 8);
	KUNIT_EXPECT_EQ(test, hp_arena_total_pages(&t->arena), 9);
	check_pages(test, pages, 8);
}

static void arena_growth_without_an_arena(struct kunit *test)
{
	struct arena_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, hp_arena_set_growth(&t->arena, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, hp_arena_set_growth(&t->arena, PAGES(4)), -EINVAL);
	KUNIT_EXPECT_NULL(test, hp_arena_alloc_page(&t->arena));
}

static void arena_growth_fails_in_the_middle(struct kunit *test)
{
	struct arena_test *t = test->priv;
	void *pages[10];

	make_growing(test, 2, 10);
	t->source.allowed = 2;
	take_pages(test, pages, 0, 6);
	expect_exhausted(test, 6);
	KUNIT_EXPECT_EQ(test, t->source.calls, 5);
	check_pages(test, pages, 6);

	t->source.allowed = 2;
	take_pages(test, pages, 6, 10);
	expect_exhausted(test, 10);
	check_pages(test, pages, 10);
}

static void arena_destroy_after_failed_growth(struct kunit *test)
{
	struct arena_test *t = test->priv;
	void *pages[4];

	make_growing(test, 2, 10);
	t->source.allowed = 1;
	take_pages(test, pages, 0, 4);
	expect_exhausted(test, 4);
	hp_arena_destroy(&t->arena);
	KUNIT_EXPECT_EQ(test, t->source.live, 0);
	KUNIT_EXPECT_EQ(test, t->source.bad_frees, 0);
}

static void expect_available(struct kunit *test, size_t pages)
{
	struct arena_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, hp_arena_available(&t->arena), PAGES(pages));
}

static void arena_reserve(struct kunit *test)
{
	struct arena_test *t = test->priv;
	void *pages[10];

	make_growing(test, 2, 10);
	KUNIT_EXPECT_EQ(test, hp_arena_reserve(&t->arena, 0), 0);
	KUNIT_EXPECT_EQ(test, hp_arena_reserve(&t->arena, PAGES(2)), 0);
	KUNIT_EXPECT_EQ(test, t->source.calls, 1);
	KUNIT_EXPECT_EQ(test, hp_arena_reserve(&t->arena, PAGES(5)), 0);
	KUNIT_EXPECT_EQ(test, t->source.calls, 2);
	expect_available(test, 5);

	take_pages(test, pages, 0, 3);
	expect_available(test, 2);
	KUNIT_EXPECT_EQ(test, hp_arena_reserve(&t->arena, PAGES(7)), 0);
	KUNIT_EXPECT_EQ(test, t->source.calls, 3);
	take_pages(test, pages, 3, 10);
	KUNIT_EXPECT_EQ(test, t->source.calls, 3);
	expect_exhausted(test, 10);
	check_pages(test, pages, 10);
}

static void arena_reserve_too_much(struct kunit *test)
{
	struct arena_test *t = test->priv;
	void *pages[6];

	make_growing(test, 2, 6);
	KUNIT_EXPECT_EQ(test, -EINVAL, hp_arena_reserve(&t->arena, 1));
	KUNIT_EXPECT_EQ(test, -EINVAL, hp_arena_reserve(&t->arena, PAGES(3) - 1));
	KUNIT_EXPECT_EQ(test, t->source.calls, 1);
	KUNIT_EXPECT_EQ(test, -ENOMEM, hp_arena_reserve(&t->arena, PAGES(7)));
	KUNIT_EXPECT_EQ(test, t->source.calls, 1);
	expect_available(test, 2);
	take_pages(test, pages, 0, 6);
	expect_exhausted(test, 6);
}

static void arena_reserve_fails(struct kunit *test)
{
	struct arena_test *t = test->priv;

	make_growing(test, 2, 6);
	t->source.allowed = 0;
	KUNIT_EXPECT_EQ(test, -ENOMEM, hp_arena_reserve(&t->arena, PAGES(4)));
	expect_available(test, 2);
	t->source.allowed = 1;
	KUNIT_EXPECT_EQ(test, 0, hp_arena_reserve(&t->arena, PAGES(4)));
	expect_available(test, 4);
}

static void arena_reserve_without_growth(struct kunit *test)
{
	struct arena_test *t = test->priv;

	make_arena(test, 4);
	KUNIT_EXPECT_EQ(test, 0, hp_arena_reserve(&t->arena, PAGES(4)));
	KUNIT_EXPECT_EQ(test, -ENOMEM, hp_arena_reserve(&t->arena, PAGES(5)));
	expect_available(test, 4);
}

/* Pieces that an arena of @pages is made of, by @max_piece and @largest. */
static const struct pieces {
	size_t pages;
	size_t max_piece;
	size_t largest;
	unsigned int nr;
	size_t size[12];
} pieces[] = {
	{ 1, 4, 4, 1, { 1 } },
	{ 4, 4, 4, 1, { 4 } },
	{ 5, 4, 4, 2, { 4, 1 } },
	{ 11, 4, 4, 3, { 4, 4, 3 } },
	{ 12, 5, 5, 3, { 5, 5, 2 } },
	{ 11, 8, 4, 3, { 4, 4, 3 } },
	{ 11, 8, 3, 6, { 2, 2, 2, 2, 2, 1 } },
	{ 7, 7, 1, 7, { 1, 1, 1, 1, 1, 1, 1 } },
	{ 12, 7, 6, 4, { 3, 3, 3, 3 } },
};

static void describe_pieces(const struct pieces *p, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%zu pages in %zu, given %zu",
		 p->pages, p->max_piece, p->largest);
}

KUNIT_ARRAY_PARAM(pieces, pieces, describe_pieces);

static void check_pieces(struct kunit *test, const struct pieces *p,
			 unsigned int from)
{
	struct arena_test *t = test->priv;
	unsigned int i;

	KUNIT_ASSERT_EQ(test, t->source.nr, from + p->nr);
	for (i = 0; i < p->nr; i++)
		KUNIT_EXPECT_EQ(test, t->source.size[from + i], PAGES(p->size[i]));
}

static void arena_pieces(struct kunit *test)
{
	const struct pieces *p = test->param_value;
	struct arena_test *t = test->priv;
	void *pages[24];

	t->source.base.max_piece = PAGES(p->max_piece);
	t->source.largest = PAGES(p->largest);
	make_arena(test, p->pages);
	check_pieces(test, p, 0);
	take_pages(test, pages, 0, p->pages);
	expect_exhausted(test, p->pages);

	/* It grows by its initial size, not by that of a piece. */
	KUNIT_ASSERT_EQ(test, 0, hp_arena_set_growth(&t->arena, PAGES(2 * p->pages)));
	take_pages(test, pages, p->pages, p->pages + 1);
	check_pieces(test, p, p->nr);
	take_pages(test, pages, p->pages + 1, 2 * p->pages);
	expect_exhausted(test, 2 * p->pages);
	check_pages(test, pages, 2 * p->pages);
}

/* All of it or nothing; each size from the largest piece on is tried. */
static void arena_pieces_refused(struct kunit *test)
{
	struct arena_test *t = test->priv;

	t->source.base.max_piece = PAGES(8);
	t->source.allowed = 0;
	KUNIT_EXPECT_EQ(test, -ENOMEM, hp_arena_init_source(&t->arena, PAGES(20),
							    &t->source.base));
	KUNIT_EXPECT_EQ(test, t->source.calls, 4);
	expect_empty(test, &t->arena);

	t->source.allowed = 2;
	KUNIT_EXPECT_EQ(test, -ENOMEM, hp_arena_init_source(&t->arena, PAGES(20),
							    &t->source.base));
	KUNIT_EXPECT_EQ(test, t->source.nr, 2);
	KUNIT_EXPECT_EQ(test, t->source.live, 0);
	expect_empty(test, &t->arena);
}

/* Memory that was obtained is used before the next attempt. */
static void arena_pieces_refused_in_growth(struct kunit *test)
{
	struct arena_test *t = test->priv;
	void *pages[12];

	t->source.base.max_piece = PAGES(2);
	make_growing(test, 4, 12);
	t->source.allowed = 1;
	take_pages(test, pages, 0, 6);
	expect_exhausted(test, 6);
	t->source.allowed = 10;
	KUNIT_EXPECT_EQ(test, 0, hp_arena_reserve(&t->arena, PAGES(6)));
	take_pages(test, pages, 6, 12);
	expect_exhausted(test, 12);
	check_pages(test, pages, 12);
}

static struct kunit_case arena_cases[] = {
	KUNIT_CASE_PARAM(arena_pieces, pieces_gen_params),
	KUNIT_CASE(arena_pieces_refused),
	KUNIT_CASE(arena_pieces_refused_in_growth),
	KUNIT_CASE(arena_reserve),
	KUNIT_CASE(arena_reserve_too_much),
	KUNIT_CASE(arena_reserve_fails),
	KUNIT_CASE(arena_reserve_without_growth),
	KUNIT_CASE_PARAM(arena_bad_size, bad_size_gen_params),
	KUNIT_CASE_PARAM(arena_good_size, good_size_gen_params),
	KUNIT_CASE_PARAM(arena_good_size_of_source, good_size_gen_params),
	KUNIT_CASE(arena_null_source_is_the_platform),
	KUNIT_CASE(arena_largest_size),
	KUNIT_CASE(arena_source_fails),
	KUNIT_CASE(arena_init_after_failure),
	KUNIT_CASE(arena_init_of_garbage),
	KUNIT_CASE(arena_destroy_zeroed),
	KUNIT_CASE(arena_destroy_twice),
	KUNIT_CASE(arena_init_after_destroy),
	KUNIT_CASE_PARAM(arena_growth_to_its_limit, growth_gen_params),
	KUNIT_CASE(arena_growth_at_region_boundaries),
	KUNIT_CASE(arena_growth_with_the_platform),
	KUNIT_CASE(arena_growth_is_off_at_first),
	KUNIT_CASE(arena_growth_off_again),
	KUNIT_CASE(arena_growth_bad_bound),
	KUNIT_CASE(arena_growth_widest_bound),
	KUNIT_CASE(arena_growth_without_an_arena),
	KUNIT_CASE(arena_growth_fails_in_the_middle),
	KUNIT_CASE(arena_destroy_after_failed_growth),
	{}
};

static struct kunit_suite arena_suite = {
	.name		= "hpalloc_arena",
	.init		= arena_test_init,
	.exit		= arena_test_exit,
	.test_cases	= arena_cases,
};

kunit_test_suite(arena_suite);
