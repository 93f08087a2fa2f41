/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_FIXED_BLOCK_H
#define HPALLOC_FIXED_BLOCK_H

#include <hpalloc/debug.h>
#include <hpalloc/shape.h>

/*
 * fixed block: blocks of one size on an arena
 *
 * Allocation and free take constant time, a few instructions inlined into the
 * caller. A block is aligned to the largest power of two that divides its
 * size, never crosses a page, and is handed out uninitialised. Order is LIFO
 * among the blocks that the magazine holds (at least the last 32 freed), beyond
 * that the lowest address first.
 *
 * How it works: the pointers of the blocks freed last stand in a small array,
 * the magazine. When it is full, its older half becomes bits beside the arena's
 * memory, a bit a block; when it is empty, up to 32 blocks come from the lowest
 * bits that are set. Above the words of these bits there are bits for words
 * that are not empty, and above those again. Going through memory in address
 * order, no miss depends on the one before it, and blocks are prefetched; an
 * order that is LIFO to any depth would wait for one miss after the other.
 * Pages are taken from the arena when no block is free, and not before.
 *
 * Nothing of the allocator lies in free blocks: a write after free does not
 * corrupt it. A block that is freed twice, and a pointer that is no block, is
 * found when it leaves the magazine for the bits: it is reported once with its
 * address and ignored. As long as it is in the magazine, it may be handed out
 * again; a build with HP_DEBUG finds it at once (debug.h).
 *
 * The magazine is Bonwick and Adams, "Magazines and Vmem" (USENIX 2001).
 *
 * Use it for latency-critical objects of one size with one owner at a time.
 * Do not use it where several CPUs share the objects without a lock around
 * it, or where memory must be given back under pressure: kmem_cache does that.
 *
 * Limits: sizeof(void *) to HP_PAGE_SIZE bytes in steps of sizeof(void *).
 * What a page cannot be divided into is lost (4096 % size bytes a page). The bits
 * take another 1.6% of the arena's memory with 8-byte blocks, 0.2% from 64 bytes
 * on, for each allocator on it.
 *
 * Locking: none. One owner at a time serialises all calls on an allocator,
 * and on all allocators of one arena.
 *
 * Context: alloc and free may be called in any context, also in interrupts,
 * as long as the owner is the only one there. With an arena that may grow
 * (hp_arena_set_growth()), alloc is for process context and may sleep.
 */

#ifdef __cplusplus
extern "C" {
#endif

/* HP_FIXED_BLOCK_DEFAULT_SIZE: bytes in a block when nothing else is asked */
#define HP_FIXED_BLOCK_DEFAULT_SIZE	64

/* HP_FIXED_BLOCK_MAGAZINE: pointers in the magazine */
#define HP_FIXED_BLOCK_MAGAZINE		64

/**
 * struct hp_fixed_block - an allocator; embed it, all members are private
 * @count: blocks in the magazine
 * @block_size: bytes in a block
 * @magazine: free blocks, the one freed last at @count - 1
 * @shape: of its pages
 * @nr_set: bits that are set, which are free blocks
 * @nr_pages: pages taken from the arena
 * @maps: the bits, which the arena owns
 * @arena: where pages come from
 */
struct hp_fixed_block {
	size_t count;
	size_t block_size;
	void *magazine[HP_FIXED_BLOCK_MAGAZINE];
	struct hp_block_shape shape;
	size_t nr_set;
	size_t nr_pages;
	struct hp_arena_maps *maps;
	struct hp_arena *arena;
};

/**
 * hp_fixed_block_init() - create an allocator on an arena
 * @fb: the allocator
 * @arena: an initialised arena, which has to outlive @fb; others may share it
 * @block_size: bytes, a multiple of sizeof(void *) up to HP_PAGE_SIZE
 *
 * Takes no page yet, but memory for bits, which the arena owns. There is no
 * destroy: hp_arena_destroy() is enough.
 *
 * Context: process, may sleep.
 * Return: 0, -EINVAL for a bad @block_size or an @arena that is NULL or not
 * initialised, -ENOMEM.
 */
int hp_fixed_block_init(struct hp_fixed_block *fb, struct hp_arena *arena,
			size_t block_size);

/**
 * hp_fixed_block_live() - blocks that are allocated
 * @fb: the allocator
 *
 * Return: the count.
 */
size_t hp_fixed_block_live(const struct hp_fixed_block *fb);

/**
 * hp_fixed_block_free_pages() - pages in which no block is in use
 * @fb: the allocator
 *
 * A block in the magazine counts as in use. Looks at every page of the arena.
 *
 * Return: the count.
 */
size_t hp_fixed_block_free_pages(const struct hp_fixed_block *fb);

/**
 * hp_fixed_block_alloc_bulk() - allocate several blocks
 * @fb: the allocator
 * @n: how many
 * @blocks: where their addresses go, in the order of @n single allocations
 *
 * Context: as hp_fixed_block_alloc().
 * Return: how many it got; less than @n once the arena is exhausted.
 */
unsigned int hp_fixed_block_alloc_bulk(struct hp_fixed_block *fb,
				       unsigned int n, void **blocks);

/**
 * hp_fixed_block_free_bulk() - free several blocks
 * @fb: the allocator
 * @n: how many
 * @blocks: their addresses, none of them NULL; the last is allocated first. If
 *          they are more than the magazine has room for, it is left with 32
 *
 * Context: any.
 */
void hp_fixed_block_free_bulk(struct hp_fixed_block *fb, unsigned int n,
			      void **blocks);

/* The cold halves of alloc and free, not to be called otherwise. */
void *hp_fixed_block_refill(struct hp_fixed_block *fb);
void hp_fixed_block_spill(struct hp_fixed_block *fb, void *block);

#ifdef HP_DEBUG

/*
 * With HP_DEBUG: whether @block may be freed by @call; the same, and mark it as
 * free; that a free block was not written to, and mark it as allocated.
 */
bool hp_fixed_block_debug_check(struct hp_fixed_block *fb, void *block,
				const char *call);
bool hp_fixed_block_debug_free(struct hp_fixed_block *fb, void *block,
			       const char *call);
void hp_fixed_block_debug_alloc(struct hp_fixed_block *fb, void *block,
				const char *call);

#else

#define hp_fixed_block_debug_check(fb, block, call)	true
#define hp_fixed_block_debug_free(fb, block, call)	true
#define hp_fixed_block_debug_alloc(fb, block, call)	do { } while (0)

#endif

/* For hp_fixed_block_free(): that a block is free, if it was one of @fb. */
#ifdef HP_MARKS
void hp_fixed_block_mark_freed(const struct hp_fixed_block *fb, void *block);
#else
#define hp_fixed_block_mark_freed(fb, block)	do { (void)(fb); (void)(block); } while (0)
#endif

/**
 * hp_fixed_block_alloc() - allocate a block
 * @fb: the allocator
 *
 * Context: any, unless the arena may grow: then process, may sleep.
 * Return: an uninitialised block, or NULL once the arena is exhausted and no
 * block is free.
 */
static __always_inline void *hp_fixed_block_alloc(struct hp_fixed_block *fb)
{
	size_t count = fb->count;
	void *block;

	hp_assume(count <= HP_FIXED_BLOCK_MAGAZINE);
	if (hp_unlikely(__builtin_sub_overflow(count, 1, &count))) {
		block = hp_fixed_block_refill(fb);
	} else {
		fb->count = count;
		block = fb->magazine[count];
		hp_assume(block);	/* spares free() its test */
	}

	hp_mark_allocated(block, fb->block_size);
	hp_fixed_block_debug_alloc(fb, block, "hp_fixed_block_alloc");
	return block;
}

/**
 * hp_fixed_block_free() - free a block
 * @fb: the allocator that it came from
 * @block: the block; NULL is ignored, and anything else that is no allocated
 *         block is reported once, when it leaves the magazine, and ignored
 *
 * Context: any.
 */
static __always_inline void hp_fixed_block_free(struct hp_fixed_block *fb,
						void *block)
{
	size_t count = fb->count;

	if (hp_unlikely(!block))
		return;
	if (!hp_fixed_block_debug_free(fb, block, "hp_fixed_block_free"))
		return;
	hp_fixed_block_mark_freed(fb, block);

	hp_assume(count <= HP_FIXED_BLOCK_MAGAZINE);
	if (hp_unlikely(count == HP_FIXED_BLOCK_MAGAZINE)) {
		hp_fixed_block_spill(fb, block);
		return;
	}

	fb->magazine[count] = block;
	fb->count = count + 1;
}

#ifdef __cplusplus
}
#endif

#endif /* HPALLOC_FIXED_BLOCK_H */
