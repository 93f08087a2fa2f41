// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "result.h"

static const struct hp_phase {
	const char *name;
	enum hp_workload_id workload;
} hp_phases[HP_PHASES] = HP_PHASE_TABLE;

const char *hp_phase_name(enum hp_phase_id phase)
{
	return hp_phases[phase].name;
}

enum hp_workload_id hp_phase_workload(enum hp_phase_id phase)
{
	return hp_phases[phase].workload;
}

static void hp_row_conclude(struct hp_row *row)
{
	u64 sorted[HP_STATS_MAX_REPEAT];
	unsigned int n = row->repeats;

	if (!n)
		return;
	memcpy(sorted, row->total, sizeof(sorted));
	row->mean = div64_u64(hp_stats_median(sorted, n), row->ops);
	row->fastest = div64_u64(sorted[0], row->ops);
	row->slowest = div64_u64(sorted[n - 1], row->ops);
}

static bool hp_row_is_result(const struct hp_row *row)
{
	return row->present && row->repeats && !row->failures;
}

/* Repeats are paired by their number: both were measured in the same turn. */
static void hp_phase_conclude(struct hp_row *rows)
{
	const struct hp_row *base = &rows[HP_BASELINE];
	unsigned int i;

	for (i = 0; i < HP_ARMS; i++)
		hp_row_conclude(&rows[i]);
	if (!hp_row_is_result(base))
		return;

	for (i = 0; i < HP_CONTENDERS; i++)
		if (i != HP_BASELINE && hp_row_is_result(&rows[i]) &&
		    rows[i].repeats == base->repeats)
			hp_compare(base->total, rows[i].total, base->repeats,
				   &rows[i].ratio);
}

void hp_result_conclude(struct hp_result *result)
{
	struct hp_arm *arm = &result->arms[0][0];
	unsigned int i;

	for (i = 0; i < HP_WORKLOADS * HP_ARMS; i++, arm++) {
		arm->setup[0] = hp_stats_median(arm->setup, arm->repeats);
		arm->teardown[0] = hp_stats_median(arm->teardown, arm->repeats);
	}
	for (i = 0; i < HP_PHASES; i++)
		hp_phase_conclude(result->rows[i]);
}
