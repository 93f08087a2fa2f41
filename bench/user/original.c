// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <hpalloc/fixed_block.h>

#include "../engine/loops.h"
#include "driver.h"
#include "original.h"

#define ARENA	(1UL << 20)

static __always_inline void *op_alloc(void *state)
{
	return hp_fixed_block_alloc(state);
}

/* hp_loop() wants one; nothing is freed. */
static __always_inline void op_free(void *state, void *block)
{
}

/* As in the original, only what it was given is counted as live. */
static void print_result(const struct hp_bench_config *config, const struct hp_chunk *chunk,
			 u64 ticks)
{
	double count = (double)config->count, ps = (double)hp_clock_ps(ticks);

	printf("The original's benchmark: %llu blocks of %llu bytes from an arena of 1 MiB\n"
	       "that does not grow and holds %llu.\n\n", config->count, config->block_size,
	       ARENA / HP_PAGE_SIZE * (HP_PAGE_SIZE / config->block_size));
	printf("total ms %.2f, average ns %.2f, p99 ns %.1f (timer included), memory KB %lu\n",
	       ps / 1e9, ps / 1e3 / count,
	       (double)hp_clock_ps(hp_hist_percentile(chunk->hist, 990000)) / 1e3,
	       ARENA >> 10);
	if (chunk->failures)
		printf("INVALID: %llu of the %llu timed calls, %.1f%%, returned NULL\n",
		       chunk->failures, config->count, 100 * (double)chunk->failures / count);
}

static int measure(const struct hp_bench_config *config, struct hp_chunk *chunk)
{
	struct hp_fixed_block fb;
	struct hp_arena arena;
	u64 ticks;
	int err;

	err = hp_arena_init(&arena, ARENA);
	if (err)
		return err;

	err = hp_fixed_block_init(&fb, &arena, config->block_size);
	if (!err) {
		chunk->state = &fb;
		ticks = hp_loop(chunk, op_alloc, op_free, HP_OP_ALLOC, config->touch, true);
		print_result(config, chunk, ticks);
	}
	hp_arena_destroy(&arena);
	return err;
}

int hp_original(const struct hp_bench_config *config)
{
	static struct hp_hist hist;
	struct hp_chunk chunk = {
		.live = hp_bench_zalloc(config->count * sizeof(void *)),
		.count = (u32)config->count,
		.words = config->block_size / sizeof(u64),
		.hist = &hist,
	};
	int err;

	if (!chunk.live)
		return -ENOMEM;

	hp_drive_pin();
	hp_clock_calibrate();
	hp_hist_reset(&hist);
	err = measure(config, &chunk);
	hp_bench_zfree(chunk.live);
	return err;
}
