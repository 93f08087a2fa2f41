/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_RUNNER_H
#define HPALLOC_BENCH_RUNNER_H

#include "result.h"

/**
 * hp_run() - measure
 * @config: what; copied
 * @result: all zero; what came out
 *
 * One at a time. Ends early when a signal is pending. All memory that it takes
 * is given back, whatever happens.
 *
 * Context: process, sleeps.
 * Return: 0; -ENOMEM, after a line in the log, if memory will not do; -EINTR.
 */
int hp_run(const struct hp_bench_config *config, struct hp_result *result);

#define HP_PROGRESS_MAX	80

/**
 * hp_run_progress() - what runs now
 * @text: HP_PROGRESS_MAX bytes for one line: "idle", or how far it is
 *
 * Return: the length of @text.
 */
size_t hp_run_progress(char *text);

#endif /* HPALLOC_BENCH_RUNNER_H */
