// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "order.h"
#include "result.h"
#include "rng.h"

unsigned int hp_order_rows(unsigned int n)
{
	return n % 2 ? 2 * n : n;
}

/*
 * 0, n - 1, 1, n - 2, 2...: between neighbours lie all distances, each once if n
 * is even. The rows are this one shifted; where n is odd, backwards as well.
 */
static unsigned int at(unsigned int n, unsigned int row, unsigned int place)
{
	unsigned int i = row < n ? place : n - 1 - place;
	unsigned int first = i % 2 ? n - (i + 1) / 2 : i / 2;

	return (first + row) % n;
}

/* Apart from those of the steps. */
static u64 stream(u32 slot, u32 i)
{
	return (1ULL << 63) + ((u64)slot << 32) + i;
}

/* Fisher and Yates's, from nothing. */
static void shuffle(u8 *to, const u8 *from, unsigned int n, struct hp_rng *rng)
{
	unsigned int i, j;

	for (i = 0; i < n; i++) {
		j = hp_rng_below(rng, i + 1);
		to[i] = to[j];
		to[j] = from[i];
	}
}

void hp_order_take(u8 *order, unsigned int n, u64 seed, u32 slot, unsigned int repeat)
{
	unsigned int rows = hp_order_rows(n), place;
	u8 arms[HP_MAX_ARMS] = { };
	struct hp_rng rng;

	if (!n)
		return;
	hp_rng_init(&rng, seed, stream(slot, 0));
	repeat += hp_rng_below(&rng, rows);
	hp_rng_init(&rng, seed, stream(slot, 1 + repeat / rows));
	shuffle(arms, order, n, &rng);
	for (place = 0; place < n; place++)
		order[place] = arms[at(n, repeat % rows, place)];
}
