// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc_caches.ko: has caches while it is inserted, each of which has done what
 * is known, so that what debugfs shows of it is known too: see
 * tools/guest/caches_test.c. It allocates on the CPU that inserts it.
 */

#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/workqueue.h>

#include <hpalloc/cache.h>

#define MAX_ALLOCS	513

/**
 * struct used - a cache and what it is used for
 * @name: what it is called
 * @block_size: of the cache
 * @max_bytes: of the cache
 * @reserve: blocks; it never asks for growth later
 * @allocs: how many are tried
 * @frees: how many of these are freed
 * @free_on_first_cpu: there, and not where they were allocated
 * @drain: at last
 * @cache: the cache
 * @blocks: what was allocated
 */
struct used {
	const char *name;
	size_t block_size, max_bytes, reserve;
	unsigned int allocs, frees;
	bool free_on_first_cpu, drain;
	struct hp_cache cache;
	void *blocks[MAX_ALLOCS];
};

static struct used all[] = {
	{ "idle", 8, SZ_64K },
	{ "kept", 64, SZ_1M, .allocs = 200, .frees = 150 },
	{ "exhausted", 256, SZ_128K, 384, MAX_ALLOCS, 100, .drain = true },
	{ "elsewhere", HP_PAGE_SIZE, SZ_1M, 128, 100, 70, .free_on_first_cpu = true },
};

static int create(struct used *used)
{
	int err = hp_cache_init(&used->cache, used->name, used->block_size, used->max_bytes);

	return err ?: hp_cache_reserve(&used->cache, used->reserve);
}

static void destroy(struct used *used)
{
	unsigned int i;

	for (i = used->frees; i < used->allocs; i++)
		hp_cache_free(&used->cache, used->blocks[i]);
	hp_cache_destroy(&used->cache);
}

static long free_some(void *data)
{
	struct used *used = data;
	unsigned int i;

	for (i = 0; i < used->frees; i++)
		hp_cache_free(&used->cache, used->blocks[i]);
	return 0;
}

static void use(struct used *used)
{
	unsigned int i;

	for (i = 0; i < used->allocs; i++)
		used->blocks[i] = hp_cache_alloc(&used->cache);
	if (used->free_on_first_cpu)
		work_on_cpu(0, free_some, used);
	else
		free_some(used);
	if (used->drain)
		hp_cache_drain(&used->cache);
}

static int __init caches_init(void)
{
	unsigned int i;
	int err;

	for (i = 0; i < ARRAY_SIZE(all); i++) {
		err = create(&all[i]);
		if (err)
			goto destroy;
	}
	for (i = 0; i < ARRAY_SIZE(all); i++)
		use(&all[i]);
	return 0;

destroy:
	do
		hp_cache_destroy(&all[i].cache);
	while (i--);
	return err;
}
module_init(caches_init);

static void __exit caches_exit(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(all); i++)
		destroy(&all[i]);
}
module_exit(caches_exit);

MODULE_DESCRIPTION("Has caches of which all is known");
MODULE_AUTHOR("The hpalloc maintainers");
MODULE_VERSION(HP_VERSION);
MODULE_LICENSE("Dual MIT/GPL");
