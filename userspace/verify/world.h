/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_VERIFY_WORLD_H
#define HPALLOC_VERIFY_WORLD_H

#include <hpalloc/cache.h>

/*
 * world: a cache whose pages are two blocks each, put into any state
 *
 * Its level 0 has two bits a word, and two chunks. A few blocks take part, named by
 * digits: 0 and 1 are in the first word of the first chunk, 2 and 3 in the second
 * one, 4 in the third; 5 to 9 likewise in the second chunk. All others count as
 * allocated.
 *
 * Beside it stands what the obligations speak of and the cache does not keep.
 */

#define WORLD_BLOCKS	10

/* Level 0, and with HP_DEBUG its like of allocated blocks; two of level 1; one. */
#define WORLD_WORDS	((HP_DEBUG_ENABLED ? 2 : 1) * 2 * HP_WORD_BITS + 3)

struct world {
	struct hp_cache cache;
	struct hp_cache_cpu cpu[HP_VERIFY_CPUS];
	unsigned long levels[WORLD_WORDS];
	bool part[WORLD_BLOCKS];	/* takes part */
	bool out[WORLD_BLOCKS];		/* is allocated */
	long claims;			/* rights to bits that were not taken yet */
};

extern struct world world;

/* Where the blocks are, each as a string of digits; hints are up above all of them. */
struct world_start {
	const char *depot;
	const char *kept[HP_VERIFY_CPUS];
	const char *held;
};

void world_create(void);
void world_start(const struct world_start *start);

void *world_block(unsigned int digit);
unsigned int world_digit(const void *block);
bool world_bit(unsigned int digit);

/* What is violated now, or NULL. */
const char *world_partition(void);	/* at any step */
const char *world_depot(void);		/* at any step, if @claims is kept */
const char *world_rest(void);		/* when nobody is at work */

/* Blocks that are in a second place: freed twice, and not in the depot yet. */
unsigned int world_duplicates(void);

/* Where the program's code is: the linker's. */
extern char __executable_start, etext;

#endif /* HPALLOC_VERIFY_WORLD_H */
