// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Fuzzes the parser of the benchmark's configuration: it accepts what a second
 * parser, written from the documentation, accepts, with the same result, and
 * refuses all else with a reason and without a change.
 */

#include <stdlib.h>

#include "../../bench/config.h"
#include "config_reference.h"

#define CHECK(cond) do {						\
	if (!(cond)) {							\
		fprintf(stderr, "%s:%d: expected %s\n", __FILE__,	\
			__LINE__, #cond);				\
		abort();						\
	}								\
} while (0)

/* On the heap and no larger than promised, so that going beyond is seen. */
static char *reason;
static char *formatted;

static bool is_same(const struct hp_bench_config *a,
		    const struct hp_bench_config *b)
{
	return !memcmp(a, b, sizeof(*a));
}

/* One line, printable, terminated. */
static void check_reason(void)
{
	size_t i, len = strnlen(reason, HP_CONFIG_MAX_REASON);

	CHECK(len > 0 && len < HP_CONFIG_MAX_REASON);
	for (i = 0; i < len; i++)
		CHECK(reason[i] >= ' ' && reason[i] <= '~');
}

static int parse(struct hp_bench_config *config, const char *text, size_t len)
{
	memset(reason, 0xff, HP_CONFIG_MAX_REASON);
	return hp_config_parse(config, text, len, reason);
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

	CHECK(parse(config, text, len) == result);
	CHECK(is_same(config, &expected));
	if (result)
		check_reason();
	else
		CHECK(!*reason);
	return !result;
}

static void check_round_trip(const struct hp_bench_config *config)
{
	struct hp_bench_config again;
	size_t len = hp_config_format(config, formatted);

	CHECK(len && len < HP_CONFIG_MAX_TEXT && len == strlen(formatted));
	CHECK(formatted[len - 1] == '\n');
	memset(&again, 0, sizeof(again));
	CHECK(!parse(&again, formatted, len));
	CHECK(is_same(config, &again));
}

static void __attribute__((__constructor__)) allocate(void)
{
	reason = malloc(HP_CONFIG_MAX_REASON);
	formatted = malloc(HP_CONFIG_MAX_TEXT);
	CHECK(reason && formatted);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hp_bench_config config = hp_config_default, garbage;
	const char *text = (const char *)data;

	memset(&garbage, 0x5a, sizeof(garbage));
	CHECK(try_parse(&garbage, text, size) == try_parse(&config, text, size));
	check_round_trip(&config);
	return 0;
}
