/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_FLOOR_H
#define HPALLOC_BENCH_ENGINE_FLOOR_H

#include "platform.h"

/*
 * Floors are what the parts cost that allocators are made of, on this machine
 * and in this run: with them a reader can explain a figure.
 */

/**
 * struct hp_floor - a floor
 * @name: by which it is reported
 * @loop: does it so many times, back to back
 */
struct hp_floor {
	const char *name;
	void (*loop)(u32 count);
};

/** hp_floors - all that this platform has */
extern const struct hp_floor hp_floors[];

/** hp_nr_floors - how many */
extern const unsigned int hp_nr_floors;

/*
 * HP_DEFINE_FLOOR() - the loop of a floor
 * @fn: the function that is defined
 * @statement: what is done each time
 */
#define HP_DEFINE_FLOOR(fn, statement)					\
static void fn(u32 count)						\
{									\
	for (; count; count--) {					\
		statement;						\
		barrier();						\
	}								\
}

#endif /* HPALLOC_BENCH_ENGINE_FLOOR_H */
