/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_MISUSE_H
#define HPALLOC_MISUSE_H

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/printk.h>
#include <linux/types.h>

#include <hpalloc/cache.h>

/**
 * struct mistake - one that can be made
 * @name: what the parameter calls it
 * @make: makes it, after logging what should be reported; an error if something
 *        else than the report is not as it should be
 */
struct mistake {
	const char *name;
	int (*make)(void);
};

/* These make the mistake of that name; -ENOENT if it is none of theirs. */
int make_of_layers(const char *name);
int make_of_cache(const char *name);
int make_of_races(const char *name);

int make_mistake(const struct mistake *mistakes, const char *name);

#define CACHE_BYTES	(16 * HP_PAGE_SIZE)

/* The same with a cache of up to CACHE_BYTES, in blocks of 64 bytes. */
int make_mistake_with(struct hp_cache *cache, const struct mistake *mistakes, const char *name);

/* Tells the test what to look for in the report: what is wrong, and with what. */
#define announce(what, block)	pr_info("expect %s at %p\n", what, block)

/* The same for KASAN, which does not hide addresses. */
#define announce_kasan(block) \
	pr_info("expect use-after-free in %s at %016lx\n", __func__, (unsigned long)(block))

/* Blocks that are allocated, so that most of them have to leave the magazine. */
#define LATE_BLOCKS	200

/* Whether no two blocks of that many are the same. */
bool are_distinct(unsigned int **blocks, unsigned int n);

#endif /* HPALLOC_MISUSE_H */
