// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Arena: pages from one region, or from a chain of them when it may grow.
 */

#include <hpalloc/arena.h>

static void *platform_alloc(const struct hp_page_source *source, size_t size)
{
	(void)source;
	return hp_platform_alloc_region(size);
}

static void platform_free(const struct hp_page_source *source, void *mem,
			  size_t size)
{
	(void)source;
	hp_platform_free_region(mem, size);
}

static const struct hp_page_source platform_source = {
	.alloc	= platform_alloc,
	.free	= platform_free,
};

static int map_region(struct hp_arena *arena, struct hp_arena_region *region,
		      size_t size)
{
	region->mem = arena->source->alloc(arena->source, size);
	if (!region->mem)
		return -ENOMEM;

	region->size = size;
	if (hp_debug_add_region(region)) {
		arena->source->free(arena->source, region->mem, size);
		region->mem = NULL;
		return -ENOMEM;
	}

	hp_mark_region(region->mem, size);
	arena->size += size;
	return 0;
}

static void unmap_region(struct hp_arena *arena, struct hp_arena_region *region)
{
	hp_unmark_region(region->mem, region->size);
	hp_debug_remove_region(region);
	arena->source->free(arena->source, region->mem, region->size);
}

static void enter_region(struct hp_arena *arena, struct hp_arena_region *region)
{
	arena->current_region = region;
	arena->next = region->mem;
	arena->end = arena->next + region->size;
}

int hp_arena_init_source(struct hp_arena *arena, size_t size,
			 const struct hp_page_source *source)
{
	int err;

	memset(arena, 0, sizeof(*arena));
	if (!size || size % HP_PAGE_SIZE || size > HP_ARENA_MAX_SIZE)
		return -EINVAL;

	arena->source = source ? source : &platform_source;
	err = map_region(arena, &arena->first, size);
	if (err)
		return err;

	arena->max_size = size;
	arena->last = &arena->first;
	enter_region(arena, &arena->first);
	return 0;
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

/* Adds a region behind the last one, of @want bytes if it may. */
static int grow(struct hp_arena *arena, size_t want)
{
	size_t size = max(want, arena->first.size);
	struct hp_arena_region *region;
	int err;

	size = min_t(size_t, size, HP_ARENA_MAX_SIZE);
	size = min(size, arena->max_size - arena->size);
	if (!size)
		return -ENOMEM;

	region = hp_platform_alloc_meta(sizeof(*region));
	if (!region)
		return -ENOMEM;

	err = map_region(arena, region, size);
	if (err) {
		hp_platform_free_meta(region);
		return err;
	}

	arena->last->next = region;
	arena->last = region;
	arena->spare += size;
	return 0;
}

int hp_arena_reserve(struct hp_arena *arena, size_t size)
{
	size_t have = hp_arena_available(arena);
	int err;

	if (size % HP_PAGE_SIZE)
		return -EINVAL;
	if (size > have && size - have > arena->max_size - arena->size)
		return -ENOMEM;

	for (; have < size; have = hp_arena_available(arena)) {
		err = grow(arena, size - have);
		if (err)
			return err;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(hp_arena_reserve);

void hp_arena_destroy(struct hp_arena *arena)
{
	struct hp_arena_region *region;

	while ((region = arena->first.next)) {
		arena->first.next = region->next;
		unmap_region(arena, region);
		hp_platform_free_meta(region);
	}
	if (arena->first.mem)
		unmap_region(arena, &arena->first);
	memset(arena, 0, sizeof(*arena));
}
EXPORT_SYMBOL_GPL(hp_arena_destroy);

static bool enter_next_region(struct hp_arena *arena)
{
	if (!arena->spare && grow(arena, 0))
		return false;

	enter_region(arena, arena->current_region->next);
	arena->spare -= arena->current_region->size;
	return true;
}

void *hp_arena_alloc_page(struct hp_arena *arena)
{
	void *page;

	if (arena->max_size > arena->size)
		hp_might_sleep();
	if (arena->next == arena->end && !enter_next_region(arena))
		return NULL;

	page = arena->next;
	arena->next += HP_PAGE_SIZE;
	hp_mark_page(page, HP_PAGE_SIZE);
	return page;
}
EXPORT_SYMBOL_GPL(hp_arena_alloc_page);
