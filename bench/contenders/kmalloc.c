// SPDX-License-Identifier: GPL-2.0 OR MIT

#define HP_KMALLOC_GFP	HP_BENCH_GFP

#include "kmalloc_constant.h"

HP_CONTENDER(kmalloc) = {
	.note = "the kernel's kmalloc(GFP_KERNEL) and kfree(), the size a constant",
	.baseline = true,
	.shared = true,
	.not_in = &hp_kmalloc_not_in,
	.need = hp_kmalloc_need,
	.loops_for = hp_kmalloc_loops_for,
	.sized = &hp_kmalloc_sized,
};
