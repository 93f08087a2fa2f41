// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The example module: what it records in every context, hands to a reader on
 * another CPU, and loses when nobody reads.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "blackbox.h"

#define RECORDS		"/sys/kernel/debug/hpalloc_example/kfree"
#define TRACE		"/sys/kernel/debug/tracing/"
#define BUFFER_SIZE	TRACE "buffer_size_kb"
#define EVENTS		TRACE "events/hpalloc/enable"

/* Each closed file is a kfree() or more; the cache has room for 104448. */
#define ROUNDS		200
#define ROUND_EVENTS	1000

static char text[8 << 20];
static const char *module;

static void cause_events(unsigned int nr)
{
	char line[64];

	while (nr--)
		file_read("/proc/self/stat", line, sizeof(line));
}

static bool is_record(const char *line)
{
	unsigned long long time;
	char context[16], ptr[32], caller[128];
	unsigned int cpu;

	return sscanf(line, "%llu cpu%u %15s %31s %127s", &time, &cpu, context, ptr, caller) == 5 &&
	       cpu < 2 && strstr("task softirq hardirq nmi", context);
}

static unsigned int count_records(bool *all_good)
{
	unsigned int nr = 0;
	char *line, *rest = text;

	*all_good = file_read(RECORDS, text, sizeof(text)) > 0;
	while ((line = strsep(&rest, "\n")) && *line) {
		nr++;
		*all_good = *all_good && is_record(line);
	}
	return nr;
}

/* The column of the example's line, or of a CPU's. */
static long cache_column(const char *name, unsigned int column)
{
	char caches[4096], *at, *field = NULL;

	file_read(CACHES, caches, sizeof(caches));
	at = strstr(caches, name);
	while (at && column-- && (field = strsep(&at, " ")))
		;
	return field ? atol(field) : -1;
}

static bool inserts(void)
{
	return module_insert(module) == 0;
}

static bool records_are_read_elsewhere(void)
{
	bool all_good;
	unsigned int nr;

	run_on(0);
	cause_events(1000);
	run_on(1);
	nr = count_records(&all_good);
	return nr >= 1000 && all_good && cache_column("\nexample/1 ", 11) > 0;
}

static bool caches_shows_it(void)
{
	return cache_column("\nexample ", 2) > 0 && cache_column("\nexample ", 3) == 4 << 20 &&
	       cache_column("\nexample ", 5) > 0;
}

/* To exhaustion it comes by growing, and by filling and emptying magazines. */
static bool traced(const char *event)
{
	return strstr(text, event) && strstr(strstr(text, event), "cache=example");
}

static bool slow_paths_are_traced(void)
{
	bool ok = file_read(TRACE "trace", text, sizeof(text)) > 0;

	file_write(BUFFER_SIZE, "1", 1);
	return ok && traced("hp_cache_refill: ") && traced("hp_cache_flush: ") &&
	       traced("hp_cache_grow: ") && traced("hp_cache_exhausted: ");
}

/* Up to the first failures: each is an event, which would drive out the others. */
static bool exhaust(void)
{
	unsigned int i;

	for (i = 0; i < ROUNDS && cache_column("\nexample ", 14) < 1; i++)
		cause_events(ROUND_EVENTS);
	return i < ROUNDS;
}

static bool goes_on_after_exhaustion(void)
{
	bool all_good, exhausted;
	unsigned int nr;

	if (file_write(BUFFER_SIZE, "1024", 4) || file_write(EVENTS, "1", 1))
		return false;
	exhausted = exhaust();
	nr = count_records(&all_good);
	file_write(EVENTS, "0", 1);
	if (!exhausted || nr < 100000 || !all_good)
		return false;
	cause_events(ROUND_EVENTS);
	return count_records(&all_good) >= ROUND_EVENTS && all_good;
}

static bool removes(void)
{
	char line[256];

	log_mark();
	return !syscall(SYS_delete_module, "hpalloc_example", O_NONBLOCK) &&
	       log_lines("lost", line, sizeof(line)) == 1 &&
	       !log_lines("allocated", line, sizeof(line));
}

static const struct test_case example_cases[] = {
	{ "the example is inserted", inserts },
	{ "what one CPU records another reads and frees", records_are_read_elsewhere },
	{ "its cache is in the file caches", caches_shows_it },
	{ "it goes on after its cache was exhausted", goes_on_after_exhaustion },
	{ "its slow paths can be traced", slow_paths_are_traced },
	{ "the example is removed, with all blocks freed", removes },
};

void test_example(const char *path)
{
	module = path;
	ktap_run(example_cases, ARRAY_SIZE(example_cases));
	run_on(0);
}
