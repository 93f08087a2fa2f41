// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Debug: who owns each page of an arena, and which of its blocks are live.
 * Empty without HP_DEBUG.
 */

#include <hpalloc/size_class.h>

#ifdef HP_DEBUG

#define WORD_BITS	(8 * sizeof(unsigned long))
#define PAGE_BLOCKS	(HP_PAGE_SIZE / sizeof(void *))

/**
 * struct hp_debug_page - what is known of a page
 * @fb: the allocator that carves it, NULL for none
 * @live: a bit a block, set while it is allocated
 */
struct hp_debug_page {
	const struct hp_fixed_block *fb;
	unsigned long live[PAGE_BLOCKS / WORD_BITS];
};

static size_t table_size(const struct hp_arena_region *region)
{
	size_t size = region->size / HP_PAGE_SIZE * sizeof(struct hp_debug_page);

	return (size + HP_PAGE_SIZE - 1) / HP_PAGE_SIZE * HP_PAGE_SIZE;
}

int hp_debug_add_region(struct hp_arena_region *region)
{
	region->debug = hp_platform_alloc_region(table_size(region));
	if (!region->debug)
		return -ENOMEM;

	memset(region->debug, 0, table_size(region));
	return 0;
}

void hp_debug_remove_region(struct hp_arena_region *region)
{
	hp_platform_free_region(region->debug, table_size(region));
}

static struct hp_debug_page *find_page(const struct hp_arena *arena,
				       const void *block)
{
	const struct hp_arena_region *region;
	uintptr_t offset;

	for (region = &arena->first; region; region = region->next) {
		offset = (uintptr_t)block - (uintptr_t)region->mem;
		if (offset < region->size)
			return region->debug + offset / HP_PAGE_SIZE;
	}
	return NULL;
}

static size_t block_index(const struct hp_fixed_block *fb, const void *block)
{
	return (uintptr_t)block % HP_PAGE_SIZE / fb->block_size;
}

static unsigned long *live_word(struct hp_debug_page *page, size_t index)
{
	return &page->live[index / WORD_BITS];
}

static bool is_live(struct hp_debug_page *page, size_t index)
{
	return *live_word(page, index) >> index % WORD_BITS & 1;
}

static bool is_start(const struct hp_fixed_block *fb, const void *block)
{
	return !((uintptr_t)block % HP_PAGE_SIZE % fb->block_size) &&
	       block_index(fb, block) < HP_PAGE_SIZE / fb->block_size;
}

void hp_debug_open_page(struct hp_fixed_block *fb, void *page)
{
	struct hp_debug_page *info = find_page(fb->arena, page);

	info->fb = fb;
	memset(info->live, 0, sizeof(info->live));
	memset(page, HP_DEBUG_POISON, HP_PAGE_SIZE);
}

bool hp_debug_check_free(struct hp_fixed_block *fb, void *block,
			 const char *call)
{
	struct hp_debug_page *page = find_page(fb->arena, block);

	if (!block)
		return true;

	if (!page || !page->fb) {
		hp_report("%s: %p is no block of this allocator, whose class is %zu",
			  call, block, fb->block_size);
		return false;
	}
	if (page->fb != fb) {
		hp_report("%s: %p is of another allocator, class %zu, not %zu",
			  call, block, page->fb->block_size, fb->block_size);
		return false;
	}
	if (!is_start(fb, block)) {
		hp_report("%s: %p is not the start of a block of class %zu",
			  call, block, fb->block_size);
		return false;
	}
	if (!is_live(page, block_index(fb, block))) {
		hp_report("%s: double free of %p, class %zu",
			  call, block, fb->block_size);
		return false;
	}
	return true;
}

bool hp_debug_free(struct hp_fixed_block *fb, void *block, const char *call)
{
	size_t index = block_index(fb, block);

	if (!hp_debug_check_free(fb, block, call))
		return false;

	*live_word(find_page(fb->arena, block), index) &= ~(1UL << index % WORD_BITS);
	memset(block, HP_DEBUG_POISON, fb->block_size);
	return true;
}
EXPORT_SYMBOL_GPL(hp_debug_free);

bool hp_debug_check_class(struct hp_size_class *sc, void *block,
			  size_t class_size)
{
	struct hp_fixed_block *fb = &sc->classes[hp_size_class_index(class_size)];
	struct hp_fixed_block *owner = NULL;
	unsigned int i;

	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++) {
		if (find_page(&sc->arenas[i], block))
			owner = &sc->classes[i];
	}
	if (!owner || owner == fb)
		return hp_debug_check_free(fb, block, "hp_size_class_free");

	hp_report("hp_size_class_free: %p is of class %zu, freed as %zu",
		  block, owner->block_size, class_size);
	return false;
}
EXPORT_SYMBOL_GPL(hp_debug_check_class);

static void check_poison(struct hp_fixed_block *fb, const void *block,
			 const char *call)
{
	const unsigned char *byte = block;
	size_t i;

	for (i = 0; i < fb->block_size; i++) {
		if (byte[i] == HP_DEBUG_POISON)
			continue;
		hp_report("%s: write after free to %p, class %zu, at byte %zu",
			  call, block, fb->block_size, i);
		return;
	}
}

void hp_debug_alloc(struct hp_fixed_block *fb, void *block, const char *call)
{
	size_t index = block_index(fb, block);

	if (!block)
		return;

	check_poison(fb, block, call);
	*live_word(find_page(fb->arena, block), index) |= 1UL << index % WORD_BITS;
}
EXPORT_SYMBOL_GPL(hp_debug_alloc);

/*
 * A node holds nothing but its link here. If that was written to, what the
 * lists hold is lost.
 */
void *hp_debug_check_link(struct hp_fixed_block *fb, void *block, void *next)
{
	struct hp_debug_page *page = find_page(fb->arena, next);

	memset(block, HP_DEBUG_POISON, sizeof(void *));
	/* The node before this one in its list is HP_FIXED_BLOCK_LISTS older. */
	if (!next && fb->nr_nodes < HP_FIXED_BLOCK_LISTS)
		return NULL;
	if (page && page->fb == fb && is_start(fb, next) &&
	    !is_live(page, block_index(fb, next)))
		return next;

	hp_report("hp_fixed_block_alloc: write after free to %p, class %zu, at byte 0",
		  block, fb->block_size);
	memset(fb->lists, 0, sizeof(fb->lists));
	fb->nr_nodes = 0;
	return NULL;
}

#endif /* HP_DEBUG */
