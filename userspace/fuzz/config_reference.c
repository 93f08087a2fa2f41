// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * A second parser for the benchmark's configuration, on NUL-terminated words.
 */

#include "config_reference.h"

#include "../../bench/engine/contender.h"
#include "../../bench/engine/context.h"
#include "../../bench/engine/workload.h"

#include <stdlib.h>

#define WHITE	" \t\n\v\f\r"

static const char * const keys[] = {
	"count", "block_size", "workloads", "contenders", "contexts", "cpus",
	"repeat", "touch", "seed", NULL
};

/* What there is to choose from, also for the parser that is tested. */
static const struct hp_workload workload, aliased_workload = { .alias = "seed" };
static const char *absent(void)
{
	return "it left";
}

static const struct hp_contender contender = { .note = "plain" };
static const struct hp_contender aliased_contender = {
	.alias = "malloc", .extra = true, .absent = absent
};

const struct hp_workload_entry hp_workloads[] = {
	{ "pair", &workload }, { "fifo", &aliased_workload },
	{ "shuffle", &workload }, { "random", &workload }, { "bulk", &workload },
};

const unsigned int hp_nr_workloads = ARRAY_SIZE(hp_workloads);

const struct hp_contender_entry hp_contenders[] = {
	{ "hpalloc", &contender }, { "glibc", &aliased_contender },
	{ "jemalloc", &contender },
};

const unsigned int hp_nr_contenders = ARRAY_SIZE(hp_contenders);

const struct hp_context hp_contexts[] = { { "process" }, { "softirq" } };

const unsigned int hp_nr_contexts = ARRAY_SIZE(hp_contexts);

static const char * const workloads[] = {
	"pair", "fifo", "shuffle", "random", "bulk", NULL
};

static const char * const contenders[] = { "hpalloc", "glibc", "jemalloc", NULL };

static const char * const contexts[] = { "process", "softirq", NULL };

/* Other words for the above. */
static const char *resolve(const char *name)
{
	if (!strcmp(name, "seed"))
		return "fifo";
	return strcmp(name, "malloc") ? name : "glibc";
}

static bool parse_number(const char *digits, u64 min, u64 max, u64 step, u64 *value)
{
	if (!*digits || digits[strspn(digits, "0123456789")])
		return false;

	errno = 0;
	*value = strtoull(digits, NULL, 10);
	return !errno && *value >= min && *value <= max && *value % step == 0;
}

/* Which of the names this is, -1 for none. They end in NULL. */
static int find_name(const char * const *names, const char *name)
{
	int i;

	for (i = 0; names[i]; i++) {
		if (!strcmp(names[i], name))
			return i;
	}
	return -1;
}

static bool parse_names(char *list, const char * const *names, const char *alias,
			unsigned int nr, u64 *mask)
{
	char *name;
	int i;

	*mask = (1ULL << nr) - 1;
	if (!strcmp(list, "all"))
		return true;

	*mask = 0;
	while ((name = strsep(&list, ","))) {
		i = find_name(names, strcmp(name, alias) ? name : resolve(name));
		if (i < 0 || *mask >> i & 1)
			return false;
		*mask |= 1ULL << i;
	}
	return true;
}

static bool parse_touch(const char *word, u64 *touch)
{
	static const char * const words[] = { "none", "first", "whole", NULL };
	int i = find_name(words, word);

	if (i < 0)
		return parse_number(word, 0, 1, 1, touch);
	*touch = i;
	return true;
}

static bool parse_value(struct hp_bench_config *config, int key, char *value)
{
	switch (key) {
	case 0:
		return parse_number(value, 1, 1000000000, 1, &config->count);
	case 1:
		return parse_number(value, 8, 4096, 8, &config->block_size);
	case 2:
		return parse_names(value, workloads, "seed", hp_nr_workloads,
				   &config->workloads);
	case 3:
		return parse_names(value, contenders, "malloc", hp_nr_contenders,
				   &config->contenders);
	case 4:
		return parse_names(value, contexts, "", hp_nr_contexts, &config->contexts);
	case 5:
		return parse_number(value, 1, 1, 1, &config->cpus);
	case 6:
		return parse_number(value, 1, 63, 1, &config->repeat);
	case 7:
		return parse_touch(value, &config->touch);
	case 8:
		return parse_number(value, 0, U64_MAX, 1, &config->seed);
	}
	return false;
}

static bool parse_word(struct hp_bench_config *config, char *word, bool *seen)
{
	char *value = strchr(word, '=');
	int key;

	if (!value)
		return false;

	*value++ = '\0';
	key = find_name(keys, word);
	if (key < 0 || seen[key])
		return false;

	seen[key] = true;
	return parse_value(config, key, value);
}

static bool parse_words(struct hp_bench_config *config, char *text)
{
	bool seen[ARRAY_SIZE(keys)] = {}, any = false;
	char *word, *next;

	for (word = strtok_r(text, WHITE, &next); word;
	     word = strtok_r(NULL, WHITE, &next)) {
		any = true;
		if (!parse_word(config, word, seen))
			return false;
	}
	return any;
}

bool reference_parse(struct hp_bench_config *config, const char *text,
		     size_t len)
{
	struct hp_bench_config changed = *config;
	char *copy;
	bool good;

	/* White space and all names are printable: a NUL is never right. */
	if (memchr(text, '\0', len))
		return false;

	copy = strndup(text, len);
	good = parse_words(&changed, copy);
	free(copy);
	if (good)
		*config = changed;
	return good;
}
