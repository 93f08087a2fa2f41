// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The example module: what it records in every context, hands to a reader on
 * another CPU, and loses when nobody reads.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "blackbox.h"

#define RECORDS		"/sys/kernel/debug/hpalloc_example/kfree"
#define CACHES		DEBUGFS "caches"

/* Each closed file is a kfree() or more; the cache has room for 104857. */
#define MANY_EVENTS	200000

static char text[8 << 20];
static const char *module;

static bool run_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return !sched_setaffinity(0, sizeof(set), &set);
}

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

static bool goes_on_after_exhaustion(void)
{
	bool all_good;
	unsigned int nr;

	cause_events(MANY_EVENTS);
	if (cache_column("\nexample ", 14) < 1)
		return false;
	nr = count_records(&all_good);
	if (nr < 100000 || !all_good)
		return false;
	cause_events(1000);
	return count_records(&all_good) >= 1000 && all_good;
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
	{ "the example is removed, with all blocks freed", removes },
};

void test_example(const char *path)
{
	module = path;
	ktap_run(example_cases, ARRAY_SIZE(example_cases));
	run_on(0);
}
