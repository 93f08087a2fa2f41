/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_KUNIT_MODEL_H
#define HPALLOC_KUNIT_MODEL_H

#include <kunit/test.h>

#include <hpalloc/fixed_block.h>

/*
 * What a fixed-block allocator on an arena of its own has to do, in one array:
 * the free blocks are a stack, and a fresh allocator is a stack of all blocks
 * with the lowest address on top. Each operation is made on both and compared.
 * The contents of live blocks are written and verified.
 */

/**
 * struct hp_test_model - the array, and the allocator held against it
 * @test: whose assertions fail
 * @fb: the allocator
 * @blocks: all blocks; the free ones first, the next to be allocated as the
 *          last of them, then those that are live
 * @total: blocks
 * @nr_free: free blocks
 * @low: the least that @nr_free has been
 * @got: room for the result of a bulk allocation
 * @random: state of hp_test_random()
 */
struct hp_test_model {
	struct kunit *test;
	struct hp_fixed_block *fb;
	void **blocks;
	unsigned int total;
	unsigned int nr_free;
	unsigned int low;
	void **got;
	u64 random;
};

/* @fb is fresh, on a fresh arena that cannot grow and begins at @mem. */
void hp_test_model_init(struct hp_test_model *model, struct kunit *test,
			struct hp_fixed_block *fb, char *mem);

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

/* A number below @bound, which is not 0. */
unsigned int hp_test_random(u64 *state, unsigned int bound);

/* Writes what hp_test_verify() then finds, and no other block has. */
void hp_test_fill(void *block, size_t size);
bool hp_test_verify(const void *block, size_t size);

#endif /* HPALLOC_KUNIT_MODEL_H */
