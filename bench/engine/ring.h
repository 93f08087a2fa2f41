/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_RING_H
#define HPALLOC_BENCH_ENGINE_RING_H

#include "platform.h"

/*
 * How blocks get from one worker to another: a ring with one writer and one
 * reader. No lock and no atomic operation: what it costs, the harness's rows
 * show, and every contender pays it.
 */

/* Blocks that a ring holds, a power of two. */
#define HP_RING_SIZE	1024U

/* Most blocks that are passed at once. */
#define HP_BATCH_MAX	64U

/**
 * struct hp_ring - blocks on their way to a worker
 * @tail: of those that were taken, by the reader only
 * @head: of those that were put in, by the writer only
 * @slot: blocks
 */
struct hp_ring {
	u32 tail __aligned(64);
	u32 head __aligned(64);
	void *slot[HP_RING_SIZE] __aligned(64);
};

/**
 * hp_ring_has_room() - whether the writer can put blocks in
 * @ring: the ring
 * @n: how many
 *
 * Return: whether.
 */
static __always_inline bool hp_ring_has_room(const struct hp_ring *ring, u32 n)
{
	u32 tail = __atomic_load_n(&ring->tail, __ATOMIC_ACQUIRE);

	return HP_RING_SIZE - n >= ring->head - tail;
}

/**
 * hp_ring_put() - put blocks in
 * @ring: the ring, which has room for them
 * @blocks: the blocks
 * @n: how many
 */
static __always_inline void hp_ring_put(struct hp_ring *ring, void **blocks, u32 n)
{
	u32 head = ring->head, i;

	for (i = 0; i < n; i++)
		ring->slot[(head + i) % HP_RING_SIZE] = blocks[i];
	__atomic_store_n(&ring->head, head + n, __ATOMIC_RELEASE);
}

/**
 * hp_ring_take() - take blocks out
 * @ring: the ring
 * @blocks: the blocks
 * @n: at most so many
 *
 * Return: how many there were.
 */
static __always_inline u32 hp_ring_take(struct hp_ring *ring, void **blocks, u32 n)
{
	u32 tail = ring->tail, i;
	u32 ready = __atomic_load_n(&ring->head, __ATOMIC_ACQUIRE) - tail;

	if (ready < n)
		n = ready;
	for (i = 0; i < n; i++)
		blocks[i] = ring->slot[(tail + i) % HP_RING_SIZE];
	if (n)
		__atomic_store_n(&ring->tail, tail + n, __ATOMIC_RELEASE);
	return n;
}

/**
 * hp_ring_copy() - see what is in a ring, while nobody writes or reads it
 * @ring: the ring
 * @blocks: room for HP_RING_SIZE blocks
 *
 * Return: how many there are.
 */
static inline u32 hp_ring_copy(const struct hp_ring *ring, void **blocks)
{
	u32 i, n = ring->head - ring->tail;

	for (i = 0; i < n; i++)
		blocks[i] = ring->slot[(ring->tail + i) % HP_RING_SIZE];
	return n;
}

#endif /* HPALLOC_BENCH_ENGINE_RING_H */
