// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Fixed block: what alloc and free do when the magazine is empty or full. The
 * free blocks that it does not hold are bits in the arena's maps.
 */

#include <hpalloc/fixed_block.h>

/*
 * How many blocks move at a time between the magazine and the bits: a half, so
 * that neither a run of frees nor one of allocations must follow before the
 * other is cheap.
 */
#define BATCH		(HP_FIXED_BLOCK_MAGAZINE / 2)

int hp_fixed_block_init(struct hp_fixed_block *fb, struct hp_arena *arena,
			size_t block_size)
{
	struct hp_block_shape shape;

	if (!arena || !arena->size || hp_block_shape_init(&shape, block_size))
		return -EINVAL;

	memset(fb, 0, sizeof(*fb));
	fb->arena = arena;
	fb->block_size = block_size;
	fb->shape = shape;
	fb->maps = hp_arena_add_maps(arena, block_size, 1U << shape.page_shift);
	return fb->maps ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(hp_fixed_block_init);

/* Sets the bit that says that word @i of level 1 is not empty. */
static void raise_top(struct hp_fixed_block *fb, struct hp_arena_map *map, size_t i)
{
	map->levels[2][i / HP_WORD_BITS] |= 1UL << i % HP_WORD_BITS;
	map->low = min(map->low, i / HP_WORD_BITS);
	fb->maps->low = min_t(unsigned int, fb->maps->low, map - fb->maps->map);
}

/*
 * The same for word @i of level 0. No test of whether that was empty before:
 * where few blocks of many are free, no branch predictor knows.
 */
static __always_inline void raise(struct hp_fixed_block *fb, struct hp_arena_map *map,
				  size_t i)
{
	unsigned long *word = &map->levels[1][i / HP_WORD_BITS], old = *word;

	*word = old | 1UL << i % HP_WORD_BITS;
	if (!old)
		raise_top(fb, map, i / HP_WORD_BITS);
}

/*
 * Sets the bit of a block at @offset. It is set already if the block is freed
 * twice, or if the page is not one of this allocator.
 */
static __always_inline bool put(struct hp_fixed_block *fb, struct hp_arena_map *map,
				const struct hp_block_shape *shape, size_t offset,
				bool one_word)
{
	unsigned int page_offset = offset % HP_PAGE_SIZE, i;
	unsigned long *word, bit;

	if (unlikely(offset >= map->size || !hp_block_index(shape, page_offset, &i)))
		return false;

	offset /= HP_PAGE_SIZE;
	if (!one_word)
		offset = (offset << shape->page_shift) + i / HP_WORD_BITS;
	bit = 1UL << i % HP_WORD_BITS;
	word = &map->levels[0][offset];
	if (unlikely(*word & bit))
		return false;

	*word |= bit;
	raise(fb, map, offset);
	return true;
}

static __always_inline void __put_all(struct hp_fixed_block *fb, unsigned int n,
				      void **blocks, bool one_map, bool one_word)
{
	/* Copies, which the stores to bits do not make the compiler read again. */
	const struct hp_block_shape shape = fb->shape;
	const struct hp_arena_maps maps = *fb->maps;
	struct hp_arena_map *map = maps.map;
	size_t nr = 0, offset;

	for (; n--; blocks++) {
		offset = (size_t)((uintptr_t)*blocks - (uintptr_t)map->mem);
		/* Most frees are near the one before. */
		if (!one_map && offset >= map->size) {
			map = hp_arena_find_map(&maps, *blocks);
			offset = (size_t)((uintptr_t)*blocks - (uintptr_t)map->mem);
		}
		if (likely(put(fb, map, &shape, offset, one_word)))
			nr++;
		else
			hp_report_once("hp_fixed_block_free: %p is not allocated, class %zu",
				       *blocks, fb->block_size);
	}
	fb->nr_set += nr;
}

static void put_all(struct hp_fixed_block *fb, unsigned int n, void **blocks)
{
	if (likely(!fb->shape.page_shift) && fb->maps->nr == 1)
		__put_all(fb, n, blocks, true, true);
	else
		__put_all(fb, n, blocks, false, false);
}

/* @n blocks, which there are, from the words of one of level 1. */
static __always_inline unsigned int
take_below(const struct hp_fixed_block *fb, struct hp_arena_map *map, size_t i,
	   unsigned int n, void **slot, int step)
{
	unsigned long mid = map->levels[1][i], bits;
	unsigned int left = n;
	unsigned long *word;
	char *block;
	size_t j;

	do {
		j = i * HP_WORD_BITS + hp_lowest_bit(mid);
		word = &map->levels[0][j];
		bits = *word;
		block = map->mem + (j >> fb->shape.page_shift) * HP_PAGE_SIZE +
			(j & ((1UL << fb->shape.page_shift) - 1)) * HP_WORD_BITS * fb->block_size;
		do {
			*slot = block + hp_lowest_bit(bits) * fb->block_size;
			hp_prefetchw(*slot);
			slot += step;
			bits &= bits - 1;
		} while (--left && bits);
		*word = bits;
		if (!bits)
			mid &= mid - 1;
	} while (left && mid);
	map->levels[1][i] = mid;
	return n - left;
}

/* Takes the @n lowest blocks, of which there are as many. */
static __always_inline void take(struct hp_fixed_block *fb, unsigned int n,
				 void **slot, int step)
{
	struct hp_arena_map *map = fb->maps->map + fb->maps->low;
	unsigned long *top;
	unsigned int got;
	size_t i;

	fb->nr_set -= n;
	for (; n; n -= got, slot += (int)got * step) {
		while (map->low == map->nr_top || !map->levels[2][map->low]) {
			if (map->low == map->nr_top)
				map++;
			else
				map->low++;
		}
		top = &map->levels[2][map->low];
		i = map->low * HP_WORD_BITS + hp_lowest_bit(*top);
		got = take_below(fb, map, i, n, slot, step);
		if (!map->levels[1][i])
			*top &= *top - 1;
	}
	fb->maps->low = (unsigned int)(map - fb->maps->map);
}

static bool open_page(struct hp_fixed_block *fb)
{
	char *page = hp_arena_alloc_page(fb->arena);
	struct hp_arena_map *map;
	unsigned int left, nr;
	size_t i;

	if (!page)
		return false;

	if (HP_DEBUG_ENABLED)
		memset(page, HP_DEBUG_POISON, HP_PAGE_SIZE);
	hp_mark_carved(page, HP_PAGE_SIZE);
	map = hp_arena_find_map(fb->maps, page);
	i = (size_t)(page - map->mem) / HP_PAGE_SIZE << fb->shape.page_shift;
	for (left = fb->shape.page_blocks; left; left -= nr, i++) {
		nr = min_t(unsigned int, left, HP_WORD_BITS);
		map->levels[0][i] = ~0UL >> (HP_WORD_BITS - nr);
		raise(fb, map, i);
	}
	fb->nr_set += fb->shape.page_blocks;
	fb->nr_pages++;
	return true;
}

/* The first to be allocated is the last in the magazine. */
void *hp_fixed_block_refill(struct hp_fixed_block *fb)
{
	unsigned int nr;

	if (!fb->nr_set && !open_page(fb))
		return NULL;

	nr = (unsigned int)min_t(size_t, fb->nr_set, BATCH);
	take(fb, nr, fb->magazine + nr - 1, -1);
	fb->count = nr - 1;
	return fb->magazine[nr - 1];
}
EXPORT_SYMBOL_GPL(hp_fixed_block_refill);

static void drop_oldest(struct hp_fixed_block *fb, unsigned int n)
{
	put_all(fb, n, fb->magazine);
	fb->count -= n;
	memmove(fb->magazine, fb->magazine + n, fb->count * sizeof(*fb->magazine));
}

void hp_fixed_block_spill(struct hp_fixed_block *fb, void *block)
{
	drop_oldest(fb, BATCH);
	fb->magazine[fb->count++] = block;
}
EXPORT_SYMBOL_GPL(hp_fixed_block_spill);

static unsigned int take_magazine(struct hp_fixed_block *fb, unsigned int n,
				  void **blocks)
{
	unsigned int i, nr = min_t(unsigned int, n, fb->count);
	void **slot = fb->magazine + fb->count;

	for (i = 0; i < nr; i++)
		blocks[i] = *--slot;
	fb->count -= nr;
	return nr;
}

unsigned int hp_fixed_block_alloc_bulk(struct hp_fixed_block *fb,
				       unsigned int n, void **blocks)
{
	unsigned int i, nr, got = take_magazine(fb, n, blocks);

	while (got < n && (fb->nr_set || open_page(fb))) {
		nr = (unsigned int)min_t(size_t, fb->nr_set, n - got);
		take(fb, nr, blocks + got, 1);
		got += nr;
	}
	for (i = 0; i < got; i++) {
		hp_mark_allocated(blocks[i], fb->block_size);
		hp_fixed_block_debug_alloc(fb, blocks[i], "hp_fixed_block_alloc_bulk");
	}
	return got;
}
EXPORT_SYMBOL_GPL(hp_fixed_block_alloc_bulk);

static void append(struct hp_fixed_block *fb, unsigned int n, void **blocks)
{
	memcpy(fb->magazine + fb->count, blocks, n * sizeof(*blocks));
	fb->count += n;
}

static void free_each(struct hp_fixed_block *fb, unsigned int n, void **blocks)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (!blocks[i])
			hp_report("hp_fixed_block_free_bulk: NULL at %u of %u, class %zu",
				  i, n, fb->block_size);
		else if (hp_fixed_block_debug_check(fb, blocks[i], "hp_fixed_block_free_bulk"))
			hp_fixed_block_free(fb, blocks[i]);
	}
}

/* If the magazine has no room for all, it is left with the newest half of it. */
void hp_fixed_block_free_bulk(struct hp_fixed_block *fb, unsigned int n,
			      void **blocks)
{
	unsigned int i, nr;

	if (HP_DEBUG_ENABLED) {
		free_each(fb, n, blocks);
		return;
	}

	for (i = 0; i < n; i++)
		hp_fixed_block_mark_freed(fb, blocks[i]);
	if (n > HP_FIXED_BLOCK_MAGAZINE - fb->count) {
		nr = n > BATCH ? n - BATCH : 0;
		drop_oldest(fb, (unsigned int)fb->count - (nr ? 0 : BATCH - n));
		put_all(fb, nr, blocks);
		blocks += nr;
		n -= nr;
	}
	append(fb, n, blocks);
}
EXPORT_SYMBOL_GPL(hp_fixed_block_free_bulk);

#ifdef HP_MARKS

/* The memory of anything else is not this allocator's to mark. */
void hp_fixed_block_mark_freed(const struct hp_fixed_block *fb, void *block)
{
	const struct hp_arena_map *map = hp_arena_find_map(fb->maps, block);
	size_t offset = (uintptr_t)block - (uintptr_t)map->mem, word;
	unsigned int i;

	if (offset >= map->size || !hp_block_index(&fb->shape, offset % HP_PAGE_SIZE, &i))
		return;

	word = (offset / HP_PAGE_SIZE << fb->shape.page_shift) + i / HP_WORD_BITS;
	if (!(map->levels[0][word] >> i % HP_WORD_BITS & 1))
		hp_mark_freed(block, fb->block_size);
}
EXPORT_SYMBOL_GPL(hp_fixed_block_mark_freed);

#endif /* HP_MARKS */

size_t hp_fixed_block_live(const struct hp_fixed_block *fb)
{
	return fb->nr_pages * fb->shape.page_blocks - fb->nr_set - fb->count;
}
EXPORT_SYMBOL_GPL(hp_fixed_block_live);

static bool is_page_free(const struct hp_fixed_block *fb,
			 const struct hp_arena_map *map, size_t i)
{
	unsigned int left, nr;

	if (!(map->levels[1][i / HP_WORD_BITS] >> i % HP_WORD_BITS & 1))
		return false;
	for (left = fb->shape.page_blocks; left; left -= nr, i++) {
		nr = min_t(unsigned int, left, HP_WORD_BITS);
		if (map->levels[0][i] != ~0UL >> (HP_WORD_BITS - nr))
			return false;
	}
	return true;
}

size_t hp_fixed_block_free_pages(const struct hp_fixed_block *fb)
{
	const struct hp_arena_map *map = fb->maps->map, *end = map + fb->maps->nr;
	size_t nr = 0, page;

	for (; map < end; map++) {
		for (page = 0; page < map->size / HP_PAGE_SIZE; page++)
			nr += is_page_free(fb, map, page << fb->shape.page_shift);
	}
	return nr;
}
EXPORT_SYMBOL_GPL(hp_fixed_block_free_pages);
