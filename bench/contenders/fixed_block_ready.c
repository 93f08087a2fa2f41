// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <hpalloc/mmap.h>

#include "fixed_block.h"

static struct hp_mmap_source source;
static struct hp_fixed_block_state ready = { .source = &source.base };

static int open_source(void *state, size_t block_size)
{
	return hp_mmap_source_init(&source, HP_MMAP_PREFAULT);
}

HP_CONTENDER(fixed_block_ready) = {
	.note = "the same with pages that were faulted in before a row begins",
	.owns_memory = true,
	.open = open_source,
	HP_FIXED_BLOCK_MEMBERS(ready),
};
