// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <linux/gfp.h>
#include <linux/mm.h>

#include "slab.h"

/* What the pages of an arena are to be compared with. */
static __always_inline void *op_alloc(void *state)
{
	struct page *page = alloc_page(GFP_NOWAIT | __GFP_NOWARN);

	return likely(page) ? page_address(page) : NULL;
}

static __always_inline void op_free(void *state, void *block)
{
	if (likely(block))
		__free_page(virt_to_page(block));
}

HP_DEFINE_LOOPS_SHARED(loops, op_alloc, op_free);

static const char *unfit(size_t block_size)
{
	return block_size == PAGE_SIZE ? NULL : "allocates pages: block_size=4096";
}

HP_CONTENDER(alloc_page) = {
	.note = "alloc_page(GFP_NOWAIT) and __free_page(); with block_size=4096",
	.extra = true,
	.shared = true,
	.not_in = &hp_nowait_not_in,
	.unfit = unfit,
	.loops = &loops,
};
