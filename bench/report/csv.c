// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "report.h"

/* Empty fields, so that every line has as many. */
static void skip(struct hp_text *text, unsigned int fields)
{
	while (fields--)
		hp_text_add(text, ",");
}

static void add_ns(struct hp_text *text, u64 ps)
{
	hp_text_add(text, ",");
	hp_report_decimal(text, ps);
}

static void add_latency(struct hp_text *text, const struct hp_latency *latency)
{
	unsigned int i;

	for (i = 0; i < latency->nr; i++)
		add_ns(text, latency->at[i]);
	skip(text, HP_PERCENTILES - latency->nr);
	if (latency->samples)
		add_ns(text, latency->max);
	else
		skip(text, 1);
}

static void add_ratio(struct hp_text *text, const struct hp_ratio *ratio)
{
	if (ratio->median)
		add_ns(text, ratio->median);
	else
		skip(text, 1);
	if (!ratio->high) {
		skip(text, 2);
		return;
	}
	add_ns(text, ratio->low);
	add_ns(text, ratio->high);
}

static void add_ratios(struct hp_text *text, const struct hp_result *result,
		       unsigned int phase, unsigned int arm)
{
	struct hp_ratio ratio;
	unsigned int base;

	for (base = 0; base < result->nr_arms; base++) {
		if (!hp_report_is_baseline(result, base))
			continue;
		if (base == arm || result->arms[arm] == &hp_harness)
			memset(&ratio, 0, sizeof(ratio));
		else
			hp_result_ratio(result, phase, base, arm, &ratio);
		add_ratio(text, &ratio);
	}
}

/* In the order of the header, from total_ns on. */
static void add_figures(struct hp_text *text, const struct hp_result *result,
			unsigned int phase, unsigned int arm)
{
	const struct hp_row *row = hp_result_row(result, phase, arm);
	const struct hp_arm *a = hp_result_arm(result, result->phases[phase].slot, arm);

	add_ns(text, row->series.median);
	add_ns(text, hp_report_per_op(row, row->series.median));
	add_ns(text, hp_report_per_op(row, row->series.fastest));
	add_ns(text, hp_report_per_op(row, row->series.slowest));
	add_latency(text, &row->latency);
	if (a->bytes)
		hp_text_add(text, ",%llu", a->bytes >> 10);
	else
		skip(text, 1);
	add_ns(text, a->setup.median);
	add_ns(text, a->teardown.median);
	hp_text_add(text, ",%u", hp_report_cpus(result, phase));
	add_ns(text, hp_report_throughput(result, phase, row));
	add_ns(text, row->spread.median);
	hp_text_add(text, ",%llu,%llu", a->live >> 10, row->misses);
	add_ratios(text, result, phase, arm);
}

static void add_row(struct hp_text *text, const struct hp_result *result,
		    unsigned int phase, unsigned int arm, unsigned int figures)
{
	const struct hp_bench_config *config = &result->config;
	const struct hp_row *row = hp_result_row(result, phase, arm);
	const char *trouble = hp_row_trouble(result, phase, arm);

	hp_report_phase_name(text, &result->phases[phase]);
	hp_text_add(text, ",%s,%zu,%llu,%s,%u,%llu,%s", result->arms[arm]->name,
		    hp_report_block_size(result, phase), row->ops,
		    hp_touch_words[config->touch], row->series.nr, row->failures,
		    trouble ? trouble : "");
	if (trouble)
		skip(text, figures);
	else
		add_figures(text, result, phase, arm);
	hp_text_add(text, "\n");
}

/* Returns how many fields a row's figures are. */
static unsigned int add_header(struct hp_text *text, const struct hp_result *result)
{
	unsigned int base, i, figures = 13 + HP_PERCENTILES;

	hp_text_add(text, "phase,contender,block_size,ops,touch,repeats,failures,trouble,");
	hp_text_add(text, "total_ns,ns,min_ns,max_ns,");
	for (i = 0; i < HP_PERCENTILES; i++)
		hp_text_add(text, "%s,", hp_percentiles[i].column);
	hp_text_add(text, "max_op_ns,memory_kb,setup_ns,teardown_ns,");
	hp_text_add(text, "cpus,mops,spread,live_kb,misses");
	for (base = 0; base < result->nr_arms; base++) {
		const char *name = result->arms[base]->name;

		if (!hp_report_is_baseline(result, base))
			continue;
		hp_text_add(text, ",vs_%s,vs_%s_low,vs_%s_high", name, name, name);
		figures += 3;
	}
	hp_text_add(text, "\n");
	return figures;
}

void hp_report_csv(struct hp_text *text, const struct hp_result *result)
{
	unsigned int figures = add_header(text, result);
	unsigned int phase, arm;

	for (phase = 0; phase < result->nr_phases; phase++)
		for (arm = 0; arm < result->nr_arms; arm++)
			add_row(text, result, phase, arm, figures);
}
