/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_FIXED_BLOCK_H
#define HPALLOC_FIXED_BLOCK_H

#include <hpalloc/arena.h>

/*
 * fixed block: blocks of one size on an arena
 *
 * Allocation and free take constant time, a few instructions inlined into the
 * caller. A block is aligned to the largest power of two that divides its
 * size, never crosses a page, and is handed out uninitialised. Order is LIFO
 * to any depth: the next allocation returns the block that was freed last.
 *
 * How it works: the pointers of the blocks freed last stand in a small array,
 * the magazine. When it is full, its older half goes into an unrolled list
 * that lives in the free blocks themselves: a free block, the node, holds a
 * link and the pointers of up to seven others, so that one cache line stands
 * for eight blocks and the others are not touched. There are
 * HP_FIXED_BLOCK_LISTS such lists, used in turn: the addresses of that many
 * nodes are known at any time, and are prefetched, where a single list would
 * wait for one miss after the other. Fresh pages are carved on demand, never
 * linked in advance.
 *
 * The magazine is Bonwick and Adams, "Magazines and Vmem" (USENIX 2001); the
 * unrolled list is the classic one with pointers for elements.
 *
 * Use it for latency-critical objects of one size with one owner at a time.
 * Do not use it where several CPUs share the objects without a lock around
 * it, where memory must be given back under pressure, or where double frees
 * must be found: kmem_cache does all of that.
 *
 * Limits: sizeof(void *) to HP_PAGE_SIZE bytes in steps of sizeof(void *).
 * What a page cannot be divided into is lost (4096 % size bytes a page).
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

/* HP_FIXED_BLOCK_LISTS: unrolled lists, and nodes prefetched ahead */
#define HP_FIXED_BLOCK_LISTS		4

struct hp_fixed_block_node;

/**
 * struct hp_fixed_block - an allocator; embed it, all members are private
 * @count: blocks in the magazine
 * @node_blocks: blocks that a node stands for, itself included
 * @block_size: bytes in a block
 * @magazine: free blocks, the one freed last at @count - 1
 * @nr_nodes: nodes in all lists; modulo HP_FIXED_BLOCK_LISTS it names the
 *            list of the newest
 * @nr_carve: blocks not carved yet from the current page
 * @carve: the first of them
 * @lists: the newest node of each list
 * @arena: where pages come from
 */
struct hp_fixed_block {
	size_t count;
	size_t block_size;
	void *magazine[HP_FIXED_BLOCK_MAGAZINE];
	unsigned int node_blocks;
	unsigned int nr_carve;
	size_t nr_nodes;
	char *carve;
	struct hp_fixed_block_node *lists[HP_FIXED_BLOCK_LISTS];
	struct hp_arena *arena;
};

/**
 * hp_fixed_block_init() - make an allocator on an arena
 * @fb: the allocator
 * @arena: an initialised arena, which has to outlive @fb; others may share it
 * @block_size: bytes, a multiple of sizeof(void *) up to HP_PAGE_SIZE
 *
 * Takes no page yet. There is no destroy: hp_arena_destroy() ends it.
 *
 * Return: 0, or -EINVAL for a bad @block_size or a NULL @arena.
 */
int hp_fixed_block_init(struct hp_fixed_block *fb, struct hp_arena *arena,
			size_t block_size);

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
 * @blocks: their addresses, none of them NULL; the last is allocated first
 *
 * Context: any.
 */
void hp_fixed_block_free_bulk(struct hp_fixed_block *fb, unsigned int n,
			      void **blocks);

/* The cold halves of alloc and free, not to be called otherwise. */
void *hp_fixed_block_refill(struct hp_fixed_block *fb);
void hp_fixed_block_spill(struct hp_fixed_block *fb, void *block);

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
	hp_debug_alloc(fb, block, "hp_fixed_block_alloc");
	return block;
}

/**
 * hp_fixed_block_free() - free a block
 * @fb: the allocator that it came from
 * @block: the block; NULL is ignored
 *
 * Context: any.
 */
static __always_inline void hp_fixed_block_free(struct hp_fixed_block *fb,
						void *block)
{
	size_t count = fb->count;

	if (hp_unlikely(!block))
		return;
	if (!hp_debug_free(fb, block, "hp_fixed_block_free"))
		return;
	hp_mark_freed(block, fb->block_size);

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
