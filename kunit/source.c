// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * A page source that fails on demand and checks the regions it gets back.
 */

#include "source.h"

static struct hp_test_source *to_test_source(const struct hp_page_source *base)
{
	return container_of(base, struct hp_test_source, base);
}

static void *source_alloc(const struct hp_page_source *base, size_t size)
{
	struct hp_test_source *source = to_test_source(base);
	void *mem;

	source->calls++;
	if (!source->allowed || source->nr == HP_TEST_REGIONS ||
	    size > source->largest)
		return NULL;

	mem = hp_platform_alloc_region(size);
	if (!mem)
		return NULL;

	source->allowed--;
	source->live++;
	source->mem[source->nr] = mem;
	source->size[source->nr++] = size;
	return mem;
}

static void source_free(const struct hp_page_source *base, void *mem,
			size_t size)
{
	struct hp_test_source *source = to_test_source(base);
	unsigned int i;

	for (i = 0; i < source->nr; i++) {
		if (mem && source->mem[i] == mem && source->size[i] == size) {
			source->mem[i] = NULL;
			source->live--;
			hp_platform_free_region(mem, size);
			return;
		}
	}
	source->bad_frees++;
}

void hp_test_source_init(struct hp_test_source *source)
{
	memset(source, 0, sizeof(*source));
	source->base.alloc = source_alloc;
	source->base.free = source_free;
	source->allowed = HP_TEST_REGIONS;
	source->largest = SIZE_MAX;
}

void hp_test_source_check(struct kunit *test,
			  const struct hp_test_source *source)
{
	KUNIT_EXPECT_EQ(test, source->live, 0);
	KUNIT_EXPECT_EQ(test, source->bad_frees, 0);
}
