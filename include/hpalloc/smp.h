/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_SMP_H
#define HPALLOC_SMP_H

/*
 * smp: what the cache needs of a platform with several CPUs and contexts
 *
 * Beside platform.h. There are two implementations: smp_linux.h in the kernel,
 * and the tests' smp_user.h, which is in userspace/verify/include and makes each
 * step between CPUs and contexts visible. What is listed here both have.
 *
 *	hp_load(ptr)		READ_ONCE()
 *	hp_peek(ptr)		the same, of what only contexts of this CPU write;
 *				the compiler may make it part of an instruction
 *	hp_store(ptr, val)	WRITE_ONCE()
 *	hp_store_release(ptr, val)	smp_store_release()
 *	hp_barrier()		barrier(): order as an interrupt sees it
 *	hp_read_barrier()	smp_rmb()
 *	hp_try_cmpxchg(ptr, old, new)
 *				try_cmpxchg(): a full barrier if it succeeds, else
 *				*@old is what was found
 *	hp_counter		a counter of a CPU, for all contexts there
 *	hp_count(counter)	adds 1
 *	hp_count_read(counter)
 *	__percpu		of a pointer to something that each CPU has
 *	__aligned(bytes)
 *	hp_percpu_alloc(type)	zeroed, may sleep; NULL without memory
 *	hp_percpu_free(percpu)
 *	hp_percpu_ptr(percpu, cpu)
 *	hp_percpu_dead		a struct hp_cache_cpu of each CPU, busy for ever
 *	hp_for_each_cpu(cpu)	all that there may ever be
 *	hp_nr_cpus()		how many
 *	hp_cpu_enter(percpu)	stay on this CPU; returns what it has
 *	hp_cpu_leave()		nests, and may be called in any context
 *	struct hp_cache_host	what it needs a cache to hold
 *
 * and, for the source,
 *
 *	hp_cache_attach(cache), hp_cache_detach(cache)
 *				a cache comes and goes; both may sleep
 *	hp_cache_lock(cache), hp_cache_unlock(cache)
 *				one at a time adds memory to it; may sleep
 *	hp_cache_ask_growth(cache)	have hp_cache_grow() called where it may sleep
 *	hp_cache_on_each_cpu(cache)	call hp_cache_drain_this() on each, and wait
 *	hp_trace_refill(cache, nr), hp_trace_flush(cache, nr),
 *	hp_trace_grow(cache, size), hp_trace_exhausted(cache)
 *				tell those who trace
 */

#ifdef __KERNEL__
#include <hpalloc/smp_linux.h>
#else
#include <hpalloc/smp_user.h>
#endif

int hp_cache_attach(struct hp_cache *cache);
void hp_cache_detach(struct hp_cache *cache);
void hp_cache_lock(struct hp_cache *cache);
void hp_cache_unlock(struct hp_cache *cache);
void hp_cache_ask_growth(struct hp_cache *cache);
void hp_cache_on_each_cpu(struct hp_cache *cache);

#endif /* HPALLOC_SMP_H */
