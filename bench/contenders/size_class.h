/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CONTENDERS_SIZE_CLASS_H
#define HPALLOC_BENCH_CONTENDERS_SIZE_CLASS_H

#include <hpalloc/size_class.h>

#include "../engine/contender.h"

/* The size class allocator, whose variants differ in when sizes are known. */

/**
 * struct hp_size_class_state - an allocator
 * @sc: the allocator
 * @size: known at run time only
 * @class_size: its class, likewise
 */
struct hp_size_class_state {
	struct hp_size_class sc;
	size_t size;
	size_t class_size;
};

extern struct hp_size_class_state hp_size_class_state;

const char *hp_size_class_unfit(size_t block_size);
int hp_size_class_create(void *state, u64 count, size_t block_size);
void hp_size_class_destroy_state(void *state);
u64 hp_size_class_bytes(void *state);
u64 hp_size_class_need(u64 count, size_t block_size);

/* What all variants have. */
#define HP_SIZE_CLASS_MEMBERS			\
	.owns_memory = true,			\
	.bounded = true,			\
	.state = &hp_size_class_state,		\
	.unfit = hp_size_class_unfit,		\
	.create = hp_size_class_create,		\
	.destroy = hp_size_class_destroy_state,		\
	.bytes = hp_size_class_bytes,		\
	.need = hp_size_class_need

#endif /* HPALLOC_BENCH_CONTENDERS_SIZE_CLASS_H */
