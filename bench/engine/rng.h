/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_RNG_H
#define HPALLOC_BENCH_RNG_H

#include "platform.h"

/**
 * struct hp_rng - a seeded generator: the same seed gives the same run
 * @state: splitmix64 (Steele, Lea, Flood, OOPSLA 2014)
 */
struct hp_rng {
	u64 state;
};

/**
 * hp_rng_init() - start a sequence
 * @rng: the generator
 * @seed: any number
 * @stream: sequences of one seed but different streams are unrelated
 */
static inline void hp_rng_init(struct hp_rng *rng, u64 seed, u64 stream)
{
	rng->state = seed ^ (stream * 0xd1342543de82ef95ULL);
}

/**
 * hp_rng_next() - the next 64 random bits
 * @rng: the generator
 *
 * Return: the bits.
 */
static inline u64 hp_rng_next(struct hp_rng *rng)
{
	u64 z = (rng->state += 0x9e3779b97f4a7c15ULL);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

/**
 * hp_rng_below() - a random number below a bound, without bias
 * @rng: the generator
 * @bound: the bound, at least 1
 *
 * Lemire, "Fast Random Integer Generation in an Interval", 2019.
 *
 * Return: a number from 0 to @bound - 1, each equally likely.
 */
static inline u32 hp_rng_below(struct hp_rng *rng, u32 bound)
{
	u64 product = (u64)(u32)hp_rng_next(rng) * bound;
	u32 threshold;

	if ((u32)product >= bound)
		return product >> 32;

	threshold = -bound % bound;
	while ((u32)product < threshold)
		product = (u64)(u32)hp_rng_next(rng) * bound;
	return product >> 32;
}

/**
 * hp_rng_shuffle() - a part of a shuffle
 * @rng: the generator
 * @items: the whole array
 * @from: first item to settle
 * @to: one past the last item to settle
 *
 * Settling 0 to n in parts that follow one another, with one @rng, is
 * Fisher and Yates's shuffle of n items: every order is equally likely.
 */
static inline void hp_rng_shuffle(struct hp_rng *rng, void **items, u32 from,
				  u32 to)
{
	u32 i;

	for (i = from; i < to; i++) {
		u32 j = hp_rng_below(rng, i + 1);
		void *item = items[i];

		items[i] = items[j];
		items[j] = item;
	}
}

#endif /* HPALLOC_BENCH_RNG_H */
