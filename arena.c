// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Arena: pages from one region, or from a chain of them when it may grow.
 */

#include <hpalloc/arena.h>

struct hp_arena_region {
	struct hp_arena_region *next;
	void *mem;
	size_t size;
};

static void *platform_alloc(const struct hp_page_source *source, size_t size)
{
	return hp_platform_alloc_region(size);
}

static void platform_free(const struct hp_page_source *source, void *mem,
			  size_t size)
{
	hp_platform_free_region(mem, size);
}

static const struct hp_page_source platform_source = {
	.alloc	= platform_alloc,
	.free	= platform_free,
};

static int add_region(struct hp_arena *arena, size_t size)
{
	struct hp_arena_region *region;

	region = hp_platform_alloc_meta(sizeof(*region));
	if (!region)
		return -ENOMEM;

	region->mem = arena->source->alloc(arena->source, size);
	if (!region->mem) {
		hp_platform_free_meta(region);
		return -ENOMEM;
	}

	region->size = size;
	region->next = arena->regions;
	arena->regions = region;
	arena->next = region->mem;
	arena->end = arena->next + size;
	arena->size += size;
	return 0;
}

int hp_arena_init_source(struct hp_arena *arena, size_t size,
			 const struct hp_page_source *source)
{
	memset(arena, 0, sizeof(*arena));
	if (!size || size % HP_PAGE_SIZE || size > HP_ARENA_MAX_SIZE)
		return -EINVAL;

	arena->source = source ?: &platform_source;
	arena->region_size = size;
	arena->max_size = size;
	return add_region(arena, size);
}
EXPORT_SYMBOL_GPL(hp_arena_init_source);

int hp_arena_init(struct hp_arena *arena, size_t size)
{
	return hp_arena_init_source(arena, size, NULL);
}
EXPORT_SYMBOL_GPL(hp_arena_init);

int hp_arena_set_growth(struct hp_arena *arena, size_t max_size)
{
	if (!arena->size || max_size % HP_PAGE_SIZE || max_size < arena->size)
		return -EINVAL;

	arena->max_size = max_size;
	return 0;
}
EXPORT_SYMBOL_GPL(hp_arena_set_growth);

void hp_arena_destroy(struct hp_arena *arena)
{
	struct hp_arena_region *region;

	while ((region = arena->regions)) {
		arena->regions = region->next;
		arena->source->free(arena->source, region->mem, region->size);
		hp_platform_free_meta(region);
	}
	memset(arena, 0, sizeof(*arena));
}
EXPORT_SYMBOL_GPL(hp_arena_destroy);

static bool grow(struct hp_arena *arena)
{
	size_t left = arena->max_size - arena->size;

	return left && !add_region(arena, min(left, arena->region_size));
}

void *hp_arena_alloc_page(struct hp_arena *arena)
{
	void *page;

	if (arena->next == arena->end && !grow(arena))
		return NULL;

	page = arena->next;
	arena->next += HP_PAGE_SIZE;
	return page;
}
EXPORT_SYMBOL_GPL(hp_arena_alloc_page);
