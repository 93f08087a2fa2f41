/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_SMP_LINUX_H
#define HPALLOC_SMP_LINUX_H

/* The kernel, see smp.h. */

#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/irq_work.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/workqueue.h>

#include <asm/local.h>

#define hp_load(ptr)			READ_ONCE(*(ptr))
#define hp_peek(ptr)			data_race(*(ptr))	/* of this CPU only */
#define hp_store(ptr, val)		WRITE_ONCE(*(ptr), val)
#define hp_barrier()			barrier()
/* What for, those who use them say. */
#define hp_store_release(ptr, val)	smp_store_release(ptr, val)
#define hp_read_barrier()		smp_rmb()	/* as above */
#define hp_try_cmpxchg(ptr, old, new)	try_cmpxchg(ptr, old, new)

#define hp_counter			local_t
#define hp_count(counter)		local_inc(counter)
#define hp_count_read(counter)		((unsigned long)local_read(counter))

#define hp_percpu_alloc(type)		alloc_percpu(type)
#define hp_percpu_free(percpu)		free_percpu(percpu)
#define hp_percpu_ptr(percpu, cpu)	per_cpu_ptr(percpu, cpu)
#define hp_percpu_dead			(&hp_cache_dead)
#define hp_for_each_cpu(cpu)		for_each_possible_cpu(cpu)
#define hp_nr_cpus()			num_possible_cpus()

/* Without tracing, so that those who trace preempt_disable() may use a cache. */
#define hp_cpu_enter(percpu) ({						\
	preempt_disable_notrace();					\
	this_cpu_ptr(percpu);						\
})
#define hp_cpu_leave()			preempt_enable_notrace()

/**
 * struct hp_cache_host - what the kernel's side of a cache needs; private
 * @list: of all caches
 * @hotplug: of those to be told of CPUs that go
 * @lock: taken by who adds memory
 * @ask: asks for growth where no lock may be taken
 * @grow: grows where it may sleep
 * @retry: in jiffies, when to ask again after it failed
 */
struct hp_cache_host {
	struct list_head list;
	struct hlist_node hotplug;
	struct mutex lock;	/* see above */
	struct irq_work ask;
	struct work_struct grow;
	unsigned long retry;
};

struct hp_cache;
struct hp_cache_cpu;

DECLARE_PER_CPU(struct hp_cache_cpu, hp_cache_dead);

void hp_trace_refill(struct hp_cache *cache, unsigned int nr);
void hp_trace_flush(struct hp_cache *cache, unsigned int nr);
void hp_trace_grow(struct hp_cache *cache, size_t size);
void hp_trace_exhausted(struct hp_cache *cache);

#endif /* HPALLOC_SMP_LINUX_H */
