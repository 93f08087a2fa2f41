/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_SHAPE_H
#define HPALLOC_SHAPE_H

#include <hpalloc/arena.h>

/*
 * shape: how pages are divided into blocks, and which bit stands for which
 *
 * For the sources of the layers. Each page has its own words of bits, a power of
 * two of them, so that no word is of two pages.
 */

#ifdef __cplusplus
extern "C" {
#endif

/* Offsets and sizes in words are below 2^10, so this much is exact. */
#define HP_SHAPE_INVERSE_SHIFT	20

/**
 * struct hp_block_shape - how pages are divided; private
 * @block_size: bytes in a block
 * @inverse: of @block_size, to divide by it
 * @page_blocks: blocks in a page
 * @page_shift: binary logarithm of the words of bits that a page has
 */
struct hp_block_shape {
	unsigned int block_size;
	unsigned int inverse;
	unsigned int page_blocks;
	unsigned int page_shift;
};

/* The shape of pages with blocks of @block_size bytes; -EINVAL if it is bad. */
static inline int hp_block_shape_init(struct hp_block_shape *shape, size_t block_size)
{
	const unsigned int word_bits = 8 * sizeof(unsigned long);

	if (!block_size || block_size > HP_PAGE_SIZE || block_size % sizeof(void *))
		return -EINVAL;

	shape->block_size = (unsigned int)block_size;
	shape->inverse = (1U << HP_SHAPE_INVERSE_SHIFT) /
			 (unsigned int)(block_size / sizeof(void *)) + 1;
	shape->page_blocks = (unsigned int)(HP_PAGE_SIZE / block_size);
	shape->page_shift = 0;
	while (word_bits << shape->page_shift < shape->page_blocks)
		shape->page_shift++;
	return 0;
}

/* Finds which block of its page starts at @page_offset; false if none does. */
static __always_inline bool hp_block_index(const struct hp_block_shape *shape,
					   unsigned int page_offset, unsigned int *index)
{
	unsigned int i = page_offset / (unsigned int)sizeof(void *) * shape->inverse >>
			 HP_SHAPE_INVERSE_SHIFT;

	*index = i;
	return i * shape->block_size == page_offset && i < shape->page_blocks;
}

#ifdef __cplusplus
}
#endif

#endif /* HPALLOC_SHAPE_H */
