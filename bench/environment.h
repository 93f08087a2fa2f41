/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENVIRONMENT_H
#define HPALLOC_BENCH_ENVIRONMENT_H

#include "result.h"

/**
 * hp_environment() - put down what a run's figures depend on
 * @result: the run
 *
 * Context: process, on the CPU and before the clock that measured it change.
 */
void hp_environment(struct hp_result *result);

#endif /* HPALLOC_BENCH_ENVIRONMENT_H */
