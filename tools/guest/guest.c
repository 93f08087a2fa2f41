// SPDX-License-Identifier: GPL-2.0 OR MIT
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "guest.h"
#include "ktap.h"

#define VMALLOCS_SIZE	(256 << 10)

static int log_fd = -1;

int module_insert(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int ret;

	if (fd < 0)
		return -errno;
	ret = syscall(SYS_finit_module, fd, "", 0) ? -errno : 0;
	close(fd);
	return ret;
}

int module_remove(void)
{
	return syscall(SYS_delete_module, "hpalloc", O_NONBLOCK) ? -errno : 0;
}

ssize_t file_read(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	ssize_t ret;
	char more;

	text[0] = '\0';
	if (fd < 0)
		return -errno;
	do {
		ret = read(fd, text + len, size - 1 - len);
		if (ret < 0)
			ret = -errno;
		else
			len += ret;
	} while (ret > 0 && len < size - 1);
	if (ret > 0 && read(fd, &more, 1) > 0)
		ret = -EFBIG;
	close(fd);
	text[len] = '\0';
	return ret < 0 ? ret : (ssize_t)len;
}

int file_write(const char *path, const void *data, size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t ret;

	if (fd < 0)
		return -errno;
	ret = write(fd, data, len);
	if (ret < 0)
		ret = -errno;
	close(fd);
	return ret < 0 ? ret : 0;
}

/* Returns the milliseconds it took, -ETIMEDOUT after @ms. */
long file_wait(const char *path, const char *text, bool present, long ms)
{
	long start = now_ms();
	char buf[4096];

	do {
		if (file_read(path, buf, sizeof(buf)) >= 0 && !!strstr(buf, text) == present)
			return now_ms() - start;
		sleep_ms(5);
	} while (now_ms() - start < ms);
	return -ETIMEDOUT;
}

void log_mark(void)
{
	if (log_fd < 0)
		log_fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	lseek(log_fd, 0, SEEK_END);
}

/* The number of lines that contain @with, and the last of them. */
int log_lines(const char *with, char *last, size_t size)
{
	char record[8192];
	int lines = 0;
	ssize_t len;
	char *text;

	last[0] = '\0';
	while ((len = read(log_fd, record, sizeof(record) - 1)) > 0) {
		record[len] = '\0';
		text = strchr(record, ';');
		if (!text || !strstr(text, with))
			continue;
		text[strcspn(text, "\n")] = '\0';
		snprintf(last, size, "%s", text + 1);
		lines++;
	}
	return lines;
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char **)a, *(char **)b);
}

/* Stacks come and go with processes; unpurged areas are freed ones. */
static bool is_transient(const char *line)
{
	return strstr(line, "unpurged") || strstr(line, "kernel_clone") ||
	       strstr(line, "dup_task_struct");
}

/* Size and caller of each area, sorted: addresses differ from time to time. */
static char *read_vmallocs(void)
{
	char *text = malloc(VMALLOCS_SIZE), *sorted = calloc(1, VMALLOCS_SIZE);
	char *lines[4096], *line, *save;
	size_t n = 0, len = 0, i;

	file_read("/proc/vmallocinfo", text, VMALLOCS_SIZE);
	for (line = strtok_r(text, "\n", &save); line && n < 4096;
	     line = strtok_r(NULL, "\n", &save)) {
		line = strchr(line, ' ');
		if (line && !is_transient(line))
			lines[n++] = line;
	}
	qsort(lines, n, sizeof(*lines), compare_lines);
	for (i = 0; i < n; i++)
		len += snprintf(sorted + len, VMALLOCS_SIZE - len, "%s\n", lines[i]);
	free(text);
	return sorted;
}

/*
 * An area that goes while the file is read shifts those behind it, so that one is
 * left out: what two readings agree on is there.
 */
static char *sorted_vmallocs(void)
{
	char *text = read_vmallocs(), *before;
	unsigned int tries = 10;
	bool same;

	do {
		before = text;
		text = read_vmallocs();
		same = !strcmp(before, text);
		free(before);
	} while (!same && --tries);
	return text;
}

static long meminfo(const char *text, const char *key)
{
	const char *line = strstr(text, key);

	return line ? atol(line + strlen(key)) : 0;
}

/* Pages that CPUs keep for themselves: free, but in no line of /proc/meminfo. */
static long kept_by_cpus(void)
{
	static char text[64 << 10];
	const char *line = text;
	long pages = 0;

	file_read("/proc/zoneinfo", text, sizeof(text));
	while ((line = strstr(line, " count: "))) {
		line += strlen(" count: ");
		pages += atol(line);
	}
	return pages * (sysconf(_SC_PAGESIZE) >> 10);
}

void memory_read(struct memory *memory)
{
	char text[8192];

	memory->vmallocs = sorted_vmallocs();
	/* The heap keeps what was freed, of documents of JSON for example. */
	malloc_trim(0);
	file_read("/proc/meminfo", text, sizeof(text));
	memory->available = meminfo(text, "MemAvailable:") + kept_by_cpus();
	memory->slab = meminfo(text, "SUnreclaim:");
	memory->vmalloc = meminfo(text, "VmallocUsed:");
}

void memory_free(struct memory *memory)
{
	free(memory->vmallocs);
}

static bool memory_equal(const struct memory *a, const struct memory *b, long tolerance_kb)
{
	return !strcmp(a->vmallocs, b->vmallocs) &&
	       a->available - b->available <= tolerance_kb &&
	       b->slab - a->slab <= tolerance_kb &&
	       b->vmalloc - a->vmalloc <= tolerance_kb;
}

static size_t line_length(const char *line)
{
	return strcspn(line, "\n") + 1;
}

/* Both are sorted. */
static void note_differences(const char *before, const char *now)
{
	char a[256], b[256];
	int order;

	while (*before || *now) {
		snprintf(a, sizeof(a), "%.*s", (int)line_length(before), before);
		snprintf(b, sizeof(b), "%.*s", (int)line_length(now), now);
		order = !*before ? 1 : !*now ? -1 : strcmp(a, b);
		if (order < 0)
			ktap_note("gone:%.*s", (int)strcspn(a, "\n"), a);
		if (order > 0)
			ktap_note("new:%.*s", (int)strcspn(b, "\n"), b);
		if (order <= 0)
			before += line_length(before);
		if (order >= 0)
			now += line_length(now);
	}
}

/* The kernel frees in the background: it has five seconds. */
bool memory_same(const struct memory *before, long tolerance_kb)
{
	struct memory now;
	bool same;
	int i;

	for (i = 0; i < 50; i++) {
		memory_read(&now);
		same = memory_equal(before, &now, tolerance_kb);
		if (same || i == 49)
			break;
		memory_free(&now);
		sleep_ms(100);
	}
	if (!same) {
		ktap_note("kB available %ld -> %ld, slab %ld -> %ld, vmalloc %ld -> %ld",
			  before->available, now.available, before->slab, now.slab,
			  before->vmalloc, now.vmalloc);
		note_differences(before->vmallocs, now.vmallocs);
	}
	memory_free(&now);
	return same;
}

bool run_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return !sched_setaffinity(0, sizeof(set), &set);
}

long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

void sleep_ms(long ms)
{
	struct timespec ts = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&ts, NULL);
}
