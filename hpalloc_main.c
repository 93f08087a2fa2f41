// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc: an allocator for fixed-size blocks, and a benchmark of it.
 *
 * The single-owner layers are exported functions and need no set-up; what the
 * module starts and ends are the files in debugfs and what the caches set up.
 */

#include <linux/debugfs.h>
#include <linux/module.h>

#include "bench/bench.h"
#include "cache_debugfs.h"
#include "cache_kernel.h"

static struct dentry *debugfs_dir;

static int __init hpalloc_init(void)
{
	debugfs_dir = debugfs_create_dir(KBUILD_MODNAME, NULL);
	hp_cache_debugfs_init(debugfs_dir);
	return hp_bench_init(debugfs_dir);
}
module_init(hpalloc_init);

static void __exit hpalloc_exit(void)
{
	debugfs_remove(debugfs_dir);
	hp_bench_exit();
	hp_cache_exit();
}
module_exit(hpalloc_exit);

MODULE_DESCRIPTION("Fixed-size block allocator with an in-kernel benchmark");
MODULE_AUTHOR("The hpalloc maintainers");
MODULE_VERSION(HP_VERSION);
MODULE_LICENSE("Dual MIT/GPL");
