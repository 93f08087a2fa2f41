// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Linear pages: regions from the page allocator, in the kernel only.
 */

#include <linux/mmzone.h>

#include <hpalloc/linear_pages.h>

static void *linear_alloc(const struct hp_page_source *source, size_t size)
{
	return alloc_pages_exact(size, HP_PLATFORM_GFP);
}

static void linear_free(const struct hp_page_source *source, void *mem,
			size_t size)
{
	free_pages_exact(mem, size);
}

const struct hp_page_source hp_linear_pages = {
	.alloc		= linear_alloc,
	.free		= linear_free,
	.max_piece	= PAGE_SIZE * MAX_ORDER_NR_PAGES,
};
EXPORT_SYMBOL_GPL(hp_linear_pages);
