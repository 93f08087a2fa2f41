/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_CONFIG_H
#define HPALLOC_BENCH_ENGINE_CONFIG_H

#include "platform.h"
#include "text.h"
#include "trace.h"

/* Bytes that a text to be parsed may have. */
#define HP_CONFIG_MAX_INPUT	4096

/**
 * struct hp_bench_config - what a run does
 * @count: live blocks, and operations a row
 * @block_size: bytes
 * @workloads: a bit for each of hp_workloads
 * @contenders: a bit for each of hp_contenders
 * @contexts: a bit for each of hp_contexts
 * @cpus: on how many CPUs those workloads run that are for several
 * @repeat: how often everything is measured
 * @touch: what is written to each block, see enum hp_touch
 * @seed: of the random orders
 * @trace: what is replayed, NULL if there is no trace; not a key
 */
struct hp_bench_config {
	u64 count;
	u64 block_size;
	u64 workloads;
	u64 contenders;
	u64 contexts;
	u64 cpus;
	u64 repeat;
	u64 touch;
	u64 seed;
	const struct hp_trace *trace;
};

/** hp_touch_words - what enum hp_touch is written as; ends in NULL */
extern const char * const hp_touch_words[];

/**
 * hp_config_init() - the configuration that holds until something is written
 * @config: the configuration
 */
void hp_config_init(struct hp_bench_config *config);

/**
 * hp_config_is_selected() - whether somebody chose workloads or contenders
 * @config: the configuration
 *
 * Return: false if they are those of hp_config_init().
 */
bool hp_config_is_selected(const struct hp_bench_config *config);

/**
 * hp_config_parse() - change a configuration, wholly or not at all
 * @config: the configuration
 * @text: key=value pairs separated by white space; need not end in a NUL
 * @len: its bytes
 * @reason: appended to: one printable line that says what is wrong
 *
 * Return: 0; -E2BIG for more than HP_CONFIG_MAX_INPUT bytes, -EINVAL for
 * anything else that is wrong, and then @config is as before.
 */
int hp_config_parse(struct hp_bench_config *config, const char *text,
		    size_t len, struct hp_text *reason);

/**
 * hp_config_live() - blocks that are live at once
 * @config: the configuration
 *
 * Return: the most that any of its workloads may have, on all CPUs.
 */
u64 hp_config_live(const struct hp_bench_config *config);

/**
 * hp_config_each() - call a function for each key
 * @config: the configuration
 * @fn: gets @arg, the key, and its value as it may be written
 * @arg: what @fn needs
 */
void hp_config_each(const struct hp_bench_config *config,
		    void (*fn)(void *arg, const char *key, const char *value),
		    void *arg);

/**
 * hp_config_format() - write a configuration so that it can be parsed again
 * @config: the configuration
 * @text: appended to: a line a key
 */
void hp_config_format(const struct hp_bench_config *config,
		      struct hp_text *text);

/**
 * hp_config_names() - what a key chooses from
 * @key: "workloads", "contenders" or "contexts"
 * @text: appended to: a line each, "NAME: NOTE", in the order in which they run.
 *        After it stands "[extra]" if "all" has it and the initial value not,
 *        and "[not here: REASON]" if the running system lacks it
 *
 * Context: process.
 */
void hp_config_names(const char *key, struct hp_text *text);

#endif /* HPALLOC_BENCH_ENGINE_CONFIG_H */
