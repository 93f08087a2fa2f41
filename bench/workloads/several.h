/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * Workloads for several CPUs, and the same on one: HP_LIST(NAME), as in list.h,
 * which has them wherever HP_SEVERAL_CPUS is defined.
 */
HP_LIST(alone)
HP_LIST(parallel)
HP_LIST(remote)
HP_LIST(handoff)
HP_LIST(softirq)
HP_LIST(fan)
HP_LIST(falseshare)
HP_LIST(irq)
