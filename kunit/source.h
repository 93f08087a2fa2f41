/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_KUNIT_SOURCE_H
#define HPALLOC_KUNIT_SOURCE_H

#include <kunit/test.h>

#include <hpalloc/arena.h>

/** HP_TEST_REGIONS - regions that a struct hp_test_source can tell apart */
#define HP_TEST_REGIONS		128

/**
 * struct hp_test_source - a page source that keeps books and fails on demand
 * @base: for hp_arena_init_source()
 * @calls: calls of alloc, failed ones included
 * @allowed: how many more calls of alloc succeed
 * @largest: bytes above which alloc fails, as where memory is fragmented
 * @live: regions not freed yet
 * @bad_frees: frees of anything but a live region with its size
 * @nr: regions so far
 * @mem: their addresses, NULL once freed
 * @size: their sizes
 */
struct hp_test_source {
	struct hp_page_source base;
	unsigned int calls;
	unsigned int allowed;
	size_t largest;
	unsigned int live;
	unsigned int bad_frees;
	unsigned int nr;
	void *mem[HP_TEST_REGIONS];
	size_t size[HP_TEST_REGIONS];
};

void hp_test_source_init(struct hp_test_source *source);

/* Expects that every region was freed, once, and with its size. */
void hp_test_source_check(struct kunit *test,
			  const struct hp_test_source *source);

#endif /* HPALLOC_KUNIT_SOURCE_H */
