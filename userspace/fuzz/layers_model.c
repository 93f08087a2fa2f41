// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Arenas and fixed-block allocators as arrays of addresses.
 */

#include <sanitizer/asan_interface.h>

#include "../../kunit/model.h"
#include "check.h"
#include "layers_model.h"

bool model_size_is_good(size_t size)
{
	return size && size % HP_PAGE_SIZE == 0 && size <= 256UL << 20;
}

static size_t bytes(const struct model_arena *model)
{
	return (size_t)model->total * HP_PAGE_SIZE;
}

static void add_region(struct model_arena *model, const struct fuzz_region *region)
{
	size_t offset;

	for (offset = 0; offset < region->size; offset += HP_PAGE_SIZE)
		model->pages[model->total++] = region->mem + offset;
}

void model_arena_adopt(struct model_arena *model, const struct fuzz_region *region)
{
	model->live = true;
	model->first = region->size;
	model->max_size = region->size;
	model->total = 0;
	model->taken = 0;
	model->nr_own = 0;
	add_region(model, region);
}

void model_arena_check(const struct model_arena *model,
		       const struct hp_arena *arena)
{
	CHECK_EQ(hp_arena_page_size(arena), HP_PAGE_SIZE);
	CHECK_EQ(hp_arena_total_pages(arena), model->total);
	CHECK_EQ(hp_arena_pages_allocated(arena), model->taken);
	CHECK_EQ(hp_arena_available(arena), bytes(model) - model->taken * HP_PAGE_SIZE);
}

/* A source that is not given stands for the platform's, as that does. */
static int call_init(struct hp_arena *arena, size_t size,
		     const struct hp_page_source *source)
{
	return source ? hp_arena_init_source(arena, size, source) :
	       hp_arena_init(arena, size);
}

void model_arena_init(struct model_arena *model, size_t size,
		      const struct hp_page_source *source)
{
	int err;

	memset(&model->arena, 0xa5, sizeof(model->arena));
	err = call_init(&model->arena, size, source);
	CHECK_EQ(!!fuzz_pages.requests, model_size_is_good(size));
	if (!model_size_is_good(size))
		CHECK_EQ(err, -EINVAL);
	else
		CHECK_EQ(err, fuzz_pages.refused ? -ENOMEM : 0);
	if (err)
		return;

	CHECK_EQ(fuzz_pages.added[0].size, size);
	model_arena_adopt(model, &fuzz_pages.added[0]);
}

void model_arena_set_growth(struct model_arena *model, size_t max_size)
{
	bool good = max_size % HP_PAGE_SIZE == 0 && max_size >= bytes(model);

	CHECK_EQ(hp_arena_set_growth(&model->arena, max_size), good ? 0 : -EINVAL);
	CHECK_EQ(fuzz_pages.requests, 0);
	if (good)
		model->max_size = max_size;
}

/* Regions are as large as the first, or when @larger at least so, within the bound. */
static void absorb(struct model_arena *model, bool larger)
{
	const struct fuzz_region *region = fuzz_pages.added;
	unsigned int i;
	size_t room;

	model->known = model->total;
	for (i = 0; i < fuzz_pages.nr_added; i++, region++) {
		room = model->max_size - bytes(model);
		CHECK_LE(region->size, room);
		CHECK_LE(min(model->first, room), region->size);
		CHECK(larger || region->size <= model->first);
		add_region(model, region);
	}
}

/* The region added last, or 0. */
static size_t last_added(void)
{
	return fuzz_pages.nr_added ? fuzz_pages.added[fuzz_pages.nr_added - 1].size : 0;
}

/* Memory was asked for neither without need, nor in vain and then had. */
static void check_growth(const struct model_arena *model, bool failed)
{
	size_t available = bytes(model) - model->taken * HP_PAGE_SIZE;

	if (fuzz_pages.requests)
		CHECK_LE(model->known, model->taken);
	if (fuzz_pages.nr_added)
		CHECK_LE(available + 1, last_added());
	CHECK_EQ(failed, fuzz_pages.refused || (failed && bytes(model) == model->max_size));
	if (failed)
		CHECK_EQ(available, 0);
}

static char *next_page(struct model_arena *model)
{
	return model->taken < model->total ? model->pages[model->taken++] : NULL;
}

/* A page is accessible as a whole, and what is written there stays. */
void model_arena_alloc_page(struct model_arena *model)
{
	char *page = hp_arena_alloc_page(&model->arena);

	absorb(model, false);
	CHECK_PTR_EQ(page, next_page(model));
	check_growth(model, !page);
	if (!page)
		return;

	hp_test_fill(page, HP_PAGE_SIZE);
	model->own[model->nr_own++] = page;
}

void model_arena_reserved(struct model_arena *model, size_t size, int err)
{
	size_t available, before = bytes(model) - model->taken * HP_PAGE_SIZE;

	absorb(model, true);
	available = bytes(model) - model->taken * HP_PAGE_SIZE;
	CHECK(before < size || !fuzz_pages.requests);
	CHECK(!fuzz_pages.nr_added || available - last_added() < size);
	if (!err) {
		CHECK_LE(size, available);
		CHECK_EQ(fuzz_pages.refused, 0);
		return;
	}
	CHECK_EQ(err, -ENOMEM);
	CHECK(available < size);
	if (fuzz_pages.refused)
		return;
	CHECK_EQ(fuzz_pages.requests, 0);
	CHECK(size - available > model->max_size - bytes(model));
}

void model_arena_reserve(struct model_arena *model, size_t size)
{
	int err = hp_arena_reserve(&model->arena, size);

	if (size % HP_PAGE_SIZE == 0) {
		model_arena_reserved(model, size, err);
		return;
	}
	CHECK_EQ(err, -EINVAL);
	CHECK_EQ(fuzz_pages.requests, 0);
}

/* Once more than needed, which has to be harmless. */
void model_arena_destroy(struct model_arena *model)
{
	while (model->nr_own)
		CHECK(hp_test_verify(model->own[--model->nr_own], HP_PAGE_SIZE));
	hp_arena_destroy(&model->arena);
	hp_arena_destroy(&model->arena);
	CHECK_EQ(hp_arena_set_growth(&model->arena, HP_PAGE_SIZE), -EINVAL);
	model->live = false;
	model->total = 0;
}

void model_blocks_init(struct model_blocks *model, struct model_arena *arena,
		       size_t size)
{
	bool good = size >= sizeof(void *) && size <= 4096 && size % sizeof(void *) == 0;
	int err;

	model_blocks_end(model);
	CHECK_EQ(hp_fixed_block_init(model->fb, NULL, size), -EINVAL);
	err = hp_fixed_block_init(model->fb, &arena->arena, size);
	CHECK_EQ(err, !good ? -EINVAL : fuzz_pages.refused ? -ENOMEM : 0);
	model->arena = err ? NULL : arena;
	model->size = size;
}

void model_blocks_end(struct model_blocks *model)
{
	unsigned int i;

	for (i = 0; i < model->nr_live; i++)
		CHECK(hp_test_verify(model->blocks[i], model->size));
	if (model->nr_set)
		memset(model->is_set, 0, sizeof(model->is_set));
	model->nr_live = 0;
	model->nr_set = 0;
	model->count = 0;
	model->arena = NULL;
}

static void put(struct model_blocks *model, void *block)
{
	size_t i = (size_t)((char *)block - fuzz_pool) / sizeof(void *);

	CHECK(!model->is_set[i]);
	model->is_set[i] = true;
	model->nr_set++;
	model->low = min(model->low, i);
}

static void *take_lowest(struct model_blocks *model)
{
	while (!model->is_set[model->low])
		model->low++;
	model->is_set[model->low] = false;
	model->nr_set--;
	return fuzz_pool + model->low * sizeof(void *);
}

static bool open_page(struct model_blocks *model)
{
	char *page = next_page(model->arena);
	size_t i;

	for (i = 0; page && i < HP_PAGE_SIZE / model->size; i++)
		put(model, page + i * model->size);
	return page;
}

static void refill(struct model_blocks *model)
{
	unsigned int i;

	model->count = min_t(unsigned int, model->nr_set, HP_TEST_BATCH);
	for (i = model->count; i--;)
		model->magazine[i] = take_lowest(model);
}

static void *next_block(struct model_blocks *model, bool bulk)
{
	if (!model->count && !model->nr_set && !open_page(model))
		return NULL;
	if (!model->count && bulk)
		return take_lowest(model);
	if (!model->count)
		refill(model);
	return model->magazine[--model->count];
}

static void receive(struct model_blocks *model, void *block, bool bulk)
{
	CHECK_PTR_EQ(block, next_block(model, bulk));
	if (!block)
		return;

	CHECK_EQ((uintptr_t)block % (model->size & -model->size), 0);
	CHECK_PTR_EQ(__asan_region_is_poisoned(block, model->size), NULL);
	hp_test_fill(block, model->size);
	model->blocks[model->nr_live++] = block;
}

void model_blocks_got(struct model_blocks *model, void *block)
{
	absorb(model->arena, false);
	receive(model, block, false);
	check_growth(model->arena, !block);
	CHECK_EQ(hp_fixed_block_live(model->fb), model->nr_live);
}

void model_blocks_got_bulk(struct model_blocks *model, unsigned int n,
			   unsigned int got, void **blocks)
{
	unsigned int i;

	absorb(model->arena, false);
	CHECK_LE(got, n);
	for (i = 0; i < got; i++) {
		CHECK(blocks[i]);
		receive(model, blocks[i], true);
	}
	if (got < n)
		CHECK_PTR_EQ(next_block(model, true), NULL);
	check_growth(model->arena, got < n);
	CHECK_EQ(hp_fixed_block_live(model->fb), model->nr_live);
}

void *model_blocks_give(struct model_blocks *model, unsigned int i)
{
	void **slot = &model->blocks[i % model->nr_live];
	void *block = *slot;

	CHECK(hp_test_verify(block, model->size));
	*slot = model->blocks[--model->nr_live];
	return block;
}

static void spill(struct model_blocks *model, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		put(model, model->magazine[i]);
	model->count -= n;
	memmove(model->magazine, model->magazine + n,
		model->count * sizeof(model->magazine[0]));
}

static void check_given(const struct model_blocks *model, void *block)
{
	CHECK_EQ(hp_fixed_block_live(model->fb), model->nr_live);
	if (HP_DEBUG_ENABLED)
		return;

	CHECK(__asan_address_is_poisoned(block));
	CHECK(__asan_address_is_poisoned((char *)block + model->size - 1));
}

void model_blocks_given(struct model_blocks *model, void *block)
{
	if (model->count == HP_FIXED_BLOCK_MAGAZINE)
		spill(model, HP_TEST_BATCH);
	model->magazine[model->count++] = block;
	check_given(model, block);
}

void model_blocks_given_bulk(struct model_blocks *model, unsigned int n,
			     void **blocks)
{
	unsigned int drop = 0, from_magazine, i;

	if (model->count + n > HP_FIXED_BLOCK_MAGAZINE && !HP_DEBUG_ENABLED)
		drop = model->count + n - HP_TEST_BATCH;
	from_magazine = min(drop, model->count);
	spill(model, from_magazine);
	for (i = 0; i < drop - from_magazine; i++) {
		put(model, blocks[i]);
		check_given(model, blocks[i]);
	}
	for (; i < n; i++)
		model_blocks_given(model, blocks[i]);
}

unsigned int model_blocks_free_pages(const struct model_blocks *model)
{
	const size_t step = model->size / sizeof(void *);
	const bool *is_set = model->is_set;
	unsigned int page, nr = 0;
	size_t i, left;

	for (page = 0; page < FUZZ_PAGES; page++, is_set += HP_PAGE_SIZE / sizeof(void *)) {
		left = HP_PAGE_SIZE / model->size;
		for (i = 0; left && is_set[i]; i += step)
			left--;
		nr += !left;
	}
	return nr;
}
