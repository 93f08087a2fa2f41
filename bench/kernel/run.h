/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_KERNEL_RUN_H
#define HPALLOC_BENCH_KERNEL_RUN_H

#include "../engine/result.h"

/**
 * hp_bench_run() - measure
 * @config: what; copied
 * @result: in any state but an initialised one; after success what came out,
 *          concluded, and to be given to hp_bench_forget()
 *
 * One at a time. Ends early when a signal is pending that ends or is caught.
 *
 * Context: process, sleeps.
 * Return: 0; after a line in the log -ENOMEM if memory is insufficient, or
 * -EINVAL if it takes more CPUs than there are; -EINTR. After an error there is nothing to free.
 */
int hp_bench_run(const struct hp_bench_config *config, struct hp_result *result);

/**
 * hp_bench_forget() - free the result of a run
 * @result: the result
 */
void hp_bench_forget(struct hp_result *result);

/**
 * hp_bench_progress() - what runs now
 * @text: appended to: one line, "idle" or how far it is
 */
void hp_bench_progress(struct hp_text *text);

#endif /* HPALLOC_BENCH_KERNEL_RUN_H */
