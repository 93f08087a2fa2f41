/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_USER_FOOTPRINT_H
#define HPALLOC_BENCH_USER_FOOTPRINT_H

/**
 * hp_footprint_start() - what hp_bench_footprint() returns is in addition to now
 */
void hp_footprint_start(void);

#endif /* HPALLOC_BENCH_USER_FOOTPRINT_H */
