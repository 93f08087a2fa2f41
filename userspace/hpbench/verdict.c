// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "verdict.h"

#include "memory.h"

#include <math.h>
#include <string.h>

enum hp_verdict hp_verdict_of(const struct hp_versus *versus)
{
	double ratio = versus->ratio > 1 ? versus->ratio : 1 / versus->ratio;

	if (isnan(versus->low))
		return HP_NO_INTERVAL;
	if (versus->low <= 1 && versus->high >= 1)
		return HP_NO_DIFFERENCE;
	if (ratio < 1 + HP_RESOLVED_PERCENT / 100)
		return HP_TOO_SMALL;
	return versus->low > 1 ? HP_FASTER : HP_SLOWER;
}

static void meet(struct hp_bases *bases, const char *name)
{
	size_t i;

	for (i = 0; i < bases->nr; i++)
		if (!strcmp(bases->names[i], name))
			return;
	bases->names[bases->nr++] = name;
}

struct hp_bases hp_bases_of(const struct hp_results *results)
{
	struct hp_bases bases = { NULL, 0 };
	size_t most = 0, i, j;

	for (i = 0; i < results->nr_entries; i++)
		most += results->entries[i].nr_versus;
	bases.names = hp_array(most, sizeof(*bases.names));
	for (i = 0; i < results->nr_entries; i++)
		for (j = 0; j < results->entries[i].nr_versus; j++)
			meet(&bases, results->entries[i].versus[j].base);
	return bases;
}
