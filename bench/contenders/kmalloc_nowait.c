// SPDX-License-Identifier: GPL-2.0 OR MIT

#define HP_KMALLOC_GFP	(GFP_NOWAIT | __GFP_NOWARN)

#include "kmalloc_constant.h"

HP_CONTENDER(kmalloc_nowait) = {
	.note = "the same with GFP_NOWAIT: like hpalloc, it never sleeps",
	.shared = true,
	.not_in = &hp_nowait_not_in,
	.need = hp_kmalloc_need,
	.loops_for = hp_kmalloc_loops_for,
	.sized = &hp_kmalloc_sized,
};
