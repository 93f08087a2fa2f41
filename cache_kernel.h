/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_CACHE_KERNEL_H
#define HPALLOC_CACHE_KERNEL_H

struct hp_cache;

/**
 * hp_cache_visit() - call a function for each cache
 * @visit: the function; it may sleep, but neither create nor destroy a cache
 * @data: passed to it
 *
 * Context: process, may sleep.
 */
void hp_cache_visit(void (*visit)(struct hp_cache *cache, void *data), void *data);

/**
 * hp_cache_exit() - let go of what the first cache set up
 *
 * Context: process, may sleep. No cache may be left.
 */
void hp_cache_exit(void);

#endif /* HPALLOC_CACHE_KERNEL_H */
