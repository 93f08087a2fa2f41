// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "report.h"

static void add_hist(struct hp_text *text, const char *name, const struct hp_hist *hist)
{
	u64 tick = hp_clock_ps(1000);	/* in thousandths */
	unsigned int i;

	for (i = 0; i < HP_HIST_BUCKETS; i++) {
		if (!hist->count[i])
			continue;
		hp_text_add(text, "%s,%llu,%llu,%llu,", name, hp_hist_low(i), hp_hist_high(i),
			    hist->count[i]);
		hp_report_decimal(text, tick);
		hp_text_add(text, "\n");
	}
}

static void add_row(struct hp_text *text, const struct hp_result *result,
		    unsigned int phase, unsigned int arm)
{
	struct hp_text name = { };

	if (hp_row_trouble(result, phase, arm))
		return;
	hp_report_row_name(&name, result, phase, arm);
	add_hist(text, hp_text_string(&name), hp_result_hist(result, phase, arm));
	hp_text_free(&name);
}

void hp_report_histograms(struct hp_text *text, const struct hp_result *result)
{
	unsigned int phase, arm;

	hp_text_add(text, "name,ticks_low,ticks_high,samples,tick_ps\n");
	add_hist(text, "timer", hp_result_timer(result));
	for (phase = 0; phase < result->nr_phases; phase++)
		for (arm = 0; arm < result->nr_arms; arm++)
			add_row(text, result, phase, arm);
}
