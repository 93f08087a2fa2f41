// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * What a fixed-block allocator is compared with.
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

static void *alloc_array(struct kunit *test, size_t n, size_t size)
{
	void *array = kunit_kcalloc(test, n, size, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, array);
	return array;
}

/* Into @sorted, whose first @nr are in order. */
static void insert_page(char **sorted, unsigned int nr, char *page)
{
	for (; nr && sorted[nr - 1] > page; nr--)
		sorted[nr] = sorted[nr - 1];
	sorted[nr] = page;
}

static void add_pages(struct hp_test_model *model, char *mem, size_t size)
{
	size_t offset;

	for (offset = 0; offset < size; offset += HP_PAGE_SIZE) {
		insert_page(model->sorted, model->nr_pages, mem + offset);
		model->pages[model->nr_pages++] = mem + offset;
	}
}

void hp_test_model_init(struct hp_test_model *model, struct kunit *test,
			struct hp_fixed_block *fb,
			const struct hp_test_source *source)
{
	unsigned int pages = (unsigned int)hp_arena_total_pages(fb->arena), i;

	memset(model, 0, sizeof(*model));
	model->test = test;
	model->fb = fb;
	model->page_blocks = (unsigned int)(HP_PAGE_SIZE / fb->block_size);
	model->total = pages * model->page_blocks;
	model->nr_free = model->total;
	model->random = 88172645463325252ULL;
	model->pages = alloc_array(test, pages, sizeof(char *));
	model->sorted = alloc_array(test, pages, sizeof(char *));
	model->is_free = alloc_array(test, model->total, sizeof(bool));
	model->live = alloc_array(test, model->total, sizeof(void *));
	model->got = alloc_array(test, model->total + 1, sizeof(void *));
	for (i = 0; i < source->nr; i++) {
		if (source->mem[i])
			add_pages(model, source->mem[i], source->size[i]);
	}
	KUNIT_ASSERT_EQ(test, model->nr_pages, pages);
}

static unsigned int nr_live(const struct hp_test_model *model)
{
	return model->total - model->nr_free;
}

/* The last of the sorted pages that does not begin behind @addr. */
static unsigned int find_page(const struct hp_test_model *model, const char *addr)
{
	unsigned int low = 0, high = model->nr_pages, middle;

	while (high - low > 1) {
		middle = (low + high) / 2;
		if (model->sorted[middle] <= addr)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void *block_at(const struct hp_test_model *model, unsigned int i)
{
	return model->sorted[i / model->page_blocks] +
	       i % model->page_blocks * model->fb->block_size;
}

static void put(struct hp_test_model *model, const char *block)
{
	unsigned int page = find_page(model, block);
	size_t offset = (size_t)(block - model->sorted[page]);
	unsigned int i = page * model->page_blocks +
			 (unsigned int)(offset / model->fb->block_size);

	KUNIT_ASSERT_FALSE(model->test, model->is_free[i]);
	model->is_free[i] = true;
	model->nr_set++;
	model->low = min(model->low, i);
}

static void *take_lowest(struct hp_test_model *model)
{
	while (!model->is_free[model->low])
		model->low++;
	model->is_free[model->low] = false;
	model->nr_set--;
	return block_at(model, model->low);
}

/* Pages are taken when a block of them is needed, and not before. */
static void open_page(struct hp_test_model *model)
{
	char *page = model->pages[model->nr_open++];
	unsigned int i;

	for (i = 0; i < model->page_blocks; i++)
		put(model, page + i * model->fb->block_size);
}

static void refill(struct hp_test_model *model)
{
	unsigned int i;

	if (!model->nr_set)
		open_page(model);
	model->count = min_t(unsigned int, model->nr_set, HP_TEST_BATCH);
	for (i = model->count; i--;)
		model->magazine[i] = take_lowest(model);
}

static void spill(struct hp_test_model *model, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		put(model, model->magazine[i]);
	model->count -= n;
	memmove(model->magazine, model->magazine + n,
		model->count * sizeof(model->magazine[0]));
}

static void push(struct hp_test_model *model, void *block)
{
	if (model->count == HP_FIXED_BLOCK_MAGAZINE)
		spill(model, HP_TEST_BATCH);
	model->magazine[model->count++] = block;
}

/* All that the allocator says of itself, and what its arena does. */
static void check_counts(struct hp_test_model *model)
{
	KUNIT_ASSERT_EQ(model->test, hp_fixed_block_live(model->fb), nr_live(model));
	KUNIT_ASSERT_EQ(model->test, hp_arena_pages_allocated(model->fb->arena),
			model->nr_open);
}

static void check_block(struct hp_test_model *model, void *block, void *expected)
{
	KUNIT_ASSERT_PTR_EQ(model->test, block, expected);
	hp_test_fill(block, model->fb->block_size);
	model->live[nr_live(model)] = block;
	model->nr_free--;
}

void hp_test_alloc(struct hp_test_model *model)
{
	void *block = hp_fixed_block_alloc(model->fb);

	if (!model->nr_free) {
		KUNIT_ASSERT_NULL(model->test, block);
		return;
	}
	if (!model->count)
		refill(model);
	check_block(model, block, model->magazine[--model->count]);
	check_counts(model);
}

/* Past the magazine, blocks come straight from the bits. */
static void *take_for_bulk(struct hp_test_model *model)
{
	if (model->count)
		return model->magazine[--model->count];
	if (!model->nr_set)
		open_page(model);
	return take_lowest(model);
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
		check_block(model, model->got[i], take_for_bulk(model));
	check_counts(model);
}

/* Takes the live block that was allocated @i before the last one. */
static void *choose(struct hp_test_model *model, unsigned int i)
{
	void **last = model->live + nr_live(model) - 1, *block = last[-(long)i];

	last[-(long)i] = *last;
	model->nr_free++;
	KUNIT_ASSERT_TRUE(model->test, hp_test_verify(block, model->fb->block_size));
	return block;
}

void hp_test_free(struct hp_test_model *model, unsigned int i)
{
	void *block = choose(model, i);

	hp_fixed_block_free(model->fb, block);
	push(model, block);
	check_counts(model);
}

/* What has no room goes to the bits, and half a magazine is left. */
static void push_bulk(struct hp_test_model *model, unsigned int n, void **blocks)
{
	unsigned int all = model->count + n, drop = 0, from_magazine, i;

	if (all > HP_FIXED_BLOCK_MAGAZINE && !HP_DEBUG_ENABLED)
		drop = all - HP_TEST_BATCH;
	from_magazine = min(drop, model->count);
	spill(model, from_magazine);
	for (i = 0; i < drop - from_magazine; i++)
		put(model, blocks[i]);
	for (; i < n; i++)
		push(model, blocks[i]);
}

void hp_test_free_bulk(struct hp_test_model *model, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		model->got[i] = choose(model, hp_test_random(&model->random,
							     nr_live(model)));
	hp_fixed_block_free_bulk(model->fb, n, model->got);
	push_bulk(model, n, model->got);
	check_counts(model);
}

void hp_test_order(struct kunit *test, struct hp_fixed_block *fb,
		   unsigned int nr, void **blocks)
{
	unsigned int i, left;
	char *last = NULL;
	void *block = NULL;

	for (i = 0; i < nr; i++)
		hp_fixed_block_free(fb, blocks[i]);
	KUNIT_ASSERT_EQ(test, hp_fixed_block_live(fb), 0);

	for (left = nr; left; left--) {
		block = hp_fixed_block_alloc(fb);
		if (block != blocks[left - 1])
			break;
		hp_test_fill(block, fb->block_size);
	}
	KUNIT_ASSERT_LE(test, min_t(unsigned int, nr, HP_TEST_BATCH), nr - left);

	for (i = 0; i < left; i++) {
		KUNIT_ASSERT_NOT_NULL(test, block);
		KUNIT_ASSERT_TRUE(test, (char *)block > last);
		hp_test_fill(block, fb->block_size);
		last = block;
		blocks[i] = block;
		block = i + 1 < left ? hp_fixed_block_alloc(fb) : NULL;
	}
	KUNIT_ASSERT_EQ(test, hp_fixed_block_live(fb), nr);
}

void hp_test_go_to(struct hp_test_model *model, unsigned int nr_free)
{
	while (model->nr_free > nr_free)
		hp_test_alloc(model);
	while (model->nr_free < nr_free)
		hp_test_free(model, hp_test_random(&model->random, nr_live(model)));
}
