/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_KUNIT_MODEL_H
#define HPALLOC_KUNIT_MODEL_H

#include <kunit/test.h>

#include <hpalloc/fixed_block.h>

#include "source.h"

/*
 * What a fixed-block allocator on an arena of its own has to do: an array is
 * the magazine, and a flag a block says whether it is free beside that. Each
 * operation is made on both and compared. The contents of live blocks are
 * written and verified.
 */

/* HP_TEST_BATCH: blocks that move between magazine and bits at a time */
#define HP_TEST_BATCH	(HP_FIXED_BLOCK_MAGAZINE / 2)

/**
 * struct hp_test_model - the model, and the allocator held against it
 * @test: whose assertions fail
 * @fb: the allocator
 * @page_blocks: blocks in a page
 * @nr_pages: pages of the arena
 * @nr_open: how many were taken
 * @pages: their addresses in the order in which they are due
 * @sorted: the same in address order
 * @is_free: for each block in address order, whether it is free in an open page
 *           and not in the magazine
 * @low: no block before this one is
 * @nr_set: how many are
 * @count: blocks in the magazine
 * @magazine: these blocks
 * @total: blocks
 * @nr_free: free blocks, those of pages that were not taken included
 * @live: live blocks, the one allocated last as the last of them
 * @got: room for the argument of a bulk operation
 * @random: state of hp_test_random()
 */
struct hp_test_model {
	struct kunit *test;
	struct hp_fixed_block *fb;
	unsigned int page_blocks;
	unsigned int nr_pages;
	unsigned int nr_open;
	char **pages;
	char **sorted;
	bool *is_free;
	unsigned int low;
	unsigned int nr_set;
	unsigned int count;
	void *magazine[HP_FIXED_BLOCK_MAGAZINE];
	unsigned int total;
	unsigned int nr_free;
	void **live;
	void **got;
	u64 random;
};

/* @fb is fresh, on a fresh arena of @source's that cannot grow. */
void hp_test_model_init(struct hp_test_model *model, struct kunit *test,
			struct hp_fixed_block *fb,
			const struct hp_test_source *source);

/* One allocation, which is to fail if no block is free. */
void hp_test_alloc(struct hp_test_model *model);

/* Frees live block @i, 0 being the one allocated last. */
void hp_test_free(struct hp_test_model *model, unsigned int i);

/* @n allocations at once, of which as many succeed as blocks are free. */
void hp_test_alloc_bulk(struct hp_test_model *model, unsigned int n);

/* Frees @n of the live blocks at once, chosen at random. */
void hp_test_free_bulk(struct hp_test_model *model, unsigned int n);

/* Single operations until @nr_free blocks are free; frees at random. */
void hp_test_go_to(struct hp_test_model *model, unsigned int nr_free);

/*
 * Frees @nr blocks, which are all of @fb that are live, and allocates as many:
 * the last ones freed come back in LIFO order, at least as many as stay in the
 * magazine, and then the others, the lowest first.
 */
void hp_test_order(struct kunit *test, struct hp_fixed_block *fb,
		   unsigned int nr, void **blocks);

/* A number below @bound, which is not 0. */
unsigned int hp_test_random(u64 *state, unsigned int bound);

/* Writes what hp_test_verify() then finds, and no other block has. */
void hp_test_fill(void *block, size_t size);
bool hp_test_verify(const void *block, size_t size);

#endif /* HPALLOC_KUNIT_MODEL_H */
