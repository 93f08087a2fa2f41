// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Makes an allocation trace of the events that the kernel printed about its
 * allocations: the text of tracefs (trace, trace_pipe), of `trace-cmd report` or
 * of `perf script`. In each of them an event is a line
 *
 *	TASK ... TIME: [kmem:]EVENT: call_site=... ptr=ADDRESS [bytes_req=SIZE ...]
 */

#include "events.h"

#include "../../bench/engine/trace_limits.h"

#include <errno.h>
#include <inttypes.h>
#include <search.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of a block that is in no trace, because of its size or because there are too many. */
#define NO_ID	UINT32_MAX

/**
 * struct block - a live block
 * @address: where it is
 * @id: its ID in the trace, or NO_ID
 * @size: its bytes
 */
struct block {
	uint64_t address;
	uint32_t id;
	uint32_t size;
};

/**
 * struct conversion - a trace that is made
 * @output: where it goes
 * @max_size: bytes of a block, at most
 * @blocks: live blocks, a tree by address
 * @free_ids: IDs that were used, the last freed on top
 * @nr_free_ids: how many
 * @room: how many fit
 * @ids: how many there are, those of live blocks included
 * @line: of the input
 * @events: events that allocate or free something
 * @ops: operations of the trace
 * @live: blocks that are live in it
 * @most_live: at most
 * @live_bytes: their bytes
 * @most_bytes: at most
 * @lost: events that the recorder lost
 * @failed: allocations that failed and frees of NULL
 * @unknown: frees of unknown blocks
 * @large: allocations that are too large
 * @many: allocations for which there is no ID
 * @late: events for which there was no room
 * @reused: blocks whose address was allocated while they were live
 * @cut: the last line is not whole
 */
struct conversion {
	FILE *output;
	uint32_t max_size;
	void *blocks;
	uint32_t *free_ids;
	uint32_t nr_free_ids;
	uint32_t room;
	uint32_t ids;
	uint64_t line;
	uint64_t events;
	uint64_t ops;
	uint64_t live;
	uint64_t most_live;
	uint64_t live_bytes;
	uint64_t most_bytes;
	uint64_t lost;
	uint64_t failed;
	uint64_t unknown;
	uint64_t large;
	uint64_t many;
	uint64_t late;
	uint64_t reused;
	bool cut;
};

/* Of a line: bad ones end it all, having said why. */
enum outcome {
	GOES_ON,
	IS_BAD,
};

static int compare(const void *a, const void *b)
{
	const struct block *one = a, *other = b;

	return (one->address > other->address) - (one->address < other->address);
}

static struct block *find(struct conversion *c, uint64_t address)
{
	struct block key = { .address = address };
	struct block **node = tfind(&key, &c->blocks, compare);

	return node ? *node : NULL;
}

/* All IDs may become free. */
static bool enlarge(struct conversion *c)
{
	uint32_t room = c->room ? 2 * c->room : 1024;
	uint32_t *ids = realloc(c->free_ids, room * sizeof(*ids));

	if (!ids)
		return false;
	c->free_ids = ids;
	c->room = room;
	return true;
}

/* An ID that no live block has, or NO_ID. */
static uint32_t take_id(struct conversion *c)
{
	if (c->nr_free_ids)
		return c->free_ids[--c->nr_free_ids];
	if (c->ids == HP_TRACE_MAX_IDS || (c->ids == c->room && !enlarge(c)))
		return NO_ID;
	return c->ids++;
}

static bool is_full(struct conversion *c)
{
	if (c->ops < HP_TRACE_MAX_OPS)
		return false;
	c->late++;
	return true;
}

static void free_block(struct conversion *c, struct block *block)
{
	if (block->id != NO_ID) {
		fprintf(c->output, "f %" PRIu32 "\n", block->id);
		c->free_ids[c->nr_free_ids++] = block->id;
		c->ops++;
		c->live--;
		c->live_bytes -= block->size;
	}
	tdelete(block, &c->blocks, compare);
	free(block);
}

/* Into the trace, if it can be there. */
static void write_block(struct conversion *c, struct block *block)
{
	if (block->size > c->max_size || !block->size) {
		c->large++;
		return;
	}
	block->id = take_id(c);
	if (block->id == NO_ID) {
		c->many++;
		return;
	}
	fprintf(c->output, "a %" PRIu32 " %" PRIu32 "\n", block->id, block->size);
	c->ops++;
	c->live++;
	c->live_bytes += block->size;
	if (c->most_live < c->live)
		c->most_live = c->live;
	if (c->most_bytes < c->live_bytes)
		c->most_bytes = c->live_bytes;
}

static enum outcome allocate(struct conversion *c, uint64_t address, uint64_t size)
{
	struct block *block = find(c, address);

	if (block) {
		c->reused++;
		free_block(c, block);
	}
	if (is_full(c))
		return GOES_ON;

	block = calloc(1, sizeof(*block));
	if (block) {
		block->address = address;
		block->id = NO_ID;
		block->size = size < UINT32_MAX ? (uint32_t)size : UINT32_MAX;
	}
	if (!block || !tsearch(block, &c->blocks, compare)) {
		free(block);
		hp_say("trace: line %" PRIu64 ": no memory for more blocks", c->line);
		return IS_BAD;
	}
	write_block(c, block);
	return GOES_ON;
}

static enum outcome release(struct conversion *c, uint64_t address)
{
	struct block *block = find(c, address);

	if (!block)
		c->unknown++;
	else if (!is_full(c))
		free_block(c, block);
	return GOES_ON;
}

/* The value of a field, after " NAME=", or NULL. */
static const char *field(const char *fields, const char *name)
{
	size_t len = strlen(name);
	const char *found = fields;

	while ((found = strstr(found, name))) {
		if ((found == fields || found[-1] == ' ') && found[len] == '=')
			return found + len + 1;
		found += len;
	}
	return NULL;
}

static bool number(const char *text, int base, uint64_t *value)
{
	char *end;

	if (!text || *text == '-' || *text == ' ')
		return false;
	errno = 0;
	*value = strtoull(text, &end, base);
	return end != text && !errno && (!*end || strchr(" \r\n", *end));
}

static const struct event {
	const char *name;
	bool allocates;
} events[] = {
	{ "kmalloc", true },
	{ "kmalloc_node", true },		/* before 6.1 */
	{ "kmem_cache_alloc", true },
	{ "kmem_cache_alloc_node", true },
	{ "kfree", false },
	{ "kmem_cache_free", false },
};

/* The event that a text begins with, and what follows it. */
static const struct event *match(const char *text, const char **fields)
{
	size_t i, len;

	if (!strncmp(text, "kmem:", 5))
		text += 5;
	len = strcspn(text, ": ");
	if (text[len] != ':')
		return NULL;
	for (i = 0; i < sizeof(events) / sizeof(*events); i++)
		if (strlen(events[i].name) == len && !strncmp(text, events[i].name, len)) {
			*fields = text + len + 1;
			return &events[i];
		}
	return NULL;
}

/* Behind the time, "1.5: ", and the last, as a task may have a name like one. */
static const struct event *find_event(const char *line, const char **fields)
{
	const struct event *event = NULL, *found;
	const char *colon = line;

	while ((colon = strstr(colon, ": "))) {
		bool is_time = colon > line && colon[-1] >= '0' && colon[-1] <= '9';

		colon += 2;
		found = is_time ? match(colon + strspn(colon, " "), fields) : NULL;
		event = found ? found : event;
	}
	return event;
}

/* "CPU:1 [LOST 12 EVENTS]" of tracefs, "CPU:1 [12 EVENTS DROPPED]" of trace-cmd. */
static uint64_t lost(const char *line)
{
	uint64_t nr = 1;
	const char *bracket;

	if (strncmp(line, "CPU:", 4) || !strstr(line, " EVENTS"))
		return 0;
	bracket = strchr(line, '[');
	if (!bracket || (!strstr(bracket, "LOST") && !strstr(bracket, "DROPPED")))
		return 0;
	bracket += strcspn(bracket, "0123456789");
	number(bracket, 10, &nr);
	return nr;
}

static enum outcome bad_event(const struct conversion *c, const struct event *event,
			      const char *what)
{
	hp_say("trace: line %" PRIu64 ": %s %s", c->line, event->name, what);
	return IS_BAD;
}

static enum outcome take_event(struct conversion *c, const struct event *event,
			       const char *fields)
{
	const char *ptr = field(fields, "ptr");
	uint64_t address, size = 0;

	if (ptr && !strncmp(ptr, "(____ptrval____)", 16))
		return bad_event(c, event,
				 "has no address: record with `echo nohash-ptr >trace_options`");
	if (ptr && (!strncmp(ptr, "(nil)", 5) || !strncmp(ptr, "(null)", 6)))
		ptr = "0";
	if (!number(ptr, 16, &address))
		return bad_event(c, event, "has no ptr=ADDRESS");
	if (event->allocates && !number(field(fields, "bytes_req"), 10, &size))
		return bad_event(c, event, "has no bytes_req=SIZE");

	c->events++;
	/* Also ZERO_SIZE_PTR. */
	if (address <= 16) {
		c->failed++;
		return GOES_ON;
	}
	return event->allocates ? allocate(c, address, size) : release(c, address);
}

static enum outcome take_line(struct conversion *c, const char *line, size_t len)
{
	const struct event *event;
	const char *fields;

	c->line++;
	c->lost += lost(line);
	event = find_event(line, &fields);
	if (!event)
		return GOES_ON;
	if (line[len - 1] != '\n') {
		c->cut = true;
		return GOES_ON;
	}
	return take_event(c, event, fields);
}

static void say_if(const char *what, uint64_t count)
{
	if (count)
		hp_say("trace: %s: %" PRIu64, what, count);
}

static void say_counts(const struct conversion *c)
{
	hp_say("trace: %" PRIu64 " operations of %" PRIu64 " events; at most %" PRIu64
	       " blocks of %" PRIu64 " bytes live, %" PRIu64 " blocks at the end",
	       c->ops, c->events, c->most_live, c->most_bytes, c->live);
	say_if("skipped frees of blocks that were allocated before, or unseen", c->unknown);
	if (c->large)
		hp_say("trace: skipped allocations of more than %" PRIu32 " bytes: %" PRIu64,
		       c->max_size, c->large);
	say_if("skipped allocations when too many were live, or memory ran out", c->many);
	say_if("skipped events beyond the 4194304 operations of a trace", c->late);
	say_if("skipped kfree(NULL) and allocations that failed", c->failed);
	say_if("freed when its address was allocated again, as no event said when", c->reused);
	say_if("lost when this was recorded (larger buffers help), events", c->lost);
	if (c->cut)
		hp_say("trace: skipped the last line, which is not whole");
}

static enum hp_exit convert(struct conversion *c, FILE *input, const char *name)
{
	enum outcome outcome = GOES_ON;
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	fprintf(c->output, "hpalloc-trace %u\n", HP_TRACE_VERSION);
	errno = 0;
	while (outcome == GOES_ON && (len = getline(&line, &room, input)) > 0)
		outcome = take_line(c, line, (size_t)len);
	free(line);
	if (outcome == IS_BAD)
		return HP_EXIT_FAILED;
	if (!feof(input)) {
		hp_say("trace: %s: %s", name, strerror(errno));
		return HP_EXIT_FAILED;
	}
	if (!c->ops) {
		hp_say("trace: %s: none of its %" PRIu64
		       " lines is an event that allocates: see hpbench trace --help",
		       name, c->line);
		return HP_EXIT_FAILED;
	}
	fprintf(c->output, "end\n");
	say_counts(c);
	return HP_EXIT_OK;
}

enum hp_exit hp_trace_convert(FILE *input, const char *name, uint32_t max_size, FILE *output)
{
	struct conversion c = { .output = output, .max_size = max_size };
	enum hp_exit result;

	result = convert(&c, input, name);
	tdestroy(c.blocks, free);
	free(c.free_ids);
	return result;
}
