/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef TOOLS_STRESS_COMPAT_H
#define TOOLS_STRESS_COMPAT_H

/* What differs between kernel versions for the stress, and nothing else. */

#include <linux/hrtimer.h>
#include <linux/version.h>

/* On this CPU, and in hard interrupt context on PREEMPT_RT too. */
static inline void stress_timer_setup(struct hrtimer *timer,
				      enum hrtimer_restart (*function)(struct hrtimer *timer))
{
#if KERNEL_VERSION(6, 13, 0) > LINUX_VERSION_CODE
	hrtimer_init(timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_PINNED_HARD);
	timer->function = function;
#else
	hrtimer_setup(timer, function, CLOCK_MONOTONIC, HRTIMER_MODE_REL_PINNED_HARD);
#endif
}

#endif /* TOOLS_STRESS_COMPAT_H */
