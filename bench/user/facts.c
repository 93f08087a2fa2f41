// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/clock.h"
#include "facts.h"

#include <stdlib.h>
#include <sys/utsname.h>
#include <unistd.h>

const char * const hp_bench_notes = "hpalloc-bench --help";

#ifdef __clang__
#define COMPILER	__VERSION__
#else
#define COMPILER	"gcc " __VERSION__
#endif

static double load_before;

static double load_now(void)
{
	double load = 0;

	return getloadavg(&load, 1) == 1 ? load : 0;
}

void hp_facts_start(void)
{
	load_before = load_now();
}

/* The rest of the first line of a file that begins so, or what to say else. */
static const char *line_of(const char *path, const char *start, char *buf, int size)
{
	FILE *file = fopen(path, "re");
	const char *found = NULL;

	while (file && !found && fgets(buf, size, file))
		if (!strncmp(buf, start, strlen(start)))
			found = buf + strlen(start);
	if (file)
		fclose(file);
	if (!found)
		return "unknown";

	buf[strcspn(buf, "\n")] = '\0';
	return found + strspn(found, " \t:");
}

static void add_system(struct hp_result *result)
{
	char buf[4096], model[4096];
	struct utsname name;
	bool virtual;

	uname(&name);
	virtual = strstr(line_of("/proc/cpuinfo", "flags", buf, sizeof(buf)), " hypervisor ");
	hp_result_add_fact(result, "kernel", "%s %s", name.release, name.machine);
	hp_result_add_fact(result, "cpu", "%s%s",
			   line_of("/proc/cpuinfo", "model name", model, sizeof(model)),
			   virtual ? ", in a virtual machine" : "");
}

static void add_machine(struct hp_result *result, int cpu)
{
	static const char huge_pages[] = "/sys/kernel/mm/transparent_hugepage/enabled";
	char buf[200];

	hp_result_add_fact(result, "num_cpus", "%ld online, all on CPU %d",
			   sysconf(_SC_NPROCESSORS_ONLN), cpu);
	hp_result_add_fact(result, "load", "%.2f before, %.2f after (1 is this program)",
			   load_before, load_now());
	hp_result_add_fact(result, "huge_pages", "%s", line_of(huge_pages, "", buf, sizeof(buf)));
}

static void add_clock(struct hp_result *result)
{
	u64 step = hp_clock_ps(hp_clock.step) / 100;
	u32 drift = hp_clock_drift();

	hp_result_add_fact(result, "clock",
			   "%s, %u.%03u MHz, steps of %llu.%llu ns, %u.%u%% off at the end",
			   hp_clock.tsc ? "serialised TSC" :
			   "clock_gettime: the TSC is missing or unstable",
			   hp_clock.khz / 1000, hp_clock.khz % 1000, step / 10,
			   step % 10, drift / 10, drift % 10);
	if (drift > 10)
		hp_text_add_list(&result->not_comparable, ", ", "a clock whose rate changed");
}

static void add_build(struct hp_result *result)
{
	hp_result_add_fact(result, "hpalloc", "%s, compiled by " COMPILER, HP_VERSION);
#if !defined(__OPTIMIZE__) || defined(HP_DEBUG) || defined(__SANITIZE_ADDRESS__)
	hp_text_add_list(&result->not_comparable, ", ",
			 "built with checks, or without optimisation");
#endif
}

void hp_facts(struct hp_result *result, int cpu)
{
	add_build(result);
	add_system(result);
	add_machine(result, cpu);
	add_clock(result);
}
