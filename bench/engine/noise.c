// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "noise.h"

/**
 * struct spread - of all repeats of all rows
 * @nr: how many
 * @median: of them
 * @most: the largest
 */
struct spread {
	u64 nr;
	u64 median;
	u64 most;
};

static const struct hp_series *interrupts_of(const struct hp_row *row)
{
	return &row->interrupts;
}

static const struct hp_series *switches_of(const struct hp_row *row)
{
	return &row->switches;
}

/* Repeats that are at most @bound; finds the largest of all as well. */
static u64 count_up_to(const struct hp_result *result,
		       const struct hp_series *(*of)(const struct hp_row *row), u64 bound,
		       u64 *most)
{
	unsigned int phase, arm, i;
	u64 n = 0;

	for (phase = 0; phase < result->nr_phases; phase++)
		for (arm = 0; arm < result->nr_arms; arm++) {
			const struct hp_series *series = of(hp_result_row(result, phase, arm));

			for (i = 0; i < series->nr; i++) {
				n += series->total[i] <= bound;
				*most = max(*most, series->total[i]);
			}
		}
	return n;
}

/* There may be too many to be sorted without memory: the median is searched for. */
static struct spread spread_of(const struct hp_result *result,
			       const struct hp_series *(*of)(const struct hp_row *row))
{
	struct spread spread = { };
	u64 low = 0, high, middle;

	spread.nr = count_up_to(result, of, U64_MAX, &spread.most);
	high = spread.most;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (2 * count_up_to(result, of, middle, &spread.most) >= spread.nr)
			high = middle;
		else
			low = middle + 1;
	}
	spread.median = low;
	return spread;
}

void hp_noise_conclude(struct hp_result *result)
{
	struct spread interrupts = spread_of(result, interrupts_of);
	struct spread switches = spread_of(result, switches_of);

	hp_result_add_fact(result, "noise",
			   "in the median repeat of a row %llu interrupts, at most %llu, %llu context switches, at most %llu, %llu ms of steal time, no repeat left out",
			   interrupts.median, interrupts.most, switches.median, switches.most,
			   div_u64(result->steal_ns, 1000000));
}
