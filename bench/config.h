/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CONFIG_H
#define HPALLOC_BENCH_CONFIG_H

#include "catalog.h"

#define HP_CONFIG_MAX_INPUT	4096
#define HP_CONFIG_MAX_TEXT	512
#define HP_CONFIG_MAX_REASON	200

/**
 * struct hp_bench_config - what a run does
 * @count: live blocks, and operations a phase
 * @block_size: bytes
 * @workloads: a bit for each enum hp_workload_id
 * @contenders: a bit for each enum hp_contender_id below HP_CONTENDERS
 * @repeat: how often everything is measured
 * @touch: whether the first word of each block is written
 * @seed: of the random orders
 */
struct hp_bench_config {
	u64 count;
	u64 block_size;
	u64 workloads;
	u64 contenders;
	u64 repeat;
	u64 touch;
	u64 seed;
};

/** hp_config_default - what holds until something else is written */
extern const struct hp_bench_config hp_config_default;

/**
 * hp_config_parse() - change a configuration, wholly or not at all
 * @config: the configuration
 * @text: key=value pairs separated by white space; need not end in a NUL
 * @len: its bytes
 * @reason: HP_CONFIG_MAX_REASON bytes for one printable line that says what
 *          is wrong; empty after success
 *
 * Return: 0; -E2BIG for more than HP_CONFIG_MAX_INPUT bytes, -EINVAL for
 * anything else that is wrong, and then @config is as before.
 */
int hp_config_parse(struct hp_bench_config *config, const char *text,
		    size_t len, char *reason);

/**
 * hp_config_format() - write a configuration so that it can be parsed again
 * @config: the configuration
 * @text: HP_CONFIG_MAX_TEXT bytes for a line a key
 *
 * Return: the length of @text.
 */
size_t hp_config_format(const struct hp_bench_config *config, char *text);

/**
 * hp_workload_name() - the name by which a workload is chosen
 * @id: the workload
 *
 * Return: the name.
 */
const char *hp_workload_name(enum hp_workload_id id);

/**
 * hp_contender_name() - the name by which a contender is chosen
 * @id: the contender, or HP_HARNESS
 *
 * Return: the name.
 */
const char *hp_contender_name(enum hp_contender_id id);

#endif /* HPALLOC_BENCH_CONFIG_H */
