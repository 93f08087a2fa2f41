// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The cache in the kernel: sizes and limits, memory, several CPUs, contexts.
 *
 * Private members are used where nothing else is exact: the growth's lock and its
 * work, so that growth waits or is over; and @busy, to interrupt its owner.
 */

#include <kunit/test.h>

#include <linux/cpumask.h>
#include <linux/interrupt.h>
#include <linux/sched.h>
#include <linux/workqueue.h>

#include <hpalloc/cache.h>

#define MAGAZINE	HP_CACHE_MAGAZINE
#define PAGES(n)	((n) * (size_t)HP_PAGE_SIZE)

/* The first step of a cache of @STEPS_PAGES, and of one that does not grow. */
#define STEP_PAGES	16
#define STEPS_PAGES	(16 * STEP_PAGES)
#define STEP_BLOCKS	(PAGES(STEP_PAGES) / 64)

/**
 * struct cache_test - what each case starts with; its task stays on one CPU
 * @cache: zeroed; destroyed at the end
 * @max: blocks that it may grow to
 * @nr: blocks that are allocated
 * @blocks: their addresses, with room for one more than @max; freed at the end
 */
struct cache_test {
	struct hp_cache cache;
	unsigned int max;
	unsigned int nr;
	void **blocks;
};

static int cache_test_init(struct kunit *test)
{
	struct cache_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;

	test->priv = t;
	return set_cpus_allowed_ptr(current, cpumask_of(raw_smp_processor_id()));
}

/* Up to @n blocks more; returns how many. */
static unsigned int take(struct cache_test *t, unsigned int n)
{
	unsigned int before = t->nr;
	void *block;

	while (n-- && t->nr <= t->max) {
		block = hp_cache_alloc(&t->cache);
		if (!block)
			break;
		t->blocks[t->nr++] = block;
	}
	return t->nr - before;
}

/* Those allocated last. */
static void put(struct cache_test *t, unsigned int n)
{
	while (n-- && t->nr)
		hp_cache_free(&t->cache, t->blocks[--t->nr]);
}

static void cache_test_exit(struct kunit *test)
{
	struct cache_test *t = test->priv;

	if (!t)
		return;
	put(t, t->nr);
	hp_cache_destroy(&t->cache);
	kvfree(t->blocks);
}

static struct cache_test *make_cache(struct kunit *test, size_t block_size, size_t pages)
{
	struct cache_test *t = test->priv;

	t->max = pages * (HP_PAGE_SIZE / block_size);
	t->blocks = kvcalloc(t->max + 1, sizeof(*t->blocks), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t->blocks);
	KUNIT_ASSERT_EQ(test, 0, hp_cache_init(&t->cache, test->name, block_size,
					       PAGES(pages)));
	return t;
}

/* What was asked for so far, the work item has done. */
static void wait_for_growth(struct cache_test *t)
{
	irq_work_sync(&t->cache.host.ask);
	flush_work(&t->cache.host.grow);
}

/* All that it may grow to; each time it is exhausted, it grows. */
static void take_max(struct kunit *test)
{
	struct cache_test *t = test->priv;

	while (t->nr < t->max) {
		wait_for_growth(t);
		if (!take(t, t->max - t->nr) && t->cache.size == t->cache.max_bytes)
			break;
	}
	KUNIT_ASSERT_EQ(test, t->nr, t->max);
}

static struct hp_cache_stats stats(struct cache_test *t)
{
	struct hp_cache_stats stats;

	hp_cache_stats(&t->cache, &stats);
	return stats;
}

/*
 * One CPU.
 */

static void cache_bad_arguments(struct kunit *test)
{
	static const struct {
		size_t block_size;
		size_t max_bytes;
	} bad[] = {
		{ 0, PAGES(64) }, { 4, PAGES(64) }, { 12, PAGES(64) },
		{ HP_PAGE_SIZE + 8, PAGES(128) }, { SIZE_MAX - 7, PAGES(128) },
		{ 64, 0 }, { 64, PAGES(64) + 8 }, { 64, HP_PAGE_SIZE - 64 },
		{ HP_PAGE_SIZE, PAGES(MAGAZINE - 1) }, { 2048, PAGES(MAGAZINE / 2 - 1) },
		{ 2056, PAGES(MAGAZINE - 1) },
	};
	struct cache_test *t = test->priv;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ_MSG(test, -EINVAL,
				    hp_cache_init(&t->cache, "bad", bad[i].block_size,
						  bad[i].max_bytes),
				    "%zu bytes of at most %zu", bad[i].block_size,
				    bad[i].max_bytes);
}

static void cache_smallest(struct kunit *test)
{
	struct cache_test *t = make_cache(test, HP_PAGE_SIZE, MAGAZINE);

	take_max(test);
	KUNIT_EXPECT_EQ(test, t->nr, MAGAZINE);
}

static const size_t sizes[] = {
	8, 16, 24, 32, 48, 64, 96, 128, 256, 1000, 2048, HP_PAGE_SIZE,
};

static void describe_size(const size_t *size, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%zu bytes", *size);
}

KUNIT_ARRAY_PARAM(size, sizes, describe_size);

/* Every word of each block gets its number, so that those that overlap show. */
static void cache_blocks(struct kunit *test)
{
	const size_t *size = test->param_value;
	size_t words = *size / sizeof(long), align = 1UL << __ffs(*size), word;
	struct cache_test *t = make_cache(test, *size, 64);
	unsigned long *block;
	unsigned int i;

	take_max(test);
	for (i = 0; i < t->nr; i++) {
		block = t->blocks[i];
		KUNIT_ASSERT_EQ(test, (uintptr_t)block % align, 0);
		KUNIT_ASSERT_LE(test, (uintptr_t)block % HP_PAGE_SIZE + *size, HP_PAGE_SIZE);
		for (word = 0; word < words; word++)
			block[word] = i;
	}
	for (i = 0; i < t->nr; i++) {
		block = t->blocks[i];
		for (word = 0; word < words; word++)
			KUNIT_ASSERT_EQ(test, block[word], i);
	}
}

static void cache_exhaustion(struct kunit *test)
{
	const size_t *size = test->param_value;
	struct cache_test *t = make_cache(test, *size, 64);
	unsigned int i;

	for (i = 0; i < 2; i++) {
		take_max(test);
		KUNIT_EXPECT_NULL(test, hp_cache_alloc(&t->cache));
		wait_for_growth(t);
		KUNIT_EXPECT_NULL(test, hp_cache_alloc(&t->cache));
		KUNIT_EXPECT_EQ(test, stats(t).total, t->max);
		KUNIT_EXPECT_EQ(test, t->cache.size, PAGES(64));
		put(t, 1);
		KUNIT_EXPECT_EQ(test, take(t, 2), 1);
		put(t, t->nr);
		KUNIT_EXPECT_EQ(test, hp_cache_live(&t->cache), 0);
	}
}

static void cache_free_null(struct kunit *test)
{
	struct cache_test *t = make_cache(test, 64, STEP_PAGES);
	void *none[3] = {};

	hp_cache_free(&t->cache, NULL);
	hp_cache_free_bulk(&t->cache, ARRAY_SIZE(none), none);
	KUNIT_EXPECT_EQ(test, stats(t).kept, 0);
	KUNIT_EXPECT_EQ(test, stats(t).available, STEP_BLOCKS);
}

static const unsigned int counts[] = {
	0, 1, MAGAZINE - 1, MAGAZINE, MAGAZINE + 1, 200, STEP_BLOCKS,
};

static void describe_count(const unsigned int *count, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u blocks", *count);
}

KUNIT_ARRAY_PARAM(count, counts, describe_count);

/* Freed one by one and in bulk, all of it is there once, and once only. */
static void cache_bulk(struct kunit *test)
{
	const unsigned int *n = test->param_value;
	struct cache_test *t = make_cache(test, 64, STEP_PAGES);
	unsigned int i;

	t->nr = hp_cache_alloc_bulk(&t->cache, *n, t->blocks);
	KUNIT_ASSERT_EQ(test, t->nr, *n);
	KUNIT_EXPECT_EQ(test, hp_cache_live(&t->cache), *n);
	put(t, t->nr / 2);
	hp_cache_free_bulk(&t->cache, t->nr, t->blocks);
	t->nr = 0;
	KUNIT_EXPECT_EQ(test, hp_cache_live(&t->cache), 0);

	take_max(test);
	KUNIT_EXPECT_NULL(test, hp_cache_alloc(&t->cache));
	for (i = 0; i < t->nr; i++)
		*(unsigned int *)t->blocks[i] = i;
	for (i = 0; i < t->nr; i++)
		KUNIT_ASSERT_EQ(test, *(unsigned int *)t->blocks[i], i);
}

static void cache_bulk_partial(struct kunit *test)
{
	struct cache_test *t = make_cache(test, 64, STEP_PAGES);
	static void *blocks[200];

	take(t, t->max - 100);
	KUNIT_EXPECT_EQ(test, hp_cache_alloc_bulk(&t->cache, ARRAY_SIZE(blocks), blocks), 100);
	KUNIT_EXPECT_EQ(test, hp_cache_alloc_bulk(&t->cache, 1, blocks + 100), 0);
	hp_cache_free_bulk(&t->cache, 100, blocks);
	KUNIT_EXPECT_EQ(test, take(t, 200), 100);
}

static void cache_stats(struct kunit *test)
{
	struct cache_test *t = make_cache(test, 64, STEP_PAGES);
	struct hp_cache_stats now;

	take(t, MAGAZINE + 1);
	now = stats(t);
	KUNIT_EXPECT_EQ(test, now.total, STEP_BLOCKS);
	KUNIT_EXPECT_EQ(test, now.available, STEP_BLOCKS - 2 * MAGAZINE);
	KUNIT_EXPECT_EQ(test, now.kept, MAGAZINE - 1);
	KUNIT_EXPECT_EQ(test, now.high, 2 * MAGAZINE);
	KUNIT_EXPECT_EQ(test, now.refills, 2);
	KUNIT_EXPECT_EQ(test, now.flushes, 0);
	KUNIT_EXPECT_EQ(test, now.failures, 0);
	KUNIT_EXPECT_EQ(test, hp_cache_live(&t->cache), MAGAZINE + 1);

	/* One fills the magazine; each half that it gives makes room for as many. */
	put(t, t->nr);
	now = stats(t);
	KUNIT_EXPECT_EQ(test, now.kept, MAGAZINE);
	KUNIT_EXPECT_EQ(test, now.flushes, 2);
	KUNIT_EXPECT_EQ(test, now.high, 2 * MAGAZINE);
	KUNIT_EXPECT_EQ(test, hp_cache_live(&t->cache), 0);

	KUNIT_EXPECT_EQ(test, take(t, t->max + 1), t->max);
	now = stats(t);
	KUNIT_EXPECT_EQ(test, now.high, STEP_BLOCKS);
	KUNIT_EXPECT_EQ(test, now.failures, 1);
	KUNIT_EXPECT_EQ(test, now.nested, 0);
}

static void cache_again(struct kunit *test)
{
	struct cache_test *t = test->priv;
	unsigned int i;

	hp_cache_destroy(&t->cache);
	for (i = 0; i < 2; i++) {
		make_cache(test, 64, STEP_PAGES);
		take_max(test);
		put(t, t->nr);
		hp_cache_destroy(&t->cache);
		hp_cache_destroy(&t->cache);
		kvfree(t->blocks);
		t->blocks = NULL;
	}
}

/*
 * Memory.
 */

static void cache_growth(struct kunit *test)
{
	struct cache_test *t = make_cache(test, 64, STEPS_PAGES);

	take(t, MAGAZINE);
	wait_for_growth(t);
	KUNIT_EXPECT_EQ(test, stats(t).total, STEP_BLOCKS);

	/* The last of the first step: now it is below low water. */
	take(t, STEP_BLOCKS - MAGAZINE);
	wait_for_growth(t);
	KUNIT_EXPECT_EQ(test, stats(t).total, 2 * STEP_BLOCKS);
	KUNIT_EXPECT_EQ(test, stats(t).failures, 0);

	take_max(test);
	KUNIT_EXPECT_EQ(test, stats(t).total, t->max);
}

static void cache_reserve_limits(struct kunit *test)
{
	struct cache_test *t = make_cache(test, 64, STEPS_PAGES);
	size_t most = t->max - MAGAZINE * num_possible_cpus();

	KUNIT_EXPECT_EQ(test, 0, hp_cache_reserve(&t->cache, 0));
	KUNIT_EXPECT_EQ(test, -ENOMEM, hp_cache_reserve(&t->cache, most + 1));
	KUNIT_EXPECT_EQ(test, -ENOMEM, hp_cache_reserve(&t->cache, SIZE_MAX));
	KUNIT_EXPECT_EQ(test, stats(t).total, STEP_BLOCKS);
	KUNIT_EXPECT_EQ(test, 0, hp_cache_reserve(&t->cache, most));
	KUNIT_EXPECT_EQ(test, stats(t).total, t->max);
}

/*
 * Several CPUs.
 */

struct job {
	struct cache_test *t;
	unsigned int n;
};

static long take_job(void *data)
{
	struct job *job = data;

	return take(job->t, job->n);
}

static long put_job(void *data)
{
	struct job *job = data;

	put(job->t, job->n);
	return 0;
}

static unsigned int take_on(unsigned int cpu, struct cache_test *t, unsigned int n)
{
	struct job job = { t, n };

	return work_on_cpu(cpu, take_job, &job);
}

static void put_on(unsigned int cpu, struct cache_test *t, unsigned int n)
{
	struct job job = { t, n };

	work_on_cpu(cpu, put_job, &job);
}

static void fill_magazines(struct cache_test *t)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		take_on(cpu, t, MAGAZINE);
		put_on(cpu, t, MAGAZINE);
	}
}

/* Growth, which would hide a broken promise, has to wait. */
static void reserve_promise(struct kunit *test, unsigned int cpu)
{
	struct cache_test *t = make_cache(test, 64, STEPS_PAGES);
	unsigned int n = 4 * STEP_BLOCKS, here, there;

	KUNIT_ASSERT_EQ(test, 0, hp_cache_reserve(&t->cache, n));
	wait_for_growth(t);
	mutex_lock(&t->cache.host.lock);
	fill_magazines(t);
	there = take_on(cpu, t, MAGAZINE / 2);
	here = take(t, n - MAGAZINE / 2);
	put(t, t->nr);
	fill_magazines(t);
	KUNIT_EXPECT_EQ(test, take_on(cpu, t, n), n);
	mutex_unlock(&t->cache.host.lock);

	KUNIT_EXPECT_EQ(test, there, MAGAZINE / 2);
	KUNIT_EXPECT_EQ(test, here, n - MAGAZINE / 2);
}

static void cache_reserve(struct kunit *test)
{
	reserve_promise(test, raw_smp_processor_id());
}

static void cache_drain(struct kunit *test)
{
	struct cache_test *t = make_cache(test, 64, STEP_PAGES);

	fill_magazines(t);
	KUNIT_EXPECT_EQ(test, stats(t).kept, MAGAZINE * num_online_cpus());
	hp_cache_drain(&t->cache);
	KUNIT_EXPECT_EQ(test, stats(t).kept, 0);
	KUNIT_EXPECT_EQ(test, stats(t).available, STEP_BLOCKS);
}

/* A kernel without SMP has no other CPU: there these cases do not exist. */
#ifdef CONFIG_SMP
static unsigned int other_cpu(struct kunit *test)
{
	unsigned int cpu = cpumask_any_but(cpu_online_mask, raw_smp_processor_id());

	KUNIT_ASSERT_LT_MSG(test, cpu, nr_cpu_ids, "the kernel has SMP and one CPU\n");
	return cpu;
}

static void cache_reserve_elsewhere(struct kunit *test)
{
	reserve_promise(test, other_cpu(test));
}

static void cache_free_elsewhere(struct kunit *test)
{
	unsigned int cpu = other_cpu(test), i;
	struct cache_test *t = make_cache(test, 64, STEP_PAGES);
	struct hp_cache_stats there;

	for (i = 0; i < 20; i++) {
		KUNIT_ASSERT_GE(test, take(t, t->max), t->max - MAGAZINE);
		put_on(cpu, t, t->nr);
		hp_cache_stats_cpu(&t->cache, cpu, &there);
		KUNIT_EXPECT_LE(test, there.kept, MAGAZINE);
		KUNIT_EXPECT_EQ(test, hp_cache_live(&t->cache), 0);
	}
}
#endif

/*
 * Contexts.
 */

/* Through magazine and depot and back, one by one and many at once. */
static bool use(struct cache_test *t)
{
	unsigned int n = 2 * MAGAZINE + 1, nr = take(t, n), some;

	put(t, nr);
	some = hp_cache_alloc_bulk(&t->cache, n, t->blocks);
	hp_cache_free_bulk(&t->cache, some, t->blocks);
	return nr == n && some == n;
}

struct context {
	struct cache_test *t;
	struct irq_work hardirq;
	struct tasklet_struct softirq;
	bool was_there;
	bool worked;
};

static void in_hard_interrupt(struct irq_work *work)
{
	struct context *c = container_of(work, struct context, hardirq);

	c->was_there = in_hardirq();
	c->worked = use(c->t);
}

static void in_soft_interrupt(struct tasklet_struct *tasklet)
{
	struct context *c = container_of(tasklet, struct context, softirq);

	c->was_there = in_serving_softirq();
	c->worked = use(c->t);
}

static void expect_worked(struct kunit *test, const struct context *c)
{
	KUNIT_EXPECT_TRUE(test, c->was_there);
	KUNIT_EXPECT_TRUE(test, c->worked);
	KUNIT_EXPECT_EQ(test, hp_cache_live(&c->t->cache), 0);
	KUNIT_EXPECT_EQ(test, stats(c->t).nested, 0);
}

static void cache_hardirq(struct kunit *test)
{
	struct context *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, c);
	c->t = make_cache(test, 64, STEP_PAGES);
	c->hardirq = IRQ_WORK_INIT_HARD(in_hard_interrupt);
	irq_work_queue(&c->hardirq);
	irq_work_sync(&c->hardirq);
	expect_worked(test, c);
}

static void cache_softirq(struct kunit *test)
{
	struct context *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, c);
	c->t = make_cache(test, 64, STEP_PAGES);
	tasklet_setup(&c->softirq, in_soft_interrupt);
	tasklet_schedule(&c->softirq);
	tasklet_kill(&c->softirq);
	expect_worked(test, c);
}

static void cache_interrupts_off(struct kunit *test)
{
	struct context c = { .t = make_cache(test, 64, STEP_PAGES) };
	unsigned long flags;

	local_irq_save(flags);
	c.worked = use(c.t);
	c.was_there = irqs_disabled();
	local_irq_restore(flags);
	expect_worked(test, &c);
}

/* As in an interrupt while its owner is at the magazine, which is left alone. */
static void cache_nested(struct kunit *test)
{
	struct cache_test *t = make_cache(test, 64, STEP_PAGES);
	struct hp_cache_stats before, during, after;
	struct hp_cache_cpu *cpu;
	unsigned int nr, some;
	static void *blocks[100];

	take(t, 10);
	before = stats(t);
	preempt_disable();
	cpu = this_cpu_ptr(t->cache.cpu);
	WRITE_ONCE(cpu->busy, HP_CACHE_OWNED);
	nr = take(t, 100);
	some = hp_cache_alloc_bulk(&t->cache, ARRAY_SIZE(blocks), blocks);
	during = stats(t);
	put(t, nr);
	hp_cache_free_bulk(&t->cache, some, blocks);
	after = stats(t);
	WRITE_ONCE(cpu->busy, HP_CACHE_IDLE);
	preempt_enable();

	KUNIT_EXPECT_EQ(test, nr, 100);
	KUNIT_EXPECT_EQ(test, some, 100);
	KUNIT_EXPECT_EQ(test, during.kept, before.kept);
	KUNIT_EXPECT_EQ(test, during.available, before.available - 200);
	KUNIT_EXPECT_EQ(test, during.refills, before.refills);
	KUNIT_EXPECT_GE(test, during.nested, 100 + 2);
	KUNIT_EXPECT_EQ(test, after.kept, before.kept);
	KUNIT_EXPECT_EQ(test, after.available, before.available);
	KUNIT_EXPECT_EQ(test, after.flushes, before.flushes);
	KUNIT_EXPECT_EQ(test, stats(t).nested, after.nested);
}

static void cache_nested_exhaustion(struct kunit *test)
{
	struct cache_test *t = make_cache(test, 64, STEP_PAGES);
	struct hp_cache_cpu *cpu;
	unsigned int nr;
	void *block;

	take(t, 1);
	preempt_disable();
	cpu = this_cpu_ptr(t->cache.cpu);
	WRITE_ONCE(cpu->busy, HP_CACHE_OWNED);
	nr = take(t, t->max);
	block = hp_cache_alloc(&t->cache);
	WRITE_ONCE(cpu->busy, HP_CACHE_IDLE);
	preempt_enable();

	KUNIT_EXPECT_EQ(test, nr, t->max - MAGAZINE);
	KUNIT_EXPECT_NULL(test, block);
	KUNIT_EXPECT_EQ(test, stats(t).failures, 2);
	KUNIT_EXPECT_EQ(test, take(t, t->max), MAGAZINE - 1);
}

static struct kunit_case cache_cases[] = {
	KUNIT_CASE(cache_bad_arguments),
	KUNIT_CASE(cache_smallest),
	KUNIT_CASE_PARAM(cache_blocks, size_gen_params),
	KUNIT_CASE_PARAM(cache_exhaustion, size_gen_params),
	KUNIT_CASE(cache_free_null),
	KUNIT_CASE_PARAM(cache_bulk, count_gen_params),
	KUNIT_CASE(cache_bulk_partial),
	KUNIT_CASE(cache_stats),
	KUNIT_CASE(cache_again),
	KUNIT_CASE(cache_growth),
	KUNIT_CASE(cache_reserve_limits),
	KUNIT_CASE(cache_reserve),
	KUNIT_CASE(cache_drain),
#ifdef CONFIG_SMP
	KUNIT_CASE(cache_reserve_elsewhere),
	KUNIT_CASE(cache_free_elsewhere),
#endif
	KUNIT_CASE(cache_hardirq),
	KUNIT_CASE(cache_softirq),
	KUNIT_CASE(cache_interrupts_off),
	KUNIT_CASE(cache_nested),
	KUNIT_CASE(cache_nested_exhaustion),
	{}
};

static struct kunit_suite cache_suite = {
	.name		= "hpalloc_cache",
	.init		= cache_test_init,
	.exit		= cache_test_exit,
	.test_cases	= cache_cases,
};

kunit_test_suite(cache_suite);
