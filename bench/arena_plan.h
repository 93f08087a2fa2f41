/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ARENA_PLAN_H
#define HPALLOC_BENCH_ARENA_PLAN_H

#include <linux/pgtable.h>

#include <hpalloc/arena.h>

#include "portable.h"

/*
 * Memory of the hpalloc contenders: exactly as many pages as the live blocks
 * need, all of them there before the first allocation.
 */

/**
 * hp_plan_bytes() - what blocks take, rounded up to pages
 * @count: how many
 * @block_size: bytes in each
 *
 * Return: bytes.
 */
static inline u64 hp_plan_bytes(u64 count, size_t block_size)
{
	u32 per_page = HP_PAGE_SIZE / block_size;

	return div_u64(count + per_page - 1, per_page) * HP_PAGE_SIZE;
}

/**
 * hp_plan_taken() - what regions of an arena took from the system
 * @bytes: what they have: none or some of HP_ARENA_MAX_SIZE, and a rest
 *
 * Where there are huge mappings, a large region is rounded up to whole ones.
 *
 * Return: bytes, an upper bound.
 */
static inline u64 hp_plan_taken(u64 bytes)
{
	u64 rest = bytes & (HP_ARENA_MAX_SIZE - 1);

	if (!IS_ENABLED(CONFIG_HAVE_ARCH_HUGE_VMALLOC) || rest < PMD_SIZE)
		return bytes;
	return bytes - rest + ALIGN(rest, PMD_SIZE);
}

#endif /* HPALLOC_BENCH_ARENA_PLAN_H */
