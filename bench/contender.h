/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CONTENDER_H
#define HPALLOC_BENCH_CONTENDER_H

#include "config.h"
#include "workload.h"

/**
 * struct hp_contender - an allocator as the runner sees it
 * @state: passed to everything below; one run at a time uses it
 * @open: called before a run; 0 or -errno. May be NULL
 * @close: called after it. May be NULL
 * @unfit: why it cannot do a block size, or NULL if it can
 * @create: makes a fresh allocator for so many live blocks; 0 or -errno
 * @destroy: ends it, after all blocks were freed
 * @bytes: memory that it took, or NULL where it has to be found from the
 *         addresses of the live blocks
 * @need: bytes that so many live blocks will take, roughly
 * @loops: its measured loops for a block size
 */
struct hp_contender {
	void *state;
	int (*open)(void *state, size_t block_size);
	void (*close)(void *state);
	const char *(*unfit)(size_t block_size);
	int (*create)(void *state, u64 count, size_t block_size);
	void (*destroy)(void *state);
	u64 (*bytes)(void *state);
	u64 (*need)(u64 count, size_t block_size);
	const struct hp_loops *(*loops)(size_t block_size);
};

extern const struct hp_contender hp_contender_fixed_block;
extern const struct hp_contender hp_contender_size_class;
extern const struct hp_contender hp_contender_size_class_var;
extern const struct hp_contender hp_contender_kmalloc;
extern const struct hp_contender hp_contender_kmem_cache;
extern const struct hp_contender hp_contender_harness;

/** hp_contenders - by enum hp_contender_id, the harness last */
extern const struct hp_contender * const hp_contenders[HP_ARMS];

#endif /* HPALLOC_BENCH_CONTENDER_H */
