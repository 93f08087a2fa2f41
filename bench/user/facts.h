/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_USER_FACTS_H
#define HPALLOC_BENCH_USER_FACTS_H

#include "../engine/result.h"

/**
 * hp_facts_start() - look at what may change during the run
 */
void hp_facts_start(void);

/**
 * hp_facts() - put down what is known of the system
 * @result: the run
 * @cpu: the CPU that all ran on, -1 if not on one
 */
void hp_facts(struct hp_result *result, int cpu);

#endif /* HPALLOC_BENCH_USER_FACTS_H */
