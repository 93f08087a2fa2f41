// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * What interrupts the tasks: on each CPU a timer in hard interrupt context, which
 * starts a softirq, and asks for NMIs on the other CPUs.
 */

#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/percpu.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "stress.h"

#define PERIOD_NS	50000
#define OPERATIONS	8

struct source {
	struct hrtimer timer;
	struct tasklet_struct tasklet;
	bool stop;
	struct stress_worker workers[STRESS_CONTEXTS];
};

static DEFINE_PER_CPU(struct source, sources);

struct stress_worker *stress_source_worker(enum stress_context context, unsigned int cpu)
{
	return &per_cpu(sources, cpu).workers[context];
}

static void on_softirq(struct tasklet_struct *tasklet)
{
	struct source *source = from_tasklet(source, tasklet, tasklet);

	stress_run(&source->workers[STRESS_SOFTIRQ], STRESS_SOFTIRQ, 4 * OPERATIONS);
}

static enum hrtimer_restart on_timer(struct hrtimer *timer)
{
	struct source *source = container_of(timer, struct source, timer);
	unsigned int cpu;

	if (READ_ONCE(source->stop))
		return HRTIMER_NORESTART;

	for_each_online_cpu(cpu)
		stress_nmi_send(cpu);
	stress_run(&source->workers[STRESS_HARDIRQ], STRESS_HARDIRQ, OPERATIONS);
	tasklet_schedule(&source->tasklet);
	hrtimer_forward_now(timer, ns_to_ktime(PERIOD_NS));
	return HRTIMER_RESTART;
}

static long start_here(void *arg)
{
	struct source *source = arg;

	hrtimer_start(&source->timer, ns_to_ktime(PERIOD_NS), HRTIMER_MODE_REL_PINNED_HARD);
	return 0;
}

void stress_sources_start_cpu(unsigned int cpu)
{
	struct source *source = per_cpu_ptr(&sources, cpu);

	source->stop = false;
	stress_timer_setup(&source->timer, on_timer);
	tasklet_setup(&source->tasklet, on_softirq);
	stress_nmi_allow(cpu, true);
	work_on_cpu(cpu, start_here, source);
}

void stress_sources_stop_cpu(unsigned int cpu)
{
	struct source *source = per_cpu_ptr(&sources, cpu);

	WRITE_ONCE(source->stop, true);
	hrtimer_cancel(&source->timer);
	tasklet_kill(&source->tasklet);
	stress_nmi_allow(cpu, false);
}

void stress_sources_start(void)
{
	unsigned int cpu;

	for_each_online_cpu(cpu)
		stress_sources_start_cpu(cpu);
}

void stress_sources_stop(void)
{
	unsigned int cpu;

	for_each_online_cpu(cpu)
		stress_sources_stop_cpu(cpu);
}
