// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Fixed block: what alloc and free do when the magazine is empty or full.
 */

#include <hpalloc/fixed_block.h>

/*
 * Blocks that stand behind one node, itself included: a cache line of
 * pointers. And how many blocks move at a time between the magazine and the
 * lists, a half when it is full, little when it is empty, so that neither a
 * run of frees nor one of allocations must follow before the other is cheap.
 */
#define NODE_BLOCKS	8
#define SPILL_BLOCKS	(HP_FIXED_BLOCK_MAGAZINE / 2)
#define REFILL_BLOCKS	8

/**
 * struct hp_fixed_block_node - the contents of a free block in a list
 * @next: the next older node of this list
 * @blocks: free blocks that were freed after this one, oldest first
 */
struct hp_fixed_block_node {
	struct hp_fixed_block_node *next;
	void *blocks[];
};

int hp_fixed_block_init(struct hp_fixed_block *fb, struct hp_arena *arena,
			size_t block_size)
{
	if (!arena || !block_size || block_size > HP_PAGE_SIZE ||
	    block_size % sizeof(void *))
		return -EINVAL;

	memset(fb, 0, sizeof(*fb));
	fb->arena = arena;
	fb->block_size = block_size;
	fb->node_blocks = min_t(size_t, block_size / sizeof(void *), NODE_BLOCKS);
	return 0;
}
EXPORT_SYMBOL_GPL(hp_fixed_block_init);

static __always_inline void __push_nodes(struct hp_fixed_block *fb, void **blocks,
					 unsigned int nr, unsigned int node_blocks)
{
	struct hp_fixed_block_node *node, **list;
	unsigned int i;

	while (nr--) {
		node = blocks[0];
		list = &fb->lists[++fb->nr_nodes % HP_FIXED_BLOCK_LISTS];
		node->next = *list;
		*list = node;
		for (i = 1; i < node_blocks; i++)
			node->blocks[i - 1] = blocks[i];
		blocks += node_blocks;
	}
}

/* @blocks are the oldest first; the oldest of each node becomes the node. */
static void push_nodes(struct hp_fixed_block *fb, void **blocks, unsigned int nr)
{
	if (likely(fb->node_blocks == NODE_BLOCKS))
		__push_nodes(fb, blocks, nr, NODE_BLOCKS);
	else
		__push_nodes(fb, blocks, nr, fb->node_blocks);
}

/* Takes the newest node; its successor in this list is wanted LISTS nodes on. */
static __always_inline struct hp_fixed_block_node *
pop_node(struct hp_fixed_block *fb)
{
	struct hp_fixed_block_node *node, **list;

	list = &fb->lists[fb->nr_nodes-- % HP_FIXED_BLOCK_LISTS];
	node = *list;
	*list = node->next;
	hp_prefetchw(node->next);
	return node;
}

static __always_inline void __load_nodes(struct hp_fixed_block *fb,
					 unsigned int nr, unsigned int node_blocks)
{
	void **slot = fb->magazine + nr * node_blocks;
	struct hp_fixed_block_node *node;
	unsigned int i;

	fb->count = nr * node_blocks;
	while (nr--) {
		node = pop_node(fb);
		slot -= node_blocks;
		slot[0] = node;
		for (i = 1; i < node_blocks; i++) {
			slot[i] = node->blocks[i - 1];
			hp_prefetchw(slot[i]);
		}
	}
}

/* Moves nodes to an empty magazine, and starts fetching their blocks. */
static void load_nodes(struct hp_fixed_block *fb)
{
	unsigned int nr = min_t(size_t, fb->nr_nodes,
				REFILL_BLOCKS / fb->node_blocks);

	if (likely(fb->node_blocks == NODE_BLOCKS))
		__load_nodes(fb, nr, NODE_BLOCKS);
	else
		__load_nodes(fb, nr, fb->node_blocks);
}

/* Address order: the first to be allocated is the last in the magazine. */
static void carve_blocks(struct hp_fixed_block *fb)
{
	unsigned int i, nr = min_t(size_t, fb->nr_carve, REFILL_BLOCKS);

	for (i = nr; i--; fb->carve += fb->block_size)
		fb->magazine[i] = fb->carve;
	fb->nr_carve -= nr;
	fb->count = nr;
}

static bool open_page(struct hp_fixed_block *fb)
{
	char *page = hp_arena_alloc_page(fb->arena);

	if (!page)
		return false;

	fb->carve = page;
	fb->nr_carve = HP_PAGE_SIZE / fb->block_size;
	return true;
}

void *hp_fixed_block_refill(struct hp_fixed_block *fb)
{
	if (fb->nr_nodes)
		load_nodes(fb);
	else if (fb->nr_carve || open_page(fb))
		carve_blocks(fb);
	else
		return NULL;

	return fb->magazine[--fb->count];
}
EXPORT_SYMBOL_GPL(hp_fixed_block_refill);

/* Moves the oldest @nr nodes' worth of the magazine to the lists. */
static void spill_nodes(struct hp_fixed_block *fb, unsigned int nr)
{
	unsigned int moved = nr * fb->node_blocks;

	push_nodes(fb, fb->magazine, nr);
	fb->count -= moved;
	memmove(fb->magazine, fb->magazine + moved,
		fb->count * sizeof(*fb->magazine));
}

/*
 * The blocks that the next spill will write to are known from here on: all of
 * their misses overlap with the frees until then.
 */
void hp_fixed_block_spill(struct hp_fixed_block *fb, void *block)
{
	unsigned int i;

	spill_nodes(fb, SPILL_BLOCKS / fb->node_blocks);
	for (i = 0; i < SPILL_BLOCKS; i += fb->node_blocks)
		hp_prefetchw(fb->magazine[i]);
	fb->magazine[fb->count++] = block;
}
EXPORT_SYMBOL_GPL(hp_fixed_block_spill);

static unsigned int take_magazine(struct hp_fixed_block *fb, unsigned int n,
				  void **blocks)
{
	unsigned int i, nr = min(n, fb->count);
	void **slot = fb->magazine + fb->count;

	for (i = 0; i < nr; i++)
		blocks[i] = *--slot;
	fb->count -= nr;
	return nr;
}

static unsigned int take_node(struct hp_fixed_block *fb, void **blocks)
{
	struct hp_fixed_block_node *node = pop_node(fb);
	unsigned int i, last = fb->node_blocks - 1;

	for (i = 0; i < last; i++)
		blocks[i] = node->blocks[last - 1 - i];
	blocks[last] = node;
	return fb->node_blocks;
}

static unsigned int take_fresh(struct hp_fixed_block *fb, unsigned int n,
			       void **blocks)
{
	unsigned int i, nr;

	if (!fb->nr_carve && !open_page(fb))
		return 0;

	nr = min_t(size_t, n, fb->nr_carve);
	for (i = 0; i < nr; i++, fb->carve += fb->block_size)
		blocks[i] = fb->carve;
	fb->nr_carve -= nr;
	return nr;
}

static unsigned int take_some(struct hp_fixed_block *fb, unsigned int n,
			      void **blocks)
{
	if (fb->count)
		return take_magazine(fb, n, blocks);
	if (!fb->nr_nodes)
		return take_fresh(fb, n, blocks);
	if (n >= fb->node_blocks)
		return take_node(fb, blocks);

	blocks[0] = hp_fixed_block_refill(fb);
	return 1;
}

unsigned int hp_fixed_block_alloc_bulk(struct hp_fixed_block *fb,
				       unsigned int n, void **blocks)
{
	unsigned int got = 0, nr;

	while (got < n) {
		nr = take_some(fb, n - got, blocks + got);
		if (!nr)
			break;
		got += nr;
	}
	return got;
}
EXPORT_SYMBOL_GPL(hp_fixed_block_alloc_bulk);

static void append(struct hp_fixed_block *fb, unsigned int n, void **blocks)
{
	memcpy(fb->magazine + fb->count, blocks, n * sizeof(*blocks));
	fb->count += n;
}

/*
 * Empties the magazine, topped up to whole nodes, and makes nodes straight
 * from the caller's array of all but what the magazine is to keep.
 * Returns how many blocks that took.
 */
static unsigned int free_nodes(struct hp_fixed_block *fb, unsigned int n,
			       void **blocks)
{
	unsigned int nr, pad;

	spill_nodes(fb, fb->count / fb->node_blocks);
	pad = fb->count ? min(n, fb->node_blocks - fb->count) : 0;
	append(fb, pad, blocks);
	if (n - pad <= SPILL_BLOCKS)
		return pad;

	spill_nodes(fb, fb->count / fb->node_blocks);
	nr = (n - pad - SPILL_BLOCKS) / fb->node_blocks;
	push_nodes(fb, blocks + pad, nr);
	return pad + nr * fb->node_blocks;
}

void hp_fixed_block_free_bulk(struct hp_fixed_block *fb, unsigned int n,
			      void **blocks)
{
	unsigned int done = 0;

	if (n > HP_FIXED_BLOCK_MAGAZINE - fb->count)
		done = free_nodes(fb, n, blocks);
	append(fb, n - done, blocks + done);
}
EXPORT_SYMBOL_GPL(hp_fixed_block_free_bulk);
