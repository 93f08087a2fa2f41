// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The kernel itself refuses mmap(), by RLIMIT_AS in a child process. Not for
 * builds whose tools need address space of their own.
 */

#include <sys/resource.h>

#include "child.h"
#include "wrap.h"

#define PAGES(n)	((n) * (size_t)HP_PAGE_SIZE)
#define CHUNK		PAGES(2048)

/* Address space in use now, in bytes. */
static size_t address_space(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	size_t pages = 0;

	if (!file || fscanf(file, "%zu", &pages) != 1)
		abort();
	fclose(file);
	return pages * wrap_real_page_size();
}

static bool limit(size_t more)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_AS, &limit))
		return false;
	limit.rlim_cur = address_space() + more;
	return !setrlimit(RLIMIT_AS, &limit);
}

static bool fails(unsigned int flags)
{
	struct hp_mmap_source source;
	struct hp_arena arena;

	return !hp_mmap_source_init(&source, flags) &&
	       hp_arena_init_source(&arena, CHUNK, &source.base) == -ENOMEM &&
	       !hp_arena_init(&arena, PAGES(1));
}

static int refuse_arena(void *flags)
{
	size_t before;

	if (!limit(CHUNK / 2))
		return 1;
	before = address_space();
	if (!fails(*(const unsigned int *)flags))
		return 2;
	/* Only fails()' arena of one page may be left. */
	return address_space() - before <= PAGES(64) ? 0 : 3;
}

static void limit_of_arena(struct kunit *test)
{
	unsigned int flags;

	for (flags = 0; flags < 8; flags++)
		KUNIT_EXPECT_EQ(test, run_in_child(refuse_arena, &flags), 0);
}

static int refuse_classes(void *unused)
{
	struct hp_size_class sc;
	size_t before;

	(void)unused;
	if (!limit(CHUNK * 5 / 2))
		return 1;
	before = address_space();
	if (hp_size_class_init(&sc, CHUNK) != -ENOMEM)
		return 2;
	if (address_space() - before > PAGES(64))
		return 3;
	return hp_size_class_init(&sc, CHUNK / 4) ? 4 : 0;
}

/* The two classes that were created return their memory. */
static void limit_of_size_class(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, run_in_child(refuse_classes, NULL), 0);
}

/* Allocates until that fails. Returns the number of blocks. */
static size_t allocate_all(struct hp_fixed_block *fb)
{
	size_t *block, nr = 0;

	while ((block = hp_fixed_block_alloc(fb)))
		*block = nr++;
	return nr;
}

static int refuse_growth(void *unused)
{
	struct hp_fixed_block fb;
	struct hp_arena arena;
	size_t *first, nr;

	(void)unused;
	if (!limit(CHUNK * 5 / 2) || hp_arena_init(&arena, CHUNK) ||
	    hp_arena_set_growth(&arena, 16 * CHUNK) ||
	    hp_fixed_block_init(&fb, &arena, 64))
		return 1;

	first = hp_fixed_block_alloc(&fb);
	*first = 4711;
	nr = 1 + allocate_all(&fb);
	if (nr != 2 * CHUNK / 64 || *first != 4711)
		return 2;

	/* One block freed allows one allocation; more memory allows more. */
	hp_fixed_block_free(&fb, first);
	if (hp_fixed_block_alloc(&fb) != first || hp_fixed_block_alloc(&fb))
		return 3;
	if (!limit(CHUNK * 3 / 2) || allocate_all(&fb) != CHUNK / 64)
		return 4;
	hp_arena_destroy(&arena);
	return 0;
}

static void limit_of_growth(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, run_in_child(refuse_growth, NULL), 0);
}

static struct kunit_case limit_cases[] = {
	KUNIT_CASE(limit_of_arena),
	KUNIT_CASE(limit_of_size_class),
	KUNIT_CASE(limit_of_growth),
	{}
};

static struct kunit_suite limit_suite = {
	.name		= "userspace_limit",
	.test_cases	= limit_cases,
};

kunit_test_suite(limit_suite);
