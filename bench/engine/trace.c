// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "trace.h"

/* Of a block that was freed: no size. */
#define FREED		U16_MAX

#define FIRST_ROOM	4096

static const char first_line[] = "hpalloc-trace ";

__printf(3, 4) static int refuse(struct hp_trace_reader *reader, struct hp_text *reason,
				 const char *format, ...)
{
	va_list args;

	hp_text_add(reason, "line %u: ", reader->line);
	va_start(args, format);
	hp_text_vadd(reason, format, args);
	va_end(args);
	reader->err = -EINVAL;
	return reader->err;
}

static int no_memory(struct hp_trace_reader *reader, struct hp_text *reason)
{
	refuse(reader, reason, "no memory for more");
	reader->err = -ENOMEM;
	return reader->err;
}

/* An array with room for more than @needed, in place of one that has less. */
static void *enlarge(void *old, u32 *room, u32 needed, u32 most, size_t size)
{
	u32 more = *room ? *room : FIRST_ROOM;
	void *array;

	while (more < needed)
		more *= 2;
	more = min(more, most);
	array = hp_bench_zalloc((u64)more * size);
	if (!array)
		return NULL;
	if (old)
		memcpy(array, old, (size_t)*room * size);
	hp_bench_zfree(old);
	*room = more;
	return array;
}

static int add_op(struct hp_trace_reader *reader, u32 id, u32 freed, u32 allocated,
		  struct hp_text *reason)
{
	struct hp_trace *trace = &reader->trace;
	void *ops = trace->ops;

	if (trace->nr == HP_TRACE_MAX_OPS)
		return refuse(reader, reason, "more than %u operations", HP_TRACE_MAX_OPS);
	if (trace->nr == reader->room) {
		ops = enlarge(ops, &reader->room, trace->nr + 1, HP_TRACE_MAX_OPS,
			      sizeof(*trace->ops));
		if (!ops)
			return no_memory(reader, reason);
		trace->ops = ops;
	}
	trace->ops[trace->nr++] = (struct hp_trace_op){
		.slot = id, .freed = freed, .allocated = allocated,
	};
	trace->slots = max(trace->slots, id + 1);
	return 0;
}

static int allocate(struct hp_trace_reader *reader, u32 id, u32 size, struct hp_text *reason)
{
	struct hp_trace *trace = &reader->trace;
	void *sizes = reader->sizes;

	if (!size || size > HP_TRACE_MAX_SIZE)
		return refuse(reader, reason,
			      "size %u: must be from 1 to %u, a page, hpalloc's largest block",
			      size, HP_TRACE_MAX_SIZE);
	if (id >= reader->ids) {
		sizes = enlarge(sizes, &reader->ids, id + 1, HP_TRACE_MAX_IDS,
				sizeof(*reader->sizes));
		if (!sizes)
			return no_memory(reader, reason);
		reader->sizes = sizes;
	}
	if (reader->sizes[id] && reader->sizes[id] != FREED)
		return refuse(reader, reason, "id %u is allocated twice", id);

	reader->sizes[id] = size;
	reader->live++;
	reader->live_bytes += size;
	trace->peak = max(trace->peak, reader->live);
	if (reader->live_bytes > trace->peak_bytes) {
		trace->peak_bytes = reader->live_bytes;
		trace->nr_peak = trace->nr + 1;
	}
	trace->max_size = max(trace->max_size, size);
	return add_op(reader, id, 0, size, reason);
}

static int release(struct hp_trace_reader *reader, u32 id, struct hp_text *reason)
{
	u32 size = id < reader->ids ? reader->sizes[id] : 0;

	if (!size)
		return refuse(reader, reason, "id %u is freed and was never allocated", id);
	if (size == FREED)
		return refuse(reader, reason, "id %u is freed twice", id);

	reader->sizes[id] = FREED;
	reader->live--;
	reader->live_bytes -= size;
	return add_op(reader, id, size, 0, reason);
}

/* Ends at what is no digit; saturates, as no limit is that large. */
static bool take_number(const char **text, u32 *number)
{
	const char *digit = *text;
	u64 value = 0;

	for (; *digit >= '0' && *digit <= '9'; digit++)
		value = min_t(u64, value * 10 + (*digit - '0'), U32_MAX);
	if (digit == *text || (**text == '0' && digit > *text + 1))
		return false;
	*number = value;
	*text = digit;
	return true;
}

/* " NUMBER", and the end of the line if it is the @last. */
static bool take_word(const char **text, u32 *number, bool last)
{
	return *(*text)++ == ' ' && take_number(text, number) && (!last || !**text);
}

/* Why a line is none. */
static int bad_line(struct hp_trace_reader *reader, struct hp_text *reason)
{
	if (reader->line == 1)
		return refuse(reader, reason, "must be \"%s%u\"", first_line, HP_TRACE_VERSION);
	return refuse(reader, reason, "must be \"a ID SIZE\", \"f ID\" or \"end\"");
}

static int read_op(struct hp_trace_reader *reader, struct hp_text *reason)
{
	const char *text = reader->pending;
	bool allocates = *text == 'a';
	u32 id, size;

	if (!allocates && *text != 'f')
		return bad_line(reader, reason);
	text++;
	if (!take_word(&text, &id, !allocates))
		return bad_line(reader, reason);
	if (allocates && !take_word(&text, &size, true))
		return bad_line(reader, reason);
	if (id >= HP_TRACE_MAX_IDS)
		return refuse(reader, reason,
			      "ids must be below %u; one that was freed may be used again",
			      HP_TRACE_MAX_IDS);
	return allocates ? allocate(reader, id, size, reason) : release(reader, id, reason);
}

static int read_version(struct hp_trace_reader *reader, struct hp_text *reason)
{
	const char *text = reader->pending + sizeof(first_line) - 2;
	u32 version;

	if (strncmp(reader->pending, first_line, sizeof(first_line) - 2) ||
	    !take_word(&text, &version, true))
		return bad_line(reader, reason);
	if (version != HP_TRACE_VERSION)
		return refuse(reader, reason, "a trace of version %u, and this reads version %u",
			      version, HP_TRACE_VERSION);
	return 0;
}

static int read_line(struct hp_trace_reader *reader, struct hp_text *reason)
{
	if (reader->line == 1)
		return read_version(reader, reason);
	if (reader->ended)
		return refuse(reader, reason, "nothing may follow \"end\"");
	if (strcmp(reader->pending, "end"))
		return read_op(reader, reason);
	reader->ended = true;
	return 0;
}

/* A character of a line, or its end. */
static int read_char(struct hp_trace_reader *reader, char c, struct hp_text *reason)
{
	if (!reader->len)
		reader->line++;
	if (c == '\n') {
		reader->pending[reader->len] = '\0';
		reader->len = 0;
		return read_line(reader, reason);
	}
	if (!c || reader->len == sizeof(reader->pending) - 1)
		return bad_line(reader, reason);
	reader->pending[reader->len++] = c;
	return 0;
}

int hp_trace_read(struct hp_trace_reader *reader, const char *text, size_t len,
		  struct hp_text *reason)
{
	for (; len && !reader->err; len--)
		read_char(reader, *text++, reason);
	return reader->err;
}

int hp_trace_finish(struct hp_trace_reader *reader, struct hp_trace *trace,
		    struct hp_text *reason)
{
	if (reader->err)
		return reader->err;
	if (!reader->ended || reader->len) {
		reader->line += !reader->len;
		return refuse(reader, reason,
			      "expected \"end\", and there is no more: is a part missing?");
	}

	*trace = reader->trace;
	memset(&reader->trace, 0, sizeof(reader->trace));
	hp_trace_abandon(reader);
	return 0;
}

void hp_trace_abandon(struct hp_trace_reader *reader)
{
	hp_trace_free(&reader->trace);
	hp_bench_zfree(reader->sizes);
	memset(reader, 0, sizeof(*reader));
}

void hp_trace_format(const struct hp_trace *trace, struct hp_text *text)
{
	u32 i;

	hp_text_add(text, "%s%u\n", first_line, HP_TRACE_VERSION);
	for (i = 0; i < trace->nr; i++) {
		const struct hp_trace_op *op = &trace->ops[i];

		if (op->allocated)
			hp_text_add(text, "a %u %u\n", op->slot, op->allocated);
		else
			hp_text_add(text, "f %u\n", op->slot);
		if (!(i % FIRST_ROOM))
			cond_resched();
	}
	hp_text_add(text, "end\n");
}

void hp_trace_free(struct hp_trace *trace)
{
	hp_bench_zfree(trace->ops);
	memset(trace, 0, sizeof(*trace));
}
