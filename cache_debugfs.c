// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Cache: the debugfs file that shows all of them.
 */

#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/seq_file.h>

#include <hpalloc/cache.h>

#include "cache_debugfs.h"
#include "cache_kernel.h"

static void show_counters(struct seq_file *m, const struct hp_cache_stats *stats)
{
	seq_printf(m, " %lu %lu %lu %lu %lu %lu\n", stats->kept, stats->high, stats->refills,
		   stats->flushes, stats->nested, stats->failures);
}

static void show_cache(struct hp_cache *cache, void *data)
{
	unsigned long may_keep = HP_CACHE_MAGAZINE * num_possible_cpus() * cache->block_size;
	struct hp_cache_stats stats;
	struct seq_file *m = data;
	unsigned int cpu;

	hp_cache_stats(cache, &stats);
	seq_printf(m, "%s %zu %zu %zu %lu %lu %zu %lu", cache->name, cache->block_size,
		   cache->max_bytes, READ_ONCE(cache->size), may_keep, stats.total,
		   hp_cache_live(cache), stats.available);
	show_counters(m, &stats);

	for_each_possible_cpu(cpu) {
		hp_cache_stats_cpu(cache, cpu, &stats);
		seq_printf(m, "%s/%u - - - %zu - - -", cache->name, cpu,
			   HP_CACHE_MAGAZINE * cache->block_size);
		show_counters(m, &stats);
	}
}

static int caches_show(struct seq_file *m, void *unused)
{
	seq_puts(m, "cache block_size max_bytes bytes may_keep_bytes blocks live available kept high refills flushes nested failures\n");
	hp_cache_visit(show_cache, m);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(caches);

void hp_cache_debugfs_init(struct dentry *dir)
{
	debugfs_create_file("caches", 0400, dir, NULL, &caches_fops);
}
