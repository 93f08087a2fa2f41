// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The stack that a fixed-block allocator is compared with.
 */

#include "model.h"

/* Stands behind the results of a bulk allocation, and has to stay there. */
#define UNTOUCHED	((void *)-1L)

/* xorshift64* */
unsigned int hp_test_random(u64 *state, unsigned int bound)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (u32)((*state * 0x2545f4914f6cdd1dULL) >> 32) % bound;
}

static unsigned long pattern(const void *block, size_t i)
{
	return ((unsigned long)block + i) * 0x9e3779b1UL;
}

void hp_test_fill(void *block, size_t size)
{
	unsigned long *words = block;
	size_t i;

	for (i = 0; i < size / sizeof(*words); i++)
		words[i] = pattern(block, i);
}

bool hp_test_verify(const void *block, size_t size)
{
	const unsigned long *words = block;
	size_t i;

	for (i = 0; i < size / sizeof(*words); i++) {
		if (words[i] != pattern(block, i))
			return false;
	}
	return true;
}

void hp_test_model_init(struct hp_test_model *model, struct kunit *test,
			struct hp_fixed_block *fb, char *mem)
{
	unsigned int per_page = (unsigned int)(HP_PAGE_SIZE / fb->block_size), i;

	model->test = test;
	model->fb = fb;
	model->total = (unsigned int)hp_arena_total_pages(fb->arena) * per_page;
	model->nr_free = model->total;
	model->low = model->total;
	model->random = 88172645463325252ULL;
	model->blocks = kunit_kcalloc(test, model->total, sizeof(void *), GFP_KERNEL);
	model->got = kunit_kcalloc(test, model->total + 1, sizeof(void *), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, model->blocks);
	KUNIT_ASSERT_NOT_NULL(test, model->got);

	for (i = 0; i < model->total; i++)
		model->blocks[model->total - 1 - i] = mem +
			i / per_page * HP_PAGE_SIZE + i % per_page * fb->block_size;
}

/* Pages are taken when a block of them is needed, and not before. */
static void check_pages(struct hp_test_model *model)
{
	size_t per_page = HP_PAGE_SIZE / model->fb->block_size;

	model->low = min(model->low, model->nr_free);
	KUNIT_ASSERT_EQ(model->test, hp_arena_pages_allocated(model->fb->arena),
			DIV_ROUND_UP(model->total - model->low, per_page));
}

static void check_block(struct hp_test_model *model, void *block)
{
	KUNIT_ASSERT_PTR_EQ(model->test, block, model->blocks[--model->nr_free]);
	hp_test_fill(block, model->fb->block_size);
}

void hp_test_alloc(struct hp_test_model *model)
{
	void *block = hp_fixed_block_alloc(model->fb);

	if (model->nr_free)
		check_block(model, block);
	else
		KUNIT_ASSERT_NULL(model->test, block);
	check_pages(model);
}

void hp_test_alloc_bulk(struct hp_test_model *model, unsigned int n)
{
	unsigned int i, nr = min(n, model->nr_free);

	for (i = 0; i <= nr; i++)
		model->got[i] = UNTOUCHED;
	KUNIT_ASSERT_EQ(model->test, nr,
			hp_fixed_block_alloc_bulk(model->fb, n, model->got));
	KUNIT_ASSERT_PTR_EQ(model->test, model->got[nr], UNTOUCHED);
	for (i = 0; i < nr; i++)
		check_block(model, model->got[i]);
	check_pages(model);
}

/* Makes live block @i the next to be freed, and verifies it. */
static void choose(struct hp_test_model *model, unsigned int i)
{
	void **first = model->blocks + model->nr_free;

	swap(first[0], first[i]);
	KUNIT_ASSERT_TRUE(model->test,
			  hp_test_verify(first[0], model->fb->block_size));
}

static void choose_any(struct hp_test_model *model)
{
	choose(model, hp_test_random(&model->random,
				     model->total - model->nr_free));
}

void hp_test_free(struct hp_test_model *model, unsigned int i)
{
	choose(model, i);
	hp_fixed_block_free(model->fb, model->blocks[model->nr_free++]);
}

void hp_test_free_bulk(struct hp_test_model *model, unsigned int n)
{
	void **first = model->blocks + model->nr_free;
	unsigned int i;

	for (i = 0; i < n; i++) {
		choose_any(model);
		model->nr_free++;
	}
	hp_fixed_block_free_bulk(model->fb, n, first);
}

void hp_test_go_to(struct hp_test_model *model, unsigned int nr_free)
{
	while (model->nr_free > nr_free)
		hp_test_alloc(model);
	while (model->nr_free < nr_free)
		hp_test_free(model, hp_test_random(&model->random,
						   model->total - model->nr_free));
}
