// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The file `config`: each bad input has to give an error and one line in the
 * kernel's log that names the key and its limits, and to change nothing.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "blackbox.h"

/**
 * struct key - a key of the configuration
 * @name: the key
 * @good: a value that is not the default
 * @limits: what the log line about a bad value must contain
 * @bad: invalid values
 */
static const struct key {
	const char *name;
	const char *good;
	const char *limits[2];
	const char *bad[6];
} keys[] = {
	{ "count", "777", { "from 1 ", " to " },
	  { "0", "-1", "1000000001", "18446744073709551616", "many", "1.5" } },
	{ "block_size", "128", { "from 8 ", " 4096" },
	  { "0", "7", "12", "4104", "64x", "-64" } },
	{ "workloads", "pair,shuffle", { "fifo", "random" },
	  { "nonesuch", "pair,,seed", "pair,", "seed,fifo", "all,pair", "PAIR" } },
	{ "contenders", "kmalloc", { "fixed_block", "kmem_cache" },
	  { "malloc", ",kmalloc", "kmalloc,nonesuch", "kmalloc,kmalloc" } },
	{ "contexts", "softirq,hardirq", { "process", "preempt_off" },
	  { "irq", "process,", "softirq,softirq", "SOFTIRQ" } },
	{ "repeat", "5", { "from 1 ", " to " },
	  { "0", "4294967296", "3.5", "-1", "0x3" } },
	{ "touch", "whole", { "none", "first" },
	  { "2", "perhaps", "-1" } },
	{ "seed", "18446744073709551615", { "from 0 ", "18446744073709551615" },
	  { "18446744073709551616", "-1", "x" } },
};

#define BAD(config, names)	{ config, sizeof(config) - 1, names }

/* Invalid texts, and what the log line must name. */
static const struct bad_config {
	const char *config;
	size_t len;
	const char *names;
} bad_configs[] = {
	BAD("", "count"),
	BAD("\n", "count"),
	BAD(" \t", "count"),
	BAD("=5", "count"),
	BAD("nonesuch=1", "nonesuch"),
	BAD("COUNT=5", "COUNT"),
	BAD("count=10\0repeat=3", "count"),
	BAD("\xff\xfe\x00\x01\x7f\x80", "count"),
	BAD("count=777 repeat=0", "repeat"),
	BAD("count=777\nnonesuch=1\n", "nonesuch"),
};

static void printable(char *out, size_t size, const char *in, size_t len)
{
	size_t n = 0, i;

	for (i = 0; i < len && n + 5 < size; i++) {
		if (in[i] > ' ' && in[i] < 0x7f && in[i] != '#')
			out[n++] = in[i];
		else
			n += snprintf(out + n, size - n, "\\x%02x", (unsigned char)in[i]);
	}
	out[n] = '\0';
}

/* @names: what the log line has to contain, up to the first NULL of three. */
static bool refuses(const void *config, size_t len, const char *const names[3])
{
	char before[4096], after[4096], line[1024];
	int ret, lines, i;
	bool named = true;

	file_read(CONFIG, before, sizeof(before));
	log_mark();
	ret = file_write(CONFIG, config, len);
	lines = log_lines("hpalloc: config: ", line, sizeof(line));
	file_read(CONFIG, after, sizeof(after));
	for (i = 0; i < 3 && names[i]; i++)
		named = named && strstr(line, names[i]);

	if ((ret == -EINVAL || ret == -E2BIG) && lines == 1 && named && !strcmp(before, after))
		return true;
	ktap_note("%s; %d log lines, the last: %s; config %s",
		  ret ? strerror(-ret) : "accepted", lines, line,
		  strcmp(before, after) ? "changed" : "unchanged");
	return false;
}

static void expect_refusal(const char *what, const void *config, size_t len,
			   const char *const names[3])
{
	ktap_case(refuses(config, len, names), "config refuses %s", what);
}

static void expect_refusal_of(const char *config, const char *const names[3])
{
	char what[128];

	printable(what, sizeof(what), config, strlen(config));
	expect_refusal(what, config, strlen(config), names);
}

static void test_bad_values(const struct key *key)
{
	const char *const names[3] = { key->name, key->limits[0], key->limits[1] };
	const char *const name_only[3] = { key->name };
	char config[256];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(key->bad) && key->bad[i]; i++) {
		snprintf(config, sizeof(config), "%s=%s", key->name, key->bad[i]);
		expect_refusal_of(config, names);
	}
	snprintf(config, sizeof(config), "%s=", key->name);
	expect_refusal_of(config, names);
	snprintf(config, sizeof(config), "%s=\x01\xff", key->name);
	expect_refusal_of(config, names);
	expect_refusal_of(key->name, name_only);
	snprintf(config, sizeof(config), "%s=%s %s=%s", key->name, key->good,
		 key->name, key->good);
	expect_refusal_of(config, name_only);
}

static void test_good_value(const struct key *key)
{
	char config[256];

	snprintf(config, sizeof(config), "%s=%s", key->name, key->good);
	ktap_case(!config_has(config) && !config_set(config) && config_has(config),
		  "config takes %s", config);
}

static void test_bad_configs(void)
{
	static char large[64 << 10];
	const char *const size[3] = { "bytes" };
	char what[128];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad_configs); i++) {
		const struct bad_config *bad = &bad_configs[i];
		const char *const names[3] = { bad->names };

		printable(what, sizeof(what), bad->config, bad->len);
		expect_refusal(bad->len ? what : "nothing", bad->config, bad->len, names);
	}
	memset(large, 'a', sizeof(large));
	expect_refusal("64 KiB of one letter", large, sizeof(large), size);
	for (i = 0; i + 8 <= sizeof(large); i += 8)
		memcpy(large + i, "count=1 ", 8);
	expect_refusal("64 KiB of count=1", large, sizeof(large), size);
}

static bool takes_several(void)
{
	return !config_set("count=500 repeat=2\n\ttouch=1") && config_has("count=500") &&
	       config_has("repeat=2") && config_has("touch=first");
}

static bool takes_what_it_printed(void)
{
	char before[4096], after[4096];

	file_read(CONFIG, before, sizeof(before));
	if (config_set(before))
		return false;
	file_read(CONFIG, after, sizeof(after));
	return !strcmp(before, after);
}

static bool takes_all(void)
{
	return !config_set("workloads=all contenders=all") &&
	       !config_has("contenders=kmalloc") && !config_has("workloads=pair,shuffle");
}

static const struct test_case cases[] = {
	{ "config takes several keys at once", takes_several },
	{ "config takes what it printed", takes_what_it_printed },
	{ "config takes all for a list", takes_all },
};

void test_config(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		test_bad_values(&keys[i]);
		test_good_value(&keys[i]);
	}
	test_bad_configs();
	ktap_run(cases, ARRAY_SIZE(cases));
}
