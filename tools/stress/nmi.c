// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * NMIs: sent by one CPU to another with the interrupt controller, as backtraces
 * of all CPUs are.
 */

#include "stress.h"

#if defined(CONFIG_X86_64) && defined(CONFIG_X86_LOCAL_APIC) && !defined(CONFIG_UML)

#include <linux/percpu.h>

#include <asm/apic.h>
#include <asm/nmi.h>

#define OPERATIONS	8

enum { NMI_NONE, NMI_SENT, NMI_FORBIDDEN };

const bool stress_has_nmi = true;

/* One at a time for each CPU: two that coincide arrive as one. */
static DEFINE_PER_CPU(int, state) = NMI_FORBIDDEN;

static int on_nmi(unsigned int type, struct pt_regs *regs)
{
	unsigned int cpu = smp_processor_id();

	if (READ_ONCE(per_cpu(state, cpu)) != NMI_SENT)
		return NMI_DONE;
	stress_run(stress_source_worker(STRESS_NMI, cpu), STRESS_NMI, OPERATIONS);
	smp_store_release(&per_cpu(state, cpu), NMI_NONE);	/* after all of it */
	return NMI_HANDLED;
}

/* Preemption is off, so that nobody waits for one that is said to be sent. */
void stress_nmi_send(unsigned int cpu)
{
	preempt_disable();
	if (cmpxchg(&per_cpu(state, cpu), NMI_NONE, NMI_SENT) == NMI_NONE)
		apic->send_IPI(cpu, NMI_VECTOR);
	preempt_enable();
}

/* One that is under way has arrived when this returns. */
void stress_nmi_allow(unsigned int cpu, bool allow)
{
	int *of_cpu = &per_cpu(state, cpu);

	if (allow) {
		WRITE_ONCE(*of_cpu, NMI_NONE);
		return;
	}
	while (READ_ONCE(*of_cpu) != NMI_FORBIDDEN &&
	       cmpxchg(of_cpu, NMI_NONE, NMI_FORBIDDEN) != NMI_NONE)
		cpu_relax();
}

int stress_nmi_init(void)
{
	return register_nmi_handler(NMI_LOCAL, on_nmi, 0, "hpalloc_stress");
}

void stress_nmi_exit(void)
{
	unregister_nmi_handler(NMI_LOCAL, "hpalloc_stress");
}

#else

const bool stress_has_nmi;

void stress_nmi_send(unsigned int cpu)
{
}

void stress_nmi_allow(unsigned int cpu, bool allow)
{
}

int stress_nmi_init(void)
{
	return 0;
}

void stress_nmi_exit(void)
{
}

#endif
