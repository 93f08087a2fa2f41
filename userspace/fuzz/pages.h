/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_FUZZ_PAGES_H
#define HPALLOC_FUZZ_PAGES_H

#include <hpalloc/arena.h>

/*
 * The platform that the layers are fuzzed on, in place of mmap: a small pool
 * of pages that keeps books, refuses when it is told to, and in which nothing
 * but what was handed out may be touched.
 */

/** FUZZ_PAGES - pages in the pool */
#define FUZZ_PAGES	128

/** FUZZ_NO_LIMIT - for @allowed: nothing is refused while there is room */
#define FUZZ_NO_LIMIT	255

struct fuzz_region {
	char *mem;
	size_t size;
};

/**
 * struct fuzz_pages - the books
 * @allowed: how many more requests are met before one is refused
 * @from_top: regions are taken from the end of the pool
 * @live: pages handed out
 * @metas: small allocations not freed yet
 * @requests: of both kinds, since fuzz_pages_begin()
 * @refused: how many of these were
 * @nr_added: how many of these were met with a region
 * @added: the regions
 */
struct fuzz_pages {
	unsigned int allowed;
	bool from_top;
	unsigned int live;
	unsigned int metas;
	unsigned int requests;
	unsigned int refused;
	unsigned int nr_added;
	struct fuzz_region added[FUZZ_PAGES];
};

extern struct fuzz_pages fuzz_pages;

/* The pool itself, with all regions in it. */
extern char fuzz_pool[FUZZ_PAGES * HP_PAGE_SIZE];

/* The pool, as a source of the caller's. */
extern const struct hp_page_source fuzz_source;

/* Before each input. */
void fuzz_pages_reset(void);

/* Before each operation. */
void fuzz_pages_begin(void);

#endif /* HPALLOC_FUZZ_PAGES_H */
