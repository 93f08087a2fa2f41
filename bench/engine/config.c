// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "config.h"
#include "contender.h"
#include "context.h"
#include "stats.h"
#include "workload.h"

/**
 * struct item - what is chosen by name
 * @name: the name
 * @alias: another one, or NULL
 * @note: a line about it
 * @extra: chosen only if named, or with "all"
 */
struct item {
	const char *name;
	const char *alias;
	const char *note;
	bool extra;
};

/**
 * struct names - a kind of such things: the i-th of them is bit i
 * @nr: how many
 * @item: the i-th
 * @absent: why the running system lacks the i-th, or NULL if it is there; NULL if
 *          all always are
 */
struct names {
	const unsigned int *nr;
	struct item (*item)(unsigned int i);
	const char *(*absent)(unsigned int i);
};

static struct item workload_item(unsigned int i)
{
	const struct hp_workload *workload = hp_workloads[i].workload;

	return (struct item){
		.name = hp_workloads[i].name,
		.alias = workload->alias,
		.note = workload->note,
		.extra = workload->extra,
	};
}

static struct item contender_item(unsigned int i)
{
	const struct hp_contender *contender = hp_contenders[i].contender;

	return (struct item){
		.name = hp_contenders[i].name,
		.alias = contender->alias,
		.note = contender->note,
		.extra = contender->extra,
	};
}

static const char *contender_absent(unsigned int i)
{
	return hp_contender_absent(hp_contenders[i].contender);
}

static struct item context_item(unsigned int i)
{
	return (struct item){
		.name = hp_contexts[i].name,
		.note = hp_contexts[i].note,
		.extra = i != HP_IN_TASK,
	};
}

#define NAMES(kind, ...) { &hp_nr_##kind##s, kind##_item, __VA_ARGS__ }

static const struct names workload_names = NAMES(workload, NULL);
static const struct names contender_names = NAMES(contender, contender_absent);
static const struct names context_names = NAMES(context, NULL);

/**
 * struct config_key - a key and its limits
 * @name: the key
 * @offset: of its number in struct hp_bench_config
 * @initial: the value until something else is written
 * @min: smallest value
 * @max: largest value
 * @step: values are multiples of it
 * @names: if not NULL, the value is a list of these or "all"
 * @words: if not NULL, what stands for each number from 0 on; the numbers from
 *         @min to @max are understood as well
 */
struct config_key {
	const char *name;
	size_t offset;
	u64 initial;
	u64 min;
	u64 max;
	u32 step;
	const struct names *names;
	const char * const *words;
};

const char * const hp_touch_words[] = {
#define HP_TOUCH(name, word)	#word,
	HP_TOUCH_LIST(HP_TOUCH)
#undef HP_TOUCH
	NULL
};

#define KEY(field) \
	.name = #field, .offset = offsetof(struct hp_bench_config, field)

static const struct config_key keys[] = {
	{ KEY(count), .initial = 100000, .min = 1, .max = 1000000000, .step = 1 },
	{ KEY(block_size), .initial = 64, .min = 8, .max = 4096, .step = 8 },
	{ KEY(workloads), .names = &workload_names },
	{ KEY(contenders), .names = &contender_names },
	{ KEY(contexts), .names = &context_names },
	{ KEY(cpus), .initial = 1, .min = 1, .max = HP_BENCH_MAX_CPUS, .step = 1 },
	{ KEY(repeat), .initial = 12, .min = 1, .max = HP_STATS_MAX_REPEAT, .step = 1 },
	{ KEY(touch), .initial = HP_TOUCH_FIRST, .max = 1, .words = hp_touch_words },
	{ KEY(seed), .initial = 1, .min = 0, .max = U64_MAX, .step = 1 },
};

/* A piece of the input. */
struct span {
	const char *start;
	size_t len;
};

/* Bytes of the input that a reason quotes: it has to fit into a line. */
#define QUOTE_MAX	72

static u64 *config_field(struct hp_bench_config *config,
			 const struct config_key *key)
{
	return (u64 *)((char *)config + key->offset);
}

static u64 config_value(const struct hp_bench_config *config,
			const struct config_key *key)
{
	return *(const u64 *)((const char *)config + key->offset);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_plain(char c)
{
	return c > ' ' && c <= '~' && c != '\\' && c != '"';
}

/* Whatever is written to the log is printable and short. */
static void add_quoted(struct hp_text *text, struct span span)
{
	size_t end = text->len + QUOTE_MAX, i;

	for (i = 0; i < span.len && text->len < end; i++) {
		unsigned char c = span.start[i];

		hp_text_add(text, is_plain(c) ? "%c" : "\\x%02x", c);
	}
	if (i < span.len)
		hp_text_add(text, "...");
}

static bool span_is(struct span span, const char *name)
{
	return span.len == strlen(name) && !memcmp(span.start, name, span.len);
}

/* Splits off what stands before the first @separator, or all there is. */
static struct span span_cut(struct span *rest, char separator)
{
	struct span head = *rest;
	const char *end = memchr(rest->start, separator, rest->len);

	head.len = end ? (size_t)(end - rest->start) : rest->len;
	rest->start += head.len + !!end;
	rest->len -= head.len + !!end;
	return head;
}

static bool next_word(struct span *rest, struct span *word)
{
	while (rest->len && is_space(*rest->start)) {
		rest->start++;
		rest->len--;
	}

	*word = (struct span){ .start = rest->start };
	while (word->len < rest->len && !is_space(rest->start[word->len]))
		word->len++;

	rest->start += word->len;
	rest->len -= word->len;
	return word->len;
}

static const struct config_key *find_key(struct span name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (span_is(name, keys[i].name))
			return &keys[i];
	return NULL;
}

static bool parse_number(struct span digits, u64 *value)
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

static int set_number(const struct config_key *key, struct span digits,
		      u64 *field, struct hp_text *reason)
{
	u32 rest;
	u64 value;

	if (parse_number(digits, &value) && value >= key->min &&
	    value <= key->max) {
		div_u64_rem(value, key->step, &rest);
		*field = value;
		if (!rest)
			return 0;
	}

	hp_text_add(reason, "%s=", key->name);
	add_quoted(reason, digits);
	hp_text_add(reason, ": must be a number from %llu to %llu", key->min, key->max);
	if (key->step > 1)
		hp_text_add(reason, ", a multiple of %u", key->step);
	return -EINVAL;
}

static int set_word(const struct config_key *key, struct span word, u64 *field,
		    struct hp_text *reason)
{
	unsigned int i;

	for (i = 0; key->words[i]; i++) {
		if (!span_is(word, key->words[i]))
			continue;
		*field = i;
		return 0;
	}
	if (parse_number(word, field) && *field <= key->max)
		return 0;

	hp_text_add(reason, "%s=", key->name);
	add_quoted(reason, word);
	hp_text_add(reason, ": must be one of ");
	for (i = 0; key->words[i]; i++)
		hp_text_add(reason, "%s%s", i ? "," : "", key->words[i]);
	return -EINVAL;
}

static void add_names(struct hp_text *text, const struct names *names, u64 mask)
{
	const char *separator = "";
	unsigned int i;

	for (i = 0; i < *names->nr; i++) {
		if (!(mask >> i & 1))
			continue;
		hp_text_add(text, "%s%s", separator, names->item(i).name);
		separator = ",";
	}
}

static u64 all_names(const struct names *names)
{
	return U64_MAX >> (64 - *names->nr);
}

static u64 initial_names(const struct names *names)
{
	u64 mask = 0;
	unsigned int i;

	for (i = 0; i < *names->nr; i++)
		if (!names->item(i).extra)
			mask |= 1ULL << i;
	return mask;
}

static u64 name_bit(const struct names *names, struct span name)
{
	unsigned int i;

	for (i = 0; i < *names->nr; i++) {
		struct item item = names->item(i);

		if (span_is(name, item.name) || (item.alias && span_is(name, item.alias)))
			return 1ULL << i;
	}
	return 0;
}

static int bad_name(const struct config_key *key, struct span name,
		    const char *what, struct hp_text *reason)
{
	hp_text_add(reason, "%s: \"", key->name);
	add_quoted(reason, name);
	hp_text_add(reason, "\" %s: must be all, or some of ", what);
	add_names(reason, key->names, U64_MAX);
	return -EINVAL;
}

static int set_names(const struct config_key *key, struct span list,
		     u64 *field, struct hp_text *reason)
{
	u64 mask = 0;

	if (span_is(list, "all")) {
		*field = all_names(key->names);
		return 0;
	}

	for (;;) {
		bool last = !memchr(list.start, ',', list.len);
		struct span name = span_cut(&list, ',');
		u64 bit = name_bit(key->names, name);

		if (!bit)
			return bad_name(key, name, "is unknown", reason);
		if (mask & bit)
			return bad_name(key, name, "is given twice", reason);
		mask |= bit;
		if (last)
			break;
	}
	*field = mask;
	return 0;
}

static int bad_key(struct span word, const char *what, struct hp_text *reason)
{
	unsigned int i;

	hp_text_add(reason, "\"");
	add_quoted(reason, word);
	hp_text_add(reason, "\" %s: keys are", what);
	for (i = 0; i < ARRAY_SIZE(keys); i++)
		hp_text_add(reason, "%s %s", i ? "," : "", keys[i].name);
	return -EINVAL;
}

/* @seen has a bit for each key that was set already. */
static int set_pair(struct hp_bench_config *config, struct span word,
		    u64 *seen, struct hp_text *reason)
{
	struct span value = word, name = span_cut(&value, '=');
	const struct config_key *key = find_key(name);
	u64 bit;

	if (name.len == word.len)
		return bad_key(word, "is not key=value", reason);
	if (!key)
		return bad_key(name, "is not a key", reason);

	bit = 1ULL << (key - keys);
	if (*seen & bit)
		return bad_key(name, "is given twice", reason);
	*seen |= bit;

	if (key->names)
		return set_names(key, value, config_field(config, key), reason);
	if (key->words)
		return set_word(key, value, config_field(config, key), reason);
	return set_number(key, value, config_field(config, key), reason);
}

void hp_config_init(struct hp_bench_config *config)
{
	const struct config_key *key;

	for (key = keys; key < keys + ARRAY_SIZE(keys); key++)
		*config_field(config, key) = key->names ?
			initial_names(key->names) : key->initial;
	config->trace = NULL;
}

bool hp_config_is_selected(const struct hp_bench_config *config)
{
	return config->workloads != initial_names(&workload_names) ||
	       config->contenders != initial_names(&contender_names);
}

int hp_config_parse(struct hp_bench_config *config, const char *text,
		    size_t len, struct hp_text *reason)
{
	struct hp_bench_config changed = *config;
	struct span rest = { text, len }, word;
	u64 seen = 0;
	int err;

	if (len > HP_CONFIG_MAX_INPUT) {
		hp_text_add(reason, "%zu bytes: must be at most %d", len,
			    HP_CONFIG_MAX_INPUT);
		return -E2BIG;
	}

	while (next_word(&rest, &word)) {
		err = set_pair(&changed, word, &seen, reason);
		if (err)
			return err;
	}
	if (!seen)
		return bad_key(word, "is not key=value", reason);

	*config = changed;
	return 0;
}

u64 hp_config_live(const struct hp_bench_config *config)
{
	u64 live = config->cpus * config->count;
	unsigned int i;

	for (i = 0; i < hp_nr_workloads; i++) {
		const struct hp_workload *workload = hp_workloads[i].workload;

		if (config->workloads >> i & 1)
			live = max(live, hp_workload_workers(workload, config->cpus) *
					 hp_workload_live(workload, config->count,
							  config->block_size));
	}
	return live;
}

void hp_config_each(const struct hp_bench_config *config,
		    void (*fn)(void *arg, const char *key, const char *value),
		    void *arg)
{
	const struct config_key *key;

	for (key = keys; key < keys + ARRAY_SIZE(keys); key++) {
		u64 value = config_value(config, key);
		struct hp_text text = { };

		if (key->names)
			add_names(&text, key->names, value);
		else if (key->words)
			hp_text_add(&text, "%s", key->words[value]);
		else
			hp_text_add(&text, "%llu", value);
		fn(arg, key->name, hp_text_string(&text));
		hp_text_free(&text);
	}
}

static void add_line(void *text, const char *key, const char *value)
{
	hp_text_add(text, "%s=%s\n", key, value);
}

void hp_config_format(const struct hp_bench_config *config,
		      struct hp_text *text)
{
	hp_config_each(config, add_line, text);
}

static void add_line_of(struct hp_text *text, const struct names *names, unsigned int i)
{
	const char *absent = names->absent ? names->absent(i) : NULL;
	struct item item = names->item(i);

	hp_text_add(text, "%s: %s", item.name, item.note);
	if (item.extra)
		hp_text_add(text, " [extra]");
	if (absent)
		hp_text_add(text, " [not here: %s]", absent);
	hp_text_add(text, "\n");
}

void hp_config_names(const char *key, struct hp_text *text)
{
	const struct names *names = find_key((struct span){ key, strlen(key) })->names;
	unsigned int i;

	for (i = 0; i < *names->nr; i++)
		add_line_of(text, names, i);
}
