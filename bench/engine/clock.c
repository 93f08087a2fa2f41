// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "clock.h"

#define HP_CLOCK_WINDOWS	3
#define HP_CLOCK_WINDOW_NS	10000000
#define HP_CLOCK_MIN_KHZ	10000		/* slower is no TSC */
#define HP_CLOCK_MAX_KHZ	20000000

struct hp_clock hp_clock = { .khz = 1000000 };

struct hp_instant {
	u64 ticks;
	u64 ns;
};

/* The try that was interrupted least, so that both numbers belong together. */
static struct hp_instant hp_clock_instant(void)
{
	struct hp_instant best = { };
	u64 best_width = U64_MAX;
	int i;

	for (i = 0; i < 16; i++) {
		u64 before = hp_clock_tsc();
		u64 ns = ktime_get_ns();
		u64 width = hp_clock_tsc() - before;

		if (width < best_width) {
			best_width = width;
			best.ticks = before + width / 2;
			best.ns = ns;
		}
	}
	return best;
}

static u32 hp_clock_rate(const struct hp_instant *from,
			 const struct hp_instant *to)
{
	u64 ns = to->ns - from->ns;
	u64 ticks = to->ticks - from->ticks;

	/* A long run's numbers are brought into range, both alike. */
	while (ns >> 32) {
		ns >>= 1;
		ticks >>= 1;
	}
	if (!ns)
		return 0;
	return min_t(u64, hp_stats_scale(ticks, 1000000, ns), U32_MAX);
}

static u32 hp_clock_window(void)
{
	struct hp_instant from = hp_clock_instant(), to;

	while (ktime_get_ns() - from.ns < HP_CLOCK_WINDOW_NS)
		cond_resched();
	to = hp_clock_instant();
	return hp_clock_rate(&from, &to);
}

/* Readings may advance in steps larger than a tick; unequal gaps show it. */
static u64 hp_clock_step(void)
{
	u64 gaps[64], step = U64_MAX, last = hp_clock_read();
	int i;

	for (i = 0; i < 64; i++) {
		u64 now = hp_clock_read();

		gaps[i] = now - last;
		last = now;
	}
	hp_stats_sort(gaps, 64);
	for (i = 1; i < 64; i++)
		if (gaps[i] != gaps[i - 1])
			step = min(step, gaps[i] - gaps[i - 1]);
	return step == U64_MAX ? 0 : step;
}

void hp_clock_calibrate(void)
{
	struct hp_instant now;
	u64 khz[HP_CLOCK_WINDOWS];
	int i;

	for (i = 0; i < HP_CLOCK_WINDOWS; i++)
		khz[i] = hp_clock_window();
	hp_stats_sort(khz, HP_CLOCK_WINDOWS);

	hp_clock.tsc = khz[0] >= HP_CLOCK_MIN_KHZ &&
		       khz[HP_CLOCK_WINDOWS - 1] <= HP_CLOCK_MAX_KHZ &&
		       khz[HP_CLOCK_WINDOWS - 1] - khz[0] <= div_u64(khz[0], 50);
	hp_clock.khz = hp_clock.tsc ? khz[HP_CLOCK_WINDOWS / 2] : 1000000;
	hp_clock.step = hp_clock_step();

	now = hp_clock_instant();
	hp_clock.start_ticks = now.ticks;
	hp_clock.start_ns = now.ns;
}

u32 hp_clock_drift(void)
{
	struct hp_instant now = hp_clock_instant();
	struct hp_instant start = { hp_clock.start_ticks, hp_clock.start_ns };
	u64 khz, off;

	if (!hp_clock.tsc)
		return 0;
	khz = hp_clock_rate(&start, &now);
	off = khz > hp_clock.khz ? khz - hp_clock.khz : hp_clock.khz - khz;
	return div_u64(off * 1000, hp_clock.khz);
}
