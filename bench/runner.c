// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <linux/preempt.h>
#include <linux/sched/signal.h>

#include "environment.h"
#include "memory.h"
#include "runner.h"
#include "turn.h"

const struct hp_contender * const hp_contenders[HP_ARMS] = {
	[HP_FIXED_BLOCK] = &hp_contender_fixed_block,
	[HP_SIZE_CLASS] = &hp_contender_size_class,
	[HP_SIZE_CLASS_VAR] = &hp_contender_size_class_var,
	[HP_KMALLOC] = &hp_contender_kmalloc,
	[HP_KMEM_CACHE] = &hp_contender_kmem_cache,
	[HP_HARNESS] = &hp_contender_harness,
};

/* For the progress file only; read without a lock. */
static struct {
	const char *phase;
	const char *contender;
	unsigned int repeat;
	unsigned int repeats;
	u64 done;
	u64 all;
} hp_progress;

size_t hp_run_progress(char *text)
{
	const char *phase = READ_ONCE(hp_progress.phase);
	u64 all = READ_ONCE(hp_progress.all);
	u64 done = min(READ_ONCE(hp_progress.done), all);

	if (!phase || !all)
		return sprintf(text, "idle\n");
	return sprintf(text, "%s %s repeat %u/%u %llu %%\n", phase,
		       READ_ONCE(hp_progress.contender),
		       READ_ONCE(hp_progress.repeat),
		       READ_ONCE(hp_progress.repeats),
		       div64_u64(done * 100, all));
}

/* Stopped, continued, traced or frozen: with a handler of its own it ends too. */
static bool hp_signal_is_harmless(int sig)
{
	const struct k_sigaction *action = &current->sighand->action[sig - 1];

	return action->sa.sa_handler == SIG_DFL &&
	       (sig_kernel_stop(sig) || sig_kernel_ignore(sig));
}

/* A debugger and a freezer make signal_pending() true without a signal. */
static bool hp_signal_ends_run(void)
{
	sigset_t pending;
	bool ends = false;
	int sig;

	if (!signal_pending(current))
		return false;

	spin_lock_irq(&current->sighand->siglock);
	sigorsets(&pending, &current->pending.signal,
		  &current->signal->shared_pending.signal);
	sigandnsets(&pending, &pending, &current->blocked);
	for (sig = 1; sig <= _NSIG && !ends; sig++)
		ends = sigismember(&pending, sig) && !hp_signal_is_harmless(sig);
	spin_unlock_irq(&current->sighand->siglock);
	return ends;
}

int hp_run_pause(u64 done)
{
	WRITE_ONCE(hp_progress.done, hp_progress.done + done);
	cond_resched();
	if (hp_signal_ends_run())
		return -EINTR;
	return 0;
}

void hp_run_tell(const char *phase, const char *contender)
{
	if (phase)
		WRITE_ONCE(hp_progress.phase, phase);
	if (contender)
		WRITE_ONCE(hp_progress.contender, contender);
}

static int hp_run_pass(struct hp_run *run, enum hp_pass pass)
{
	unsigned int i;
	int err = 0;

	run->pass = pass;
	for (i = 0; i < run->nr_ids && !err; i++)
		err = hp_run_turn(run, hp_run_place(run, i));
	return err;
}

static int hp_run_repeat(struct hp_run *run, unsigned int repeat)
{
	int err;

	run->repeat = repeat;
	WRITE_ONCE(hp_progress.repeat, repeat + 1);
	err = hp_run_index(run);
	if (!err)
		err = hp_run_pass(run, HP_PASS_BATCH);
	if (!err)
		err = hp_run_timer(run);
	if (!err)
		err = hp_run_pass(run, HP_PASS_EACH);
	return err;
}

static int hp_run_workload(struct hp_run *run, enum hp_workload_id workload)
{
	unsigned int repeat;
	int err;

	run->workload = workload;
	hp_run_begin(run);
	err = hp_run_index(run);
	if (!err)
		err = hp_run_pass(run, HP_PASS_WARM_UP);
	for (repeat = 0; repeat < run->config.repeat && !err; repeat++)
		err = hp_run_repeat(run, repeat);

	if (!err)
		hp_run_end(run);
	return err;
}

static int hp_run_workloads(struct hp_run *run)
{
	unsigned int i;
	int err = 0;

	for (i = 0; i < HP_WORKLOADS && !err; i++)
		if (run->config.workloads & (1 << i))
			err = hp_run_workload(run, i);
	return err;
}

static int hp_run_alloc(struct hp_run *run)
{
	u64 count = run->config.count;

	run->live = hp_bench_zalloc(count * sizeof(*run->live));
	if (run->config.workloads & (1 << HP_WORKLOAD_RANDOM))
		run->index = hp_bench_zalloc(count * sizeof(*run->index));
	run->hists = hp_bench_zalloc(HP_PHASES * HP_ARMS * sizeof(*run->hists));
	run->timer = hp_bench_zalloc(sizeof(*run->timer));
	if (!run->live || !run->hists || !run->timer)
		return -ENOMEM;
	if (run->config.workloads & (1 << HP_WORKLOAD_RANDOM) && !run->index)
		return -ENOMEM;

	hp_hist_reset(run->timer);
	return 0;
}

static void hp_run_free(struct hp_run *run)
{
	hp_bench_zfree(run->live);
	hp_bench_zfree(run->index);
	hp_bench_zfree(run->hists);
	hp_bench_zfree(run->timer);
}

static void hp_run_close(struct hp_run *run)
{
	unsigned int i;

	for (i = 0; i < run->nr_ids; i++) {
		const struct hp_contender *contender = hp_contenders[run->ids[i]];

		if (contender->close)
			contender->close(contender->state);
	}
}

static int hp_run_open(struct hp_run *run)
{
	unsigned int i;
	int err = 0;

	for (i = 0; i < run->nr_ids && !err; i++) {
		const struct hp_contender *contender = hp_contenders[run->ids[i]];

		if (contender->open)
			err = contender->open(contender->state,
					      run->config.block_size);
	}
	if (err)
		hp_run_close(run);
	return err;
}

static void hp_run_announce(const struct hp_run *run)
{
	hp_run_tell("calibration", "of the clock");
	WRITE_ONCE(hp_progress.repeat, 1);
	WRITE_ONCE(hp_progress.repeats, run->config.repeat);
	WRITE_ONCE(hp_progress.done, 0);
	WRITE_ONCE(hp_progress.all, hp_run_work(run));
}

/* One CPU from calibration to the end: its caches, its clock, its lists. */
static int hp_run_pinned(struct hp_run *run)
{
	int err;

	migrate_disable();
	hp_clock_calibrate();
	err = hp_run_workloads(run);
	if (!err)
		hp_environment(run->result);
	migrate_enable();
	return err;
}

int hp_run(const struct hp_bench_config *config, struct hp_result *result)
{
	struct hp_run run = { .config = *config, .result = result };
	int err;

	err = hp_memory_check(config);
	if (err)
		return err;

	result->config = *config;
	hp_run_select(&run);
	hp_run_announce(&run);
	err = hp_run_alloc(&run);
	if (!err)
		err = hp_run_open(&run);
	if (!err) {
		err = hp_run_pinned(&run);
		hp_run_close(&run);
	}
	if (!err) {
		hp_latency_from(&result->timer, run.timer);
		hp_result_conclude(result);
	}
	hp_run_free(&run);
	WRITE_ONCE(hp_progress.phase, NULL);
	return err;
}
