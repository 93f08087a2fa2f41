/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CONTENDERS_ARENA_PLAN_H
#define HPALLOC_BENCH_CONTENDERS_ARENA_PLAN_H

#include <hpalloc/arena.h>

#include "../engine/contender.h"

/* Memory of hpalloc's contenders: the pages that the live blocks need. */

#define HP_PLAN_GROWS	"its arena grows by vmalloc(), which sleeps"

/* Of arenas that grow in allocations. */
static __maybe_unused const struct hp_limit hp_plan_growth_not_in = {
	.alloc = {
		[HP_IN_PREEMPT_OFF] = HP_PLAN_GROWS,
		[HP_IN_SOFTIRQ] = HP_PLAN_GROWS,
		[HP_IN_IRQ] = HP_PLAN_GROWS,
	},
};

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
 * hp_plan_taken() - what an arena took from the system
 * @arena: the arena
 *
 * Return: bytes of its pages: a lower bound, to which come the bits beside them,
 * and what vmalloc rounds up to where it has huge mappings.
 */
static inline u64 hp_plan_taken(const struct hp_arena *arena)
{
	return (u64)hp_arena_total_pages(arena) * HP_PAGE_SIZE;
}

/**
 * hp_plan_arena() - an arena for blocks
 * @arena: the arena
 * @source: of its pages, NULL for the default
 * @bytes: what hp_plan_bytes() returned
 * @step: bytes that it has at first, and grows by; 0 if all pages are to be
 *        there before the first block is allocated
 *
 * Return: 0 or -errno.
 */
static inline int hp_plan_arena(struct hp_arena *arena,
				const struct hp_page_source *source, u64 bytes,
				u64 step)
{
	u64 first = min_t(u64, bytes, step ? step : HP_ARENA_MAX_SIZE);
	int err;

	err = hp_arena_init_source(arena, first, source);
	if (err)
		return err;

	err = hp_arena_set_growth(arena, bytes);
	if (!err && !step)
		err = hp_arena_reserve(arena, bytes);
	if (err)
		hp_arena_destroy(arena);
	return err;
}

#endif /* HPALLOC_BENCH_CONTENDERS_ARENA_PLAN_H */
