// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Fuzzes the parser of the benchmark's configuration: it accepts what a second
 * parser, written from the documentation, accepts, with the same result, and
 * refuses all else with a reason and without a change.
 */

#include "config_reference.h"
#include "parser.h"

static bool is_same(const struct hp_bench_config *a,
		    const struct hp_bench_config *b)
{
	return !memcmp(a, b, sizeof(*a));
}

/* One line, printable. */
static void check_reason(const struct hp_text *reason)
{
	size_t i;

	CHECK(reason->len && reason->len == strlen(reason->start));
	for (i = 0; i < reason->len; i++)
		CHECK(reason->start[i] >= ' ' && reason->start[i] <= '~');
}

static int expected_result(struct hp_bench_config *config, const char *text,
			   size_t len)
{
	if (len > HP_CONFIG_MAX_INPUT)
		return -E2BIG;
	return reference_parse(config, text, len) ? 0 : -EINVAL;
}

/* From whatever state, and that state stays if anything is wrong. */
static bool try_parse(struct hp_bench_config *config, const char *text,
		      size_t len)
{
	struct hp_bench_config expected = *config;
	int result = expected_result(&expected, text, len);
	struct hp_text reason = {};

	CHECK(hp_config_parse(config, text, len, &reason) == result);
	CHECK(is_same(config, &expected));
	if (result)
		check_reason(&reason);
	else
		CHECK(!reason.len);
	hp_text_free(&reason);
	return !result;
}

static void check_round_trip(const struct hp_bench_config *config)
{
	struct hp_text text = {}, reason = {};
	struct hp_bench_config again;

	hp_config_format(config, &text);
	CHECK(text.len && text.len == strlen(text.start));
	CHECK(text.start[text.len - 1] == '\n');
	memset(&again, 0, sizeof(again));
	CHECK(!hp_config_parse(&again, text.start, text.len, &reason));
	CHECK(is_same(config, &again));
	hp_text_free(&text);
	hp_text_free(&reason);
}

/* What is listed of a key is taken by it, each name alone. */
static void check_names(const char *key)
{
	struct hp_text names = {}, line = {}, reason = {};
	struct hp_bench_config config;
	char *name, *next;

	hp_config_names(key, &names);
	hp_config_init(&config);
	for (name = strtok_r(names.start, "\n", &next); name; name = strtok_r(NULL, "\n", &next)) {
		CHECK(strchr(name, ':'));
		hp_text_add(&line, "%s=%.*s", key, (int)(strchr(name, ':') - name), name);
		CHECK(!hp_config_parse(&config, line.start, line.len, &reason));
		hp_text_free(&line);
	}
	CHECK(hp_config_is_selected(&config) == !!strcmp(key, "contexts"));
	hp_text_free(&names);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hp_bench_config config, garbage;
	const char *text = (const char *)data;

	hp_config_init(&config);
	memset(&garbage, 0x5a, sizeof(garbage));
	CHECK(try_parse(&garbage, text, size) == try_parse(&config, text, size));
	check_round_trip(&config);
	/* Once is enough: with the empty input, which comes first. */
	if (!size) {
		check_names("workloads");
		check_names("contenders");
		check_names("contexts");
	}
	return 0;
}
