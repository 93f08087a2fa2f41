// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The buckets that a run left beside its results. */

#include "hpbench.h"
#include "memory.h"
#include "results.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char header[] = "name,ticks_low,ticks_high,samples,tick_ps\n";

/**
 * struct reader - where reading has come to
 * @at: the next character
 * @end: behind the last
 * @line: number of the line
 */
struct reader {
	const char *at;
	const char *end;
	unsigned long line;
};

/* The length of what comes before @separator, which has to be in this line. */
static bool field_len(const struct reader *reader, char separator, size_t *len)
{
	const char *end = memchr(reader->at, separator, (size_t)(reader->end - reader->at));

	if (!end || memchr(reader->at, '\n', (size_t)(end - reader->at)))
		return false;
	*len = (size_t)(end - reader->at);
	return true;
}

/* Copies a field, and goes on behind it. */
static bool read_field(struct reader *reader, char separator, char *field, size_t room)
{
	size_t len;

	if (!field_len(reader, separator, &len) || len >= room)
		return false;
	memcpy(field, reader->at, len);
	field[len] = '\0';
	reader->at += len + 1;
	return true;
}

static bool read_whole(struct reader *reader, uint64_t *value)
{
	char field[32], *end;

	if (!read_field(reader, ',', field, sizeof(field)) || *field < '0' || *field > '9')
		return false;
	errno = 0;
	*value = strtoull(field, &end, 10);
	return !errno && !*end;
}

static bool read_tick(struct reader *reader, double *ps)
{
	char field[64], *end;

	if (!read_field(reader, '\n', field, sizeof(field)) || *field < '0' || *field > '9')
		return false;
	*ps = strtod(field, &end);
	return !*end && *ps > 0 && *ps < 1e12;
}

static bool read_line(struct reader *reader, char *name, size_t room, struct hp_ticks *ticks,
		      double *tick_ps)
{
	return read_field(reader, ',', name, room) && read_whole(reader, &ticks->low) &&
	       read_whole(reader, &ticks->high) && read_whole(reader, &ticks->samples) &&
	       read_tick(reader, tick_ps) && ticks->low <= ticks->high && ticks->samples;
}

/* Buckets of an entry ascend, and have one clock. */
static bool add_ticks(struct hp_entry *entry, const struct hp_ticks *ticks, double tick_ps)
{
	size_t nr = entry->nr_ticks;

	if (nr && (ticks->low <= entry->ticks[nr - 1].high || tick_ps != entry->tick_ps))
		return false;
	if (!(nr & (nr - 1))) {
		struct hp_ticks *more = hp_array(nr ? 2 * nr : 1, sizeof(*more));

		if (nr)
			memcpy(more, entry->ticks, nr * sizeof(*more));
		free(entry->ticks);
		entry->ticks = more;
	}
	entry->ticks[entry->nr_ticks++] = *ticks;
	entry->tick_ps = tick_ps;
	return true;
}

static bool bad_line(const char *path, const struct reader *reader, const char *what)
{
	hp_say("%s: line %lu: %s", path, reader->line, what);
	return false;
}

static bool add_line(struct hp_results *results, struct reader *reader, const char *path)
{
	struct hp_entry *entry;
	struct hp_ticks ticks;
	char name[256];
	double tick_ps;

	if (!memchr(reader->at, '\n', (size_t)(reader->end - reader->at)))
		return bad_line(path, reader, "truncated");
	if (!read_line(reader, name, sizeof(name), &ticks, &tick_ps))
		return bad_line(path, reader, "not a bucket: two ticks, samples, and a clock");
	entry = hp_results_find(results, name);
	if (!entry || entry->error)
		return bad_line(path, reader, "a bucket of a row that is not in the results");
	if (!add_ticks(entry, &ticks, tick_ps))
		return bad_line(path, reader, "not above the bucket before, or of another clock");
	return true;
}

bool hp_results_add_histograms(struct hp_results *results, const char *text, size_t len,
			       const char *path)
{
	struct reader reader = { text, text + len, 1 };

	if (len < sizeof(header) - 1 || memcmp(text, header, sizeof(header) - 1))
		return bad_line(path, &reader, "not hpalloc's histograms: another header");
	reader.at += sizeof(header) - 1;
	for (reader.line++; reader.at < reader.end; reader.line++)
		if (!add_line(results, &reader, path))
			return false;
	return true;
}
