/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CONTENDERS_MALLOC_H
#define HPALLOC_BENCH_CONTENDERS_MALLOC_H

#include <stdlib.h>

#include "../engine/contender.h"
#include "../user/identity.h"

/*
 * Whatever malloc the process has, which a contender's identity decides.
 * Compiled with -fno-builtin, so that no call is left out. All have the same
 * loops, those of glibc.c.
 */

extern size_t hp_malloc_size;

int hp_malloc_create(void *state, u64 count, size_t block_size);
u64 hp_malloc_need(u64 count, size_t block_size);
const struct hp_loops *hp_malloc_loops(size_t block_size);
extern const struct hp_loops hp_malloc_sized;

/* What all of them have. */
#define HP_MALLOC_MEMBERS			\
	.state = &hp_malloc_size,		\
	.create = hp_malloc_create,		\
	.need = hp_malloc_need,			\
	.loops_for = hp_malloc_loops,		\
	.sized = &hp_malloc_sized

#endif /* HPALLOC_BENCH_CONTENDERS_MALLOC_H */
