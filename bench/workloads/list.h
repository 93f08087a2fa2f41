/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * All workloads, in the order in which they run: HP_LIST(NAME) for each
 * HP_WORKLOAD(NAME) in NAME.c; those for several CPUs are in several.h. Included
 * wherever HP_LIST() is defined.
 */
HP_LIST(pair)
HP_LIST(fifo)
HP_LIST(lifo)
HP_LIST(shuffle)
HP_LIST(steady)
HP_LIST(half)
HP_LIST(sparse)
HP_LIST(random)
HP_LIST(lag)
HP_LIST(workset)
HP_LIST(mixed)
HP_LIST(replay)
HP_LIST(whole)
HP_LIST(cold)
HP_LIST(aged)
HP_LIST(exhaust)
HP_LIST(bulk)
#ifdef HP_SEVERAL_CPUS
#include "several.h"
#endif
