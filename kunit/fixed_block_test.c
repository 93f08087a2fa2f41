// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The fixed-block allocator: held against a model (model.h), across every
 * fill level of its magazine and bits, in single and bulk operations.
 */

#include <kunit/test.h>

#include <hpalloc/fixed_block.h>

#include "model.h"
#include "source.h"

#define PAGES(n)	((n) * (size_t)HP_PAGE_SIZE)
#define MAGAZINE	HP_FIXED_BLOCK_MAGAZINE

/* More than two full magazines, and no multiple of a batch. */
#define DEPTH		(3 * MAGAZINE + 29)

/**
 * struct block_test - what each case starts with, and what is then checked
 * @source: where @arena's memory comes from; at the end all has to be back
 * @arena: zeroed; destroyed at the end
 * @fb: the allocator
 * @model: what it is held against
 */
struct block_test {
	struct hp_test_source source;
	struct hp_arena arena;
	struct hp_fixed_block fb;
	struct hp_test_model model;
};

static int block_test_init(struct kunit *test)
{
	struct block_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;

	hp_test_source_init(&t->source);
	test->priv = t;
	return 0;
}

static void block_test_exit(struct kunit *test)
{
	struct block_test *t = test->priv;

	if (!t)
		return;

	hp_arena_destroy(&t->arena);
	hp_test_source_check(test, &t->source);
}

static void make_blocks(struct kunit *test, size_t block_size, size_t pages)
{
	struct block_test *t = test->priv;

	KUNIT_ASSERT_EQ(test, 0, hp_arena_init_source(&t->arena, PAGES(pages),
						      &t->source.base));
	KUNIT_ASSERT_EQ(test, 0, hp_fixed_block_init(&t->fb, &t->arena,
						     block_size));
}

/* An allocator of at least @blocks blocks and its model, all free. */
static struct hp_test_model *make_model(struct kunit *test, size_t blocks)
{
	const size_t *block_size = test->param_value;
	size_t per_page = HP_PAGE_SIZE / *block_size;
	struct block_test *t = test->priv;

	make_blocks(test, *block_size, DIV_ROUND_UP(blocks, per_page));
	hp_test_model_init(&t->model, test, &t->fb, &t->source);
	return &t->model;
}

static void remake_model(struct kunit *test, size_t blocks)
{
	struct block_test *t = test->priv;

	hp_arena_destroy(&t->arena);
	make_model(test, blocks);
}

static const size_t sizes[] = {
	8, 16, 24, 32, 40, 48, 56, 64, 72, 96, 128, 192, 256, 512, 1000, 2048,
	4096,
};

static void describe_size(const size_t *size, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%zu bytes", *size);
}

KUNIT_ARRAY_PARAM(size, sizes, describe_size);

static bool is_block_size(size_t size)
{
	return size && size <= HP_PAGE_SIZE && size % sizeof(void *) == 0;
}

static void block_init_every_size(struct kunit *test)
{
	struct block_test *t = test->priv;
	size_t size;

	make_blocks(test, HP_FIXED_BLOCK_DEFAULT_SIZE, 1);
	for (size = 0; size <= 2 * HP_PAGE_SIZE; size++)
		KUNIT_ASSERT_EQ(test, is_block_size(size) ? 0 : -EINVAL,
				hp_fixed_block_init(&t->fb, &t->arena, size));
	KUNIT_EXPECT_EQ(test, hp_arena_pages_allocated(&t->arena), 0);
}

static void block_init_errors(struct kunit *test)
{
	struct block_test *t = test->priv;
	struct hp_arena *arena = &t->arena;

	make_blocks(test, HP_FIXED_BLOCK_DEFAULT_SIZE, 1);
	KUNIT_EXPECT_EQ(test, -EINVAL, hp_fixed_block_init(&t->fb, NULL, 64));
	KUNIT_EXPECT_EQ(test, -EINVAL, hp_fixed_block_init(&t->fb, NULL, 0));
	KUNIT_EXPECT_EQ(test, -EINVAL, hp_fixed_block_init(&t->fb, arena, SIZE_MAX));
	KUNIT_EXPECT_EQ(test, -EINVAL, hp_fixed_block_init(&t->fb, arena,
							   SIZE_MAX - 7));

	hp_arena_destroy(arena);
	KUNIT_EXPECT_EQ(test, -EINVAL, hp_fixed_block_init(&t->fb, arena, 64));

	/* An error leaves nothing behind that the next init would mind. */
	make_blocks(test, HP_FIXED_BLOCK_DEFAULT_SIZE, 1);
	KUNIT_ASSERT_EQ(test, hp_fixed_block_init(&t->fb, arena, 4096), 0);
	KUNIT_EXPECT_NOT_NULL(test, hp_fixed_block_alloc(&t->fb));
	KUNIT_EXPECT_NULL(test, hp_fixed_block_alloc(&t->fb));
}

static void block_init_of_garbage(struct kunit *test)
{
	struct block_test *t = test->priv;

	memset(&t->fb, 0x5a, sizeof(t->fb));
	make_blocks(test, 4096, 2);
	KUNIT_EXPECT_PTR_EQ(test, hp_fixed_block_alloc(&t->fb), t->source.mem[0]);
	KUNIT_EXPECT_NOT_NULL(test, hp_fixed_block_alloc(&t->fb));
	KUNIT_EXPECT_NULL(test, hp_fixed_block_alloc(&t->fb));
}

/* From a block's address alone, without the model. */
static void check_place(struct kunit *test, const char *block, size_t size,
			const char *mem)
{
	KUNIT_ASSERT_EQ(test, (unsigned long)block % (size & -size), 0);
	KUNIT_ASSERT_LE(test, (size_t)(block - mem) % HP_PAGE_SIZE + size,
			HP_PAGE_SIZE);
}

static void block_fresh(struct kunit *test)
{
	const size_t *size = test->param_value;
	size_t i, per_page = HP_PAGE_SIZE / *size;
	struct block_test *t = test->priv;
	char *block, *previous = NULL;

	make_blocks(test, *size, 3);
	KUNIT_EXPECT_EQ(test, hp_arena_pages_allocated(&t->arena), 0);
	for (i = 0; i < 3 * per_page; i++) {
		block = hp_fixed_block_alloc(&t->fb);
		KUNIT_ASSERT_NOT_NULL(test, block);
		check_place(test, block, *size, t->source.mem[0]);
		if (previous)
			KUNIT_ASSERT_GE(test, (size_t)(block - previous), *size);
		previous = block;
		KUNIT_ASSERT_EQ(test, hp_arena_pages_allocated(&t->arena),
				i / per_page + 1);
	}
	KUNIT_EXPECT_NULL(test, hp_fixed_block_alloc(&t->fb));
	KUNIT_EXPECT_NULL(test, hp_fixed_block_alloc(&t->fb));
}

static void block_exhaustion(struct kunit *test)
{
	struct hp_test_model *model = make_model(test, DEPTH);
	unsigned int i, round;

	for (round = 0; round < 3; round++) {
		hp_test_go_to(model, 0);
		for (i = 0; i < 3; i++)
			hp_test_alloc(model);
		hp_test_free(model, 0);
		hp_test_alloc(model);
		hp_test_alloc(model);
		hp_test_go_to(model, model->total);
	}
}

static void block_pair(struct kunit *test)
{
	struct hp_test_model *model = make_model(test, DEPTH);
	unsigned int i;

	for (i = 0; i < 2 * MAGAZINE; i++) {
		hp_test_alloc(model);
		hp_test_free(model, 0);
	}
	KUNIT_EXPECT_EQ(test, hp_arena_pages_allocated(model->fb->arena), 1);
}

/* Up to every depth, and all the way down. */
static void block_order_at_any_depth(struct kunit *test)
{
	struct hp_test_model *model = make_model(test, DEPTH);
	unsigned int depth;

	hp_test_go_to(model, 0);
	for (depth = 0; depth <= DEPTH; depth++) {
		hp_test_go_to(model, depth);
		hp_test_go_to(model, 0);
		hp_test_alloc(model);
	}
}

/* Around every level, some way down and up, and up and down. */
static void block_transitions(struct kunit *test)
{
	static const unsigned int ways[] = { 1, 2, 7, 8, 9, 31, 33, 65 };
	struct hp_test_model *model = make_model(test, DEPTH + 65);
	unsigned int level, i;

	hp_test_go_to(model, 0);
	for (level = 0; level <= DEPTH; level++) {
		for (i = 0; i < ARRAY_SIZE(ways); i++) {
			hp_test_go_to(model, level - min(ways[i], level));
			hp_test_go_to(model, level);
			hp_test_go_to(model, level + ways[i]);
			hp_test_go_to(model, level);
		}
	}
	hp_test_go_to(model, 0);
	hp_test_alloc(model);
}

static void block_null_free(struct kunit *test)
{
	static const unsigned int levels[] = {
		0, 1, MAGAZINE - 1, MAGAZINE, MAGAZINE + 1, DEPTH,
	};
	struct hp_test_model *model = make_model(test, DEPTH);
	unsigned int i;

	hp_fixed_block_free(model->fb, NULL);
	hp_test_alloc(model);
	for (i = 0; i < ARRAY_SIZE(levels); i++) {
		hp_test_go_to(model, 0);
		hp_test_go_to(model, levels[i]);
		hp_fixed_block_free(model->fb, NULL);
		hp_test_go_to(model, 0);
		hp_test_alloc(model);
	}
}

/* Counts of a bulk operation: around words, half and whole magazines. */
static const unsigned int counts[] = {
	0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 34, 39, 40, 41, 63, 64, 65,
	66, 71, 72, 73, 95, 96, 97, 127, 128, 129, 200,
};

static void block_bulk_of_nothing(struct kunit *test)
{
	struct hp_test_model *model = make_model(test, DEPTH);

	KUNIT_EXPECT_EQ(test, hp_fixed_block_alloc_bulk(model->fb, 0, NULL), 0);
	hp_fixed_block_free_bulk(model->fb, 0, model->got);
	KUNIT_EXPECT_EQ(test, hp_arena_pages_allocated(model->fb->arena), 0);
	hp_test_alloc(model);
	hp_fixed_block_free_bulk(model->fb, 0, model->got);
	hp_test_go_to(model, 0);
}

static void block_bulk_alloc_fresh(struct kunit *test)
{
	struct hp_test_model *model;
	unsigned int i;

	model = make_model(test, DEPTH);
	for (i = 1; i < ARRAY_SIZE(counts); i++) {
		while (model->nr_free)
			hp_test_alloc_bulk(model, counts[i]);
		hp_test_alloc_bulk(model, counts[i]);
		remake_model(test, DEPTH);
	}
}

/* More than there is gives what there is, from every level. */
static void block_bulk_alloc_from_any_level(struct kunit *test)
{
	struct hp_test_model *model = make_model(test, DEPTH);
	unsigned int level, i;

	hp_test_go_to(model, 0);
	for (level = 0; level <= DEPTH; level += level < 80 ? 1 : 13) {
		for (i = 0; i < ARRAY_SIZE(counts); i++) {
			hp_test_go_to(model, level);
			hp_test_alloc_bulk(model, counts[i]);
		}
		hp_test_alloc_bulk(model, UINT_MAX);
		hp_test_alloc_bulk(model, 1);
	}
}

static void block_bulk_free_at_any_level(struct kunit *test)
{
	struct hp_test_model *model = make_model(test, DEPTH + 200);
	unsigned int level, i;

	hp_test_go_to(model, 0);
	for (level = 0; level <= DEPTH; level += level < 80 ? 1 : 13) {
		for (i = 0; i < ARRAY_SIZE(counts); i++) {
			hp_test_go_to(model, level);
			hp_test_free_bulk(model, counts[i]);
			hp_test_go_to(model, level / 2);
		}
		hp_test_go_to(model, 0);
		hp_test_alloc(model);
	}
}

static void block_bulk_round_trip(struct kunit *test)
{
	struct hp_test_model *model = make_model(test, DEPTH + 200);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		hp_test_alloc_bulk(model, counts[i]);
		hp_test_free_bulk(model, counts[i]);
		hp_test_alloc_bulk(model, counts[i]);
	}
	hp_test_free_bulk(model, model->total - model->nr_free);
	hp_test_alloc_bulk(model, model->total);
	hp_test_alloc(model);
}

static void random_step(struct hp_test_model *model, unsigned int bulk)
{
	unsigned int live = model->total - model->nr_free;

	switch (hp_test_random(&model->random, 4)) {
	case 0:
		hp_test_alloc_bulk(model, bulk);
		break;
	case 1:
		hp_test_free_bulk(model, min(bulk, live));
		break;
	case 2:
		hp_test_alloc(model);
		break;
	default:
		if (live)
			hp_test_free(model, hp_test_random(&model->random, live));
	}
}

static void block_random(struct kunit *test)
{
	struct hp_test_model *model = make_model(test, 2 * DEPTH);
	unsigned int i;

	for (i = 0; i < 10000; i++)
		random_step(model, 1);
	hp_test_go_to(model, 0);
	hp_test_alloc(model);
	hp_test_go_to(model, model->total);
}

static void block_random_bulk(struct kunit *test)
{
	struct hp_test_model *model = make_model(test, 2 * DEPTH);
	unsigned int i;

	for (i = 0; i < 2000; i++)
		random_step(model, hp_test_random(&model->random, 120));
	hp_test_go_to(model, 0);
	hp_test_alloc(model);
	hp_test_free_bulk(model, model->total);
	hp_test_go_to(model, 0);
}

/*
 * Regions at addresses in no order: pages are taken in the order in which the
 * regions were added, free blocks in that of their addresses.
 */
static void block_regions(struct kunit *test)
{
	static const size_t parts[] = { 2, 3, 7, 60 };
	const size_t *size = test->param_value;
	size_t blocks = 3 * DEPTH + 7 * (HP_PAGE_SIZE / *size);
	struct block_test *t = test->priv;
	struct hp_test_model *model;
	unsigned int i, step;

	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		t->source.nr = 0;
		t->source.base.max_piece = PAGES(blocks * *size / PAGES(1) / parts[i] + 1);
		model = make_model(test, blocks);
		KUNIT_ASSERT_GT(test, t->source.nr, 1);
		hp_test_go_to(model, 0);
		for (step = 0; step < 1000; step++)
			random_step(model, hp_test_random(&model->random, 90));
		hp_test_go_to(model, model->total);
		hp_test_go_to(model, 0);
		hp_test_alloc(model);
		hp_arena_destroy(&t->arena);
	}
}

/* Writes to all blocks, and then to the live ones what they have to contain. */
static void overwrite(struct hp_test_model *model)
{
	size_t size = model->fb->block_size;
	unsigned int i;

	for (i = 0; i < model->nr_open; i++) {
		hp_mark_page(model->pages[i], HP_PAGE_SIZE);
		memset(model->pages[i], HP_DEBUG_ENABLED ? HP_DEBUG_POISON : 0xff,
		       HP_PAGE_SIZE);
		hp_mark_carved(model->pages[i], HP_PAGE_SIZE);
	}
	for (i = 0; i < model->total - model->nr_free; i++) {
		hp_mark_allocated(model->live[i], size);
		hp_test_fill(model->live[i], size);
	}
}

/* Nothing of the allocator lies in free blocks, fresh ones included. */
static void block_write_after_free(struct kunit *test)
{
	struct hp_test_model *model = make_model(test, DEPTH);
	unsigned int i;

	for (i = 0; i < 400; i++) {
		random_step(model, hp_test_random(&model->random, 120));
		overwrite(model);
	}
	hp_test_go_to(model, 0);
	hp_test_alloc(model);
}

static unsigned int count_free_pages(const struct hp_test_model *model)
{
	unsigned int page, i, nr = 0;

	for (page = 0; page < model->nr_pages; page++) {
		for (i = 0; i < model->page_blocks; i++) {
			if (!model->is_free[page * model->page_blocks + i])
				break;
		}
		nr += i == model->page_blocks;
	}
	return nr;
}

static void block_free_pages(struct kunit *test)
{
	struct hp_test_model *model = make_model(test, 3 * DEPTH);
	unsigned int i;

	KUNIT_EXPECT_EQ(test, hp_fixed_block_free_pages(model->fb), 0);
	hp_test_go_to(model, 0);
	KUNIT_EXPECT_EQ(test, hp_fixed_block_free_pages(model->fb), 0);
	while (model->nr_free < model->total)
		hp_test_free(model, model->total - model->nr_free - 1);
	KUNIT_EXPECT_GT(test, hp_fixed_block_free_pages(model->fb), 0);
	KUNIT_EXPECT_EQ(test, hp_fixed_block_free_pages(model->fb),
			count_free_pages(model));
	for (i = 0; i < 300; i++) {
		random_step(model, hp_test_random(&model->random, 90));
		KUNIT_ASSERT_EQ(test, hp_fixed_block_free_pages(model->fb),
				count_free_pages(model));
	}
}

#define SHARERS		3
#define SHARED_PAGES	12

/* Allocates in turn until nobody gets one; says how many each has. */
static void share_all(struct kunit *test, struct hp_fixed_block *fbs,
		      void *(*blocks)[PAGES(SHARED_PAGES) / 24],
		      unsigned int *nr)
{
	unsigned int i, failed;
	void *block;

	do {
		for (i = 0, failed = 0; i < SHARERS; i++) {
			block = hp_fixed_block_alloc(&fbs[i]);
			if (!block) {
				failed++;
				continue;
			}
			hp_test_fill(block, fbs[i].block_size);
			blocks[i][nr[i]++] = block;
		}
	} while (failed < SHARERS);
}

/* All that allocator @fb handed out is intact, and comes back. */
static void check_share(struct kunit *test, struct hp_fixed_block *fb,
			void **blocks, unsigned int nr)
{
	unsigned int i;

	KUNIT_EXPECT_EQ(test, nr % (HP_PAGE_SIZE / fb->block_size), 0);
	for (i = 0; i < nr; i++)
		KUNIT_ASSERT_TRUE(test, hp_test_verify(blocks[i], fb->block_size));
	hp_test_order(test, fb, nr, blocks);
	KUNIT_EXPECT_NULL(test, hp_fixed_block_alloc(fb));
}

static void block_shared_arena(struct kunit *test)
{
	static const size_t shared_sizes[SHARERS] = { 24, 64, 512 };
	void *(*blocks)[PAGES(SHARED_PAGES) / 24];
	struct block_test *t = test->priv;
	struct hp_fixed_block *fbs;
	unsigned int i, nr[SHARERS] = {};
	size_t pages = 0;

	blocks = kunit_kcalloc(test, SHARERS, sizeof(*blocks), GFP_KERNEL);
	fbs = kunit_kcalloc(test, SHARERS, sizeof(*fbs), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, blocks);
	KUNIT_ASSERT_NOT_NULL(test, fbs);
	make_blocks(test, 64, SHARED_PAGES);
	for (i = 0; i < SHARERS; i++)
		KUNIT_ASSERT_EQ(test, 0, hp_fixed_block_init(&fbs[i], &t->arena,
							     shared_sizes[i]));

	share_all(test, fbs, blocks, nr);
	for (i = 0; i < SHARERS; i++) {
		check_share(test, &fbs[i], blocks[i], nr[i]);
		pages += nr[i] / (HP_PAGE_SIZE / shared_sizes[i]);
	}
	KUNIT_EXPECT_EQ(test, pages, SHARED_PAGES);
}

/**
 * struct held - blocks that a case holds, in the order it got them
 * @blocks: the blocks
 * @nr: how many
 */
struct held {
	void *blocks[1024];
	unsigned int nr;
};

static struct held *make_held(struct kunit *test)
{
	struct held *held = kunit_kzalloc(test, sizeof(*held), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, held);
	return held;
}

/* Allocates until that fails, and writes all blocks. */
static void hold_all(struct kunit *test, struct held *held)
{
	struct block_test *t = test->priv;
	void *block;

	while ((block = hp_fixed_block_alloc(&t->fb))) {
		KUNIT_ASSERT_LT(test, held->nr, ARRAY_SIZE(held->blocks));
		hp_test_fill(block, t->fb.block_size);
		held->blocks[held->nr++] = block;
	}
}

static void hold_all_in_bulk(struct kunit *test, struct held *held,
			     unsigned int bulk)
{
	struct block_test *t = test->priv;
	unsigned int i, got;

	do {
		KUNIT_ASSERT_LE(test, held->nr + bulk, ARRAY_SIZE(held->blocks));
		got = hp_fixed_block_alloc_bulk(&t->fb, bulk,
						held->blocks + held->nr);
		for (i = 0; i < got; i++)
			hp_test_fill(held->blocks[held->nr++], t->fb.block_size);
	} while (got == bulk);
}

/* All that is held is intact, and comes back after a free. */
static void check_held(struct kunit *test, struct held *held)
{
	struct block_test *t = test->priv;
	unsigned int i;

	for (i = 0; i < held->nr; i++)
		KUNIT_ASSERT_TRUE(test, hp_test_verify(held->blocks[i],
						       t->fb.block_size));
	hp_test_order(test, &t->fb, held->nr, held->blocks);
}

/* 2 pages a region, 7 in all: 4 regions. */
static void make_growing(struct kunit *test, size_t block_size)
{
	struct block_test *t = test->priv;

	make_blocks(test, block_size, 2);
	KUNIT_ASSERT_EQ(test, hp_arena_set_growth(&t->arena, PAGES(7)), 0);
}

static const size_t growth_sizes[] = { 32, 64, 1000, 4096 };

KUNIT_ARRAY_PARAM(growth_size, growth_sizes, describe_size);

static void block_growth_to_its_limit(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct held *held = make_held(test);
	struct block_test *t = test->priv;

	make_growing(test, *size);
	hold_all(test, held);
	KUNIT_EXPECT_EQ(test, held->nr, 7 * (HP_PAGE_SIZE / *size));
	KUNIT_EXPECT_EQ(test, t->source.nr, 4);
	KUNIT_EXPECT_NULL(test, hp_fixed_block_alloc(&t->fb));
	check_held(test, held);
	KUNIT_EXPECT_NULL(test, hp_fixed_block_alloc(&t->fb));
}

static void block_growth_in_bulk(struct kunit *test)
{
	static const unsigned int bulks[] = { 1, 5, 64, 100 };
	const size_t *size = test->param_value;
	struct block_test *t = test->priv;
	struct held *held;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bulks); i++) {
		held = make_held(test);
		make_growing(test, *size);
		hold_all_in_bulk(test, held, bulks[i]);
		KUNIT_EXPECT_EQ(test, held->nr, 7 * (HP_PAGE_SIZE / *size));
		check_held(test, held);
		hp_arena_destroy(&t->arena);
	}
}

static void block_growth_fails_in_the_middle(struct kunit *test)
{
	const size_t *size = test->param_value;
	size_t per_page = HP_PAGE_SIZE / *size;
	struct held *held = make_held(test);
	struct block_test *t = test->priv;

	t->source.allowed = 2;
	make_growing(test, *size);
	hold_all(test, held);
	KUNIT_EXPECT_EQ(test, held->nr, 4 * per_page);
	check_held(test, held);
	KUNIT_EXPECT_EQ(test, 0, hp_fixed_block_alloc_bulk(&t->fb, 1,
							   held->blocks + held->nr));

	t->source.allowed = 1;
	hold_all(test, held);
	KUNIT_EXPECT_EQ(test, held->nr, 6 * per_page);
	check_held(test, held);
}

static struct kunit_case block_cases[] = {
	KUNIT_CASE(block_init_every_size),
	KUNIT_CASE(block_init_errors),
	KUNIT_CASE(block_init_of_garbage),
	KUNIT_CASE_PARAM(block_fresh, size_gen_params),
	KUNIT_CASE_PARAM(block_exhaustion, size_gen_params),
	KUNIT_CASE_PARAM(block_pair, size_gen_params),
	KUNIT_CASE_PARAM(block_order_at_any_depth, size_gen_params),
	KUNIT_CASE_PARAM(block_transitions, size_gen_params),
	KUNIT_CASE_PARAM(block_null_free, size_gen_params),
	KUNIT_CASE_PARAM(block_bulk_of_nothing, size_gen_params),
	KUNIT_CASE_PARAM(block_bulk_alloc_fresh, size_gen_params),
	KUNIT_CASE_PARAM(block_bulk_alloc_from_any_level, size_gen_params),
	KUNIT_CASE_PARAM(block_bulk_free_at_any_level, size_gen_params),
	KUNIT_CASE_PARAM(block_bulk_round_trip, size_gen_params),
	KUNIT_CASE_PARAM(block_random, size_gen_params),
	KUNIT_CASE_PARAM(block_random_bulk, size_gen_params),
	KUNIT_CASE_PARAM(block_regions, size_gen_params),
	KUNIT_CASE_PARAM(block_write_after_free, size_gen_params),
	KUNIT_CASE_PARAM(block_free_pages, size_gen_params),
	KUNIT_CASE(block_shared_arena),
	KUNIT_CASE_PARAM(block_growth_to_its_limit, growth_size_gen_params),
	KUNIT_CASE_PARAM(block_growth_in_bulk, growth_size_gen_params),
	KUNIT_CASE_PARAM(block_growth_fails_in_the_middle, growth_size_gen_params),
	{}
};

static struct kunit_suite block_suite = {
	.name		= "hpalloc_fixed_block",
	.init		= block_test_init,
	.exit		= block_test_exit,
	.test_cases	= block_cases,
};

kunit_test_suite(block_suite);
