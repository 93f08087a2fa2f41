/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * Contenders that are another one, with a delay: SELFTEST(BASE, PERCENT, COPY).
 * What measures them must find no difference between copies, and find the delays.
 * Included wherever SELFTEST() is defined; built by CONFIG_HPALLOC_SELFTEST=y.
 */
SELFTEST(fixed_block, 0, 1)
SELFTEST(fixed_block, 0, 2)
SELFTEST(fixed_block, 0, 3)
SELFTEST(fixed_block, 0, 4)
SELFTEST(fixed_block, 0, 5)
SELFTEST(fixed_block, 1, 1)
SELFTEST(fixed_block, 1, 2)
SELFTEST(fixed_block, 2, 1)
SELFTEST(fixed_block, 2, 2)
SELFTEST(fixed_block, 5, 1)
SELFTEST(fixed_block, 5, 2)
SELFTEST(fixed_block, 20, 1)
SELFTEST(fixed_block, 20, 2)
SELFTEST(kmalloc, 0, 1)
SELFTEST(kmalloc, 0, 2)
SELFTEST(kmalloc, 0, 3)
SELFTEST(kmalloc, 0, 4)
SELFTEST(kmalloc, 0, 5)
SELFTEST(kmalloc, 1, 1)
SELFTEST(kmalloc, 1, 2)
SELFTEST(kmalloc, 2, 1)
SELFTEST(kmalloc, 2, 2)
SELFTEST(kmalloc, 5, 1)
SELFTEST(kmalloc, 5, 2)
SELFTEST(kmalloc, 20, 1)
SELFTEST(kmalloc, 20, 2)
