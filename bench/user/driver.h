/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_USER_DRIVER_H
#define HPALLOC_BENCH_USER_DRIVER_H

#include "../engine/result.h"

/**
 * hp_drive() - measure
 * @config: what
 *
 * Each contender takes each of its turns in a new process, one after the
 * other on one CPU.
 *
 * Return: the concluded run, never to be freed, or NULL after a message.
 */
const struct hp_result *hp_drive(const struct hp_bench_config *config);

/**
 * hp_drive_pin() - stay on one CPU, children too
 *
 * Return: its number, or -1 if that failed.
 */
int hp_drive_pin(void);

#endif /* HPALLOC_BENCH_USER_DRIVER_H */
