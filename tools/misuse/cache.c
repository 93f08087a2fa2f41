// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Mistakes with the cache.
 */

#include "misuse.h"

#include <linux/kasan.h>
#include <linux/preempt.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include <hpalloc/cache.h>

#define MAX_BLOCKS	(CACHE_BYTES / 64)

static struct hp_cache cache;

static int make_none(void)
{
	void *blocks[3];

	hp_cache_free_bulk(&cache, hp_cache_alloc_bulk(&cache, 3, blocks), blocks);
	hp_cache_free(&cache, hp_cache_alloc(&cache));
	hp_cache_drain(&cache);
	return hp_cache_reserve(&cache, 1);
}

static int make_double_free(void)
{
	void *block = hp_cache_alloc(&cache);

	hp_cache_free(&cache, block);
	announce("not allocated", block);
	hp_cache_free(&cache, block);
	return 0;
}

static int make_double_free_bulk(void)
{
	void *blocks[2];

	hp_cache_alloc_bulk(&cache, 2, blocks);
	announce("not allocated", blocks[1]);
	hp_cache_free(&cache, blocks[1]);
	hp_cache_free_bulk(&cache, 2, blocks);
	return 0;
}

static int make_foreign(void)
{
	void *block = kmalloc(64, GFP_KERNEL);

	announce("no block of this cache", block);
	hp_cache_free(&cache, block);
	kfree(block);
	return 0;
}

static int make_misaligned(void)
{
	char *block = hp_cache_alloc(&cache);

	announce("no block of this cache", block + 8);
	hp_cache_free(&cache, block + 8);
	hp_cache_free(&cache, block);
	return 0;
}

/* It is the next to be allocated on its CPU. */
static int make_write_after_free(void)
{
	char *block = hp_cache_alloc(&cache);

	announce("write after free", block);
	preempt_disable();
	hp_cache_free(&cache, block);
	WRITE_ONCE(block[40], 'x');
	block = hp_cache_alloc(&cache);
	preempt_enable();
	hp_cache_free(&cache, block);
	return 0;
}

/* Once it is allocated again it may be used. */
static noinline int make_cache_use_after_free(void)
{
	unsigned long *block = hp_cache_alloc(&cache);

	announce_kasan(block);
	preempt_disable();
	hp_cache_free(&cache, block);
	READ_ONCE(*block);
	block = hp_cache_alloc(&cache);
	WRITE_ONCE(*block, 0);
	preempt_enable();
	hp_cache_free(&cache, block);
	return 0;
}

/* What is leaked may still be used. */
static int make_leak(void)
{
	unsigned long *block = hp_cache_alloc(&cache);

	hp_cache_alloc(&cache);
	pr_info("expect 2 blocks are still allocated at leaked\n");
	hp_cache_destroy(&cache);
	WRITE_ONCE(*block, 1);
	return 0;
}

/* What KASAN knows of an address. In UML that is always there, elsewhere it may not. */
static unsigned char known(const void *addr)
{
#if defined(CONFIG_KASAN_GENERIC) && defined(CONFIG_UML)
	return READ_ONCE(*(unsigned char *)kasan_mem_to_shadow(addr));
#else
	return 0;
#endif
}

/* Does all that can be done with a cache. */
static int use_destroyed(void **blocks)
{
	hp_cache_drain(&cache);
	hp_cache_free(&cache, blocks[0]);
	hp_cache_free_bulk(&cache, 2, blocks);
	if (!hp_cache_reserve(&cache, 1) || hp_cache_alloc(&cache) ||
	    hp_cache_alloc_bulk(&cache, 2, blocks))
		return -EINVAL;
	hp_cache_destroy(&cache);
	return hp_cache_live(&cache) ? -EINVAL : 0;
}

/*
 * Its memory has to be gone, and what KASAN knew of it, which has a page for 32: so
 * it is one of the middle.
 */
static int make_destroyed(void)
{
	void *blocks[HP_CACHE_MAGAZINE], **some = blocks + HP_CACHE_MAGAZINE / 2;
	unsigned char before;
	int err;

	hp_cache_destroy(&cache);
	err = hp_cache_init(&cache, "misuse", HP_PAGE_SIZE, 1024 * HP_PAGE_SIZE);
	if (err)
		return err;
	hp_cache_free_bulk(&cache, hp_cache_alloc_bulk(&cache, HP_CACHE_MAGAZINE, blocks),
			   blocks);
	hp_cache_destroy(&cache);
	vm_unmap_aliases();

	pr_info("expect destroyed at cache misuse\n");
	before = known(*some);
	err = use_destroyed(some);
	return known(*some) == before ? err : -EINVAL;
}

/*
 * Frees @bad among correct blocks, from which it gets to the depot, and again: it
 * is reported once. Then each block has to be there, and none of them twice.
 */
static int free_late(void **blocks, void *bad)
{
	unsigned int i;

	announce("not allocated", bad);
	for (i = 1; i < LATE_BLOCKS; i++) {
		hp_cache_free(&cache, blocks[i]);
		if (i % 50 == 0)
			hp_cache_free(&cache, bad);
	}
	hp_cache_drain(&cache);
	if (hp_cache_live(&cache) != 1)
		return -EINVAL;

	hp_cache_free(&cache, blocks[0]);
	hp_cache_drain(&cache);
	if (hp_cache_alloc_bulk(&cache, MAX_BLOCKS + 1, blocks) != MAX_BLOCKS ||
	    !are_distinct((unsigned int **)blocks, MAX_BLOCKS))
		return -EINVAL;
	hp_cache_free_bulk(&cache, MAX_BLOCKS, blocks);
	return 0;
}

enum bad { TWICE, FOREIGN, MISALIGNED };

static int make_late(enum bad bad)
{
	void **blocks = kmalloc_array(MAX_BLOCKS + 1, sizeof(*blocks), GFP_KERNEL);
	int err = -ENOMEM;

	if (!blocks)
		return err;

	if (hp_cache_alloc_bulk(&cache, LATE_BLOCKS, blocks) == LATE_BLOCKS)
		err = free_late(blocks, bad == TWICE ? blocks[1] :
					bad == FOREIGN ? (void *)blocks :
					(char *)blocks[1] + 4);
	kfree(blocks);
	return err;
}

static int make_late_double_free(void)
{
	return make_late(TWICE);
}

static int make_late_foreign(void)
{
	return make_late(FOREIGN);
}

static int make_late_misaligned(void)
{
	return make_late(MISALIGNED);
}

static const struct mistake mistakes[] = {
	{ "cache_none", make_none },
	{ "cache_double_free", make_double_free },
	{ "cache_double_free_bulk", make_double_free_bulk },
	{ "cache_foreign", make_foreign },
	{ "cache_misaligned", make_misaligned },
	{ "cache_write_after_free", make_write_after_free },
	{ "cache_use_after_free", make_cache_use_after_free },
	{ "cache_leak", make_leak },
	{ "cache_destroyed", make_destroyed },
	{ "cache_late_double_free", make_late_double_free },
	{ "cache_late_foreign", make_late_foreign },
	{ "cache_late_misaligned", make_late_misaligned },
	{}
};

int make_of_cache(const char *name)
{
	return make_mistake_with(&cache, mistakes, name);
}
