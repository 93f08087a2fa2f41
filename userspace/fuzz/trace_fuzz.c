// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Fuzzes the reader of allocation traces. There is one way to write a trace: what
 * it accepts is what it writes of that. What it refuses has a reason, and it does
 * not matter in which pieces a text comes. A text that is made of the input, by the
 * rules, is accepted.
 */

#include "parser.h"

#include "../../bench/engine/trace.h"

/* "line N: ...", printable. */
static void check_reason(const struct hp_text *reason)
{
	size_t i;

	CHECK(reason->len == strlen(hp_text_string(reason)));
	CHECK(!strncmp(hp_text_string(reason), "line ", 5));
	for (i = 0; i < reason->len; i++)
		CHECK(reason->start[i] >= ' ' && reason->start[i] <= '~');
}

static int read_pieces(struct hp_trace *trace, const char *text, size_t len, size_t piece)
{
	struct hp_trace_reader reader = { 0 };
	struct hp_text reason = { 0 };
	size_t n;
	int err = 0;

	for (; len && !err; len -= n, text += n) {
		n = min(len, piece);
		err = hp_trace_read(&reader, text, n, &reason);
	}
	err = hp_trace_finish(&reader, trace, &reason);
	hp_trace_abandon(&reader);
	CHECK(!err == !reason.len);
	if (err)
		check_reason(&reason);
	hp_text_free(&reason);
	return err;
}

/* As a contender would see them: every block once, with one size. */
static void check_ops(const struct hp_trace *trace)
{
	u16 *sizes = calloc(trace->slots + 1, sizeof(*sizes));
	u64 live = 0, peak = 0, bytes = 0, peak_bytes = 0;
	u32 i;

	for (i = 0; i < trace->nr; i++) {
		const struct hp_trace_op *op = &trace->ops[i];

		CHECK(op->slot < trace->slots);
		CHECK(!op->freed != !op->allocated);
		CHECK(op->allocated <= trace->max_size);
		CHECK(sizes[op->slot] == op->freed);
		sizes[op->slot] = op->allocated;
		live += op->allocated ? 1 : -1ULL;
		bytes += op->allocated - op->freed;
		peak = max(peak, live);
		peak_bytes = max(peak_bytes, bytes);
	}
	CHECK(peak == trace->peak && peak_bytes == trace->peak_bytes);
	free(sizes);
}

static bool try_read(const char *data, size_t len)
{
	struct hp_trace trace = { 0 }, again = { 0 };
	struct hp_text text = { 0 };
	bool accepted = !read_pieces(&trace, data, len, len);

	CHECK(!read_pieces(&again, data, len, 7) == accepted);
	CHECK(trace.nr == again.nr && trace.slots == again.slots);
	if (accepted) {
		check_ops(&trace);
		hp_trace_format(&trace, &text);
		CHECK(text.len == len && !memcmp(text.start, data, len));
	}
	hp_text_free(&text);
	hp_trace_free(&trace);
	hp_trace_free(&again);
	return accepted;
}

/* Each byte toggles one of 128 blocks. */
static void check_generated(const uint8_t *data, size_t size)
{
	struct hp_text text = { 0 };
	bool live[128] = { false };
	size_t i;

	hp_text_add(&text, "hpalloc-trace 1\n");
	for (i = 0; i < size; i++) {
		unsigned int id = data[i] % 128;

		if (live[id])
			hp_text_add(&text, "f %u\n", id);
		else
			hp_text_add(&text, "a %u %zu\n", id, 1 + i * 97 % HP_TRACE_MAX_SIZE);
		live[id] = !live[id];
	}
	hp_text_add(&text, "end\n");
	CHECK(try_read(text.start, text.len));
	hp_text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try_read((const char *)data, size);
	check_generated(data, size);
	return 0;
}
