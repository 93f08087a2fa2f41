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
 * With HP_DEBUG one block at a time, so that all but its link is checked.
 */
#define NODE_BLOCKS	(HP_DEBUG_ENABLED ? 1 : 8)
#define SPILL_BLOCKS	(HP_FIXED_BLOCK_MAGAZINE / 2)
#define REFILL_BLOCKS	(HP_DEBUG_ENABLED ? 1 : 8)

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
	fb->node_blocks = min_t(unsigned int, block_size / sizeof(void *), NODE_BLOCKS);
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
		hp_mark_node(node, node_blocks * sizeof(void *));
		list = &fb->lists[++fb->nr_nodes % HP_FIXED_BLOCK_LISTS];
		node->next = *list;
		*list = node;
		for (i = 1; i < node_blocks; i++)
			node->blocks[i - 1] = blocks[i];
		hp_unmark_node(node, node_blocks * sizeof(void *));
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

/*
 * Takes the newest node, to be read until close_node(). Its successor in this
 * list is wanted HP_FIXED_BLOCK_LISTS nodes on.
 */
static __always_inline struct hp_fixed_block_node *
open_node(struct hp_fixed_block *fb, unsigned int node_blocks)
{
	struct hp_fixed_block_node *node, **list;

	list = &fb->lists[fb->nr_nodes-- % HP_FIXED_BLOCK_LISTS];
	node = *list;
	hp_mark_node(node, node_blocks * sizeof(void *));
	*list = hp_debug_check_link(fb, node, node->next);
	if (*list)
		hp_prefetchw(*list);
	return node;
}

static __always_inline void close_node(struct hp_fixed_block_node *node,
				       unsigned int node_blocks)
{
	hp_unmark_node(node, node_blocks * sizeof(void *));
}

/*
 * Starts fetching the blocks of the node that will be loaded next. Those of
 * the node that is being loaded would be too late: they are wanted at once.
 */
static __always_inline void fetch_blocks(struct hp_fixed_block *fb,
					 unsigned int node_blocks)
{
	struct hp_fixed_block_node *node;
	unsigned int i;

	if (!fb->nr_nodes)
		return;

	node = fb->lists[fb->nr_nodes % HP_FIXED_BLOCK_LISTS];
	hp_mark_node(node, node_blocks * sizeof(void *));
	for (i = 1; i < node_blocks; i++)
		hp_prefetchw(node->blocks[i - 1]);
	close_node(node, node_blocks);
}

static __always_inline void __load_nodes(struct hp_fixed_block *fb,
					 unsigned int nr, unsigned int node_blocks)
{
	void **slot = fb->magazine + nr * node_blocks;
	struct hp_fixed_block_node *node;
	unsigned int i;

	fb->count = nr * node_blocks;
	while (nr--) {
		node = open_node(fb, node_blocks);
		slot -= node_blocks;
		slot[0] = node;
		for (i = 1; i < node_blocks; i++)
			slot[i] = node->blocks[i - 1];
		close_node(node, node_blocks);
	}
	fetch_blocks(fb, node_blocks);
}

/* Moves nodes to an empty magazine. */
static void load_nodes(struct hp_fixed_block *fb)
{
	unsigned int nr = (unsigned int)min_t(size_t, fb->nr_nodes,
					      REFILL_BLOCKS / fb->node_blocks);

	if (likely(fb->node_blocks == NODE_BLOCKS))
		__load_nodes(fb, nr, NODE_BLOCKS);
	else
		__load_nodes(fb, nr, fb->node_blocks);
}

/* Address order: the first to be allocated is the last in the magazine. */
static void carve_blocks(struct hp_fixed_block *fb)
{
	unsigned int i, nr = min_t(unsigned int, fb->nr_carve, REFILL_BLOCKS);

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

	hp_debug_open_page(fb, page);
	hp_mark_carved(page, HP_PAGE_SIZE);
	fb->carve = page;
	fb->nr_carve = (unsigned int)(HP_PAGE_SIZE / fb->block_size);
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
	unsigned int i, nr = min_t(unsigned int, n, fb->count);
	void **slot = fb->magazine + fb->count;

	for (i = 0; i < nr; i++)
		blocks[i] = *--slot;
	fb->count -= nr;
	return nr;
}

static unsigned int take_node(struct hp_fixed_block *fb, void **blocks)
{
	struct hp_fixed_block_node *node = open_node(fb, fb->node_blocks);
	unsigned int i, last = fb->node_blocks - 1;

	for (i = 0; i < last; i++)
		blocks[i] = node->blocks[last - 1 - i];
	close_node(node, fb->node_blocks);
	blocks[last] = node;
	return fb->node_blocks;
}

static unsigned int take_fresh(struct hp_fixed_block *fb, unsigned int n,
			       void **blocks)
{
	unsigned int i, nr;

	if (!fb->nr_carve && !open_page(fb))
		return 0;

	nr = min(n, fb->nr_carve);
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

static void mark_taken(struct hp_fixed_block *fb, unsigned int n, void **blocks)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		hp_mark_allocated(blocks[i], fb->block_size);
		hp_debug_alloc(fb, blocks[i], "hp_fixed_block_alloc_bulk");
	}
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
	mark_taken(fb, got, blocks);
	return got;
}
EXPORT_SYMBOL_GPL(hp_fixed_block_alloc_bulk);

static void append(struct hp_fixed_block *fb, unsigned int n, void **blocks)
{
	memcpy(fb->magazine + fb->count, blocks, n * sizeof(*blocks));
	fb->count += n;
}

/* How many nodes the magazine could make. */
static unsigned int whole_nodes(const struct hp_fixed_block *fb)
{
	return (unsigned int)fb->count / fb->node_blocks;
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

	spill_nodes(fb, whole_nodes(fb));
	pad = fb->count ? min_t(unsigned int, n, fb->node_blocks - fb->count) : 0;
	append(fb, pad, blocks);
	if (n - pad <= SPILL_BLOCKS)
		return pad;

	spill_nodes(fb, whole_nodes(fb));
	nr = (n - pad - SPILL_BLOCKS) / fb->node_blocks;
	push_nodes(fb, blocks + pad, nr);
	return pad + nr * fb->node_blocks;
}

static void mark_freed(struct hp_fixed_block *fb, unsigned int n, void **blocks)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		hp_mark_freed(blocks[i], fb->block_size);
}

static void free_each(struct hp_fixed_block *fb, unsigned int n, void **blocks)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (!blocks[i])
			hp_report("hp_fixed_block_free_bulk: NULL at %u of %u, class %zu",
				  i, n, fb->block_size);
		else if (hp_debug_check_free(fb, blocks[i], "hp_fixed_block_free_bulk"))
			hp_fixed_block_free(fb, blocks[i]);
	}
}

void hp_fixed_block_free_bulk(struct hp_fixed_block *fb, unsigned int n,
			      void **blocks)
{
	unsigned int done = 0;

	if (HP_DEBUG_ENABLED) {
		free_each(fb, n, blocks);
		return;
	}

	mark_freed(fb, n, blocks);
	if (n > HP_FIXED_BLOCK_MAGAZINE - fb->count)
		done = free_nodes(fb, n, blocks);
	append(fb, n - done, blocks + done);
}
EXPORT_SYMBOL_GPL(hp_fixed_block_free_bulk);
