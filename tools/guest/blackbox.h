/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef TOOLS_GUEST_BLACKBOX_H
#define TOOLS_GUEST_BLACKBOX_H

#include "guest.h"
#include "ktap.h"

#define BENCH		DEBUGFS "bench"
#define CONFIG		DEBUGFS "config"
#define PROGRESS	DEBUGFS "progress"
#define JSON		DEBUGFS "results.json"
#define CSV		DEBUGFS "results.csv"
#define HISTOGRAMS	DEBUGFS "histograms.csv"
#define REPLAYED	DEBUGFS "trace"
#define CACHES		DEBUGFS "caches"
#define AVAILABLE	DEBUGFS "available_"	/* and the key */

#define SMALL_RUN	"cpus=2 count=1000 block_size=64 repeat=2 workloads=all contenders=all"
#define SHORT_RUN	"cpus=2 count=1000 block_size=64 repeat=1 workloads=all contenders=all"
#define QUICK_RUN	"cpus=2 count=1000 block_size=64 repeat=2 workloads=pair,fifo,parallel " \
			"contenders=fixed_block,hp_cache,kmalloc"
#define LONG_RUN	"cpus=2 count=100000 block_size=64 repeat=63 workloads=all contenders=all"

/* What reading files and starting processes may take, in kB. */
#define MEMORY_TOLERANCE	4096

/* One of the first two. */
extern const char *small_run;

#define TEXT_MAX	(8 << 20)

int config_set(const char *config);
bool config_has(const char *line);
bool is_idle(void);

/* Each needs hpalloc.ko inserted; the last removes and inserts it. */
void test_example(const char *path);
void test_caches(const char *path);
void test_config(void);
void test_results(void);
void test_forms(void);
void test_contexts(void);
void test_runs(void);
void test_stops(void);
void test_module(const char *path);

#endif
