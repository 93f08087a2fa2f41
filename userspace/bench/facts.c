// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "portable.h"

#include <sys/utsname.h>
#include <unistd.h>

#include "../../bench/clock.h"
#include "facts.h"

#ifdef __clang__
#define HP_COMPILER	__VERSION__
#else
#define HP_COMPILER	"gcc " __VERSION__
#endif

static double hp_load_before;

void hp_fact(struct hp_result *result, const char *key, const char *format, ...)
{
	struct hp_fact *fact = &result->facts[result->nr_facts];
	va_list args;

	if (result->nr_facts == HP_MAX_FACTS)
		return;

	fact->key = key;
	va_start(args, format);
	vsnprintf(fact->value, sizeof(fact->value), format, args);
	va_end(args);
	result->nr_facts++;
}

static double hp_load(void)
{
	double load = 0;

	return getloadavg(&load, 1) == 1 ? load : 0;
}

void hp_facts_start(void)
{
	hp_load_before = hp_load();
}

/* The rest of the first line of a file that begins so, or what to say else. */
static const char *hp_line(const char *path, const char *start, char *buf, int size)
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

static void hp_fact_system(struct hp_result *result)
{
	struct utsname name;
	char buf[4096];

	uname(&name);
	hp_fact(result, "kernel", "%s %s", name.release, name.machine);
	hp_fact(result, "cpu", "%s%s", hp_line("/proc/cpuinfo", "model name", buf, sizeof(buf)),
		strstr(hp_line("/proc/cpuinfo", "flags", buf, sizeof(buf)), " hypervisor ") ?
		", in a virtual machine" : "");
}

static void hp_fact_machine(struct hp_result *result, int cpu)
{
	char buf[200];

	hp_fact(result, "num_cpus", "%ld online, all on CPU %d", sysconf(_SC_NPROCESSORS_ONLN),
		cpu);
	hp_fact(result, "load", "%.2f before, %.2f after (1 is this program)", hp_load_before,
		hp_load());
	hp_fact(result, "huge_pages", "%s", hp_line("/sys/kernel/mm/transparent_hugepage/enabled",
						    "", buf, sizeof(buf)));
}

static void hp_fact_clock(struct hp_result *result)
{
	u64 step = hp_clock_ps(hp_clock.step) / 100;
	u32 drift = hp_clock_drift();

	hp_fact(result, "clock",
		"%s, %u.%03u MHz, steps of %llu.%llu ns, %u.%u %% off at the end%s",
		hp_clock.tsc ? "serialised TSC" : "clock_gettime: the TSC is missing or unsteady",
		hp_clock.khz / 1000, hp_clock.khz % 1000, step / 10, step % 10, drift / 10,
		drift % 10, drift > 10 ? ": UNSTEADY, times are not to be trusted" : "");
}

static void hp_fact_build(struct hp_result *result)
{
	hp_fact(result, "hpalloc", "%s, compiled by " HP_COMPILER, HP_VERSION);
#if !defined(__OPTIMIZE__) || defined(HP_DEBUG) || defined(__SANITIZE_ADDRESS__)
	snprintf(result->no_comparison, sizeof(result->no_comparison),
		 "checks, or without optimisation");
#endif
}

void hp_facts(struct hp_result *result, int cpu)
{
	hp_fact_build(result);
	hp_fact_system(result);
	hp_fact_machine(result, cpu);
	hp_fact_clock(result);
}
