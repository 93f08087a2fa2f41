// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc_stress.ko: when inserted, has tasks, softirqs, hard interrupts and NMIs
 * of all CPUs allocate, fill and check blocks and pass them to each other, while
 * CPUs come and go and magazines are drained. Inserting it fails if a block was
 * handed out twice, written to by two, or lost, or if a reserve was not there.
 *
 * Blocks are passed through slots: who allocates one puts it into a random slot
 * and frees what was there. One cache is smaller than its slots, so nothing is
 * left now and then; of the other, no more are allocated than it has reserved.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/cpu.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "stress.h"

#define PAGES		64
#define BLOCKS		(PAGES * (HP_PAGE_SIZE / STRESS_BLOCK_SIZE))
#define SLOTS		(2 * BLOCKS)
#define BULK		40
#define TASKS		4
#define MAX_MESSAGES	10

/* Caches are made anew, so that they grow again. */
#define ROUND_OPERATIONS	500000

static unsigned long operations = 5000000;
module_param(operations, ulong, 0444);
MODULE_PARM_DESC(operations, "allocations and frees, of all contexts together");

static struct stress_shadow tight, reserved;
static void *tight_slots[SLOTS], *reserved_slots[SLOTS], *all[BLOCKS];
static atomic_t tickets, failures;
static int limit;
static bool filling;
static struct stress_worker task_workers[TASKS];
static struct task_struct *tasks[TASKS];
static const char *const context_names[] = { "tasks", "softirq", "hard interrupts", "NMI" };
static struct hp_cache_stats sum;
static unsigned int rounds, hotplugs;

void stress_fail(const char *what, const void *block)
{
	if (atomic_inc_return(&failures) <= MAX_MESSAGES)
		pr_err("FAILED: %p %s\n", block, what);
}

/* KCSAN is to look at other accesses. */
static __no_kcsan u64 next(struct stress_worker *worker)
{
	u64 x;

	worker->rng += 0x9e3779b97f4a7c15ULL;
	x = worker->rng ^ (unsigned long)worker;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
	return x ^ x >> 31;
}

static void count(struct stress_worker *worker, unsigned int n)
{
	WRITE_ONCE(worker->operations, worker->operations + n);
}

static void count_null(struct stress_worker *worker)
{
	WRITE_ONCE(worker->nulls, worker->nulls + 1);
}

/* Not ordered, see stress_shadow_take(); but its own contents come with a block. */
static void *swap_slot(void **slots, u64 random, void *block)
{
	return xchg(&slots[(u32)random % SLOTS], block);
}

static unsigned long token_of(u64 random)
{
	return random | 1;
}

static void free_one(struct stress_worker *worker, struct stress_shadow *shadow, void *block)
{
	if (!block)
		return;
	stress_shadow_give(shadow, block);
	hp_cache_free(&shadow->cache, block);
	count(worker, 1);
}

static void run_reserved(struct stress_worker *worker, u64 random)
{
	void *block = NULL;

	if (random >> 63 && atomic_inc_return(&tickets) > limit) {
		atomic_dec(&tickets);
	} else if (random >> 63) {
		block = hp_cache_alloc(&reserved.cache);
		count(worker, 1);
		if (!block) {
			stress_fail("(no block) although it was reserved", NULL);
			return;
		}
		stress_shadow_take(&reserved, block, token_of(random));
	}
	block = swap_slot(reserved_slots, random, block);
	if (!block)
		return;
	free_one(worker, &reserved, block);
	/* Only now: it is live until it is freed. */
	atomic_dec(&tickets);
}

static void run_tight(struct stress_worker *worker, u64 random)
{
	bool fill = READ_ONCE(filling) == (random >> 62 != 0);
	void *block = NULL;

	if (fill) {
		block = hp_cache_alloc(&tight.cache);
		count(worker, 1);
		if (!block) {
			count_null(worker);
			return;
		}
		stress_shadow_take(&tight, block, token_of(random));
	}
	free_one(worker, &tight, swap_slot(tight_slots, random, block));
}

static void alloc_bulk(struct stress_worker *worker)
{
	unsigned int n = 1 + (u32)next(worker) % BULK, got, i;
	void *blocks[BULK];
	u64 random;

	got = hp_cache_alloc_bulk(&tight.cache, n, blocks);
	count(worker, got);
	if (got < n)
		count_null(worker);
	for (i = 0; i < got; i++) {
		random = next(worker);
		stress_shadow_take(&tight, blocks[i], token_of(random));
		free_one(worker, &tight, swap_slot(tight_slots, random, blocks[i]));
	}
}

static void free_bulk(struct stress_worker *worker)
{
	unsigned int n = 1 + (u32)next(worker) % BULK, i;
	void *blocks[BULK];

	for (i = 0; i < n; i++) {
		blocks[i] = swap_slot(tight_slots, next(worker), NULL);
		if (blocks[i])
			stress_shadow_give(&tight, blocks[i]);
	}
	hp_cache_free_bulk(&tight.cache, n, blocks);
	count(worker, n);
}

static void run_one(struct stress_worker *worker)
{
	u64 random = next(worker);

	switch (random >> 32 & 63) {
	case 0:
		alloc_bulk(worker);
		break;
	case 1:
		free_bulk(worker);
		break;
	case 2 ... 31:
		run_reserved(worker, random);
		break;
	default:
		run_tight(worker, random);
	}
}

/* A timer or tasklet may be a thread's on PREEMPT_RT, if asked for wrongly. */
static enum stress_context context_now(void)
{
	if (in_nmi())
		return STRESS_NMI;
	if (in_hardirq())
		return STRESS_HARDIRQ;
	return in_serving_softirq() ? STRESS_SOFTIRQ : STRESS_TASK;
}

void stress_run(struct stress_worker *worker, enum stress_context context, unsigned int n)
{
	if (context != context_now())
		stress_fail("(no block): an operation is not where it is said to be", NULL);
	while (n--)
		run_one(worker);
}

/* Also with preemption or interrupts off. */
static void run_task(struct stress_worker *worker)
{
	unsigned long flags;

	switch (next(worker) & 15) {
	case 0:
		local_irq_save(flags);
		stress_run(worker, STRESS_TASK, 4);
		local_irq_restore(flags);
		break;
	case 1:
		preempt_disable();
		stress_run(worker, STRESS_TASK, 16);
		preempt_enable();
		break;
	default:
		stress_run(worker, STRESS_TASK, 64);
	}
}

static int task(void *worker)
{
	while (!kthread_should_stop()) {
		run_task(worker);
		stress_nmi_send(cpumask_first(cpu_online_mask));
		cond_resched();
	}
	return 0;
}

static int start_tasks(void)
{
	unsigned int i;

	for (i = 0; i < TASKS; i++) {
		tasks[i] = kthread_run(task, &task_workers[i], "hpalloc_stress/%u", i);
		if (IS_ERR(tasks[i]))
			return PTR_ERR(tasks[i]);
	}
	return 0;
}

static void stop_tasks(void)
{
	unsigned int i;

	for (i = 0; i < TASKS; i++) {
		if (!IS_ERR_OR_NULL(tasks[i]))
			kthread_stop(tasks[i]);
		tasks[i] = NULL;
	}
}

static unsigned long operations_of(enum stress_context context, unsigned long *nulls)
{
	struct stress_worker *worker;
	unsigned long n = 0;
	unsigned int i;

	for (i = 0; i < TASKS && context == STRESS_TASK; i++) {
		n += READ_ONCE(task_workers[i].operations);
		*nulls += READ_ONCE(task_workers[i].nulls);
	}
	for_each_possible_cpu(i) {
		worker = stress_source_worker(context, i);
		n += READ_ONCE(worker->operations);
		*nulls += READ_ONCE(worker->nulls);
	}
	return n;
}

static unsigned long operations_done(void)
{
	unsigned long n = 0, nulls = 0;
	unsigned int i;

	for (i = 0; i < STRESS_CONTEXTS; i++)
		n += operations_of(i, &nulls);
	return n;
}

/* Takes the last CPU away and brings it back. */
static void cycle_cpu(void)
{
#ifdef CONFIG_HOTPLUG_CPU
	unsigned int cpu = cpumask_last(cpu_online_mask);

	if (num_online_cpus() < 2)
		return;
	stress_sources_stop_cpu(cpu);
	if (!remove_cpu(cpu)) {
		hotplugs++;
		msleep(20);
		if (add_cpu(cpu))
			stress_fail("(no block): a CPU did not come back", NULL);
	}
	if (cpu_online(cpu))
		stress_sources_start_cpu(cpu);
#endif
}

static bool go_on(unsigned long goal)
{
	return operations_done() < goal && !atomic_read(&failures) &&
	       !fatal_signal_pending(current);
}

static void wait_for(unsigned long goal)
{
	unsigned int i;

	for (i = 1; go_on(goal); i++) {
		usleep_range(1000, 2000);
		WRITE_ONCE(filling, i % 2);
		if (i % 8 == 3)
			hp_cache_drain(&tight.cache);
		if (i % 8 == 7)
			hp_cache_drain(&reserved.cache);
		if (i % 16 == 5)
			cycle_cpu();
	}
}

static void empty_slots(struct stress_shadow *shadow, void **slots)
{
	struct stress_worker ignored = { };
	unsigned int i;

	for (i = 0; i < SLOTS; i++)
		free_one(&ignored, shadow, xchg(&slots[i], NULL));
}

/* It has grown at last, and each block is there, once. */
static void check_all(struct stress_shadow *shadow)
{
	unsigned int nr = 0, tries, i;

	for (tries = 0; tries < 200 && nr < BLOCKS; tries++) {
		hp_cache_drain(&shadow->cache);
		while (nr < BLOCKS && (all[nr] = hp_cache_alloc(&shadow->cache)))
			stress_shadow_take(shadow, all[nr++], 1);
		if (nr < BLOCKS)
			msleep(20);
	}
	if (nr < BLOCKS) {
		pr_err("%u of %u blocks are there\n", nr, (unsigned int)BLOCKS);
		stress_fail("(no block): some are lost", NULL);
	}
	hp_cache_drain(&shadow->cache);
	if (nr == BLOCKS && hp_cache_alloc(&shadow->cache))
		stress_fail("(a block): more than max_bytes allows", NULL);
	for (i = 0; i < nr; i++)
		stress_shadow_give(shadow, all[i]);
	hp_cache_free_bulk(&shadow->cache, nr, all);
}

static void add_stats(struct stress_shadow *shadow)
{
	struct hp_cache_stats stats;

	hp_cache_stats(&shadow->cache, &stats);
	sum.nested += stats.nested;
	sum.refills += stats.refills;
	sum.flushes += stats.flushes;
	sum.failures += stats.failures;
}

static void finish(struct stress_shadow *shadow, void **slots)
{
	empty_slots(shadow, slots);
	add_stats(shadow);
	check_all(shadow);
	if (hp_cache_live(&shadow->cache))
		stress_fail("(no block): some are live at the end", NULL);
	stress_shadow_destroy(shadow);
}

static int make_caches(void)
{
	int err;

	limit = BLOCKS - HP_CACHE_MAGAZINE * num_possible_cpus();
	if (limit <= 0)
		return -EINVAL;
	atomic_set(&tickets, 0);
	err = stress_shadow_init(&tight, "tight", PAGES);
	if (err)
		return err;
	err = stress_shadow_init(&reserved, "reserved", PAGES);
	if (err)
		goto destroy_tight;
	if (hp_cache_reserve(&reserved.cache, limit + 1) != -ENOMEM)
		stress_fail("(no block): reserves more than there can be", NULL);
	err = hp_cache_reserve(&reserved.cache, limit);
	if (err)
		goto destroy_reserved;
	return 0;

destroy_reserved:
	stress_shadow_destroy(&reserved);
destroy_tight:
	stress_shadow_destroy(&tight);
	return err;
}

static int run_round(unsigned long goal)
{
	int err = make_caches();

	if (err)
		return err;
	stress_sources_start();
	err = start_tasks();
	if (!err)
		wait_for(goal);
	stop_tasks();
	stress_sources_stop();
	finish(&tight, tight_slots);
	finish(&reserved, reserved_slots);
	rounds++;
	return err;
}

static void report(void)
{
	unsigned long nulls, n;
	unsigned int i;

	for (i = 0; i < STRESS_CONTEXTS; i++) {
		nulls = 0;
		n = operations_of(i, &nulls);
		if (n || i != STRESS_NMI || stress_has_nmi)
			pr_info("%lu operations in %s, %lu times NULL\n", n, context_names[i],
				nulls);
	}
	pr_info("%lu operations in all, %lu nested calls, %lu refills, %lu flushes, %lu times nothing left\n",
		operations_done(), sum.nested, sum.refills, sum.flushes, sum.failures);
	pr_info("%u rounds, %u times a CPU went and came back\n", rounds, hotplugs);
}

static int __init hpalloc_stress_init(void)
{
	int err = stress_nmi_init();

	if (err)
		return err;
	while (!err && go_on(operations))
		err = run_round(min(operations, operations_done() + ROUND_OPERATIONS));
	stress_nmi_exit();
	report();
	if (!err && fatal_signal_pending(current))
		err = -EINTR;
	if (!err && atomic_read(&failures))
		err = -EINVAL;
	return err;
}
module_init(hpalloc_stress_init);

static void __exit hpalloc_stress_exit(void)
{
}
module_exit(hpalloc_stress_exit);

MODULE_DESCRIPTION("Stress test of hpalloc's cache in all contexts");
MODULE_AUTHOR("The hpalloc maintainers");
MODULE_VERSION(HP_VERSION);
MODULE_LICENSE("Dual MIT/GPL");
