// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc: an allocator for fixed-size blocks, and a benchmark of it.
 *
 * The allocator is the exported functions of the three layers and needs no
 * set-up of its own; what the module starts and ends is the benchmark.
 */

#include <linux/module.h>

#include "bench/bench.h"

static int __init hpalloc_init(void)
{
	return hp_bench_init();
}
module_init(hpalloc_init);

static void __exit hpalloc_exit(void)
{
	hp_bench_exit();
}
module_exit(hpalloc_exit);

MODULE_DESCRIPTION("Fixed-size block allocator with an in-kernel benchmark");
MODULE_AUTHOR("The hpalloc maintainers");
MODULE_VERSION(HP_VERSION);
MODULE_LICENSE("Dual MIT/GPL");
