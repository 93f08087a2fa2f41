// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Memory in use, counted the same way for all: resident pages. And memory of
 * the harness, which no malloc sees.
 */

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../engine/platform.h"
#include "footprint.h"

#define HEADER	4096	/* in front of memory of the harness: its size */

/* With all memory of the harness. */
static u64 rss_before;

static u64 whole_pages(u64 bytes)
{
	u64 page = sysconf(_SC_PAGESIZE);

	return (bytes + page - 1) / page * page;
}

void *hp_bench_zalloc(u64 size)
{
	void *mem;

	if (size > SIZE_MAX - HEADER)
		return NULL;

	mem = mmap(NULL, size + HEADER, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	if (mem == MAP_FAILED)
		return NULL;

	*(size_t *)mem = size + HEADER;
	rss_before += whole_pages(size + HEADER);
	return (char *)mem + HEADER;
}

void hp_bench_zfree(void *mem)
{
	size_t *header;

	if (!mem)
		return;

	header = (size_t *)((char *)mem - HEADER);
	rss_before -= whole_pages(*header);
	munmap(header, *header);
}

/* Exact, where statm may be off by some pages a CPU. */
static u64 rss(void)
{
	int fd = open("/proc/self/smaps_rollup", O_RDONLY | O_CLOEXEC);
	char text[2048], *line;
	u64 kb = 0;
	ssize_t len;

	if (fd < 0)
		return 0;

	len = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[len > 0 ? len : 0] = '\0';
	line = strstr(text, "\nRss:");
	if (line)
		kb = strtoull(line + 5, NULL, 10);
	return kb << 10;
}

void hp_footprint_start(void)
{
	rss_before = rss();
}

u64 hp_bench_footprint(void **live, u64 count, size_t size)
{
	u64 now = rss();

	return now > rss_before ? now - rss_before : 0;
}
