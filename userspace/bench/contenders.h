/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CONTENDERS_H
#define HPALLOC_BENCH_CONTENDERS_H

#include "../../bench/contender.h"

extern const struct hp_contender hp_contender_hpalloc;
extern const struct hp_contender hp_contender_hpalloc_ready;
extern const struct hp_contender hp_contender_hpalloc_huge;
extern const struct hp_contender hp_contender_malloc;

#endif /* HPALLOC_BENCH_CONTENDERS_H */
