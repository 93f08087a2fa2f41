// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <hpalloc/linear_pages.h>

#include "fixed_block.h"

static struct hp_fixed_block_state linear = { .source = &hp_linear_pages };

HP_CONTENDER(fixed_block_linear) = {
	.note = "the same on pages of the linear mapping instead of vmalloc's",
	.extra = true,
	.owns_memory = true,
	HP_FIXED_BLOCK_MEMBERS(linear),
};
