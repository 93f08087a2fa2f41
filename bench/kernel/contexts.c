// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Where loops run, besides in a task. */

#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/percpu.h>

#include "../engine/run.h"
#include "compat.h"

/*
 * Between two interrupts. Often enough to meet somebody; with checkers an interrupt
 * may take longer than this, and the CPU has other work.
 */
#define INTERRUPT_NS	100000
#define WORK_SHARE	8

static u64 call_here(hp_loop_fn loop, struct hp_chunk *chunk)
{
	return loop(chunk);
}

static u64 call_with_preempt_off(hp_loop_fn loop, struct hp_chunk *chunk)
{
	u64 ticks;

	preempt_disable();
	ticks = loop(chunk);
	preempt_enable();
	return ticks;
}

/**
 * struct call - a loop to be called elsewhere
 * @loop: the loop
 * @chunk: its argument
 * @ticks: what it returned
 * @done: it has
 */
struct call {
	hp_loop_fn loop;
	struct hp_chunk *chunk;
	u64 ticks;
	struct completion done;
};

static void make_call(struct call *call)
{
	call->ticks = call->loop(call->chunk);
	complete(&call->done);
}

struct softirq_call {
	struct call call;
	struct tasklet_struct tasklet;
};

static void run_tasklet(struct tasklet_struct *tasklet)
{
	make_call(&container_of(tasklet, struct softirq_call, tasklet)->call);
}

/* Runs when softirqs are enabled, unless ksoftirqd has begun already. */
static u64 call_in_softirq(hp_loop_fn loop, struct hp_chunk *chunk)
{
	struct softirq_call s = { .call = { .loop = loop, .chunk = chunk } };

	init_completion(&s.call.done);
	tasklet_setup(&s.tasklet, run_tasklet);
	local_bh_disable();
	tasklet_schedule(&s.tasklet);
	local_bh_enable();
	wait_for_completion(&s.call.done);
	tasklet_kill(&s.tasklet);
	return s.call.ticks;
}

/**
 * struct interrupt - a CPU's timer
 * @timer: the timer
 * @call: what it calls
 * @again: it does so until it is cancelled
 */
struct interrupt {
	struct hrtimer timer;
	struct call call;
	bool again;
};

static DEFINE_PER_CPU(struct interrupt, interrupts);

static enum hrtimer_restart fire(struct hrtimer *timer)
{
	struct interrupt *interrupt = container_of(timer, struct interrupt, timer);
	ktime_t start = ktime_get(), now;

	if (!interrupt->again) {
		make_call(&interrupt->call);
		return HRTIMER_NORESTART;
	}
	interrupt->call.loop(interrupt->call.chunk);
	now = ktime_get();
	hrtimer_set_expires(timer, now + max_t(s64, INTERRUPT_NS, WORK_SHARE * (now - start)));
	return HRTIMER_RESTART;
}

/* On this CPU, from which the caller does not move. */
static struct interrupt *start_timer(hp_loop_fn loop, struct hp_chunk *chunk, bool again)
{
	struct interrupt *interrupt = raw_cpu_ptr(&interrupts);

	interrupt->call = (struct call){ .loop = loop, .chunk = chunk };
	interrupt->again = again;
	init_completion(&interrupt->call.done);
	hrtimer_setup(&interrupt->timer, fire, CLOCK_MONOTONIC, HP_HRTIMER_MODE);
	hrtimer_start(&interrupt->timer, ns_to_ktime(again ? INTERRUPT_NS : 0),
		      HP_HRTIMER_MODE);
	return interrupt;
}

static u64 call_in_irq(hp_loop_fn loop, struct hp_chunk *chunk)
{
	struct interrupt *interrupt = start_timer(loop, chunk, false);

	wait_for_completion(&interrupt->call.done);
	hrtimer_cancel(&interrupt->timer);
	return interrupt->call.ticks;
}

void hp_bench_disturb(struct hp_worker *worker, hp_loop_fn loop, struct hp_chunk *chunk)
{
	start_timer(loop, chunk, true);
}

void hp_bench_disturb_end(struct hp_worker *worker)
{
	hrtimer_cancel(&raw_cpu_ptr(&interrupts)->timer);
}

const struct hp_context hp_contexts[] = {
	[HP_IN_TASK] = { "process", "in a task that may sleep and be preempted", call_here },
	[HP_IN_PREEMPT_OFF] = {
		"preempt_off", "in a task with preemption disabled", call_with_preempt_off
	},
	[HP_IN_SOFTIRQ] = { "softirq", "in a tasklet", call_in_softirq },
	[HP_IN_IRQ] = { "hardirq", "in a timer's interrupt", call_in_irq },
};

const unsigned int hp_nr_contexts = ARRAY_SIZE(hp_contexts);
