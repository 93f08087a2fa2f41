// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "report.h"

static void add_key(struct hp_text *text, const char *key)
{
	hp_text_add(text, ",\n      \"%s\": ", key);
}

static void add_ns(struct hp_text *text, const char *key, u64 ps)
{
	add_key(text, key);
	hp_report_decimal(text, ps);
}

static void add_ms(struct hp_text *text, const char *key, u64 ps)
{
	u32 rest;
	u64 ms = div_u64_rem(div_u64(ps, 1000), 1000000, &rest);

	add_key(text, key);
	hp_text_add(text, "%llu.%06u", ms, rest);
}

static void add_number(struct hp_text *text, const char *key, u64 number)
{
	add_key(text, key);
	hp_text_add(text, "%llu", number);
}

static void add_sum(struct hp_text *text, const char *key, const struct hp_series *series)
{
	u64 sum = 0;
	unsigned int i;

	for (i = 0; i < series->nr; i++)
		sum += series->total[i];
	add_number(text, key, sum);
}

/* What tools of google-benchmark expect of every row, errors too. */
static void add_times(struct hp_text *text, u64 ps)
{
	add_ns(text, "real_time", ps);
	add_ns(text, "cpu_time", ps);
	add_key(text, "time_unit");
	hp_text_add(text, "\"ns\"");
}

static void add_latency(struct hp_text *text, const struct hp_latency *latency)
{
	unsigned int i;

	for (i = 0; i < latency->nr; i++)
		add_ns(text, hp_percentiles[i].name, latency->at[i]);
	if (latency->samples)
		add_ns(text, "max", latency->max);
}

static void add_ratio(struct hp_text *text, const char *base, const char *end, u64 value)
{
	hp_text_add(text, ",\n      \"vs_%s%s\": ", base, end);
	hp_report_decimal(text, value);
}

static void add_ratios(struct hp_text *text, const struct hp_result *result,
		       unsigned int phase, unsigned int arm)
{
	struct hp_ratio ratio;
	unsigned int base;

	for (base = 0; base < result->nr_arms; base++) {
		if (!hp_report_is_baseline(result, base) || base == arm ||
		    result->arms[arm] == &hp_harness)
			continue;
		hp_result_ratio(result, phase, base, arm, &ratio);
		if (ratio.median)
			add_ratio(text, result->arms[base]->name, "", ratio.median);
		if (!ratio.high)
			continue;
		add_ratio(text, result->arms[base]->name, "_low", ratio.low);
		add_ratio(text, result->arms[base]->name, "_high", ratio.high);
	}
}

static void add_samples(struct hp_text *text, const struct hp_row *row)
{
	unsigned int i;

	add_key(text, "samples_ns");
	for (i = 0; i < row->series.nr; i++) {
		hp_text_add(text, "%s", i ? ", " : "[");
		hp_report_decimal(text, hp_report_per_op(row, row->series.total[i]));
	}
	hp_text_add(text, "]");
}

/* Of each sample; null for who was first. */
static void add_before(struct hp_text *text, const struct hp_result *result,
		       const struct hp_arm *arm, unsigned int nr)
{
	unsigned int i;

	add_key(text, "before");
	for (i = 0; i < nr; i++) {
		hp_text_add(text, "%s", i ? ", " : "[");
		if (arm->before[i] == HP_NOBODY)
			hp_text_add(text, "null");
		else
			hp_text_add_json(text, result->arms[arm->before[i]]->name);
	}
	hp_text_add(text, "]");
}

static void add_figures(struct hp_text *text, const struct hp_result *result,
			unsigned int phase, unsigned int arm)
{
	const struct hp_row *row = hp_result_row(result, phase, arm);
	const struct hp_arm *a = hp_result_arm(result, result->phases[phase].slot, arm);

	add_times(text, hp_report_per_op(row, row->series.median));
	add_ms(text, "total_ms", row->series.median);
	add_ns(text, "min_ns", hp_report_per_op(row, row->series.fastest));
	add_ns(text, "max_ns", hp_report_per_op(row, row->series.slowest));
	add_latency(text, &row->latency);
	if (a->bytes)
		add_number(text, "memory_kb", a->bytes >> 10);
	if (a->pages)
		add_number(text, "pages_kb", a->pages >> 10);
	if (a->live)
		add_number(text, "live_kb", a->live >> 10);
	add_number(text, "items_per_second", hp_report_throughput(result, phase, row) * 1000);
	if (row->spread.median && hp_report_cpus(result, phase) > 1)
		add_ns(text, "spread", row->spread.median);
	add_number(text, "misses", row->misses);
	add_sum(text, "interrupts", &row->interrupts);
	add_sum(text, "switches", &row->switches);
	add_ms(text, "setup_ms", a->setup.median);
	add_ms(text, "teardown_ms", a->teardown.median);
	add_ratios(text, result, phase, arm);
	add_samples(text, row);
	add_before(text, result, a, row->series.nr);
}

static void add_error(struct hp_text *text, const char *trouble)
{
	add_times(text, 0);
	add_key(text, "error_occurred");
	hp_text_add(text, "true");
	add_key(text, "error_message");
	hp_text_add_json(text, trouble);
}

/* Opens an entry; the caller adds to it and closes it. */
static void begin_entry(struct hp_text *text, const char *name)
{
	hp_text_add(text, ",\n    {\n      \"name\": \"%s\"", name);
	add_key(text, "run_name");
	hp_text_add(text, "\"%s\"", name);
	add_key(text, "run_type");
	hp_text_add(text, "\"iteration\"");
}

static void end_entry(struct hp_text *text)
{
	hp_text_add(text, "\n    }");
}

static void add_row(struct hp_text *text, const struct hp_result *result,
		    unsigned int phase, unsigned int arm)
{
	const struct hp_row *row = hp_result_row(result, phase, arm);
	const char *trouble = hp_row_trouble(result, phase, arm);
	struct hp_text name = { };

	hp_report_row_name(&name, result, phase, arm);
	begin_entry(text, hp_text_string(&name));
	hp_text_free(&name);

	add_number(text, "repetitions", row->series.nr);
	add_number(text, "threads", hp_report_cpus(result, phase));
	add_number(text, "iterations", row->ops);
	add_number(text, "failures", row->failures);
	if (trouble)
		add_error(text, trouble);
	else
		add_figures(text, result, phase, arm);
	end_entry(text);
}

/* The first entry, for which there is no comma. */
static void add_timer_entry(struct hp_text *text, const struct hp_result *result)
{
	const struct hp_hist *hist = hp_result_timer(result);
	struct hp_latency timer;

	hp_latency_from(&timer, hist);
	hp_text_add(text, "    {\n      \"name\": \"timer\"");
	add_key(text, "run_name");
	hp_text_add(text, "\"timer\"");
	add_key(text, "run_type");
	hp_text_add(text, "\"iteration\"");
	add_number(text, "iterations", timer.samples);
	add_times(text, hp_clock_ps(hp_hist_percentile(hist, 500000)));
	add_latency(text, &timer);
	end_entry(text);
}

static void add_floor(struct hp_text *text, const struct hp_result *result, unsigned int i)
{
	const struct hp_series *floor = hp_result_floor(result, i);
	struct hp_text name = { };

	hp_text_add(&name, "floor/%s", hp_floors[i].name);
	begin_entry(text, hp_text_string(&name));
	hp_text_free(&name);
	add_number(text, "repetitions", floor->nr);
	add_times(text, floor->median);
	add_ns(text, "min_ns", floor->fastest);
	add_ns(text, "max_ns", floor->slowest);
	end_entry(text);
}

static void add_string(struct hp_text *text, const char *key, const char *value)
{
	hp_text_add(text, ",\n    ");
	hp_text_add_json(text, key);
	hp_text_add(text, ": ");
	hp_text_add_json(text, value);
}

static void add_config(void *text, const char *key, const char *value)
{
	add_string(text, key, value);
}

static void add_fact(struct hp_text *text, const char *fact, const char *tab,
		     const char *end)
{
	struct hp_text key = { }, value = { };

	hp_text_add(&key, "%.*s", (int)(tab - fact), fact);
	hp_text_add(&value, "%.*s", (int)(end - tab - 1), tab + 1);
	add_string(text, hp_text_string(&key), hp_text_string(&value));
	hp_text_free(&key);
	hp_text_free(&value);
}

static void add_flattered(struct hp_text *text, const struct hp_result *result)
{
	struct hp_text flattered = { };

	hp_report_flattered(&flattered, result);
	add_string(text, "flatters", hp_text_string(&flattered));
	hp_text_free(&flattered);
}

static void add_context(struct hp_text *text, const struct hp_result *result)
{
	const char *fact = hp_text_string(&result->facts), *tab, *end;
	bool comparable = !result->not_comparable.len;

	hp_text_add(text, "  \"context\": {\n    \"executable\": \"hpalloc\",\n");
	hp_text_add(text, "    \"format\": %d,\n", HP_REPORT_FORMAT);
	hp_text_add(text, "    \"library_build_type\": \"%s\",\n",
		    comparable ? "release" : "debug");
	hp_text_add(text, "    \"steal_ns\": %llu,\n", result->steal_ns);
	hp_text_add(text, "    \"comparable\": %s", comparable ? "true" : "false");
	add_string(text, "not_comparable", hp_text_string(&result->not_comparable));
	add_string(text, "warnings", hp_text_string(&result->warnings));
	add_flattered(text, result);
	for (; (tab = strchr(fact, '\t')) && (end = strchr(tab, '\n')); fact = end + 1)
		add_fact(text, fact, tab, end);
	hp_config_each(&result->config, add_config, text);
	hp_text_add(text, "\n  },\n");
}

void hp_report_json(struct hp_text *text, const struct hp_result *result)
{
	unsigned int phase, arm, i;

	hp_text_add(text, "{\n");
	add_context(text, result);
	hp_text_add(text, "  \"benchmarks\": [\n");
	add_timer_entry(text, result);
	for (i = 0; i < hp_nr_floors; i++)
		add_floor(text, result, i);
	for (phase = 0; phase < result->nr_phases; phase++)
		for (arm = 0; arm < result->nr_arms; arm++)
			add_row(text, result, phase, arm);
	hp_text_add(text, "\n  ]\n}\n");
}
