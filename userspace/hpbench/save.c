// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "hpbench.h"
#include "memory.h"
#include "results.h"
#include "save.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Digits enough for a picosecond in a day. */
#define DIGITS		JSON_REAL_PRECISION(15)

static bool write_entries(FILE *file, const struct hp_results *results)
{
	const char *separator = "\n    ";
	size_t i;

	for (i = 0; i < results->nr_entries; i++) {
		if (fputs(separator, file) < 0 ||
		    json_dumpf(results->entries[i].json, file, JSON_COMPACT | DIGITS))
			return false;
		separator = ",\n    ";
	}
	return true;
}

static bool write_results(FILE *file, const void *data)
{
	const struct hp_results *results = data;

	return fputs("{\n\"context\": ", file) >= 0 &&
	       !json_dumpf(results->context, file, JSON_INDENT(2) | DIGITS) &&
	       fputs(",\n\"benchmarks\": [", file) >= 0 &&
	       write_entries(file, results) &&
	       fputs("\n]\n}\n", file) >= 0 && !fflush(file);
}

static bool write_new(const char *path, bool (*write)(FILE *file, const void *data),
		      const void *data)
{
	FILE *file = fopen(path, "we");
	bool ok;

	if (!file)
		return false;
	ok = write(file, data);
	return !fclose(file) && ok;
}

/* Devices and pipes cannot be replaced. */
static bool is_replaceable(const char *path)
{
	return strncmp(path, "/dev/", 5) && strncmp(path, "/proc/", 6);
}

bool hp_save(const char *path, bool (*write)(FILE *file, const void *data), const void *data)
{
	char *new;
	bool ok;

	if (!strcmp(path, "-"))
		return write(stdout, data) || hp_finish() == HP_EXIT_OK;
	new = is_replaceable(path) ? hp_printf("%s.new", path) : hp_strdup(path);
	ok = write_new(new, write, data) && (!strcmp(new, path) || !rename(new, path));
	if (!ok) {
		hp_say("%s: %s", path, strerror(errno));
		if (is_replaceable(path))
			unlink(new);
	}
	free(new);
	return ok;
}

bool hp_results_save(const struct hp_results *results, const char *path)
{
	return hp_save(path, write_results, results);
}
