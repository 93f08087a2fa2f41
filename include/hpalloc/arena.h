/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_ARENA_H
#define HPALLOC_ARENA_H

#include <hpalloc/platform.h>

/*
 * arena: 4 KiB pages from one region that is mapped when the arena is created
 *
 * Pages are handed out in address order within a region and never taken back
 * one by one: all of them return to the system when the arena is destroyed.
 * There are no page faults after creation. There is one region, unless the
 * arena grows or its source gives smaller pieces (linear_pages.h).
 *
 * Use it for the block allocators of fixed_block.h and size_class.h, or for
 * page-sized, page-aligned memory whose owner is torn down as a whole. Do not
 * use it where single pages must go back (alloc_page()), where memory must be
 * physically contiguous (alloc_pages(), dmapool), or where its size is not
 * known within a bound.
 *
 * Locking: none. An arena has one owner at a time, who serialises all calls.
 *
 * Context: hp_arena_init() and hp_arena_destroy() may sleep. So may
 * hp_arena_alloc_page() of an arena that may grow; of one that may not, it
 * never sleeps and may be called anywhere its owner holds it exclusively.
 */

#ifdef __cplusplus
extern "C" {
#endif

/* HP_PAGE_SIZE: bytes in a page of an arena, whatever the kernel's is */
#define HP_PAGE_SIZE		4096

/* HP_ARENA_MAX_SIZE: the largest arena, before it grows, in bytes */
#define HP_ARENA_MAX_SIZE	(256UL << 20)

/**
 * struct hp_page_source - where an arena's memory comes from
 * @alloc: returns @size bytes aligned to HP_PAGE_SIZE, or NULL. @size is a
 *         multiple of HP_PAGE_SIZE. May sleep
 * @free: takes back what @alloc returned for the same @size. May sleep
 * @max_piece: the largest @size that @alloc can meet, a multiple of
 *             HP_PAGE_SIZE; an arena that needs more takes several pieces, and
 *             smaller ones when those are refused. 0: any size, and what is
 *             refused in one piece is refused
 *
 * To be embedded in a structure of the caller's when state is needed. Members
 * that are not used have to be 0. It has to outlive every arena that uses it.
 */
struct hp_page_source {
	void *(*alloc)(const struct hp_page_source *source, size_t size);
	void (*free)(const struct hp_page_source *source, void *mem,
		     size_t size);
	size_t max_piece;
};

/**
 * struct hp_arena_region - a piece of an arena's memory; private
 * @next: the region that was added after this one
 * @mem: what the page source returned
 * @size: bytes
 */
struct hp_arena_region {
	struct hp_arena_region *next;
	void *mem;
	size_t size;
};

/* HP_ARENA_LEVELS: levels of bits in a map, enough for HP_ARENA_MAX_SIZE */
#define HP_ARENA_LEVELS		3

/**
 * struct hp_arena_map - bits beside a region, a word or more a page; private
 * @mem: the region's
 * @size: the region's
 * @nr_top: words of the last level
 * @low: for the user of the map, 0 at first
 * @levels: level 0 has the words of the pages, all ones at first; above it a
 *          bit stands for each word of the level below, 0 at first
 */
struct hp_arena_map {
	char *mem;
	size_t size;
	size_t nr_top;
	size_t low;
	unsigned long *levels[HP_ARENA_LEVELS];
};

/**
 * struct hp_arena_maps - a map of each region for one user of pages; private
 * @next: the maps of another user
 * @unit: bytes that a bit of level 0 stands for
 * @page_words: words of level 0 that a page has
 * @nr: regions
 * @room: how many @map has room for
 * @shift: of the bytes in a bucket of the directory
 * @base: the bucket of address 0 is that many below the first one
 * @low: for the user of the maps, 0 at first; maps move up when the arena grows
 * @live: units in use, counted with HP_DEBUG only
 * @map: in address order, with a last one behind all addresses
 * @first: the directory: for each bucket, the map that its first byte is in, or
 *         is behind
 */
struct hp_arena_maps {
	struct hp_arena_maps *next;
	size_t unit;
	unsigned int page_words;
	unsigned int nr;
	unsigned int room;
	unsigned int low;
	unsigned int shift;
	uintptr_t base;
	size_t live;
	struct hp_arena_map *map;
	unsigned int *first;
};

/**
 * struct hp_arena - an arena; embed it, and treat all members as private
 * @next: the page to hand out next
 * @end: the end of the current region
 * @source: where regions come from
 * @size: bytes of all regions
 * @spare: bytes of the regions behind the current one
 * @max_size: bytes that @size may grow to
 * @step: bytes by which it grows, those that it was created with
 * @current_region: the region that pages are taken from
 * @last: the region added last
 * @maps: of all users that asked for them
 * @first: the region that the arena was created with
 *
 * It points into itself: it must not be copied or moved.
 */
struct hp_arena {
	char *next;
	char *end;
	const struct hp_page_source *source;
	size_t size;
	size_t spare;
	size_t max_size;
	size_t step;
	struct hp_arena_region *current_region;
	struct hp_arena_region *last;
	struct hp_arena_maps *maps;
	struct hp_arena_region first;
};

/**
 * hp_arena_init() - create an arena of vmalloc memory
 * @arena: the arena, in any state but an initialised one
 * @size: bytes, a multiple of HP_PAGE_SIZE, at most HP_ARENA_MAX_SIZE
 *
 * From 2 MiB on, huge mappings are asked for; the kernel then rounds the
 * memory it takes up to whole ones. After an error the arena may be destroyed
 * or initialised again.
 *
 * Context: process, may sleep.
 * Return: 0, -EINVAL for a bad @size, -ENOMEM.
 */
int hp_arena_init(struct hp_arena *arena, size_t size);

/**
 * hp_arena_init_source() - create an arena of a source's memory
 * @arena: the arena, in any state but an initialised one
 * @size: as in hp_arena_init()
 * @source: where the memory comes from; NULL stands for vmalloc
 *
 * Context: process; sleeps if @source does.
 * Return: 0, -EINVAL for a bad @size, -ENOMEM.
 */
int hp_arena_init_source(struct hp_arena *arena, size_t size,
			 const struct hp_page_source *source);

/**
 * hp_arena_set_growth() - let an arena take more regions when one is used up
 * @arena: an initialised arena
 * @max_size: bytes, all regions together, a multiple of HP_PAGE_SIZE and not
 *            less than the arena has; what it has turns growth off again
 *
 * From then on hp_arena_alloc_page(), and with it every allocation from this
 * arena, may sleep (GFP_KERNEL, so not where memory is being reclaimed). It
 * grows by the size that it was created with, at the end by less. If no memory
 * can be had, the call that needed it fails, what was handed out stays valid,
 * and a later call tries again.
 *
 * Return: 0, or -EINVAL for a bad @max_size.
 */
int hp_arena_set_growth(struct hp_arena *arena, size_t max_size);

/**
 * hp_arena_reserve() - grow an arena ahead of need
 * @arena: an initialised arena
 * @size: bytes that are to be available, a multiple of HP_PAGE_SIZE
 *
 * So that no allocation has to wait for growth until they are used up. Adds
 * regions of up to HP_ARENA_MAX_SIZE within the bound of
 * hp_arena_set_growth(). If the bound does not allow all of it, nothing is
 * added; if memory runs out on the way, what was added stays.
 *
 * Context: process, may sleep.
 * Return: 0, -EINVAL for a bad @size, -ENOMEM at the bound or without memory.
 */
int hp_arena_reserve(struct hp_arena *arena, size_t size);

/**
 * hp_arena_destroy() - return all memory of an arena
 * @arena: an arena; zeroed or destroyed already is fine
 *
 * Every page of it, and every block of an allocator on it, becomes invalid. A
 * build with HP_DEBUG logs how many blocks were still allocated.
 *
 * Context: process, may sleep.
 */
void hp_arena_destroy(struct hp_arena *arena);

/**
 * hp_arena_alloc_page() - take the next page
 * @arena: an initialised arena
 *
 * Context: any, unless the arena may grow: then process, may sleep.
 * Return: HP_PAGE_SIZE bytes aligned to HP_PAGE_SIZE, uninitialised, at the
 * next address of the region or at the start of the next region; NULL once the
 * arena is exhausted.
 */
void *hp_arena_alloc_page(struct hp_arena *arena);

/*
 * Makes maps of the present and of all further regions, which the arena
 * destroys: for the layers above it. Returns NULL without memory.
 */
struct hp_arena_maps *hp_arena_add_maps(struct hp_arena *arena, size_t unit,
					unsigned int page_words);

/* As below, for regions that differ so much that a bucket has several. */
struct hp_arena_map *hp_arena_search_map(const struct hp_arena_maps *maps, const void *addr);

/*
 * The only map that @addr can be in; whether it is, its size tells. A region is
 * a bucket or two, if all are of a size, so that one step is left. No branch
 * depends on @addr: in a random order, none would be predicted.
 */
static inline struct hp_arena_map *
hp_arena_find_map(const struct hp_arena_maps *maps, const void *addr)
{
	uintptr_t bucket = ((uintptr_t)addr >> maps->shift) - maps->base;
	struct hp_arena_map *map = maps->map;
	unsigned int step;

	if (hp_unlikely(bucket >= 2 * maps->room))
		return map;

	map += maps->first[bucket];
	step = (const char *)addr >= map[1].mem;
	__asm__("" : "+r" (step));	/* or the compiler makes it a branch */
	map += step;
	if (hp_unlikely((const char *)addr >= map[1].mem))
		return hp_arena_search_map(maps, addr);
	return map;
}

/**
 * hp_arena_page_size() - bytes in a page
 * @arena: an initialised arena
 *
 * Return: HP_PAGE_SIZE.
 */
static inline size_t hp_arena_page_size(const struct hp_arena *arena)
{
	(void)arena;
	return HP_PAGE_SIZE;
}

/**
 * hp_arena_total_pages() - pages that an arena has, handed out or not
 * @arena: an initialised arena
 *
 * Return: the count; growth raises it.
 */
static inline size_t hp_arena_total_pages(const struct hp_arena *arena)
{
	return arena->size / HP_PAGE_SIZE;
}

/**
 * hp_arena_available() - bytes that can be handed out without growth
 * @arena: an initialised arena
 *
 * Return: the count, a multiple of HP_PAGE_SIZE.
 */
static inline size_t hp_arena_available(const struct hp_arena *arena)
{
	return (size_t)(arena->end - arena->next) + arena->spare;
}

/**
 * hp_arena_pages_allocated() - pages that an arena has handed out
 * @arena: an initialised arena
 *
 * Return: the count, at most hp_arena_total_pages().
 */
static inline size_t hp_arena_pages_allocated(const struct hp_arena *arena)
{
	return (arena->size - hp_arena_available(arena)) / HP_PAGE_SIZE;
}

#ifdef __cplusplus
}
#endif

#endif /* HPALLOC_ARENA_H */
