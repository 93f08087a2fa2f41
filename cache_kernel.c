// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Cache: what it needs of the kernel. CPUs that go offline, growth where it may
 * sleep, the list of all caches, tracepoints.
 */

#include <linux/cpu.h>
#include <linux/cpuhotplug.h>
#include <linux/jiffies.h>

#include <hpalloc/cache.h>

#include "cache_kernel.h"

#define CREATE_TRACE_POINTS
#include "cache_trace.h"

/* How long to wait after growth failed. */
#define RETRY_AFTER	(HZ / 10)

static DEFINE_MUTEX(caches_lock);
static LIST_HEAD(caches);

/* From the first cache on; under caches_lock. */
static enum cpuhp_state hotplug_state;

DEFINE_PER_CPU(struct hp_cache_cpu, hp_cache_dead) = { .busy = HP_CACHE_DEAD };
EXPORT_PER_CPU_SYMBOL_GPL(hp_cache_dead);

static struct hp_cache_host *host_of_hotplug(struct hlist_node *node)
{
	return hlist_entry(node, struct hp_cache_host, hotplug);
}

static int cpu_is_dead(unsigned int cpu, struct hlist_node *node)
{
	hp_cache_drain_dead(container_of(host_of_hotplug(node), struct hp_cache, host), cpu);
	return 0;
}

/* With CPUHP_BP_PREPARE_DYN another CPU is told, after this one is gone. */
static int set_up_hotplug(void)
{
	int state;

	if (hotplug_state)
		return 0;

	state = cpuhp_setup_state_multi(CPUHP_BP_PREPARE_DYN, "hpalloc:dead", NULL, cpu_is_dead);
	if (state < 0)
		return state;
	hotplug_state = state;
	return 0;
}

static void ask(struct irq_work *work)
{
	schedule_work(&container_of(work, struct hp_cache_host, ask)->grow);
}

static void grow(struct work_struct *work)
{
	struct hp_cache *cache = container_of(work, struct hp_cache, host.grow);
	int err = 0;

	hp_cache_lock(cache);
	while (!err && hp_cache_wants_growth(cache))
		err = hp_cache_grow(cache);
	hp_cache_unlock(cache);
	if (err)
		WRITE_ONCE(cache->host.retry, jiffies + RETRY_AFTER);
}

int hp_cache_attach(struct hp_cache *cache)
{
	struct hp_cache_host *host = &cache->host;
	int err;

	mutex_init(&host->lock);
	init_irq_work(&host->ask, ask);
	INIT_WORK(&host->grow, grow);
	host->retry = jiffies;

	mutex_lock(&caches_lock);
	err = set_up_hotplug();
	if (!err)
		err = cpuhp_state_add_instance_nocalls(hotplug_state, &host->hotplug);
	if (!err)
		list_add_tail(&host->list, &caches);
	mutex_unlock(&caches_lock);
	return err;
}

void hp_cache_detach(struct hp_cache *cache)
{
	struct hp_cache_host *host = &cache->host;

	mutex_lock(&caches_lock);
	list_del(&host->list);
	cpuhp_state_remove_instance_nocalls(hotplug_state, &host->hotplug);
	mutex_unlock(&caches_lock);
	irq_work_sync(&host->ask);
	cancel_work_sync(&host->grow);
}

void hp_cache_lock(struct hp_cache *cache)
{
	mutex_lock(&cache->host.lock);
}

void hp_cache_unlock(struct hp_cache *cache)
{
	mutex_unlock(&cache->host.lock);
}

/* In any context: no lock may be taken here, so an interrupt is asked for. */
void hp_cache_ask_growth(struct hp_cache *cache)
{
	if (time_after_eq(jiffies, READ_ONCE(cache->host.retry)))
		irq_work_queue(&cache->host.ask);
}

static long drain_this(void *cache)
{
	hp_cache_drain_this(cache);
	return 0;
}

void hp_cache_on_each_cpu(struct hp_cache *cache)
{
	unsigned int cpu;

	cpus_read_lock();
	for_each_online_cpu(cpu)
		work_on_cpu(cpu, drain_this, cache);
	cpus_read_unlock();
}

void hp_trace_refill(struct hp_cache *cache, unsigned int nr)
{
	trace_hp_cache_refill(cache, nr);
}

void hp_trace_flush(struct hp_cache *cache, unsigned int nr)
{
	trace_hp_cache_flush(cache, nr);
}

void hp_trace_grow(struct hp_cache *cache, size_t size)
{
	trace_hp_cache_grow(cache, size);
}

void hp_trace_exhausted(struct hp_cache *cache)
{
	trace_hp_cache_exhausted(cache);
}

void hp_cache_visit(void (*visit)(struct hp_cache *cache, void *data), void *data)
{
	struct hp_cache *cache;

	mutex_lock(&caches_lock);
	list_for_each_entry(cache, &caches, host.list)
		visit(cache, data);
	mutex_unlock(&caches_lock);
}

void hp_cache_exit(void)
{
	if (hotplug_state)
		cpuhp_remove_multi_state(hotplug_state);
}
