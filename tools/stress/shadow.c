// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The shadow of a cache: which blocks are allocated, by what was seen of them.
 */

#include <linux/atomic.h>
#include <linux/hash.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "stress.h"

#define WORDS		(STRESS_BLOCK_SIZE / sizeof(unsigned long))
#define PAGE_BLOCKS	(HP_PAGE_SIZE / STRESS_BLOCK_SIZE)

int stress_shadow_init(struct stress_shadow *shadow, const char *name, unsigned int pages)
{
	int err = -ENOMEM;

	shadow->nr_pages = pages;
	shadow->pages = kvcalloc(pages, sizeof(*shadow->pages), GFP_KERNEL);
	shadow->owner = kvcalloc(pages * PAGE_BLOCKS, sizeof(*shadow->owner), GFP_KERNEL);
	if (shadow->pages && shadow->owner)
		err = hp_cache_init(&shadow->cache, name, STRESS_BLOCK_SIZE,
				    (size_t)pages * HP_PAGE_SIZE);
	if (err) {
		kvfree(shadow->owner);
		kvfree(shadow->pages);
	}
	return err;
}

void stress_shadow_destroy(struct stress_shadow *shadow)
{
	hp_cache_destroy(&shadow->cache);
	kvfree(shadow->owner);
	kvfree(shadow->pages);
}

/* A page gets the first place that is free from its hash on, and keeps it. */
static __no_kcsan unsigned int place_of_page(struct stress_shadow *shadow, unsigned long page)
{
	unsigned int i = hash_long(page >> PAGE_SHIFT, 32) % shadow->nr_pages, tries;
	unsigned long found;

	for (tries = 0; tries < shadow->nr_pages; tries++) {
		found = READ_ONCE(shadow->pages[i]);
		if (!found)
			found = cmpxchg(&shadow->pages[i], 0, page) ?: page;
		if (found == page)
			return i;
		i = (i + 1) % shadow->nr_pages;
	}
	stress_fail("more pages than max_bytes allows", (void *)page);
	return 0;
}

static __no_kcsan unsigned long *owner_of(struct stress_shadow *shadow, void *block)
{
	unsigned int offset = offset_in_page(block), page;

	if (offset % STRESS_BLOCK_SIZE || offset / STRESS_BLOCK_SIZE >= PAGE_BLOCKS)
		stress_fail("crosses a page, or is not aligned", block);
	page = place_of_page(shadow, (unsigned long)block & PAGE_MASK);
	return &shadow->owner[page * PAGE_BLOCKS + offset / STRESS_BLOCK_SIZE];
}

/*
 * All words but the first. KCSAN looks at few accesses: of these, there are enough of
 * the first word's.
 */
static __no_kcsan void fill(unsigned long *word, unsigned long token)
{
	unsigned int i;

	for (i = 1; i < WORDS; i++)
		word[i] = token + i;
}

static __no_kcsan bool is_filled(const unsigned long *word, unsigned long token)
{
	unsigned int i;

	for (i = 1; i < WORDS && word[i] == token + i; i++)
		;
	return i == WORDS;
}

/* Not ordered: the cache has to see to it. */
void stress_shadow_take(struct stress_shadow *shadow, void *block, unsigned long token)
{
	unsigned long *word = block;

	if (xchg_relaxed(owner_of(shadow, block), token))
		stress_fail("was handed out twice", block);
	word[0] = token;
	fill(word, token);
}

void stress_shadow_give(struct stress_shadow *shadow, void *block)
{
	unsigned long token = xchg_relaxed(owner_of(shadow, block), 0), *word = block;

	if (!token)
		stress_fail("is freed, and nobody had it", block);
	if (word[0] != token || !is_filled(word, token))
		stress_fail("was written to by somebody else", block);
}
