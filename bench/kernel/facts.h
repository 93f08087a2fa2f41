/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_KERNEL_FACTS_H
#define HPALLOC_BENCH_KERNEL_FACTS_H

#include "../engine/result.h"

/**
 * hp_facts() - put down what a run's figures depend on
 * @result: the run
 *
 * What can be asked of the running kernel is asked of it, not of how it was
 * built.
 *
 * Context: process, on the CPU and before the clock that measured it change.
 */
void hp_facts(struct hp_result *result);

#endif /* HPALLOC_BENCH_KERNEL_FACTS_H */
