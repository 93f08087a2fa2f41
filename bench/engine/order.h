/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_ORDER_H
#define HPALLOC_BENCH_ENGINE_ORDER_H

#include "platform.h"

/*
 * In which order arms take their turns in a pass, so that neither its place nor
 * who ran before it is to anybody's advantage: Williams, "Experimental designs
 * balanced for the estimation of residual effects of treatments", 1949. A square
 * has a row for each pass. In all of its rows together each arm has each place
 * equally often, and follows each other arm equally often.
 */

/**
 * hp_order_rows() - how many rows a square has
 * @n: arms
 *
 * Return: @n; if that is odd, twice as many, as one square of an odd number
 * cannot be balanced.
 */
unsigned int hp_order_rows(unsigned int n);

/**
 * hp_order_take() - the order of a pass
 * @order: of the arms, which are rearranged
 * @n: how many, at most HP_MAX_ARMS
 * @seed: of the run, which says with which row it begins
 * @slot: of the workload; each has its own order
 * @repeat: passes of different repeats take one row after another. With each
 *          square the arms change places, at random
 *
 * Whoever calls it for the next repeat gives the same arms as before.
 */
void hp_order_take(u8 *order, unsigned int n, u64 seed, u32 slot, unsigned int repeat);

#endif /* HPALLOC_BENCH_ENGINE_ORDER_H */
