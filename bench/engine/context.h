/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_CONTEXT_H
#define HPALLOC_BENCH_ENGINE_CONTEXT_H

#include "loops.h"

/**
 * struct hp_context - where loops run
 * @name: by which it is chosen and reported
 * @note: a line for its users: how a loop gets there
 * @call: runs a loop there; returns its ticks
 */
struct hp_context {
	const char *name;
	const char *note;
	u64 (*call)(hp_loop_fn loop, struct hp_chunk *chunk);
};

/** hp_contexts - those that this platform has, by enum hp_in */
extern const struct hp_context hp_contexts[];

/** hp_nr_contexts - how many: the first ones of enum hp_in */
extern const unsigned int hp_nr_contexts;

#endif /* HPALLOC_BENCH_ENGINE_CONTEXT_H */
