// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Misuse of memory inside an arena, one kind a run. tests/reports checks how
 * AddressSanitizer, Valgrind, and builds with and without HP_DEBUG report it.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hpalloc/size_class.h>

#define BULK	100

static struct hp_arena arena;
static struct hp_fixed_block fb;
static struct hp_size_class sc;

/* Atomic, so that the compiler neither drops the access nor warns of it. */
static void set(void *block, size_t offset)
{
	__atomic_store_n((char *)block + offset, 1, __ATOMIC_RELAXED);
}

static void correct(void)
{
	void *blocks[BULK];
	unsigned int i, round;

	for (round = 0; round < 3; round++) {
		for (i = 0; i < BULK; i++) {
			blocks[i] = hp_fixed_block_alloc(&fb);
			memset(blocks[i], 1, 64);
		}
		for (i = 0; i < BULK; i++)
			hp_fixed_block_free(&fb, blocks[i]);
		hp_fixed_block_alloc_bulk(&fb, BULK, blocks);
		for (i = 0; i < BULK; i++)
			memset(blocks[i], 1, 64);
		hp_fixed_block_free_bulk(&fb, BULK, blocks);
	}
}

static void use_after_free(void)
{
	void *block = hp_fixed_block_alloc(&fb);

	hp_fixed_block_free(&fb, block);
	set(block, 8);
	hp_fixed_block_alloc(&fb);
}

/* Out of the magazine: every one of many free blocks has to be out of bounds. */
static void use_after_free_long_ago(void)
{
	void *blocks[BULK];

	hp_fixed_block_alloc_bulk(&fb, BULK, blocks);
	hp_fixed_block_free_bulk(&fb, BULK, blocks);
	set(blocks[3], 8);
	hp_fixed_block_alloc_bulk(&fb, BULK, blocks);
}

static void use_after_free_in_bulk(void)
{
	void *blocks[BULK];

	hp_fixed_block_alloc_bulk(&fb, BULK, blocks);
	hp_fixed_block_free_bulk(&fb, BULK, blocks);
	set(blocks[0], 0);
	hp_fixed_block_alloc_bulk(&fb, BULK, blocks);
}

static void overrun(void)
{
	char *block = hp_fixed_block_alloc(&fb);

	memset(block, 0, 64);
	set(block, 64);
	hp_fixed_block_alloc(&fb);
}

static void underrun(void)
{
	void *first = hp_fixed_block_alloc(&fb);
	char *second = hp_fixed_block_alloc(&fb);

	hp_fixed_block_free(&fb, first);
	set(second - 1, 0);
	hp_fixed_block_alloc(&fb);
}

static void past_the_last_page(void)
{
	char *block = hp_fixed_block_alloc(&fb);

	set(block, HP_PAGE_SIZE);
}

static void uninitialised(void)
{
	int *block = hp_fixed_block_alloc(&fb);

	if (*block)
		puts("not zero");
}

static void class_use_after_free(void)
{
	size_t class_size;
	void *block = hp_size_class_alloc(&sc, 100, &class_size);

	hp_size_class_free(&sc, block, class_size);
	set(block, 99);
	hp_size_class_alloc(&sc, 100, &class_size);
}

static void double_free(void)
{
	void *block = hp_fixed_block_alloc(&fb);

	hp_fixed_block_free(&fb, block);
	hp_fixed_block_free(&fb, block);
}

/* Out of the magazine, where a plain build finds them. */
static void free_long_ago(void **blocks, void *bad)
{
	unsigned int i;

	for (i = 0; i < BULK; i++) {
		hp_fixed_block_free(&fb, blocks[i]);
		if (i % 20 == 0)
			hp_fixed_block_free(&fb, bad);
	}
	if (hp_fixed_block_live(&fb))
		puts("wrong count");
}

static void double_free_long_ago(void)
{
	void *blocks[BULK];

	hp_fixed_block_alloc_bulk(&fb, BULK, blocks);
	free_long_ago(blocks, blocks[0]);
}

static void free_of_no_block_long_ago(void)
{
	void *blocks[BULK];

	hp_fixed_block_alloc_bulk(&fb, BULK, blocks);
	free_long_ago(blocks, &arena);
}

static void double_free_in_bulk(void)
{
	void *blocks[2] = { hp_fixed_block_alloc(&fb) };

	blocks[1] = blocks[0];
	hp_fixed_block_free_bulk(&fb, 2, blocks);
}

static void free_of_no_block(void)
{
	hp_fixed_block_free(&fb, &arena);
}

static void free_of_the_middle(void)
{
	char *block = hp_fixed_block_alloc(&fb);

	hp_fixed_block_free(&fb, block + 8);
}

static void free_to_wrong_class(void)
{
	size_t class_size;
	void *block = hp_size_class_alloc(&sc, 100, &class_size);

	hp_size_class_free(&sc, block, 64);
}

#define MISUSE(function)	{ #function, function }

static const struct {
	const char *name;
	void (*function)(void);
} misuses[] = {
	MISUSE(correct),
	MISUSE(use_after_free),
	MISUSE(use_after_free_long_ago),
	MISUSE(use_after_free_in_bulk),
	MISUSE(overrun),
	MISUSE(underrun),
	MISUSE(past_the_last_page),
	MISUSE(uninitialised),
	MISUSE(class_use_after_free),
	MISUSE(double_free),
	MISUSE(double_free_long_ago),
	MISUSE(free_of_no_block_long_ago),
	MISUSE(double_free_in_bulk),
	MISUSE(free_of_no_block),
	MISUSE(free_of_the_middle),
	MISUSE(free_to_wrong_class),
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	size_t i;

	if (argc != 2 || hp_arena_init(&arena, 8 * HP_PAGE_SIZE) ||
	    hp_fixed_block_init(&fb, &arena, 64) ||
	    hp_size_class_init(&sc, 8 * HP_PAGE_SIZE))
		return 2;

	for (i = 0; misuses[i].name; i++) {
		if (!strcmp(misuses[i].name, argv[1]))
			misuses[i].function();
	}
	hp_size_class_destroy(&sc);
	hp_arena_destroy(&arena);
	puts("end");
	return 0;
}
