// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * A platform of a few pages.
 */

#include <sanitizer/asan_interface.h>

#include "check.h"
#include "pages.h"

/**
 * struct slot - a page of the pool
 * @used: it belongs to a region
 * @size: of the region that begins here, or 0
 * @source: through which that was asked for, NULL for the platform's
 */
struct slot {
	bool used;
	size_t size;
	const struct hp_page_source *source;
};

struct fuzz_pages fuzz_pages;
_Alignas(HP_PAGE_SIZE) char fuzz_pool[FUZZ_PAGES * HP_PAGE_SIZE];
static struct slot slots[FUZZ_PAGES];

static bool is_allowed(void)
{
	fuzz_pages.requests++;
	if (fuzz_pages.allowed == FUZZ_NO_LIMIT)
		return true;
	if (fuzz_pages.allowed--)
		return true;

	fuzz_pages.allowed = FUZZ_NO_LIMIT;
	return false;
}

static bool is_room(size_t first, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		if (slots[first + i].used)
			return false;
	}
	return true;
}

/* Returns FUZZ_PAGES if there is none. */
static size_t find_room(size_t nr)
{
	size_t i, first;

	for (i = 0; i + nr <= FUZZ_PAGES; i++) {
		first = fuzz_pages.from_top ? FUZZ_PAGES - nr - i : i;
		if (is_room(first, nr))
			return first;
	}
	return FUZZ_PAGES;
}

static void set_used(size_t first, size_t nr, bool used)
{
	size_t i;

	for (i = 0; i < nr; i++)
		slots[first + i].used = used;
	fuzz_pages.live += used ? nr : -nr;
}

static void *take(size_t first, size_t size, const struct hp_page_source *source)
{
	char *mem = fuzz_pool + first * HP_PAGE_SIZE;

	set_used(first, size / HP_PAGE_SIZE, true);
	slots[first].size = size;
	slots[first].source = source;
	ASAN_UNPOISON_MEMORY_REGION(mem, size);
	fuzz_pages.added[fuzz_pages.nr_added++] = (struct fuzz_region){ mem, size };
	return mem;
}

static void *alloc_region(const struct hp_page_source *source, size_t size)
{
	size_t first = FUZZ_PAGES;

	CHECK(size && size % HP_PAGE_SIZE == 0);
	CHECK_LE(size, HP_ARENA_MAX_SIZE);
	if (is_allowed())
		first = find_room(size / HP_PAGE_SIZE);
	if (first != FUZZ_PAGES)
		return take(first, size, source);

	fuzz_pages.refused++;
	return NULL;
}

/* Whoever adds a region and then fails has to give it back. */
static void forget_added(const void *mem)
{
	unsigned int last = fuzz_pages.nr_added - 1;

	if (fuzz_pages.nr_added && fuzz_pages.added[last].mem == mem)
		fuzz_pages.nr_added--;
}

/* The whole of a region must be the caller's again. */
static void free_region(const struct hp_page_source *source, void *mem,
			size_t size)
{
	size_t offset = (size_t)((char *)mem - fuzz_pool);
	struct slot *slot = &slots[offset / HP_PAGE_SIZE];

	CHECK(offset < sizeof(fuzz_pool) && offset % HP_PAGE_SIZE == 0);
	CHECK_EQ(slot->size, size);
	CHECK_PTR_EQ(slot->source, source);
	CHECK_PTR_EQ(__asan_region_is_poisoned(mem, size), NULL);
	forget_added(mem);
	slot->size = 0;
	set_used(offset / HP_PAGE_SIZE, size / HP_PAGE_SIZE, false);
	ASAN_POISON_MEMORY_REGION(mem, size);
}

const struct hp_page_source fuzz_source = {
	.alloc	= alloc_region,
	.free	= free_region,
};

void *hp_platform_alloc_region(size_t size)
{
	return alloc_region(NULL, size);
}

void hp_platform_free_region(void *mem, size_t size)
{
	free_region(NULL, mem, size);
}

void *hp_platform_alloc_meta(size_t size)
{
	if (!is_allowed()) {
		fuzz_pages.refused++;
		return NULL;
	}
	fuzz_pages.metas++;
	return calloc(1, size);
}

void hp_platform_free_meta(void *meta)
{
	if (meta)
		fuzz_pages.metas--;
	free(meta);
}

void fuzz_pages_reset(void)
{
	CHECK_EQ(fuzz_pages.live, 0);
	CHECK_EQ(fuzz_pages.metas, 0);
	fuzz_pages.allowed = FUZZ_NO_LIMIT;
	fuzz_pages.from_top = false;
	ASAN_POISON_MEMORY_REGION(fuzz_pool, sizeof(fuzz_pool));
}

void fuzz_pages_begin(void)
{
	fuzz_pages.requests = 0;
	fuzz_pages.refused = 0;
	fuzz_pages.nr_added = 0;
}
