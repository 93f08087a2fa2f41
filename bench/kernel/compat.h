/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_KERNEL_COMPAT_H
#define HPALLOC_BENCH_KERNEL_COMPAT_H

/* What differs between kernel versions for the benchmark, and nothing else. */

#include <linux/hardirq.h>
#include <linux/hrtimer.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/version.h>

/*
 * Before 6.5 there is no flag for it. This one prevents merging too, and
 * changes nothing else without kmemleak.
 */
#ifndef SLAB_NO_MERGE
#define SLAB_NO_MERGE	SLAB_NOLEAKTRACE
#endif

/* From 6.13 on; from 6.15 on the only way. hrtimer_setup() is a function. */
#if KERNEL_VERSION(6, 13, 0) > LINUX_VERSION_CODE
static inline void hrtimer_setup(struct hrtimer *timer,
				 enum hrtimer_restart (*function)(struct hrtimer *timer),
				 clockid_t clock, enum hrtimer_mode mode)
{
	hrtimer_init(timer, clock, mode);
	timer->function = function;
}
#endif

/*
 * Those of x86 that kstat_cpu_irqs_sum() does not count. What counts them became
 * an array in 7.2.
 */
static inline u64 hp_arch_interrupts(unsigned int cpu)
{
	u64 sum = 0;
#if defined(CONFIG_X86_LOCAL_APIC) && !defined(CONFIG_UML)
	const irq_cpustat_t *stat = per_cpu_ptr(&irq_stat, cpu);

#if KERNEL_VERSION(7, 2, 0) <= LINUX_VERSION_CODE
	sum += stat->counts[IRQ_COUNT_NMI];
	sum += stat->counts[IRQ_COUNT_APIC_TIMER];
	sum += stat->counts[IRQ_COUNT_IRQ_WORK];
#ifdef CONFIG_SMP
	sum += stat->counts[IRQ_COUNT_RESCHEDULE];
	sum += stat->counts[IRQ_COUNT_CALL_FUNCTION];
#endif
#if IS_ENABLED(CONFIG_HYPERV)
	sum += stat->counts[IRQ_COUNT_HYPERV_STIMER0];
#endif
#else
	sum += stat->__nmi_count;
	sum += stat->apic_timer_irqs;
	sum += stat->apic_irq_work_irqs;
#ifdef CONFIG_SMP
	sum += stat->irq_resched_count;
	sum += stat->irq_call_count;
#endif
#if IS_ENABLED(CONFIG_HYPERV)
	sum += stat->hyperv_stimer0_count;
#endif
#endif
#endif
	return sum;
}

/* With PREEMPT_RT, others are handled in a thread; without, they may take spin locks. */
#define HP_HRTIMER_MODE	(IS_ENABLED(CONFIG_PREEMPT_RT) ? HRTIMER_MODE_REL_PINNED_HARD : \
			 HRTIMER_MODE_REL_PINNED)

/* linux/objpool.h */
#if KERNEL_VERSION(6, 7, 0) <= LINUX_VERSION_CODE
#define HP_HAS_OBJPOOL
#endif

/* The model came with 6.13, and this symbol with it. */
static inline bool hp_preempt_model_lazy(void)
{
#ifdef CONFIG_ARCH_HAS_PREEMPT_LAZY
	return preempt_model_lazy();
#else
	return false;
#endif
}

#endif /* HPALLOC_BENCH_KERNEL_COMPAT_H */
