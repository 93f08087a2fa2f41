// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <linux/compiler.h>
#include <linux/cpumask.h>
#include <linux/kernel_stat.h>
#include <linux/sched.h>

#include "../engine/platform.h"
#include "compat.h"

void hp_bench_noise(struct hp_noise *noise)
{
	unsigned int cpu = raw_smp_processor_id();

	/* It goes up meanwhile. */
	noise->interrupts = data_race(kstat_cpu_irqs_sum(cpu) + hp_arch_interrupts(cpu));
	noise->switches = current->nvcsw + current->nivcsw;
	noise->steal_ns = 0;
	for_each_online_cpu(cpu) {
		/* So does this, on other CPUs. */
		noise->steal_ns += data_race(kcpustat_cpu(cpu).cpustat[CPUTIME_STEAL]);
	}
}
