/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_NOISE_H
#define HPALLOC_BENCH_ENGINE_NOISE_H

#include "result.h"

/**
 * hp_noise_conclude() - add the fact "noise": what disturbed repeats
 * @result: the run, in which all was measured
 */
void hp_noise_conclude(struct hp_result *result);

#endif /* HPALLOC_BENCH_ENGINE_NOISE_H */
