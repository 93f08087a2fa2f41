// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "config.h"
#include "stats.h"

static const char * const hp_workload_names[] = HP_WORKLOAD_NAMES;
static const char * const hp_contender_names[] = HP_CONTENDER_NAMES;

const struct hp_bench_config hp_config_default = {
	.count = 100000,
	.block_size = 64,
	.workloads = (1 << HP_WORKLOADS) - 1,
	.contenders = (1 << HP_CONTENDERS) - 1,
	.repeat = 9,
	.touch = 1,
	.seed = 1,
};

/**
 * struct hp_config_key - a key and its limits
 * @name: the key
 * @offset: of its number in struct hp_bench_config
 * @min: smallest value
 * @max: largest value
 * @step: values are multiples of it
 * @names: if not NULL, the value is a list of these or "all"
 */
struct hp_config_key {
	const char *name;
	size_t offset;
	u64 min;
	u64 max;
	u32 step;
	const char * const *names;
};

#define HP_KEY(field) \
	.name = #field, .offset = offsetof(struct hp_bench_config, field)

static const struct hp_config_key hp_config_keys[] = {
	{ HP_KEY(count), .min = 1, .max = 1000000000, .step = 1 },
	{ HP_KEY(block_size), .min = 8, .max = 4096, .step = 8 },
	{ HP_KEY(workloads), .names = hp_workload_names },
	{ HP_KEY(contenders), .names = hp_contender_names },
	{ HP_KEY(repeat), .min = 1, .max = HP_STATS_MAX_REPEAT, .step = 1 },
	{ HP_KEY(touch), .min = 0, .max = 1, .step = 1 },
	{ HP_KEY(seed), .min = 0, .max = U64_MAX, .step = 1 },
};

/* A piece of the input. */
struct hp_span {
	const char *start;
	size_t len;
};

/* Long enough for every key and name, short enough for one log line. */
#define HP_QUOTE_MAX	80

const char *hp_workload_name(enum hp_workload_id id)
{
	return hp_workload_names[id];
}

const char *hp_contender_name(enum hp_contender_id id)
{
	return id == HP_HARNESS ? "(harness)" : hp_contender_names[id];
}

static u64 *hp_config_field(struct hp_bench_config *config,
			    const struct hp_config_key *key)
{
	return (u64 *)((char *)config + key->offset);
}

static bool hp_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool hp_is_plain(char c)
{
	return c > ' ' && c <= '~' && c != '\\' && c != '"';
}

/* Whatever is written to the log is printable and short. */
static const char *hp_quote(char *buf, struct hp_span span)
{
	size_t used = 0, i;

	for (i = 0; i < span.len && used + 8 < HP_QUOTE_MAX; i++) {
		unsigned char c = span.start[i];

		if (hp_is_plain(c))
			buf[used++] = c;
		else
			used += sprintf(buf + used, "\\x%02x", c);
	}
	snprintf(buf + used, HP_QUOTE_MAX - used, "%s",
		 i < span.len ? "..." : "");
	return buf;
}

static bool hp_span_is(struct hp_span span, const char *name)
{
	return span.len == strlen(name) && !memcmp(span.start, name, span.len);
}

/* Splits off what stands before the first @separator, or all there is. */
static struct hp_span hp_span_cut(struct hp_span *rest, char separator)
{
	struct hp_span head = *rest;
	const char *end = memchr(rest->start, separator, rest->len);

	head.len = end ? (size_t)(end - rest->start) : rest->len;
	rest->start += head.len + !!end;
	rest->len -= head.len + !!end;
	return head;
}

static bool hp_next_word(struct hp_span *rest, struct hp_span *word)
{
	while (rest->len && hp_is_space(*rest->start)) {
		rest->start++;
		rest->len--;
	}

	*word = (struct hp_span){ .start = rest->start };
	while (word->len < rest->len && !hp_is_space(rest->start[word->len]))
		word->len++;

	rest->start += word->len;
	rest->len -= word->len;
	return word->len;
}

static const struct hp_config_key *hp_find_key(struct hp_span name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(hp_config_keys); i++)
		if (hp_span_is(name, hp_config_keys[i].name))
			return &hp_config_keys[i];
	return NULL;
}

static bool hp_parse_number(struct hp_span digits, u64 *value)
{
	size_t i;

	*value = 0;
	for (i = 0; i < digits.len; i++) {
		char c = digits.start[i];

		if (c < '0' || c > '9' ||
		    __builtin_mul_overflow(*value, 10ULL, value) ||
		    __builtin_add_overflow(*value, (u64)(c - '0'), value))
			return false;
	}
	return digits.len;
}

static int hp_set_number(const struct hp_config_key *key,
			 struct hp_span digits, u64 *field, char *reason)
{
	char quoted[HP_QUOTE_MAX];
	u32 rest;
	u64 value;

	if (hp_parse_number(digits, &value) && value >= key->min &&
	    value <= key->max) {
		div_u64_rem(value, key->step, &rest);
		*field = value;
		if (!rest)
			return 0;
	}

	snprintf(reason, HP_CONFIG_MAX_REASON,
		 "%s=%s: wants a number from %llu to %llu%s", key->name,
		 hp_quote(quoted, digits), key->min, key->max,
		 key->step == 8 ? ", a multiple of 8" : "");
	return -EINVAL;
}

static size_t hp_format_names(const char * const *names, u64 mask, char *text)
{
	size_t used = 0;
	unsigned int i;

	for (i = 0; names[i]; i++)
		if (mask & (1ULL << i))
			used += sprintf(text + used, "%s%s", used ? "," : "",
					names[i]);
	return used;
}

static u64 hp_all_names(const char * const *names)
{
	unsigned int i = 0;

	while (names[i])
		i++;
	return (1ULL << i) - 1;
}

static u64 hp_name_bit(const char * const *names, struct hp_span name)
{
	unsigned int i;

	for (i = 0; names[i]; i++)
		if (hp_span_is(name, names[i]))
			return 1ULL << i;
	return 0;
}

static int hp_bad_name(const struct hp_config_key *key, struct hp_span name,
		       const char *what, char *reason)
{
	char quoted[HP_QUOTE_MAX], names[HP_QUOTE_MAX];

	hp_format_names(key->names, U64_MAX, names);
	snprintf(reason, HP_CONFIG_MAX_REASON, "%s: \"%s\" %s: wants all, or some of %s",
		 key->name, hp_quote(quoted, name), what, names);
	return -EINVAL;
}

static int hp_set_names(const struct hp_config_key *key, struct hp_span list,
			u64 *field, char *reason)
{
	u64 mask = 0;

	if (hp_span_is(list, "all")) {
		*field = hp_all_names(key->names);
		return 0;
	}

	for (;;) {
		bool last = !memchr(list.start, ',', list.len);
		struct hp_span name = hp_span_cut(&list, ',');
		u64 bit = hp_name_bit(key->names, name);

		if (!bit)
			return hp_bad_name(key, name, "is unknown", reason);
		if (mask & bit)
			return hp_bad_name(key, name, "stands twice", reason);
		mask |= bit;
		if (last)
			break;
	}
	*field = mask;
	return 0;
}

static int hp_bad_key(struct hp_span word, const char *what, char *reason)
{
	char quoted[HP_QUOTE_MAX];

	snprintf(reason, HP_CONFIG_MAX_REASON,
		 "\"%s\" %s: keys are count, block_size, workloads, contenders, repeat, touch, seed",
		 hp_quote(quoted, word), what);
	return -EINVAL;
}

/* @seen has a bit for each key that was set already. */
static int hp_set_pair(struct hp_bench_config *config, struct hp_span word,
		       u64 *seen, char *reason)
{
	struct hp_span value = word, name = hp_span_cut(&value, '=');
	const struct hp_config_key *key = hp_find_key(name);
	u64 bit;

	if (name.len == word.len)
		return hp_bad_key(word, "is no key=value", reason);
	if (!key)
		return hp_bad_key(name, "is no key", reason);

	bit = 1ULL << (key - hp_config_keys);
	if (*seen & bit)
		return hp_bad_key(name, "is set twice", reason);
	*seen |= bit;

	if (key->names)
		return hp_set_names(key, value, hp_config_field(config, key),
				    reason);
	return hp_set_number(key, value, hp_config_field(config, key), reason);
}

int hp_config_parse(struct hp_bench_config *config, const char *text,
		    size_t len, char *reason)
{
	struct hp_bench_config changed = *config;
	struct hp_span rest = { text, len }, word;
	u64 seen = 0;
	int err;

	reason[0] = '\0';
	if (len > HP_CONFIG_MAX_INPUT) {
		snprintf(reason, HP_CONFIG_MAX_REASON,
			 "%zu bytes: wants at most %d", len, HP_CONFIG_MAX_INPUT);
		return -E2BIG;
	}

	while (hp_next_word(&rest, &word)) {
		err = hp_set_pair(&changed, word, &seen, reason);
		if (err)
			return err;
	}
	if (!seen)
		return hp_bad_key(word, "is no key=value", reason);

	*config = changed;
	return 0;
}

size_t hp_config_format(const struct hp_bench_config *config, char *text)
{
	struct hp_bench_config copy = *config;
	size_t used = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(hp_config_keys); i++) {
		const struct hp_config_key *key = &hp_config_keys[i];
		u64 value = *hp_config_field(&copy, key);

		used += sprintf(text + used, "%s=", key->name);
		if (key->names)
			used += hp_format_names(key->names, value, text + used);
		else
			used += sprintf(text + used, "%llu", value);
		used += sprintf(text + used, "\n");
	}
	return used;
}
