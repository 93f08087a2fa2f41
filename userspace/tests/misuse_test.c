// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Frees of what is no allocated block, without HP_DEBUG: ignored when they
 * leave the magazine, whatever was freed, and reported on stderr, once.
 */

#include <kunit/test.h>

#include "../../kunit/source.h"

#define PAGES		24
#define BLOCKS		(PAGES * HP_PAGE_SIZE / 64)

struct misuse_test {
	struct hp_test_source source;
	struct hp_arena arena;
	struct hp_fixed_block fb;
	void *blocks[BLOCKS];
	void *again[BLOCKS + 1];
};

static int misuse_test_init(struct kunit *test)
{
	struct misuse_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;

	test->priv = t;
	hp_test_source_init(&t->source);
	t->source.base.max_piece = 5 * HP_PAGE_SIZE;
	return hp_arena_init_source(&t->arena, PAGES * HP_PAGE_SIZE, &t->source.base) ? :
	       hp_fixed_block_init(&t->fb, &t->arena, 64);
}

static void misuse_test_exit(struct kunit *test)
{
	struct misuse_test *t = test->priv;

	hp_arena_destroy(&t->arena);
}

static void allocate(struct kunit *test, unsigned int nr)
{
	struct misuse_test *t = test->priv;

	KUNIT_ASSERT_EQ(test, nr, hp_fixed_block_alloc_bulk(&t->fb, nr, t->blocks));
}

static int compare(const void *left, const void *right)
{
	uintptr_t l = *(const uintptr_t *)left, r = *(const uintptr_t *)right;

	return l < r ? -1 : l > r;
}

/* Every block is handed out, and none of them twice. */
static void expect_each_once(struct kunit *test)
{
	struct misuse_test *t = test->priv;
	unsigned int i;

	KUNIT_ASSERT_EQ(test, BLOCKS,
			hp_fixed_block_alloc_bulk(&t->fb, BLOCKS + 1, t->again));
	KUNIT_EXPECT_EQ(test, hp_fixed_block_live(&t->fb), BLOCKS);
	qsort(t->again, BLOCKS, sizeof(void *), compare);
	for (i = 1; i < BLOCKS; i++)
		KUNIT_EXPECT_PTR_NE(test, t->again[i - 1], t->again[i]);
}

/* The first half goes to the bits, and the second half pushes out the rest. */
static void misuse_double_free(struct kunit *test)
{
	struct misuse_test *t = test->priv;
	unsigned int i;

	allocate(test, BLOCKS);
	hp_fixed_block_free_bulk(&t->fb, BLOCKS / 2, t->blocks);
	for (i = 0; i < BLOCKS / 2; i += 3)
		hp_fixed_block_free(&t->fb, t->blocks[i]);
	hp_fixed_block_free_bulk(&t->fb, BLOCKS / 2, t->blocks + BLOCKS / 2);
	KUNIT_EXPECT_EQ(test, hp_fixed_block_live(&t->fb), 0);
	expect_each_once(test);
}

static void misuse_double_free_in_the_magazine(struct kunit *test)
{
	struct misuse_test *t = test->priv;

	allocate(test, BLOCKS);
	hp_fixed_block_free(&t->fb, t->blocks[0]);
	hp_fixed_block_free(&t->fb, t->blocks[0]);
	hp_fixed_block_free_bulk(&t->fb, BLOCKS - 1, t->blocks + 1);
	KUNIT_EXPECT_EQ(test, hp_fixed_block_live(&t->fb), 0);
	expect_each_once(test);
}

/*
 * In the middle of the first block, which stays allocated, and in a page that
 * was not taken yet; and outside of regions.
 */
static void misuse_foreign(struct kunit *test)
{
	static char foreign[64];
	struct misuse_test *t = test->priv;
	unsigned int i, nr = BLOCKS - HP_PAGE_SIZE / 64;
	char *first = t->source.mem[0], *last = t->source.mem[t->source.nr - 1];
	void *bad[] = {
		foreign, foreign + 1, first + 8, first + 1, first + 63,
		last + HP_PAGE_SIZE, last + 2 * HP_PAGE_SIZE - 64,
		(void *)64, (void *)-64L, first - 64,
		last + t->source.size[t->source.nr - 1],
	};

	allocate(test, nr);
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		hp_fixed_block_free(&t->fb, bad[i]);
	hp_fixed_block_free_bulk(&t->fb, nr - 1, t->blocks + 1);
	KUNIT_EXPECT_EQ(test, hp_fixed_block_live(&t->fb), 1);
	hp_fixed_block_free(&t->fb, t->blocks[0]);
	expect_each_once(test);
}

/* Of another allocator on the same arena, and behind the blocks of a page. */
static void misuse_other_allocator(struct kunit *test)
{
	struct misuse_test *t = test->priv;
	struct hp_fixed_block other;
	char *block;

	KUNIT_ASSERT_EQ(test, hp_fixed_block_init(&other, &t->arena, 1000), 0);
	KUNIT_ASSERT_EQ(test, hp_fixed_block_alloc_bulk(&other, 72, t->again), 72);
	block = t->again[0];
	allocate(test, 128);
	hp_fixed_block_free(&t->fb, block);
	hp_fixed_block_free_bulk(&t->fb, 128, t->blocks);
	KUNIT_EXPECT_EQ(test, hp_fixed_block_live(&t->fb), 0);
	hp_fixed_block_free(&other, t->blocks[0]);
	hp_fixed_block_free(&other, block + 4000);
	hp_fixed_block_free_bulk(&other, 72, t->again);
	KUNIT_EXPECT_EQ(test, hp_fixed_block_live(&other), 0);
}

static struct kunit_case misuse_cases[] = {
	KUNIT_CASE(misuse_double_free),
	KUNIT_CASE(misuse_double_free_in_the_magazine),
	KUNIT_CASE(misuse_foreign),
	KUNIT_CASE(misuse_other_allocator),
	{}
};

static struct kunit_suite misuse_suite = {
	.name		= "userspace_misuse",
	.init		= misuse_test_init,
	.exit		= misuse_test_exit,
	.test_cases	= misuse_cases,
};

kunit_test_suite(misuse_suite);
