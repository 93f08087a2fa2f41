// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Fuzzes what makes allocation traces of the kernel's events: whatever it makes is
 * a trace, or it says in one line why it makes none.
 */

#include "parser.h"
#include "said.h"

#include "../hpbench/events.h"
#include "../../bench/engine/trace.h"

static void check_trace(const char *text, size_t len)
{
	struct hp_trace_reader reader = { 0 };
	struct hp_text reason = { 0 };
	struct hp_trace trace = { 0 };

	hp_trace_read(&reader, text, len, &reason);
	CHECK(!hp_trace_finish(&reader, &trace, &reason));
	CHECK(!reason.len && trace.nr);
	hp_trace_free(&trace);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FILE *input, *output;
	enum hp_exit result;
	char *text = NULL;
	size_t len = 0;

	if (!size)
		return 0;
	said = 0;
	input = fmemopen((void *)(uintptr_t)data, size, "r");
	output = open_memstream(&text, &len);
	result = hp_trace_convert(input, "input", HP_TRACE_MAX_SIZE, output);
	fclose(input);
	fclose(output);
	if (result == HP_EXIT_OK)
		check_trace(text, len);
	else
		CHECK(said == 1);
	free(text);
	return 0;
}
