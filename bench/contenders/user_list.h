/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * The contenders in user space, in the order of the report: HP_LIST(NAME) for
 * each HP_CONTENDER(NAME) in NAME.c. Included wherever HP_LIST() is defined.
 */
HP_LIST(fixed_block)
HP_LIST(fixed_block_ready)
HP_LIST(fixed_block_huge)
HP_LIST(glibc)
HP_LIST(glibc_huge)
HP_LIST(jemalloc)
HP_LIST(mimalloc)
HP_LIST(tcmalloc)
