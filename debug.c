// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Debug: what the fixed block checks with HP_DEBUG, which blocks are allocated
 * and that free ones are not written to. Empty without.
 */

#include <hpalloc/fixed_block.h>

#ifdef HP_DEBUG

static unsigned long get_bit(const unsigned long *words, size_t i)
{
	return words[i / HP_WORD_BITS] >> i % HP_WORD_BITS & 1;
}

/* A page that was never opened is all ones, but not known to have any. */
static bool is_open(const struct hp_arena_maps *maps, const void *addr)
{
	const struct hp_arena_map *map = hp_arena_find_map(maps, addr);
	size_t offset = (size_t)((uintptr_t)addr - (uintptr_t)map->mem);
	size_t i = offset / HP_PAGE_SIZE * maps->page_words;

	return offset < map->size &&
	       (map->levels[0][i] != ~0UL || get_bit(map->levels[1], i));
}

static const struct hp_arena_maps *find_owner(const struct hp_arena *arena,
					      const void *addr)
{
	const struct hp_arena_maps *maps = arena->maps;

	while (maps && !is_open(maps, addr))
		maps = maps->next;
	return maps;
}

static bool is_start(const struct hp_fixed_block *fb, const void *block)
{
	size_t offset = (uintptr_t)block % HP_PAGE_SIZE;

	return !(offset % fb->block_size) && offset / fb->block_size < fb->shape.page_blocks;
}

static bool is_free(const struct hp_fixed_block *fb, const void *block)
{
	const struct hp_arena_map *map = hp_arena_find_map(fb->maps, block);
	size_t offset = (size_t)((uintptr_t)block - (uintptr_t)map->mem), i;

	for (i = 0; i < fb->count; i++) {
		if (fb->magazine[i] == block)
			return true;
	}
	i = offset / HP_PAGE_SIZE * fb->maps->page_words * HP_WORD_BITS;
	return get_bit(map->levels[0], i + offset % HP_PAGE_SIZE / fb->block_size);
}

bool hp_fixed_block_debug_check(struct hp_fixed_block *fb, void *block,
				const char *call)
{
	const struct hp_arena_maps *owner = find_owner(fb->arena, block);

	if (!owner)
		hp_report("%s: %p is no block of this allocator, whose class is %zu",
			  call, block, fb->block_size);
	else if (owner != fb->maps)
		hp_report("%s: %p is of another allocator, class %zu, not %zu",
			  call, block, owner->unit, fb->block_size);
	else if (!is_start(fb, block))
		hp_report("%s: %p is not the start of a block of class %zu",
			  call, block, fb->block_size);
	else if (is_free(fb, block))
		hp_report("%s: double free of %p, class %zu",
			  call, block, fb->block_size);
	else
		return true;
	return false;
}
EXPORT_SYMBOL_GPL(hp_fixed_block_debug_check);

bool hp_fixed_block_debug_free(struct hp_fixed_block *fb, void *block,
			       const char *call)
{
	if (!hp_fixed_block_debug_check(fb, block, call))
		return false;

	fb->maps->live--;
	memset(block, HP_DEBUG_POISON, fb->block_size);
	return true;
}
EXPORT_SYMBOL_GPL(hp_fixed_block_debug_free);

void hp_fixed_block_debug_alloc(struct hp_fixed_block *fb, void *block,
				const char *call)
{
	const unsigned char *byte = block;
	size_t i;

	if (!block)
		return;

	fb->maps->live++;
	for (i = 0; i < fb->block_size; i++) {
		if (byte[i] == HP_DEBUG_POISON)
			continue;
		hp_report("%s: write after free to %p, class %zu, at byte %zu",
			  call, block, fb->block_size, i);
		return;
	}
}
EXPORT_SYMBOL_GPL(hp_fixed_block_debug_alloc);

#endif /* HP_DEBUG */
