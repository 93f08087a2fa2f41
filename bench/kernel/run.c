// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * A run in the kernel: on one CPU, in the context of whoever reads the file, but
 * for workloads on several CPUs.
 */

#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched/signal.h>
#include <linux/vmalloc.h>

#include "../engine/run.h"
#include "crew.h"
#include "facts.h"
#include "footprint.h"
#include "run.h"

/* For the progress file only; read without a lock. */
static struct {
	const char *workload;
	const char *context;
	const char *contender;
	unsigned int repeat;
	unsigned int repeats;
	atomic64_t done;
	u64 all;
} progress;

void hp_bench_progress(struct hp_text *text)
{
	const char *workload = READ_ONCE(progress.workload);
	const char *context = READ_ONCE(progress.context);
	u64 all = READ_ONCE(progress.all);
	u64 done = min_t(u64, atomic64_read(&progress.done), all);

	if (!workload || !all) {
		hp_text_add(text, "idle\n");
		return;
	}
	hp_text_add(text, "%s%s%s %s repeat %u/%u %llu%%\n", workload, context ? "@" : "",
		    context ?: "", READ_ONCE(progress.contender), READ_ONCE(progress.repeat),
		    READ_ONCE(progress.repeats), div64_u64(done * 100, all));
}

void *hp_bench_zalloc(u64 size)
{
	if (size > SIZE_MAX)
		return NULL;
	return __vmalloc(size, HP_BENCH_GFP | __GFP_ZERO);
}

void hp_bench_zfree(void *mem)
{
	vfree(mem);
}

/* Signals that stop or continue a reader, or that it ignores, do not end a run. */
static bool ends_run(const struct sighand_struct *sighand, int sig)
{
	__sighandler_t handler = sighand->action[sig - 1].sa.sa_handler;

	if (handler != SIG_DFL)
		return handler != SIG_IGN;
	return !sig_kernel_stop(sig) && !sig_kernel_ignore(sig);
}

/* A debugger or a freezer makes signals pending without there being one. */
static bool must_end(void)
{
	/* Its own, which cannot go. */
	struct sighand_struct *sighand = rcu_dereference_protected(current->sighand, 1);
	sigset_t pending;
	bool end = false;
	int sig;

	if (!signal_pending(current))
		return false;
	if (fatal_signal_pending(current))
		return true;

	spin_lock_irq(&sighand->siglock);
	sigorsets(&pending, &current->pending.signal,
		  &current->signal->shared_pending.signal);
	sigandnsets(&pending, &pending, &current->blocked);
	for (sig = 1; sig <= _NSIG && !end; sig++)
		end = sigismember(&pending, sig) && ends_run(sighand, sig);
	spin_unlock_irq(&sighand->siglock);
	return end;
}

int hp_bench_checkpoint(u64 done)
{
	atomic64_add(done, &progress.done);
	cond_resched();
	if (current->flags & PF_KTHREAD)
		return hp_crew_must_end() ? -EINTR : 0;
	return must_end() ? -EINTR : 0;
}

int hp_bench_begin_workload(struct hp_run *run, unsigned int slot)
{
	hp_run_open(run, slot);
	return 0;
}

void hp_bench_end_workload(struct hp_run *run, unsigned int slot)
{
	hp_run_close(run, slot);
}

int hp_bench_take_turn(struct hp_run *run, const struct hp_turn_id *id)
{
	enum hp_in in = run->result->contexts[id->slot];

	WRITE_ONCE(progress.workload, run->result->slots[id->slot]->name);
	WRITE_ONCE(progress.context, in == HP_IN_TASK ? NULL : hp_contexts[in].name);
	WRITE_ONCE(progress.contender, run->result->arms[id->arm]->name);
	WRITE_ONCE(progress.repeat, id->repeat + 1);
	return hp_run_turn(run, id);
}

static void announce(const struct hp_run *run)
{
	WRITE_ONCE(progress.context, NULL);
	WRITE_ONCE(progress.contender, "and floors");
	WRITE_ONCE(progress.repeat, 1);
	WRITE_ONCE(progress.repeats, run->result->config.repeat);
	atomic64_set(&progress.done, 0);
	WRITE_ONCE(progress.all, hp_run_work(run));
	WRITE_ONCE(progress.workload, "calibration");
}

/* One CPU from calibration to the end: its caches, its clock, its lists. */
static int run_pinned(struct hp_run *run)
{
	int err;

	migrate_disable();
	hp_clock_calibrate();
	err = hp_run_floors(run);
	if (!err)
		err = hp_crew_start(run);
	if (!err)
		err = hp_run_all(run);
	hp_crew_stop();
	if (!err)
		hp_facts(run->result);
	migrate_enable();
	return err;
}

static int run_result(struct hp_result *result)
{
	struct hp_run run = { .result = result };
	int err;

	announce(&run);
	err = hp_run_hire(&run);
	if (!err)
		err = run_pinned(&run);
	if (!err)
		hp_result_conclude(result);
	hp_run_dismiss(&run);
	WRITE_ONCE(progress.workload, NULL);
	return err;
}

int hp_bench_run(const struct hp_bench_config *config, struct hp_result *result)
{
	int err;

	if (config->cpus > num_online_cpus()) {
		pr_err("bench: cpus=%llu: %u are online\n", config->cpus, num_online_cpus());
		return -EINVAL;
	}
	err = hp_result_init(result, config);
	if (err)
		return err;
	err = hp_footprint_check(result);
	if (err)
		goto forget;

	err = -ENOMEM;
	result->store = hp_bench_zalloc(hp_result_store_size(result));
	if (!result->store) {
		pr_err("bench: no memory for results: choose fewer workloads and contenders\n");
		goto forget;
	}

	hp_result_reset(result);
	err = run_result(result);
	if (err)
		goto forget;
	return 0;

forget:
	hp_bench_forget(result);
	return err;
}

void hp_bench_forget(struct hp_result *result)
{
	hp_bench_zfree(result->store);
	hp_result_free(result);
}
