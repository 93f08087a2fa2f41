// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The file caches, of a module whose caches have done what is known. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "blackbox.h"

#define COLUMNS_MAX	32

/* As in Documentation/ABI; there may be more. */
static const char * const columns[] = {
	"cache", "block_size", "max_bytes", "bytes", "may_keep_bytes", "blocks", "live",
	"available", "kept", "high", "refills", "flushes", "nested", "failures",
};

/*
 * A magazine takes 64 blocks and gives 32. So of 200, 56 were kept, to which came 8,
 * and then 142 by five flushes.
 */
static const char * const lines[] = {
	"idle 8 65536 65536 1024 8192 0 8192 0 0 0 0 0 0",
	"idle/0 - - - 512 - - - 0 0 0 0 0 0",
	"idle/1 - - - 512 - - - 0 0 0 0 0 0",
	"kept 64 1048576 65536 8192 1024 50 928 46 256 4 5 0 0",
	"kept/0 - - - 4096 - - - 0 0 0 0 0 0",
	"kept/1 - - - 4096 - - - 46 256 4 5 0 0",
	"exhausted 256 131072 131072 32768 512 412 100 0 512 8 2 0 1",
	"exhausted/0 - - - 16384 - - - 0 0 0 0 0 0",
	"exhausted/1 - - - 16384 - - - 0 512 8 2 0 1",
	"elsewhere 4096 1048576 1048576 524288 256 30 160 66 128 2 1 0 0",
	"elsewhere/0 - - - 262144 - - - 38 0 0 1 0 0",
	"elsewhere/1 - - - 262144 - - - 28 128 2 0 0 0",
};

/* The file: its first line, and where the others begin. */
static char text[4096];
static char *rest;
static char *names[COLUMNS_MAX];
static int nr_names;

static int split(char *line, char **fields)
{
	int nr = 0;

	while (nr < COLUMNS_MAX && (fields[nr] = strsep(&line, " ")))
		nr++;
	return nr;
}

static bool read_caches(void)
{
	if (file_read(CACHES, text, sizeof(text)) <= 0)
		return false;
	rest = text;
	nr_names = split(strsep(&rest, "\n"), names);
	return rest;
}

/* Which of a line's fields has a documented column. */
static const char *field(char **fields, int nr, const char *column)
{
	int i;

	for (i = 0; i < nr_names; i++)
		if (!strcmp(names[i], column))
			return i < nr ? fields[i] : "nothing";
	return "no-column";
}

static bool line_is(char *line, const char *expected)
{
	char *fields[COLUMNS_MAX], documented[512] = "";
	int nr = split(line, fields);
	size_t i, len = 0;

	for (i = 0; i < ARRAY_SIZE(columns); i++)
		len += snprintf(documented + len, sizeof(documented) - len, "%s%s",
				i ? " " : "", field(fields, nr, columns[i]));
	if (nr == nr_names && !strcmp(documented, expected))
		return true;
	ktap_note("%d fields of %d: %s", nr, nr_names, documented);
	return false;
}

static bool next_is(const char *expected)
{
	char *line = strsep(&rest, "\n");

	return line && line_is(line, expected);
}

static bool shows_none(void)
{
	return read_caches() && !*rest;
}

static bool inserts(const char *path)
{
	return run_on(1) && module_insert(path) == 0;
}

static bool removes(void)
{
	return syscall(SYS_delete_module, "hpalloc_caches", O_NONBLOCK) == 0;
}

void test_caches(const char *path)
{
	size_t i;

	ktap_case(shows_none(), "caches has no line when there is none");
	ktap_case(inserts(path) && read_caches(), "caches is read with some there");
	for (i = 0; i < ARRAY_SIZE(lines); i++)
		ktap_case(next_is(lines[i]), "caches has the line %s", lines[i]);
	ktap_case(rest && !*rest, "caches has no other line");
	ktap_case(removes() && shows_none(), "caches has no line when they are gone");
	run_on(0);
}
