// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Data races, of which only KCSAN knows.
 */

#include "misuse.h"

#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/percpu.h>
#include <linux/sched.h>

#include <hpalloc/cache.h>

static struct hp_cache cache;
static unsigned long *block;

static int do_other(void *step)
{
	while (!kthread_should_stop()) {
		((void (*)(void))step)();
		cond_resched();
	}
	return 0;
}

/* Two at a time, on two CPUs if there are as many; KCSAN looks at few accesses. */
static int race(void (*step)(void), void (*other_step)(void))
{
	struct task_struct *other = kthread_run(do_other, other_step, "hpalloc_misuse");
	unsigned long end = jiffies + 2 * HZ;

	if (IS_ERR(other))
		return PTR_ERR(other);
	while (time_before(jiffies, end)) {
		step();
		cond_resched();
	}
	kthread_stop(other);
	return 0;
}

static noinline void add_one(void)
{
	*block += 1;
}

/* Who allocated a block has to keep others from it. */
static int make_race_block(void)
{
	int err;

	block = hp_cache_alloc(&cache);
	if (!block)
		return -ENOMEM;
	pr_info("expect add_one [hpalloc_misuse] / add_one [hpalloc_misuse] at %016lx\n",
		(unsigned long)block);
	err = race(add_one, add_one);
	hp_cache_free(&cache, block);
	return err;
}

/* Has magazines filled, in hpalloc.ko. */
static noinline void refill(void)
{
	void *blocks[HP_CACHE_MAGAZINE + 1];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(blocks); i++)
		blocks[i] = hp_cache_alloc(&cache);
	for (i = 0; i < ARRAY_SIZE(blocks); i++)
		hp_cache_free(&cache, blocks[i]);
}

/* KCSAN does not watch these accesses: if it reports one, it watched the other. */
static noinline void spy(void)
{
	unsigned int cpu, i;

	for_each_possible_cpu(cpu) {
		for (i = 0; i < HP_CACHE_MAGAZINE; i++)
			READ_ONCE(per_cpu_ptr(cache.cpu, cpu)->magazine[i]);
	}
}

/* A magazine belongs to its CPU. */
static int make_race_magazine(void)
{
	pr_info("expect hp_cache_refill [hpalloc] / spy [hpalloc_misuse] at any\n");
	return race(refill, spy);
}

static const struct mistake mistakes[] = {
	{ "race_block", make_race_block },
	{ "race_magazine", make_race_magazine },
	{}
};

int make_of_races(const char *name)
{
	return make_mistake_with(&cache, mistakes, name);
}
