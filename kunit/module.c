// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc_kunit.ko: a suite for each layer, using what hpalloc.ko exports, and
 * one for the benchmark's arithmetic. The suites register themselves.
 */

#include <linux/module.h>

MODULE_DESCRIPTION("KUnit tests of hpalloc");
MODULE_AUTHOR("The hpalloc maintainers");
MODULE_VERSION(HP_VERSION);
MODULE_LICENSE("Dual MIT/GPL");
