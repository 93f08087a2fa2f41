/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_RSS_H
#define HPALLOC_BENCH_RSS_H

/**
 * hp_rss_start() - what hp_memory_under() returns is in addition to now
 */
void hp_rss_start(void);

#endif /* HPALLOC_BENCH_RSS_H */
