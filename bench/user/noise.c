// SPDX-License-Identifier: GPL-2.0 OR MIT
/* What /proc tells, without malloc(), which may be what is measured. */

#include "../engine/platform.h"

#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

/* Field of the line of all CPUs in /proc/stat. */
#define STEAL		7

/* A file, as far as there is room for it. */
static const char *read_file(const char *path)
{
	static char text[1 << 20];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	ssize_t got;

	while (fd >= 0 && (got = read(fd, text + len, sizeof(text) - 1 - len)) > 0)
		len += (size_t)got;
	if (fd >= 0)
		close(fd);
	text[len] = '\0';
	return text;
}

/* The i-th of the numbers that a text begins with; 0 if it has fewer. */
static u64 number(const char *text, unsigned int i)
{
	u64 value;
	char *end;

	do {
		value = strtoull(text, &end, 10);
		if (end == text)
			return 0;
		text = end;
	} while (i--);
	return value;
}

/* In the first line, of CPUs that are online. */
static unsigned int column_of(const char *names, unsigned int cpu)
{
	unsigned int column = 0;
	char *end;

	for (;; column++) {
		names += strspn(names, " ");
		if (strncmp(names, "CPU", 3) || strtoull(names + 3, &end, 10) == cpu)
			return column;
		names = end;
	}
}

static u64 count_interrupts(unsigned int cpu)
{
	const char *text = read_file("/proc/interrupts");
	unsigned int column = column_of(text, cpu);
	u64 sum = 0;

	while ((text = strchr(text, '\n')) && (text = strchr(text, ':')))
		sum += number(++text, column);
	return sum;
}

static u64 steal_ns(void)
{
	const char *numbers = read_file("/proc/stat") + sizeof("cpu") - 1;

	return number(numbers, STEAL) * (1000000000ULL / (u64)sysconf(_SC_CLK_TCK));
}

void hp_bench_noise(struct hp_noise *noise)
{
	struct rusage usage = { 0 };
	int cpu = sched_getcpu();

	getrusage(RUSAGE_SELF, &usage);
	noise->switches = (u64)usage.ru_nvcsw + (u64)usage.ru_nivcsw;
	noise->interrupts = cpu < 0 ? 0 : count_interrupts((unsigned int)cpu);
	noise->steal_ns = steal_ns();
}
