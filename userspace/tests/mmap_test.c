// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Memory from mmap: every option with every other, sizes that no machine has,
 * and what a child of fork() sees. All of it also with pages of 64 KiB.
 */

#include <sys/mman.h>
#include <unistd.h>

#include "child.h"
#include "wrap.h"

#define PAGES(n)	((n) * (size_t)HP_PAGE_SIZE)
#define HUGE_SIZE	((size_t)2 << 20)

struct mmap_test {
	struct hp_mmap_source source;
	struct hp_arena arena;
};

static int init_with_pages(struct kunit *test, size_t page_size)
{
	test->priv = kunit_kzalloc(test, sizeof(struct mmap_test), GFP_KERNEL);
	wrap_reset(page_size);
	return test->priv ? 0 : -ENOMEM;
}

static int mmap_test_init(struct kunit *test)
{
	return init_with_pages(test, 0);
}

static int mmap_test_init_64k(struct kunit *test)
{
	return init_with_pages(test, 64 << 10);
}

static void destroy_arena(struct kunit *test)
{
	struct mmap_test *t = test->priv;

	hp_arena_destroy(&t->arena);
	KUNIT_EXPECT_EQ(test, wrap.mapped, 0);
}

static void mmap_test_exit(struct kunit *test)
{
	destroy_arena(test);
	wrap_reset(0);
}

static struct hp_arena *make_arena(struct kunit *test, unsigned int flags,
				   size_t size)
{
	struct mmap_test *t = test->priv;

	KUNIT_ASSERT_EQ(test, hp_mmap_source_init(&t->source, flags), 0);
	KUNIT_ASSERT_EQ(test, 0, hp_arena_init_source(&t->arena, size,
						      &t->source.base));
	return &t->arena;
}

static const unsigned int all_flags[] = {
	0,
	HP_MMAP_PREFAULT,
	HP_MMAP_HUGE,
	HP_MMAP_GUARD,
	HP_MMAP_PREFAULT | HP_MMAP_HUGE,
	HP_MMAP_PREFAULT | HP_MMAP_GUARD,
	HP_MMAP_HUGE | HP_MMAP_GUARD,
	HP_MMAP_PREFAULT | HP_MMAP_HUGE | HP_MMAP_GUARD,
};

static void describe_flags(const unsigned int *flags, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "flags%s%s%s",
		 *flags & HP_MMAP_PREFAULT ? " prefault" : "",
		 *flags & HP_MMAP_HUGE ? " huge" : "",
		 *flags & HP_MMAP_GUARD ? " guard" : "");
}

KUNIT_ARRAY_PARAM(flags, all_flags, describe_flags);

static const size_t sizes[] = {
	PAGES(1), PAGES(3), HUGE_SIZE - PAGES(1), HUGE_SIZE,
	HUGE_SIZE + PAGES(1), 3 * HUGE_SIZE,
};

static char *round_down(char *addr, size_t align)
{
	return addr - (uintptr_t)addr % align;
}

/* Not by msync(), whose argument Valgrind checks. */
static int look_at(char *addr, unsigned char *resident)
{
	return mincore(round_down(addr, wrap_real_page_size()), 1, resident);
}

static bool is_mapped(char *addr)
{
	unsigned char resident;

	return !look_at(addr, &resident);
}

static bool is_resident(char *addr)
{
	unsigned char resident;

	return !look_at(addr, &resident) && resident & 1;
}

static size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

/* All pages are there and writable. */
static void check_pages(struct kunit *test, struct hp_arena *arena,
			char **first, char **last)
{
	char *page;

	*first = *last = page = hp_arena_alloc_page(arena);
	for (; page; page = hp_arena_alloc_page(arena)) {
		KUNIT_ASSERT_EQ(test, (uintptr_t)page % HP_PAGE_SIZE, 0);
		memset(page, 0x5a, HP_PAGE_SIZE);
		*last = page;
	}
	KUNIT_EXPECT_EQ(test, hp_arena_pages_allocated(arena),
			hp_arena_total_pages(arena));
}

static void mmap_all_sizes(struct kunit *test)
{
	const unsigned int *flags = test->param_value;
	struct hp_arena *arena;
	char *first, *last;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		arena = make_arena(test, *flags, sizes[i]);
		check_pages(test, arena, &first, &last);
		KUNIT_EXPECT_EQ(test, last - first + HP_PAGE_SIZE, sizes[i]);
		destroy_arena(test);
		KUNIT_EXPECT_FALSE(test, is_mapped(first));
		KUNIT_EXPECT_FALSE(test, is_mapped(last));
	}
}

static void mmap_growth(struct kunit *test)
{
	const unsigned int *flags = test->param_value;
	struct hp_arena *arena = make_arena(test, *flags, PAGES(2));
	char *first, *last;

	KUNIT_ASSERT_EQ(test, hp_arena_set_growth(arena, PAGES(7)), 0);
	check_pages(test, arena, &first, &last);
	KUNIT_EXPECT_EQ(test, hp_arena_pages_allocated(arena), 7);
	hp_arena_destroy(arena);
	KUNIT_EXPECT_FALSE(test, is_mapped(first));
	KUNIT_EXPECT_FALSE(test, is_mapped(last));
}

static void mmap_bad_flags(struct kunit *test)
{
	struct hp_mmap_source source;

	KUNIT_EXPECT_EQ(test, hp_mmap_source_init(&source, 8), -EINVAL);
	KUNIT_EXPECT_EQ(test, hp_mmap_source_init(&source, UINT_MAX), -EINVAL);
}

static void mmap_prefault(struct kunit *test)
{
	struct hp_arena *arena = make_arena(test, HP_MMAP_PREFAULT, PAGES(16));
	char *page;

	while ((page = hp_arena_alloc_page(arena)))
		KUNIT_EXPECT_TRUE(test, is_resident(page));
}

static void mmap_no_prefault(struct kunit *test)
{
	char *page = hp_arena_alloc_page(make_arena(test, 0, PAGES(16)));

	KUNIT_EXPECT_FALSE(test, is_resident(page));
}

static void mmap_huge_is_aligned(struct kunit *test)
{
	const unsigned int *flags = test->param_value;
	struct hp_arena *arena;
	char *first;
	size_t size;

	for (size = HUGE_SIZE; size < 8 * HUGE_SIZE; size += PAGES(300)) {
		arena = make_arena(test, *flags | HP_MMAP_HUGE, size);
		first = hp_arena_alloc_page(arena);
		KUNIT_EXPECT_EQ(test, 0, (uintptr_t)round_down(first, page_size()) % HUGE_SIZE);
		hp_arena_destroy(arena);
	}
}

static void mmap_guard(struct kunit *test)
{
	const unsigned int *flags = test->param_value;
	char *first, *last, *before;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		check_pages(test, make_arena(test, *flags | HP_MMAP_GUARD, sizes[i]),
			    &first, &last);
		before = round_down(first, page_size()) - 1;
		expect_no_access(test, before);
		expect_no_access(test, last + HP_PAGE_SIZE);
		destroy_arena(test);
		KUNIT_EXPECT_FALSE(test, is_mapped(before));
		KUNIT_EXPECT_FALSE(test, is_mapped(last + HP_PAGE_SIZE));
	}
}

/* Straight from the source: an arena would not even ask for so much. */
static void mmap_giant(struct kunit *test)
{
	static const size_t giants[] = {
		SIZE_MAX - 4 * HUGE_SIZE + 1,
		SIZE_MAX - HUGE_SIZE + 1, SIZE_MAX - PAGES(1) + 1,
	};
	const unsigned int *flags = test->param_value;
	struct hp_mmap_source source;
	size_t i;

	KUNIT_ASSERT_EQ(test, hp_mmap_source_init(&source, *flags), 0);
	for (i = 0; i < ARRAY_SIZE(giants); i++)
		KUNIT_EXPECT_NULL(test, source.base.alloc(&source.base, giants[i]));
}

static void mmap_bad_size(struct kunit *test)
{
	static const size_t bad[] = {
		0, 1, PAGES(1) - 1, HP_ARENA_MAX_SIZE + PAGES(1), SIZE_MAX,
	};
	const unsigned int *flags = test->param_value;
	struct mmap_test *t = test->priv;
	size_t i;

	KUNIT_ASSERT_EQ(test, hp_mmap_source_init(&t->source, *flags), 0);
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ(test, -EINVAL,
				hp_arena_init_source(&t->arena, bad[i],
						     &t->source.base));
}

static void mmap_largest(struct kunit *test)
{
	struct hp_arena *arena = make_arena(test, 0, HP_ARENA_MAX_SIZE);
	char *first = hp_arena_alloc_page(arena);

	KUNIT_EXPECT_EQ(test, hp_arena_total_pages(arena),
			HP_ARENA_MAX_SIZE / HP_PAGE_SIZE);
	first[0] = 1;
	hp_arena_destroy(arena);
	KUNIT_EXPECT_FALSE(test, is_mapped(first));
}

#define FORK_BLOCKS	1000

struct forked {
	struct hp_fixed_block fb;
	unsigned long *blocks[FORK_BLOCKS];
};

static bool is_filled(const struct forked *f, unsigned long value)
{
	size_t i;

	for (i = 0; i < FORK_BLOCKS; i++) {
		if (*f->blocks[i] != value + i)
			return false;
	}
	return true;
}

static void fill(struct forked *f, unsigned long value)
{
	size_t i;

	for (i = 0; i < FORK_BLOCKS; i++)
		*f->blocks[i] = value + i;
}

/* Its parent's blocks are its own now: it frees and reuses all of them. */
static int child_reuses(void *data)
{
	struct forked *f = data;
	size_t i;

	if (!is_filled(f, 1))
		return 1;
	for (i = 0; i < FORK_BLOCKS; i++)
		hp_fixed_block_free(&f->fb, f->blocks[i]);
	for (i = FORK_BLOCKS; i--;) {
		f->blocks[i] = hp_fixed_block_alloc(&f->fb);
		if (!f->blocks[i])
			return 2;
	}
	fill(f, 70000);
	return is_filled(f, 70000) ? 0 : 3;
}

static void mmap_fork(struct kunit *test)
{
	struct hp_arena *arena = make_arena(test, 0, PAGES(32));
	struct forked *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, f);
	KUNIT_ASSERT_EQ(test, hp_fixed_block_init(&f->fb, arena, 64), 0);
	for (i = 0; i < FORK_BLOCKS; i++) {
		f->blocks[i] = hp_fixed_block_alloc(&f->fb);
		KUNIT_ASSERT_NOT_NULL(test, f->blocks[i]);
	}

	fill(f, 1);
	KUNIT_EXPECT_EQ(test, run_in_child(child_reuses, f), 0);
	KUNIT_EXPECT_TRUE(test, is_filled(f, 1));
	KUNIT_EXPECT_EQ(test, run_in_child(child_reuses, f), 0);
}

static struct kunit_case mmap_cases[] = {
	KUNIT_CASE_PARAM(mmap_all_sizes, flags_gen_params),
	KUNIT_CASE_PARAM(mmap_growth, flags_gen_params),
	KUNIT_CASE(mmap_bad_flags),
	KUNIT_CASE(mmap_prefault),
	KUNIT_CASE(mmap_no_prefault),
	KUNIT_CASE_PARAM(mmap_huge_is_aligned, flags_gen_params),
	KUNIT_CASE_PARAM(mmap_guard, flags_gen_params),
	KUNIT_CASE_PARAM(mmap_giant, flags_gen_params),
	KUNIT_CASE_PARAM(mmap_bad_size, flags_gen_params),
	KUNIT_CASE(mmap_largest),
	KUNIT_CASE(mmap_fork),
	{}
};

static struct kunit_suite mmap_suite = {
	.name		= "userspace_mmap",
	.init		= mmap_test_init,
	.exit		= mmap_test_exit,
	.test_cases	= mmap_cases,
};

static struct kunit_suite mmap_suite_64k = {
	.name		= "userspace_mmap_64k_pages",
	.init		= mmap_test_init_64k,
	.exit		= mmap_test_exit,
	.test_cases	= mmap_cases,
};

kunit_test_suite(mmap_suite);
kunit_test_suite(mmap_suite_64k);
