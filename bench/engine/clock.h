/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CLOCK_H
#define HPALLOC_BENCH_CLOCK_H

#include "stats.h"

/**
 * struct hp_clock - what the benchmark measures with
 * @tsc: ticks are the TSC's; ktime's nanoseconds otherwise
 * @khz: ticks a millisecond
 * @step: smallest difference between two readings that was seen
 * @start_ticks: when the calibration was finished
 * @start_ns: the same instant
 */
struct hp_clock {
	bool tsc;
	u32 khz;
	u64 step;
	u64 start_ticks;
	u64 start_ns;
};

extern struct hp_clock hp_clock;

/**
 * hp_clock_calibrate() - choose the clock and find its rate; takes 30 ms
 *
 * Context: process, may sleep; the caller must not migrate.
 */
void hp_clock_calibrate(void);

/**
 * hp_clock_drift() - how far the clock's rate is off since the calibration
 *
 * Return: thousandths by which it was fast or slow against ktime.
 */
u32 hp_clock_drift(void);

/* The loads on either side have to be outside: rdtsc alone is not ordered. */
static __always_inline u64 hp_clock_tsc(void)
{
#ifdef CONFIG_X86_64
	u32 low, high;

	asm volatile("lfence; rdtsc; lfence"
		     : "=a" (low), "=d" (high) : : "memory");
	return (u64)high << 32 | low;
#else
	return 0;
#endif
}

/**
 * hp_clock_read() - the time in ticks
 *
 * Return: ticks since any instant.
 */
static __always_inline u64 hp_clock_read(void)
{
	if (likely(hp_clock.tsc))
		return hp_clock_tsc();
	return ktime_get_ns();
}

/**
 * hp_clock_ps() - ticks in picoseconds
 * @ticks: a difference of two readings
 *
 * Return: picoseconds.
 */
static inline u64 hp_clock_ps(u64 ticks)
{
	return hp_stats_scale(ticks, 1000000000, hp_clock.khz);
}

#endif /* HPALLOC_BENCH_CLOCK_H */
