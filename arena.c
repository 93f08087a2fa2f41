// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Arena: pages from one region, or from a chain of them when it may grow.
 */

#include <hpalloc/arena.h>
#include <hpalloc/debug.h>

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

static int init_map(struct hp_arena_map *map, const struct hp_arena_region *region,
		    unsigned int page_words)
{
	size_t nr[HP_ARENA_LEVELS], total, i;
	unsigned long *words;

	nr[0] = region->size / HP_PAGE_SIZE * page_words;
	for (total = nr[0], i = 1; i < HP_ARENA_LEVELS; total += nr[i++])
		nr[i] = (nr[i - 1] + HP_WORD_BITS - 1) / HP_WORD_BITS;
	words = hp_platform_alloc_meta(total * sizeof(*words));
	if (!words)
		return -ENOMEM;

	memset(map, 0, sizeof(*map));
	memset(words, 0xff, nr[0] * sizeof(*words));
	for (i = 0; i < HP_ARENA_LEVELS; words += nr[i++])
		map->levels[i] = words;
	map->mem = region->mem;
	map->size = region->size;
	map->nr_top = nr[HP_ARENA_LEVELS - 1];
	return 0;
}

/* Maps with a sentinel, and behind them the directory: two buckets a map. */
static int make_room(struct hp_arena_maps *maps)
{
	unsigned int room = maps->room ? 2 * maps->room : 1;
	struct hp_arena_map *map;

	if (maps->nr < maps->room)
		return 0;

	map = hp_platform_alloc_meta((room + 1) * sizeof(*map) +
				     2 * (size_t)room * sizeof(*maps->first));
	if (!map)
		return -ENOMEM;
	if (maps->nr)
		memcpy(map, maps->map, maps->nr * sizeof(*map));
	hp_platform_free_meta(maps->map);
	maps->map = map;
	maps->first = (unsigned int *)(map + room + 1);
	maps->room = room;
	return 0;
}

/* Buckets of equal size, a power of two, over the span of all regions. */
static void fill_directory(struct hp_arena_maps *maps)
{
	const struct hp_arena_map *last = maps->map + maps->nr - 1;
	uintptr_t start = (uintptr_t)maps->map->mem, end = (uintptr_t)last->mem + last->size - 1;
	unsigned int i = 0, bucket;

	maps->shift = 0;
	while ((end >> maps->shift) - (start >> maps->shift) >= 2 * maps->room)
		maps->shift++;
	maps->base = start >> maps->shift;
	maps->map[maps->nr].mem = (char *)UINTPTR_MAX;
	for (bucket = 0; bucket < 2 * maps->room; bucket++) {
		start = (maps->base + bucket) << maps->shift;
		while ((uintptr_t)maps->map[i + 1].mem <= start)
			i++;
		maps->first[bucket] = i;
	}
}

struct hp_arena_map *hp_arena_search_map(const struct hp_arena_maps *maps, const void *addr)
{
	struct hp_arena_map *map = maps->map;
	unsigned int half, nr;

	for (nr = maps->nr; nr > 1; nr -= half) {
		half = nr / 2;
		map += (const char *)addr >= map[half].mem ? half : 0;
	}
	return map;
}
EXPORT_SYMBOL_GPL(hp_arena_search_map);

static int add_map(struct hp_arena_maps *maps, const struct hp_arena_region *region)
{
	struct hp_arena_map map;
	unsigned int i;

	if (make_room(maps) || init_map(&map, region, maps->page_words))
		return -ENOMEM;

	for (i = maps->nr++; i && maps->map[i - 1].mem > map.mem; i--)
		maps->map[i] = maps->map[i - 1];
	maps->map[i] = map;
	fill_directory(maps);
	return 0;
}

/* There is one more: it was the last to be added. */
static void remove_map(struct hp_arena_maps *maps, const struct hp_arena_region *region)
{
	struct hp_arena_map *map = hp_arena_find_map(maps, region->mem);
	struct hp_arena_map *end = maps->map + maps->nr--;

	hp_platform_free_meta(map->levels[0]);
	for (; map + 1 < end; map++)
		map[0] = map[1];
	fill_directory(maps);
}

/* Of all users, or of none. */
static int add_to_maps(struct hp_arena *arena, const struct hp_arena_region *region)
{
	struct hp_arena_maps *maps, *undo;

	for (maps = arena->maps; maps; maps = maps->next) {
		if (!add_map(maps, region))
			continue;
		for (undo = arena->maps; undo != maps; undo = undo->next)
			remove_map(undo, region);
		return -ENOMEM;
	}
	return 0;
}

static void free_maps(struct hp_arena_maps *maps)
{
	if (HP_DEBUG_ENABLED && maps->live)
		hp_note("hp_arena_destroy: %zu blocks of class %zu are still allocated",
			maps->live, maps->unit);
	while (maps->nr)
		hp_platform_free_meta(maps->map[--maps->nr].levels[0]);
	hp_platform_free_meta(maps->map);
	hp_platform_free_meta(maps);
}

struct hp_arena_maps *hp_arena_add_maps(struct hp_arena *arena, size_t unit,
					unsigned int page_words)
{
	struct hp_arena_maps *maps = hp_platform_alloc_meta(sizeof(*maps));
	const struct hp_arena_region *region;

	if (!maps)
		return NULL;

	maps->unit = unit;
	maps->page_words = page_words;
	for (region = &arena->first; region; region = region->next) {
		if (add_map(maps, region)) {
			free_maps(maps);
			return NULL;
		}
	}
	maps->next = arena->maps;
	arena->maps = maps;
	return maps;
}

static int map_region(struct hp_arena *arena, struct hp_arena_region *region,
		      size_t size)
{
	region->mem = arena->source->alloc(arena->source, size);
	if (!region->mem)
		return -ENOMEM;

	region->size = size;
	if (add_to_maps(arena, region)) {
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
	arena->source->free(arena->source, region->mem, region->size);
}

static void enter_region(struct hp_arena *arena, struct hp_arena_region *region)
{
	arena->current_region = region;
	arena->next = region->mem;
	arena->end = arena->next + region->size;
}

/* The first is in the arena, so that one that does not grow needs no more. */
static struct hp_arena_region *new_region(struct hp_arena *arena)
{
	if (!arena->last)
		return &arena->first;
	return hp_platform_alloc_meta(sizeof(struct hp_arena_region));
}

static int add_region(struct hp_arena *arena, size_t size)
{
	struct hp_arena_region *region = new_region(arena);

	if (!region)
		return -ENOMEM;

	if (map_region(arena, region, size)) {
		if (region != &arena->first)
			hp_platform_free_meta(region);
		return -ENOMEM;
	}

	if (arena->last)
		arena->last->next = region;
	arena->last = region;
	arena->spare += size;
	return 0;
}

/*
 * In pieces of what the source can give, halved where it refuses. Returns an
 * error if there is nothing at all, else less than @size may have been added.
 */
static int add_regions(struct hp_arena *arena, size_t size)
{
	size_t end = arena->size + size, before = arena->size;
	size_t piece = arena->source->max_piece ? : size;

	while (arena->size < end) {
		piece = min(piece, end - arena->size);
		if (!add_region(arena, piece))
			continue;
		if (!arena->source->max_piece || piece == HP_PAGE_SIZE)
			break;
		piece = piece / HP_PAGE_SIZE / 2 * HP_PAGE_SIZE;
	}
	return arena->size > before ? 0 : -ENOMEM;
}

int hp_arena_init_source(struct hp_arena *arena, size_t size,
			 const struct hp_page_source *source)
{
	memset(arena, 0, sizeof(*arena));
	if (!size || size % HP_PAGE_SIZE || size > HP_ARENA_MAX_SIZE)
		return -EINVAL;

	arena->source = source ? source : &platform_source;
	arena->max_size = size;
	arena->step = size;
	if (add_regions(arena, size) || arena->size < size) {
		hp_arena_destroy(arena);
		return -ENOMEM;
	}
	enter_region(arena, &arena->first);
	arena->spare -= arena->first.size;
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

/* Adds memory behind the last region, of @want bytes if it may. */
static int grow(struct hp_arena *arena, size_t want)
{
	size_t size = max(want, arena->step);

	size = min_t(size_t, size, HP_ARENA_MAX_SIZE);
	size = min(size, arena->max_size - arena->size);
	return size ? add_regions(arena, size) : -ENOMEM;
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
	struct hp_arena_maps *maps;

	while ((maps = arena->maps)) {
		arena->maps = maps->next;
		free_maps(maps);
	}
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
