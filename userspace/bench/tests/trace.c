// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Traces as a text: what is refused, why, and that it does not matter how it comes. */

#include "../../../bench/engine/trace.h"

#include <stdlib.h>
#include <setjmp.h>
#include <cmocka.h>

void *hp_bench_zalloc(u64 size)
{
	return calloc(1, size);
}

void hp_bench_zfree(void *mem)
{
	free(mem);
}

#define SYNTAX	"line 2: must be \"a ID SIZE\", \"f ID\" or \"end\""
#define FIRST	"hpalloc-trace 1\n"

static const char good[] = FIRST "a 0 1\na 1048575 4096\nf 0\na 0 256\nf 1048575\nend\n";

static const struct {
	const char *text;
	const char *reason;
} bad[] = {
	{ "", "line 1: expected \"end\", and there is no more: is a part missing?" },
	{ "\n", "line 1: must be \"hpalloc-trace 1\"" },
	{ "a 0 1\nend\n", "line 1: must be \"hpalloc-trace 1\"" },
	{ "hpalloc-trace\nend\n", "line 1: must be \"hpalloc-trace 1\"" },
	{ "hpalloc-trace 1\x20\nend\n", "line 1: must be \"hpalloc-trace 1\"" },
	{ "hpalloc-trace 2\nend\n", "line 1: a trace of version 2, and this reads version 1" },
	{ FIRST, "line 2: expected \"end\", and there is no more: is a part missing?" },
	{ FIRST "a 0 1\nf 0\nen",
	  "line 4: expected \"end\", and there is no more: is a part missing?" },
	{ FIRST "end", "line 2: expected \"end\", and there is no more: is a part missing?" },
	{ FIRST "end\n\n", "line 3: nothing may follow \"end\"" },
	{ FIRST "end\na 0 1\n", "line 3: nothing may follow \"end\"" },
	{ FIRST "end\nx", "line 3: expected \"end\", and there is no more: is a part missing?" },
	{ FIRST "a 0 0\n",
	  "line 2: size 0: must be from 1 to 4096, a page, hpalloc's largest block" },
	{ FIRST "a 0 4097\n",
	  "line 2: size 4097: must be from 1 to 4096, a page, hpalloc's largest block" },
	{ FIRST "a 0 99999999999999999999\n",
	  "line 2: size 4294967295: must be from 1 to 4096, a page, hpalloc's largest block" },
	{ FIRST "a 1048576 8\n",
	  "line 2: ids must be below 1048576; one that was freed may be used again" },
	{ FIRST "a 18446744073709551616 8\n",
	  "line 2: ids must be below 1048576; one that was freed may be used again" },
	{ FIRST "f 3\n", "line 2: id 3 is freed and was never allocated" },
	{ FIRST "f 1048576\n",
	  "line 2: ids must be below 1048576; one that was freed may be used again" },
	{ FIRST "a 5000 8\nf 4999\n", "line 3: id 4999 is freed and was never allocated" },
	{ FIRST "a 3 8\nf 3\nf 3\n", "line 4: id 3 is freed twice" },
	{ FIRST "a 3 8\na 4 8\na 3 8\n", "line 4: id 3 is allocated twice" },
	{ FIRST "\n", SYNTAX },
	{ FIRST "a 1\n", SYNTAX },
	{ FIRST "a 1 8\x20\n", SYNTAX },
	{ FIRST "a  1 8\n", SYNTAX },
	{ FIRST "a 01 8\n", SYNTAX },
	{ FIRST "a +1 8\n", SYNTAX },
	{ FIRST "a 1 8\r\n", SYNTAX },
	{ FIRST "a 1 0x8\n", SYNTAX },
	{ FIRST "f\n", SYNTAX },
	{ FIRST "f 1 8\n", SYNTAX },
	{ FIRST "A 1 8\n", SYNTAX },
	{ FIRST "END\n", SYNTAX },
	{ FIRST "a 1 8888888888888888888888888888", SYNTAX },
};

/* In pieces of @piece bytes, each a copy, so that a sanitizer sees its bounds. */
static int read_pieces(struct hp_trace *trace, const char *text, size_t len, size_t piece,
		       struct hp_text *reason)
{
	struct hp_trace_reader reader = { 0 };
	size_t n;
	int err = 0;

	for (; len && !err; len -= n, text += n) {
		char *copy;

		n = len < piece ? len : piece;
		copy = malloc(n);
		memcpy(copy, text, n);
		err = hp_trace_read(&reader, copy, n, reason);
		free(copy);
	}
	err = hp_trace_finish(&reader, trace, reason);
	hp_trace_abandon(&reader);
	return err;
}

static void a_good_one_is_read(void **state)
{
	struct hp_text reason = { 0 }, again = { 0 };
	struct hp_trace trace;
	size_t piece;

	for (piece = 1; piece < sizeof(good); piece++) {
		assert_int_equal(read_pieces(&trace, good, strlen(good), piece, &reason), 0);
		assert_int_equal(reason.len, 0);
		assert_int_equal(trace.nr, 5);
		assert_int_equal(trace.slots, HP_TRACE_MAX_IDS);
		assert_int_equal(trace.peak, 2);
		assert_int_equal(trace.peak_bytes, 4096 + 256);
		assert_int_equal(trace.nr_peak, 4);
		assert_int_equal(trace.max_size, 4096);
		assert_int_equal(trace.ops[3].allocated, 256);
		assert_int_equal(trace.ops[4].freed, 4096);
		hp_trace_format(&trace, &again);
		assert_string_equal(again.start, good);
		hp_text_free(&again);
		hp_trace_free(&trace);
	}
}

static void a_bad_one_is_refused(void **state)
{
	struct hp_trace before = { .nr = 42 }, trace = before;
	struct hp_text reason = { 0 };
	size_t i, piece;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		for (piece = 1; piece < 24; piece++) {
			assert_int_equal(read_pieces(&trace, bad[i].text, strlen(bad[i].text),
						     piece, &reason), -EINVAL);
			assert_string_equal(hp_text_string(&reason), bad[i].reason);
			assert_memory_equal(&trace, &before, sizeof(trace));
			hp_text_free(&reason);
		}
}

static void a_nul_is_refused(void **state)
{
	static const char text[] = FIRST "a 1 8\0\nend\n";
	struct hp_text reason = { 0 };
	struct hp_trace trace;

	assert_int_equal(read_pieces(&trace, text, sizeof(text) - 1, 64, &reason), -EINVAL);
	assert_string_equal(reason.start, SYNTAX);
	hp_text_free(&reason);
}

/* One operation more than there may be. */
static void operations_are_limited(void **state)
{
	struct hp_text reason = { 0 };
	struct hp_trace_reader reader = { 0 };
	unsigned int i;

	assert_int_equal(hp_trace_read(&reader, FIRST, strlen(FIRST), &reason), 0);
	for (i = 0; i < HP_TRACE_MAX_OPS / 2; i++)
		assert_int_equal(hp_trace_read(&reader, "a 0 8\nf 0\n", 10, &reason), 0);
	assert_int_equal(reader.trace.nr, HP_TRACE_MAX_OPS);
	assert_int_equal(hp_trace_read(&reader, "a 0 8\n", 6, &reason), -EINVAL);
	assert_string_equal(reason.start, "line 4194306: more than 4194304 operations");
	hp_text_free(&reason);
	hp_trace_abandon(&reader);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_one_is_read),
		cmocka_unit_test(a_bad_one_is_refused),
		cmocka_unit_test(a_nul_is_refused),
		cmocka_unit_test(operations_are_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
