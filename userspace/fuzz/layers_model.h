/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_FUZZ_LAYERS_MODEL_H
#define HPALLOC_FUZZ_LAYERS_MODEL_H

#include <hpalloc/size_class.h>

#include "pages.h"

/*
 * What the layers have to do, in arrays. kunit/model.h knows all blocks in
 * advance; here arenas grow, are refused memory, and are shared.
 *
 * Each function makes one call on the layers and on the model, and compares.
 */

/** FUZZ_BLOCKS - the most blocks there can be: the smallest, in all pages */
#define FUZZ_BLOCKS	(FUZZ_PAGES * HP_PAGE_SIZE / sizeof(void *))

/**
 * struct model_arena - the pages of an arena
 * @arena: the arena; a size class has its own instead
 * @live: it is initialised
 * @first: bytes that it was made with
 * @max_size: bytes that it may grow to
 * @total: its pages
 * @known: its pages before the current operation
 * @taken: how many of them were handed out
 * @pages: their addresses in the order in which they are due
 * @nr_own: pages that were taken as such
 * @own: their addresses
 */
struct model_arena {
	struct hp_arena arena;
	bool live;
	size_t first;
	size_t max_size;
	unsigned int total;
	unsigned int known;
	unsigned int taken;
	char *pages[FUZZ_PAGES];
	unsigned int nr_own;
	char *own[FUZZ_PAGES];
};

/**
 * struct model_blocks - the blocks of a fixed-block allocator
 * @fb: the allocator
 * @arena: its arena, NULL while there is no allocator
 * @size: bytes in a block
 * @count: blocks in the magazine
 * @magazine: these blocks
 * @nr_set: free blocks beside the magazine
 * @low: the first of them, or before that
 * @is_set: by address, whether a block is one of them
 * @nr_live: live blocks
 * @blocks: live blocks
 */
struct model_blocks {
	struct hp_fixed_block *fb;
	struct model_arena *arena;
	size_t size;
	unsigned int count;
	void *magazine[HP_FIXED_BLOCK_MAGAZINE];
	unsigned int nr_set;
	size_t low;
	bool is_set[FUZZ_BLOCKS];
	unsigned int nr_live;
	void *blocks[FUZZ_BLOCKS];
};

/* Whether an arena can have this size. */
bool model_size_is_good(size_t size);

/* The arena must not be live for the first, must be for the others. */
void model_arena_init(struct model_arena *model, size_t size,
		      const struct hp_page_source *source);
void model_arena_set_growth(struct model_arena *model, size_t max_size);
void model_arena_reserve(struct model_arena *model, size_t size);
void model_arena_alloc_page(struct model_arena *model);

/* Live or not. */
void model_arena_destroy(struct model_arena *model);

/*
 * The halves of the above, for calls that reach an arena through others.
 * adopt: the region it was made with. reserved: after a reservation, whose
 * result is @err. check: what @arena counts.
 */
void model_arena_adopt(struct model_arena *model, const struct fuzz_region *region);
void model_arena_reserved(struct model_arena *model, size_t size, int err);
void model_arena_check(const struct model_arena *model,
		       const struct hp_arena *arena);

void model_blocks_init(struct model_blocks *model, struct model_arena *arena,
		       size_t size);

/* Verifies all blocks. There is no call of the layers that ends an allocator. */
void model_blocks_end(struct model_blocks *model);

/* After an allocation: it has to be what is due next. */
void model_blocks_got(struct model_blocks *model, void *block);
void model_blocks_got_bulk(struct model_blocks *model, unsigned int n,
			   unsigned int got, void **blocks);

/* Before a free: live block @i, or one like it, which is not live from now on. */
void *model_blocks_give(struct model_blocks *model, unsigned int i);

/* After a free: it must not be touched any more, but with HP_DEBUG. */
void model_blocks_given(struct model_blocks *model, void *block);
void model_blocks_given_bulk(struct model_blocks *model, unsigned int n,
			     void **blocks);

/* Pages of which all blocks are free and none is in the magazine. */
unsigned int model_blocks_free_pages(const struct model_blocks *model);

#endif /* HPALLOC_FUZZ_LAYERS_MODEL_H */
