// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/kthread.h>
#include <linux/processor.h>
#include <linux/smp.h>
#include <linux/wait.h>

#include "crew.h"

/* How long the leader waits before it looks whether the run is to end. */
#define LOOK_EVERY	(HZ / 20 + 1)

static struct {
	struct hp_run *run;
	struct task_struct **threads;
	unsigned int nr_threads;
	wait_queue_head_t wait;
	unsigned int round;	/* who has not seen its number, has work to do */
	unsigned int nr;	/* who do */
	void (*work)(struct hp_worker *worker);
	atomic_t missing;	/* before they begin */
	atomic_t busy;
	struct completion done;
} crew = {
	.wait = __WAIT_QUEUE_HEAD_INITIALIZER(crew.wait),
	.done = COMPLETION_INITIALIZER(crew.done),
};

static void work_together(struct hp_worker *worker)
{
	atomic_dec(&crew.missing);
	spin_until_cond(!atomic_read(&crew.missing));
	crew.work(worker);
	if (atomic_dec_and_test(&crew.busy))
		complete(&crew.done);
}

static int crew_thread(void *arg)
{
	struct hp_worker *worker = arg;
	unsigned int seen = 0;

	for (;;) {
		/* Pairs with the release in hp_bench_together(). */
		wait_event_idle(crew.wait, smp_load_acquire(&crew.round) != seen ||
				kthread_should_stop());
		if (kthread_should_stop())
			return 0;
		seen = crew.round;
		if (worker->nr < crew.nr)
			work_together(worker);
	}
}

static int add_thread(struct hp_worker *worker, unsigned int cpu)
{
	struct task_struct *thread;

	thread = kthread_create(crew_thread, worker, "hpalloc/%u", cpu);
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	kthread_bind(thread, cpu);
	wake_up_process(thread);
	crew.threads[crew.nr_threads++] = thread;
	return 0;
}

int hp_crew_start(struct hp_run *run)
{
	unsigned int cpu = raw_smp_processor_id(), i;
	int err = 0;

	crew.run = run;
	crew.round = 0;
	if (run->nr_workers == 1)
		return 0;
	crew.threads = hp_bench_zalloc(run->nr_workers * sizeof(*crew.threads));
	if (!crew.threads)
		return -ENOMEM;

	for (i = 0; i < run->nr_workers && !err; i++) {
		err = add_thread(&run->workers[i], cpu);
		cpu = cpumask_next(cpu, cpu_online_mask);
		if (cpu >= nr_cpu_ids)
			cpu = cpumask_first(cpu_online_mask);
	}
	return err;
}

void hp_crew_stop(void)
{
	while (crew.nr_threads)
		kthread_stop(crew.threads[--crew.nr_threads]);
	hp_bench_zfree(crew.threads);
	crew.threads = NULL;
}

int hp_bench_relieve(struct hp_run *run)
{
	hp_crew_stop();
	return hp_crew_start(run);
}

bool hp_crew_must_end(void)
{
	return READ_ONCE(crew.run->stop);
}

int hp_bench_together(struct hp_run *run, unsigned int nr,
		      void (*work)(struct hp_worker *worker))
{
	int err = 0;

	crew.work = work;
	crew.nr = nr;
	atomic_set(&crew.missing, nr);
	atomic_set(&crew.busy, nr);
	reinit_completion(&crew.done);
	/* All of the above is seen by who sees the round. */
	smp_store_release(&crew.round, crew.round + 1);
	wake_up_all(&crew.wait);

	while (!wait_for_completion_timeout(&crew.done, LOOK_EVERY)) {
		err = hp_bench_checkpoint(0);
		if (err)
			WRITE_ONCE(run->stop, true);
	}
	return err;
}
