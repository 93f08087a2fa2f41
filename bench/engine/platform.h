/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_PLATFORM_H
#define HPALLOC_BENCH_ENGINE_PLATFORM_H

/*
 * What engine/, report/, workloads/ and contenders/ need of where they run.
 * There are two implementations: kernel/ and user/. Each brings
 *
 * - the kernel's names for integer types, u64 division, min(), barrier(),
 *   READ_ONCE(), cond_resched(), ktime_get_ns(), printf-like functions, in the
 *   header that is included here;
 * - HP_BENCH_MAX_CPUS, on how many CPUs at once it can measure;
 * - the functions that are declared below;
 * - the list of its contenders, see contender.h, of its floors, floor.h, and of
 *   its contexts, context.h.
 */

/* With these, calls take up to a millisecond, and figures say nothing. */
#if defined(CONFIG_KASAN) || defined(CONFIG_KCSAN) || \
	defined(CONFIG_LOCKDEP) || defined(CONFIG_DEBUG_KMEMLEAK)
#define HP_CHECKERS	1
#else
#define HP_CHECKERS	0
#endif

#ifdef __KERNEL__
#include "../kernel/kernel_platform.h"
#else
#include "../user/user_platform.h"
#endif

/**
 * hp_bench_zalloc() - memory of the harness
 * @size: bytes; too many for the address space are no memory
 *
 * Not from an allocator that is measured. Fails rather than have another
 * process killed.
 *
 * Context: process, sleeps.
 * Return: zeroed memory, or NULL.
 */
void *hp_bench_zalloc(u64 size);

/**
 * hp_bench_zfree() - free memory of the harness
 * @mem: what hp_bench_zalloc() returned, or NULL
 */
void hp_bench_zfree(void *mem);

/**
 * hp_bench_checkpoint() - called between chunks, and in every loop of the harness
 * @done: operations since the last call
 *
 * Lets others run, and tells those who watch how far the run is.
 *
 * Return: 0, or -EINTR if the run is to end.
 */
int hp_bench_checkpoint(u64 done);

/**
 * hp_bench_footprint() - the memory that live blocks lie in
 * @live: slots with their addresses; NULL is none
 * @count: how many slots
 * @size: bytes in each block
 *
 * Return: bytes, 0 if they cannot be counted. A lower bound of what the
 * allocator holds.
 */
u64 hp_bench_footprint(void **live, u64 count, size_t size);

/**
 * struct hp_noise - what disturbs, counted from some time on
 * @interrupts: that this CPU took
 * @switches: of this thread to another one and back
 * @steal_ns: time that the host gave to others, of all CPUs, as far as the kernel
 *            is told; it may be told some milliseconds later
 */
struct hp_noise {
	u64 interrupts;
	u64 switches;
	u64 steal_ns;
};

/**
 * hp_bench_noise() - what has disturbed so far
 * @noise: that
 *
 * Allocates nothing, as it is called between steps.
 *
 * Context: process, on a CPU that the caller does not leave.
 */
void hp_bench_noise(struct hp_noise *noise);

/** hp_bench_notes - where the notes of workloads and contenders can be read */
extern const char * const hp_bench_notes;

struct hp_chunk;
struct hp_run;
struct hp_turn_id;
struct hp_worker;

/**
 * hp_bench_together() - have several workers work at the same time
 * @run: the run
 * @nr: how many, more than one: the first of the run
 * @work: called for each of them, on a CPU of its own
 *
 * They begin together. Whoever of them calls hp_bench_checkpoint() is told to
 * end if the run has to, or if its @stop is set.
 *
 * Return: 0, or -EINTR if the run is to end; then all have ended.
 */
int hp_bench_together(struct hp_run *run, unsigned int nr,
		      void (*work)(struct hp_worker *worker));

/**
 * hp_bench_relieve() - have new threads take the place of the workers' threads
 * @run: the run, of several workers, none of whom works
 *
 * The old ones have ended, and the new ones are created and bound to the same CPUs
 * when this returns: the workers go on as if nothing was.
 *
 * Return: 0, or -errno, which ends the run.
 */
int hp_bench_relieve(struct hp_run *run);

/**
 * hp_bench_disturb() - have a timer interrupt this CPU while a worker works
 * @worker: the worker
 * @loop: called in the interrupt
 * @chunk: with this
 */
void hp_bench_disturb(struct hp_worker *worker, u64 (*loop)(struct hp_chunk *chunk),
		      struct hp_chunk *chunk);

/**
 * hp_bench_disturb_end() - stop that timer
 * @worker: the worker
 */
void hp_bench_disturb_end(struct hp_worker *worker);

/**
 * hp_bench_begin_workload() - called before the first turn of a workload
 * @run: the run
 * @slot: the workload's place in the run
 *
 * Return: 0 or -errno, which ends the run.
 */
int hp_bench_begin_workload(struct hp_run *run, unsigned int slot);

/**
 * hp_bench_end_workload() - called after the last one
 * @run: the run
 * @slot: the workload's place in the run
 */
void hp_bench_end_workload(struct hp_run *run, unsigned int slot);

/**
 * hp_bench_take_turn() - have hp_run_turn() called, wherever turns are taken
 * @run: the run
 * @id: whose turn, of what
 *
 * Return: 0, or -errno to end the run.
 */
int hp_bench_take_turn(struct hp_run *run, const struct hp_turn_id *id);

#endif /* HPALLOC_BENCH_ENGINE_PLATFORM_H */
