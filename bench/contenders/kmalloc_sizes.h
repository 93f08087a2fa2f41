/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* Sizes of kmalloc's caches. Included wherever HP_SIZE() is defined. */
HP_SIZE(8)
HP_SIZE(16)
HP_SIZE(32)
HP_SIZE(64)
HP_SIZE(96)
HP_SIZE(128)
HP_SIZE(192)
HP_SIZE(256)
HP_SIZE(512)
HP_SIZE(1024)
HP_SIZE(2048)
HP_SIZE(4096)
