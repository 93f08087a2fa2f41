/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_KERNEL_CREW_H
#define HPALLOC_BENCH_KERNEL_CREW_H

#include "../engine/run.h"

/* The threads in which several workers of a run work: one run at a time. */

/**
 * hp_crew_start() - create the threads
 * @run: a run with workers; with one of them no thread is created
 *
 * The first is bound to this CPU, the others to those that follow.
 *
 * Context: process, sleeps.
 * Return: 0 or -errno; hp_crew_stop() in both cases.
 */
int hp_crew_start(struct hp_run *run);

/**
 * hp_crew_stop() - end the threads
 */
void hp_crew_stop(void);

/**
 * hp_crew_must_end() - for a thread: whether its work is to end
 *
 * Return: whether.
 */
bool hp_crew_must_end(void);

#endif /* HPALLOC_BENCH_KERNEL_CREW_H */
