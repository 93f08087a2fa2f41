// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The size-class allocator: the class of a size, constant or not, frees with a
 * wrong class, and that either all four classes are created or none.
 */

#include <kunit/test.h>

#include <hpalloc/size_class.h>

#include "model.h"
#include "source.h"

#define PAGES(n)	((n) * (size_t)HP_PAGE_SIZE)

/**
 * struct class_test - what a case starts with and what is checked at its end
 * @source: where memory comes from; at the end all of it is back
 * @sc: zeroed; destroyed at the end
 */
struct class_test {
	struct hp_test_source source;
	struct hp_size_class sc;
};

static int class_test_init(struct kunit *test)
{
	struct class_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;

	hp_test_source_init(&t->source);
	test->priv = t;
	return 0;
}

static void class_test_exit(struct kunit *test)
{
	struct class_test *t = test->priv;

	if (!t)
		return;

	hp_size_class_destroy(&t->sc);
	hp_test_source_check(test, &t->source);
}

static struct hp_size_class *make_classes(struct kunit *test, size_t pages)
{
	struct class_test *t = test->priv;

	KUNIT_ASSERT_EQ(test, 0,
			hp_size_class_init_source(&t->sc, PAGES(pages),
						  &t->source.base));
	return &t->sc;
}

/* Not inlined, so that the size is not a constant. */
static noinline void *alloc_size(struct hp_size_class *sc, size_t size,
				 size_t *class_size)
{
	return hp_size_class_alloc(sc, size, class_size);
}

static noinline int free_size(struct hp_size_class *sc, void *block,
			      size_t class_size)
{
	return hp_size_class_free(sc, block, class_size);
}

static const size_t class_sizes[] = { 32, 64, 128, 256 };

static void describe_size(const size_t *size, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%zu bytes", *size);
}

KUNIT_ARRAY_PARAM(class, class_sizes, describe_size);

/* The first class that is large enough; 0 if none is. */
static size_t class_of(size_t size)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(class_sizes); i++) {
		if (size <= class_sizes[i])
			return class_sizes[i];
	}
	return 0;
}

static bool is_class(size_t size)
{
	return size && class_of(size) == size;
}

/* Checks the result of an allocation of @size that should have succeeded. */
static void check_alloc(struct kunit *test, size_t size, void *block,
			size_t class_size)
{
	KUNIT_ASSERT_EQ(test, class_size, class_of(size));
	if (size > HP_SIZE_CLASS_MAX) {
		KUNIT_ASSERT_NULL(test, block);
		return;
	}

	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_ASSERT_EQ(test, (unsigned long)block % class_size, 0);
	hp_test_fill(block, class_size);
}

/* Frees a block and checks that its class hands it out again. */
static void check_free(struct kunit *test, void *block, size_t class_size)
{
	struct class_test *t = test->priv;
	size_t got;

	if (!block)
		return;

	KUNIT_ASSERT_TRUE(test, hp_test_verify(block, class_size));
	KUNIT_ASSERT_EQ(test, free_size(&t->sc, block, class_size), 0);
	KUNIT_ASSERT_PTR_EQ(test, alloc_size(&t->sc, class_size, &got), block);
}

static void class_of_every_size(struct kunit *test)
{
	struct hp_size_class *sc = make_classes(test, 32);
	size_t size, class_size;
	void *block;

	for (size = 0; size <= HP_SIZE_CLASS_MAX + 1; size++) {
		class_size = 1;
		block = alloc_size(sc, size, &class_size);
		check_alloc(test, size, block, class_size);
		check_free(test, block, class_size);
	}
}

/* The block that an allocation of @size is to return next. */
static void *next_block(struct kunit *test, size_t size)
{
	struct class_test *t = test->priv;
	size_t class_size;
	void *block = alloc_size(&t->sc, size, &class_size);

	free_size(&t->sc, block, class_size);
	return block;
}

/* These are inlined into one caller, where each size is a constant. */
static __always_inline void check_constant(struct kunit *test, size_t size)
{
	struct class_test *t = test->priv;
	void *block, *next = next_block(test, size);
	size_t class_size = 1;

	block = hp_size_class_alloc(&t->sc, size, &class_size);
	KUNIT_ASSERT_PTR_EQ(test, block, next);
	check_alloc(test, size, block, class_size);
	check_free(test, block, class_size);
}

static __always_inline void check_4_constants(struct kunit *test, size_t size)
{
	check_constant(test, size);
	check_constant(test, size + 1);
	check_constant(test, size + 2);
	check_constant(test, size + 3);
}

static __always_inline void check_16_constants(struct kunit *test, size_t size)
{
	check_4_constants(test, size);
	check_4_constants(test, size + 4);
	check_4_constants(test, size + 8);
	check_4_constants(test, size + 12);
}

static __always_inline void check_64_constants(struct kunit *test, size_t size)
{
	check_16_constants(test, size);
	check_16_constants(test, size + 16);
	check_16_constants(test, size + 32);
	check_16_constants(test, size + 48);
}

static void class_of_every_constant_to_127(struct kunit *test)
{
	make_classes(test, 32);
	check_64_constants(test, 0);
	check_64_constants(test, 64);
}

static void class_of_every_constant_from_128(struct kunit *test)
{
	make_classes(test, 32);
	check_64_constants(test, 128);
	check_64_constants(test, 192);
	check_constant(test, 256);
	check_constant(test, 257);
	check_constant(test, SIZE_MAX);
}

static const size_t too_large[] = {
	HP_SIZE_CLASS_MAX + 1, 2 * HP_SIZE_CLASS_MAX, HP_PAGE_SIZE, INT_MAX,
	(size_t)INT_MAX + 1, UINT_MAX, SIZE_MAX - HP_SIZE_CLASS_MIN + 1,
	SIZE_MAX - HP_SIZE_CLASS_MIN + 2, SIZE_MAX - 1, SIZE_MAX,
};

KUNIT_ARRAY_PARAM(too_large, too_large, describe_size);

static void class_too_large(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct hp_size_class *sc = make_classes(test, 1);
	size_t i, class_size = 1;

	KUNIT_EXPECT_NULL(test, alloc_size(sc, *size, &class_size));
	KUNIT_EXPECT_EQ(test, class_size, 0);
	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++)
		KUNIT_EXPECT_EQ(test, 0, hp_arena_pages_allocated(&sc->arenas[i]));
}

/* Allocates until a class is exhausted. Returns the number of blocks. */
static size_t exhaust(struct kunit *test, size_t size)
{
	struct class_test *t = test->priv;
	size_t nr = 0, class_size = 1;
	void *block;

	while ((block = alloc_size(&t->sc, size, &class_size))) {
		check_alloc(test, size, block, class_size);
		class_size = 1;
		nr++;
	}
	KUNIT_EXPECT_EQ(test, class_size, class_of(size));
	return nr;
}

static void expect_all_exhausted(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(class_sizes); i++)
		KUNIT_ASSERT_EQ(test, exhaust(test, class_sizes[i]), 0);
}

/* Each class has its own memory, and all of it. */
static void class_exhaustion(struct kunit *test)
{
	const size_t *size = test->param_value;
	size_t i, expected;

	make_classes(test, 3);
	KUNIT_EXPECT_EQ(test, exhaust(test, *size), PAGES(3) / *size);
	for (i = 0; i < ARRAY_SIZE(class_sizes); i++) {
		expected = class_sizes[i] == *size ? 0 : PAGES(3) / class_sizes[i];
		KUNIT_EXPECT_EQ(test, exhaust(test, class_sizes[i]), expected);
	}
	expect_all_exhausted(test);
}

static void class_exhausted_constant(struct kunit *test)
{
	struct hp_size_class *sc = make_classes(test, 1);
	size_t class_size = 1;

	exhaust(test, 100);
	KUNIT_EXPECT_NULL(test, hp_size_class_alloc(sc, 100, &class_size));
	KUNIT_EXPECT_EQ(test, class_size, 128);
}

/* A size that is not a class is refused, and no class gets the block. */
static void class_free_wrong_size(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct hp_size_class *sc = make_classes(test, 1);
	size_t wrong, class_size;
	void *block;

	block = alloc_size(sc, *size, &class_size);
	check_alloc(test, *size, block, class_size);
	for (wrong = 0; wrong < ARRAY_SIZE(class_sizes); wrong++)
		exhaust(test, class_sizes[wrong]);

	for (wrong = 0; wrong <= 4 * HP_SIZE_CLASS_MAX; wrong++) {
		if (is_class(wrong))
			continue;
		KUNIT_ASSERT_EQ(test, free_size(sc, block, wrong), -EINVAL);
	}
	expect_all_exhausted(test);
	KUNIT_EXPECT_TRUE(test, hp_test_verify(block, *size));

	KUNIT_EXPECT_EQ(test, free_size(sc, block, *size), 0);
	KUNIT_EXPECT_EQ(test, exhaust(test, *size), 1);
}

static void class_free_huge_size(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct hp_size_class *sc = make_classes(test, 1);
	size_t i, class_size;
	void *block;

	block = alloc_size(sc, HP_SIZE_CLASS_MAX, &class_size);
	for (i = 0; i < ARRAY_SIZE(class_sizes); i++)
		exhaust(test, class_sizes[i]);
	KUNIT_EXPECT_EQ(test, free_size(sc, block, *size), -EINVAL);
	KUNIT_EXPECT_EQ(test, free_size(sc, NULL, *size), -EINVAL);
	expect_all_exhausted(test);
}

#define EXPECT_FREE(block, size, expected)				\
	KUNIT_EXPECT_EQ(test, hp_size_class_free(sc, (block), (size)), (expected))

static void class_free_wrong_constant(struct kunit *test)
{
	struct hp_size_class *sc = make_classes(test, 1);
	size_t i, class_size;
	void *block = alloc_size(sc, 64, &class_size);

	for (i = 0; i < ARRAY_SIZE(class_sizes); i++)
		exhaust(test, class_sizes[i]);

	EXPECT_FREE(block, 0, -EINVAL);
	EXPECT_FREE(block, 1, -EINVAL);
	EXPECT_FREE(block, 16, -EINVAL);
	EXPECT_FREE(block, 31, -EINVAL);
	EXPECT_FREE(block, 33, -EINVAL);
	EXPECT_FREE(block, 63, -EINVAL);
	EXPECT_FREE(block, 65, -EINVAL);
	EXPECT_FREE(block, 96, -EINVAL);
	EXPECT_FREE(block, 127, -EINVAL);
	EXPECT_FREE(block, 129, -EINVAL);
	EXPECT_FREE(block, 192, -EINVAL);
	EXPECT_FREE(block, 255, -EINVAL);
	EXPECT_FREE(block, 257, -EINVAL);
	EXPECT_FREE(block, 512, -EINVAL);
	EXPECT_FREE(block, SIZE_MAX, -EINVAL);
	EXPECT_FREE(NULL, 65, -EINVAL);
	expect_all_exhausted(test);
}

/* Freed with a constant, allocated again with the same size at run time. */
static __always_inline void check_constant_free(struct kunit *test, size_t size)
{
	struct class_test *t = test->priv;
	size_t class_size;
	void *block = alloc_size(&t->sc, size, &class_size);

	KUNIT_EXPECT_EQ(test, hp_size_class_free(&t->sc, block, size), 0);
	KUNIT_EXPECT_PTR_EQ(test, alloc_size(&t->sc, size, &class_size), block);
}

static void class_free_constant(struct kunit *test)
{
	make_classes(test, 1);
	check_constant_free(test, 32);
	check_constant_free(test, 64);
	check_constant_free(test, 128);
	check_constant_free(test, 256);
}

static void class_free_null(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct hp_size_class *sc = make_classes(test, 1);

	KUNIT_EXPECT_EQ(test, free_size(sc, NULL, *size), 0);
	KUNIT_EXPECT_EQ(test, exhaust(test, *size), PAGES(1) / *size);
	KUNIT_EXPECT_EQ(test, free_size(sc, NULL, *size), 0);
	EXPECT_FREE(NULL, 64, 0);
	KUNIT_EXPECT_EQ(test, exhaust(test, *size), 0);
	KUNIT_EXPECT_EQ(test, free_size(sc, NULL, *size + 1), -EINVAL);
}

/* Live blocks of a random run over all sizes. */
#define SLOTS	300

struct slot {
	void *block;
	size_t class_size;
};

static void flip_slot(struct kunit *test, struct slot *slot, size_t size)
{
	struct class_test *t = test->priv;

	if (slot->block) {
		KUNIT_ASSERT_TRUE(test, hp_test_verify(slot->block,
						       slot->class_size));
		KUNIT_ASSERT_EQ(test, 0, free_size(&t->sc, slot->block,
						   slot->class_size));
		slot->block = NULL;
	} else {
		slot->block = alloc_size(&t->sc, size, &slot->class_size);
		check_alloc(test, size, slot->block, slot->class_size);
	}
}

static void class_random(struct kunit *test)
{
	u64 random = 88172645463325252ULL;
	struct slot *slots;
	unsigned int i;

	slots = kunit_kcalloc(test, SLOTS, sizeof(*slots), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, slots);
	make_classes(test, DIV_ROUND_UP(SLOTS, 16));
	for (i = 0; i < 30000; i++)
		flip_slot(test, &slots[hp_test_random(&random, SLOTS)],
			  hp_test_random(&random, HP_SIZE_CLASS_MAX + 1));
}

static const size_t bad_sizes[] = {
	0, 1, HP_PAGE_SIZE - 1, HP_PAGE_SIZE + 1, HP_ARENA_MAX_SIZE + 1,
	HP_ARENA_MAX_SIZE + HP_PAGE_SIZE, SIZE_MAX,
};

KUNIT_ARRAY_PARAM(bad_size, bad_sizes, describe_size);

static void class_init_bad_size(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct class_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, hp_size_class_init(&t->sc, *size), -EINVAL);
	KUNIT_EXPECT_EQ(test, -EINVAL,
			hp_size_class_init_source(&t->sc, *size, &t->source.base));
	KUNIT_EXPECT_EQ(test, t->source.calls, 0);
	hp_size_class_destroy(&t->sc);
	make_classes(test, 1);
}

static void class_init_default(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct class_test *t = test->priv;

	KUNIT_ASSERT_EQ(test, 0, hp_size_class_init(&t->sc,
						    HP_SIZE_CLASS_ARENA_SIZE));
	KUNIT_EXPECT_EQ(test, exhaust(test, *size), (1UL << 20) / *size);
}

static void class_init_of_garbage(struct kunit *test)
{
	struct class_test *t = test->priv;

	memset(&t->sc, 0x5a, sizeof(t->sc));
	make_classes(test, 1);
	KUNIT_EXPECT_EQ(test, exhaust(test, 64), PAGES(1) / 64);
}

/* An init that fails releases its own memory and nothing else. */
static void class_init_of_garbage_fails(struct kunit *test)
{
	struct class_test *t = test->priv;

	memset(&t->sc, 0x5a, sizeof(t->sc));
	KUNIT_EXPECT_EQ(test, hp_size_class_init(&t->sc, 1), -EINVAL);
	memset(&t->sc, 0x5a, sizeof(t->sc));
	t->source.allowed = 1;
	KUNIT_EXPECT_EQ(test, -ENOMEM,
			hp_size_class_init_source(&t->sc, PAGES(1),
						  &t->source.base));
	KUNIT_EXPECT_EQ(test, t->source.live, 0);
}

static const unsigned int failures[] = { 0, 1, 2, 3 };

static void describe_failure(const unsigned int *class, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "class %u", *class);
}

KUNIT_ARRAY_PARAM(failure, failures, describe_failure);

/* The memory of the classes created before is released at once. */
static void class_init_fails(struct kunit *test)
{
	const unsigned int *class = test->param_value;
	struct class_test *t = test->priv;

	t->source.allowed = *class;
	KUNIT_EXPECT_EQ(test, -ENOMEM,
			hp_size_class_init_source(&t->sc, PAGES(2),
						  &t->source.base));
	KUNIT_EXPECT_EQ(test, t->source.calls, *class + 1);
	KUNIT_EXPECT_EQ(test, t->source.nr, *class);
	KUNIT_EXPECT_EQ(test, t->source.live, 0);
	hp_size_class_destroy(&t->sc);
	KUNIT_EXPECT_EQ(test, t->source.bad_frees, 0);

	t->source.allowed = HP_SIZE_CLASS_COUNT;
	make_classes(test, 2);
	KUNIT_EXPECT_EQ(test, exhaust(test, 64), PAGES(2) / 64);
}

static void class_destroy_zeroed(struct kunit *test)
{
	struct class_test *t = test->priv;

	hp_size_class_destroy(&t->sc);
	hp_size_class_destroy(&t->sc);
}

static void class_destroy_twice(struct kunit *test)
{
	struct class_test *t = test->priv;

	make_classes(test, 2);
	KUNIT_EXPECT_EQ(test, t->source.live, HP_SIZE_CLASS_COUNT);
	exhaust(test, 64);
	hp_size_class_destroy(&t->sc);
	KUNIT_EXPECT_EQ(test, t->source.live, 0);
	hp_size_class_destroy(&t->sc);
	KUNIT_EXPECT_EQ(test, t->source.bad_frees, 0);

	make_classes(test, 3);
	KUNIT_EXPECT_EQ(test, exhaust(test, 64), PAGES(3) / 64);
}

static void class_growth(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct hp_size_class *sc = make_classes(test, 2);

	KUNIT_EXPECT_EQ(test, exhaust(test, *size), PAGES(2) / *size);
	KUNIT_EXPECT_EQ(test, hp_size_class_set_growth(sc, PAGES(5)), 0);
	KUNIT_EXPECT_EQ(test, exhaust(test, *size), PAGES(3) / *size);
	KUNIT_EXPECT_EQ(test, hp_size_class_set_growth(sc, PAGES(6)), 0);
	KUNIT_EXPECT_EQ(test, exhaust(test, *size), PAGES(1) / *size);
}

/* A bound that is too small for one class changes none of them. */
static void class_growth_bad_bound(struct kunit *test)
{
	static const size_t bad[] = {
		0, 1, PAGES(1), PAGES(2), PAGES(3), PAGES(4) - 1, PAGES(4) + 1,
		PAGES(9) - 8, SIZE_MAX,
	};
	const size_t *size = test->param_value;
	struct hp_size_class *sc = make_classes(test, 2);
	size_t i;

	KUNIT_ASSERT_EQ(test, hp_size_class_set_growth(sc, PAGES(4)), 0);
	exhaust(test, *size);
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ(test, hp_size_class_set_growth(sc, bad[i]), -EINVAL);
	for (i = 0; i < ARRAY_SIZE(class_sizes); i++)
		KUNIT_EXPECT_EQ(test, exhaust(test, class_sizes[i]),
				class_sizes[i] == *size ? 0 : PAGES(4) / class_sizes[i]);
}

static void class_growth_without_classes(struct kunit *test)
{
	struct class_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, hp_size_class_set_growth(&t->sc, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, hp_size_class_set_growth(&t->sc, PAGES(4)), -EINVAL);
}

static void class_growth_fails(struct kunit *test)
{
	struct class_test *t = test->priv;

	make_classes(test, 2);
	t->source.allowed = 1;
	KUNIT_EXPECT_EQ(test, hp_size_class_set_growth(&t->sc, PAGES(8)), 0);
	KUNIT_EXPECT_EQ(test, exhaust(test, 128), PAGES(4) / 128);
	t->source.allowed = 1;
	KUNIT_EXPECT_EQ(test, exhaust(test, 128), PAGES(2) / 128);
}

static void class_reserve(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct hp_size_class *sc = make_classes(test, 1);
	struct class_test *t = test->priv;
	size_t page_blocks = PAGES(1) / *size;

	KUNIT_ASSERT_EQ(test, hp_size_class_set_growth(sc, PAGES(4)), 0);
	KUNIT_EXPECT_EQ(test, hp_size_class_reserve(sc, *size, 0), 0);
	KUNIT_EXPECT_EQ(test, hp_size_class_reserve(sc, *size, page_blocks), 0);
	KUNIT_EXPECT_EQ(test, t->source.calls, HP_SIZE_CLASS_COUNT);
	KUNIT_EXPECT_EQ(test, 0, hp_size_class_reserve(sc, *size,
						       3 * page_blocks + 1));
	KUNIT_EXPECT_EQ(test, t->source.calls, HP_SIZE_CLASS_COUNT + 1);
	KUNIT_EXPECT_EQ(test, exhaust(test, *size), 4 * page_blocks);
	KUNIT_EXPECT_EQ(test, t->source.calls, HP_SIZE_CLASS_COUNT + 1);
	KUNIT_EXPECT_EQ(test, hp_size_class_reserve(sc, *size, 1), -ENOMEM);
}

static void class_reserve_too_much(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct hp_size_class *sc = make_classes(test, 1);

	KUNIT_ASSERT_EQ(test, hp_size_class_set_growth(sc, PAGES(2)), 0);
	KUNIT_EXPECT_EQ(test, hp_size_class_reserve(sc, HP_SIZE_CLASS_MAX + 1, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, hp_size_class_reserve(sc, SIZE_MAX, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, hp_size_class_reserve(sc, *size, SIZE_MAX), -ENOMEM);
	KUNIT_EXPECT_EQ(test, hp_size_class_reserve(sc, *size, SIZE_MAX / *size), -ENOMEM);
	KUNIT_EXPECT_LE(test, exhaust(test, *size), PAGES(2) / *size);
}

static struct kunit_case class_cases[] = {
	KUNIT_CASE_PARAM(class_reserve, class_gen_params),
	KUNIT_CASE_PARAM(class_reserve_too_much, class_gen_params),
	KUNIT_CASE(class_of_every_size),
	KUNIT_CASE(class_of_every_constant_to_127),
	KUNIT_CASE(class_of_every_constant_from_128),
	KUNIT_CASE_PARAM(class_too_large, too_large_gen_params),
	KUNIT_CASE_PARAM(class_exhaustion, class_gen_params),
	KUNIT_CASE(class_exhausted_constant),
	KUNIT_CASE_PARAM(class_free_wrong_size, class_gen_params),
	KUNIT_CASE_PARAM(class_free_huge_size, too_large_gen_params),
	KUNIT_CASE(class_free_wrong_constant),
	KUNIT_CASE(class_free_constant),
	KUNIT_CASE_PARAM(class_free_null, class_gen_params),
	KUNIT_CASE(class_random),
	KUNIT_CASE_PARAM(class_init_bad_size, bad_size_gen_params),
	KUNIT_CASE_PARAM(class_init_default, class_gen_params),
	KUNIT_CASE(class_init_of_garbage),
	KUNIT_CASE(class_init_of_garbage_fails),
	KUNIT_CASE_PARAM(class_init_fails, failure_gen_params),
	KUNIT_CASE(class_destroy_zeroed),
	KUNIT_CASE(class_destroy_twice),
	KUNIT_CASE_PARAM(class_growth, class_gen_params),
	KUNIT_CASE_PARAM(class_growth_bad_bound, class_gen_params),
	KUNIT_CASE(class_growth_without_classes),
	KUNIT_CASE(class_growth_fails),
	{}
};

static struct kunit_suite class_suite = {
	.name		= "hpalloc_size_class",
	.init		= class_test_init,
	.exit		= class_test_exit,
	.test_cases	= class_cases,
};

kunit_test_suite(class_suite);
