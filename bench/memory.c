// SPDX-License-Identifier: GPL-2.0 OR MIT

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/bitmap.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/sched.h>

#include "contender.h"
#include "memory.h"

#define HP_MEMORY_PAGE_SHIFT	12
#define HP_MEMORY_MAX_SPAN	(2048ULL << 20)	/* pages; a bitmap of 256 MiB */

/* Slots, and for one workload the order of replacements. */
static u64 hp_memory_harness(const struct hp_bench_config *config)
{
	u64 bytes = config->count * sizeof(void *);

	if (config->workloads & (1 << HP_WORKLOAD_RANDOM))
		bytes += config->count * sizeof(u32);
	return bytes;
}

/* One contender is live at a time. KASAN's shadow is an eighth. */
static u64 hp_memory_need(const struct hp_bench_config *config)
{
	u64 most = 0;
	unsigned int i;

	for (i = 0; i < HP_CONTENDERS; i++) {
		const struct hp_contender *contender = hp_contenders[i];

		if (config->contenders & (1 << i) &&
		    !contender->unfit(config->block_size))
			most = max(most, contender->need(config->count,
							 config->block_size));
	}
	most += hp_memory_harness(config);
	if (IS_ENABLED(CONFIG_KASAN))
		most += most / 8;
	return most;
}

/* What the system does meanwhile, page tables, and the harness's results. */
static u64 hp_memory_available(void)
{
	u64 bytes = (u64)max(si_mem_available(), 0L) << PAGE_SHIFT;
	u64 reserve = max(bytes / 16, 8ULL << 20);

	return bytes > reserve ? bytes - reserve : 0;
}

static u64 hp_memory_largest(struct hp_bench_config config, u64 available)
{
	u64 low = 0, high = config.count;

	while (high - low > 1) {
		config.count = low + (high - low) / 2;
		if (hp_memory_need(&config) <= available)
			low = config.count;
		else
			high = config.count;
	}
	return low;
}

int hp_memory_check(const struct hp_bench_config *config)
{
	u64 available = hp_memory_available();
	u64 need = hp_memory_need(config);

	if (need <= available)
		return 0;

	pr_err("bench: count=%llu with block_size=%llu needs %llu MiB, %llu MiB are free: count=%llu would fit\n",
	       config->count, config->block_size, need >> 20, available >> 20,
	       hp_memory_largest(*config, available));
	return -ENOMEM;
}

static u64 hp_memory_page(const void *address)
{
	return (uintptr_t)address >> HP_MEMORY_PAGE_SHIFT;
}

static void hp_memory_yield(u64 i)
{
	if (!(i % 65536))
		cond_resched();
}

static void hp_memory_span(void **live, u64 count, u64 *first, u64 *last)
{
	u64 i;

	*first = U64_MAX;
	*last = 0;
	for (i = 0; i < count; i++) {
		*first = min(*first, hp_memory_page(live[i]));
		*last = max(*last, hp_memory_page(live[i]));
		hp_memory_yield(i);
	}
	(*last)++;	/* where an object may end */
}

u64 hp_memory_under(void **live, u64 count, size_t size)
{
	u64 first, last, i, pages = 0;
	unsigned long *seen;

	hp_memory_span(live, count, &first, &last);
	if (last - first >= HP_MEMORY_MAX_SPAN)
		return 0;
	seen = hp_bench_zalloc(BITS_TO_LONGS(last - first + 1) * sizeof(long));
	if (!seen)
		return 0;

	for (i = 0; i < count; i++) {
		char *object = live[i];

		pages += !__test_and_set_bit(hp_memory_page(object) - first, seen);
		pages += !__test_and_set_bit(hp_memory_page(object + size - 1) -
					     first, seen);
		hp_memory_yield(i);
	}

	hp_bench_zfree(seen);
	return pages << HP_MEMORY_PAGE_SHIFT;
}
