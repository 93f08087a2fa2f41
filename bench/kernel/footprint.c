// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <linux/bitmap.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/sched.h>

#include "../engine/run.h"
#include "footprint.h"

#define SMALL_PAGE_SHIFT	12
#define MAX_SPAN		(2048ULL << 20)	/* pages; a bitmap of 256 MiB */

/* Of a trace: as many blocks of their mean size, or of the one that there is. */
static u64 replay_need(const struct hp_bench_config *config, const struct hp_contender *contender)
{
	const struct hp_trace *trace = config->trace;

	if (!trace || !trace->peak)
		return 0;
	return hp_contender_need(contender, trace->peak, contender->sized ?
				 div_u64(trace->peak_bytes, trace->peak) + 1 : config->block_size);
}

/* While the workload has all its blocks. */
static u64 contender_need(const struct hp_bench_config *config,
			  const struct hp_contender *contender)
{
	u64 most = hp_contender_need(contender, hp_config_live(config), config->block_size);
	unsigned int i;

	for (i = 0; i < hp_nr_workloads; i++) {
		const struct hp_workload *workload = hp_workloads[i].workload;

		if (!(config->workloads >> i & 1) || !hp_workload_has(workload, HP_OP_TRACE))
			continue;
		if (hp_workload_replays(workload))
			most = max(most, replay_need(config, contender));
		else if (contender->sized)
			most = max(most, hp_contender_need(contender, config->count,
							   workload->block_size));
	}
	return most;
}

/* One contender is live at a time. KASAN's shadow is an eighth. */
static u64 run_need(const struct hp_bench_config *config, u64 results)
{
	u64 most = 0;
	unsigned int i;

	for (i = 0; i < hp_nr_contenders; i++) {
		const struct hp_contender *contender = hp_contenders[i].contender;

		if (config->contenders >> i & 1 &&
		    !hp_contender_unfit(contender, config->block_size))
			most = max(most, contender_need(config, contender));
	}
	most += hp_run_need(config) + results;
	if (IS_ENABLED(CONFIG_KASAN))
		most += most / 8;
	return most;
}

/* What the system does meanwhile, page tables, and texts of results. */
static u64 free_memory(void)
{
	u64 bytes = (u64)max(si_mem_available(), 0L) << PAGE_SHIFT;
	u64 reserve = max(bytes / 16, 8ULL << 20);

	return bytes > reserve ? bytes - reserve : 0;
}

static u64 largest_count(struct hp_bench_config config, u64 results, u64 available)
{
	u64 low = 0, high = config.count;

	while (high - low > 1) {
		config.count = low + (high - low) / 2;
		if (run_need(&config, results) <= available)
			low = config.count;
		else
			high = config.count;
	}
	return low;
}

int hp_footprint_check(const struct hp_result *result)
{
	const struct hp_bench_config *config = &result->config;
	u64 results = hp_result_store_size(result);
	u64 need = run_need(config, results);
	u64 available = free_memory();

	if (need <= available)
		return 0;

	pr_err("bench: count=%llu with block_size=%llu needs %llu MiB, %llu MiB are free: count=%llu would fit\n",
	       config->count, config->block_size, need >> 20, available >> 20,
	       largest_count(*config, results, available));
	return -ENOMEM;
}

static u64 page_of(const void *address)
{
	return (uintptr_t)address >> SMALL_PAGE_SHIFT;
}

static void yield_at(u64 i)
{
	if (!(i % 65536))
		cond_resched();
}

static void find_span(void **live, u64 count, u64 *first, u64 *last)
{
	u64 i;

	*first = U64_MAX;
	*last = 0;
	for (i = 0; i < count; i++) {
		yield_at(i);
		if (!live[i])
			continue;
		*first = min(*first, page_of(live[i]));
		*last = max(*last, page_of(live[i]));
	}
	(*last)++;	/* where an object may end */
}

u64 hp_bench_footprint(void **live, u64 count, size_t size)
{
	u64 first, last, i, pages = 0;
	unsigned long *seen;

	find_span(live, count, &first, &last);
	if (last - first >= MAX_SPAN)
		return 0;
	seen = hp_bench_zalloc(BITS_TO_LONGS(last - first + 1) * sizeof(long));
	if (!seen)
		return 0;

	for (i = 0; i < count; i++) {
		char *object = live[i];

		yield_at(i);
		if (!object)
			continue;
		pages += !__test_and_set_bit(page_of(object) - first, seen);
		pages += !__test_and_set_bit(page_of(object + size - 1) - first, seen);
	}

	hp_bench_zfree(seen);
	return pages << SMALL_PAGE_SHIFT;
}
