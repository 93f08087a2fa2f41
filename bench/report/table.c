// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "report.h"

/**
 * struct table - a table that is written
 * @text: what it is appended to
 * @result: the run
 * @brief: nobody chose what is measured: it fits on a page
 * @phase_width: of the first column
 * @arm_width: of the second
 */
struct table {
	struct hp_text *text;
	const struct hp_result *result;
	bool brief;
	int phase_width;
	int arm_width;
};

static void measure_columns(struct table *table)
{
	const struct hp_result *result = table->result;
	struct hp_text name = { };
	unsigned int i;

	for (i = 0; i < result->nr_phases; i++) {
		hp_report_phase_name(&name, &result->phases[i]);
		table->phase_width = max_t(int, table->phase_width, name.len);
		hp_text_free(&name);
	}
	for (i = 0; i < result->nr_arms; i++)
		table->arm_width = max_t(int, table->arm_width,
					 strlen(result->arms[i]->name));
}

static void add_name_cells(struct table *table, const struct hp_phase *phase,
			   const char *arm)
{
	struct hp_text name = { };

	hp_report_phase_name(&name, phase);
	hp_text_add(table->text, "%-*s %-*s", table->phase_width,
		    hp_text_string(&name), table->arm_width, arm);
	hp_text_free(&name);
}

static void add_ratio_cell(struct table *table, unsigned int phase,
			   unsigned int base, unsigned int arm)
{
	char median[HP_NUMBER_MAX], low[HP_NUMBER_MAX], high[HP_NUMBER_MAX];
	char cell[4 * HP_NUMBER_MAX];
	struct hp_ratio ratio;

	hp_result_ratio(table->result, phase, base, arm, &ratio);
	hp_decimal(median, ratio.median, HP_RATIO_ONE);
	hp_decimal(low, ratio.low, HP_RATIO_ONE);
	hp_decimal(high, ratio.high, HP_RATIO_ONE);
	if (base == arm || !ratio.median)
		snprintf(cell, sizeof(cell), "%s", base == arm ? "1" : "-");
	else if (!ratio.high)
		snprintf(cell, sizeof(cell), "%s", median);
	else
		snprintf(cell, sizeof(cell), "%s [%s..%s]%s", median, low, high,
			 hp_ratio_differs(&ratio) ? "" : " none");
	hp_text_add(table->text, "  %-27s", cell);
}

/* What it holds, and how many times that is what is live. */
static void add_memory_cells(struct table *table, const struct hp_arm *arm)
{
	char held[HP_NUMBER_MAX];

	if (arm->bytes && arm->live)
		hp_text_add(table->text, " %9llu %5s", arm->bytes >> 10,
			    hp_decimal(held, hp_stats_ratio(arm->bytes, arm->live), HP_RATIO_ONE));
	else
		hp_text_add(table->text, " %9s %5s", "-", "-");
}

/* Of all CPUs, if any workload has several; and how unlike they were. */
static void add_cpu_cells(struct table *table, unsigned int phase, const struct hp_row *row)
{
	const struct hp_result *result = table->result;
	unsigned int cpus = hp_report_cpus(result, phase);
	char mops[HP_NUMBER_MAX], spread[HP_NUMBER_MAX];

	if (result->config.cpus == 1)
		return;
	hp_text_add(table->text, " %4u %7s %6s", cpus,
		    hp_decimal(mops, hp_report_throughput(result, phase, row), 1000),
		    cpus > 1 ? hp_decimal(spread, row->spread.median, HP_RATIO_ONE) : "-");
}

static void add_latency_cells(struct table *table, const struct hp_latency *latency)
{
	char buf[HP_NUMBER_MAX];
	unsigned int i;

	for (i = 0; i < HP_PERCENTILES; i++)
		hp_text_add(table->text, " %8s",
			    i < latency->nr ? hp_short_ns(buf, latency->at[i]) : "-");
	hp_text_add(table->text, " %8s", latency->samples ? hp_short_ns(buf, latency->max) : "-");
}

static void add_figures(struct table *table, unsigned int phase, unsigned int arm)
{
	const struct hp_result *result = table->result;
	const struct hp_row *row = hp_result_row(result, phase, arm);
	char median[HP_NUMBER_MAX], low[HP_NUMBER_MAX], high[HP_NUMBER_MAX];
	unsigned int base;

	hp_text_add(table->text, " %8s %7s-%-7s",
		    hp_decimal(median, hp_report_per_op(row, row->series.median), HP_PS_PER_NS),
		    hp_short_ns(low, hp_report_per_op(row, row->series.fastest)),
		    hp_short_ns(high, hp_report_per_op(row, row->series.slowest)));
	add_cpu_cells(table, phase, row);
	add_latency_cells(table, &row->latency);
	add_memory_cells(table, hp_result_arm(result, result->phases[phase].slot, arm));
	if (result->arms[arm] == &hp_harness)
		return;
	for (base = 0; base < result->nr_arms; base++)
		if (hp_report_is_baseline(result, base))
			add_ratio_cell(table, phase, base, arm);
	if (row->misses)
		hp_text_add(table->text, "  missed in interrupts: %llu", row->misses);
}

static void trim_line(struct hp_text *text)
{
	while (text->len && text->start[text->len - 1] == ' ')
		text->start[--text->len] = '\0';
	hp_text_add(text, "\n");
}

static void add_row(struct table *table, unsigned int phase, unsigned int arm)
{
	const struct hp_result *result = table->result;
	const char *trouble = hp_row_trouble(result, phase, arm);
	u64 failures = hp_result_row(result, phase, arm)->failures;

	add_name_cells(table, &result->phases[phase], result->arms[arm]->name);
	if (!trouble)
		add_figures(table, phase, arm);
	else if (failures)
		hp_text_add(table->text, "  invalid: %s (%llu)", trouble, failures);
	else
		hp_text_add(table->text, "  not measured: %s", trouble);
	trim_line(table->text);
}

static void add_column_names(struct table *table)
{
	const struct hp_result *result = table->result;
	unsigned int base, i;

	hp_text_add(table->text, "%-*s %-*s %8s %15s", table->phase_width, "workload",
		    table->arm_width, "contender", "ns/op", "min-max    ");
	if (result->config.cpus > 1)
		hp_text_add(table->text, " %4s %7s %6s", "CPUs", "Mop/s", "spread");
	for (i = 0; i < HP_PERCENTILES; i++)
		hp_text_add(table->text, " %8s", hp_percentiles[i].name);
	hp_text_add(table->text, " %8s %9s %5s", "max", "memory KB", "held");
	for (base = 0; base < result->nr_arms; base++) {
		if (!hp_report_is_baseline(result, base))
			continue;
		hp_text_add(table->text, "  vs %-24s", result->arms[base]->name);
	}
	trim_line(table->text);
}

static void add_rows(struct table *table)
{
	const struct hp_result *result = table->result;
	unsigned int phase, arm;

	measure_columns(table);
	add_column_names(table);
	for (phase = 0; phase < result->nr_phases; phase++) {
		/* The harness is the last, and brief tables have it elsewhere. */
		for (arm = 0; arm < result->nr_arms - table->brief; arm++)
			add_row(table, phase, arm);
		hp_text_add(table->text, "\n");
	}
}

static void add_timer_row(struct table *table)
{
	struct hp_latency timer;

	hp_latency_from(&timer, hp_result_timer(table->result));
	if (!timer.samples)
		return;
	hp_text_add(table->text, "%-*s %-*s %8s %15s", table->phase_width,
		    "(timer)", table->arm_width, "(empty)", "", "");
	if (table->result->config.cpus > 1)
		hp_text_add(table->text, "%20s", "");
	add_latency_cells(table, &timer);
	hp_text_add(table->text, "\n\n");
}

static void add_floors(struct table *table)
{
	char median[HP_NUMBER_MAX], low[HP_NUMBER_MAX], high[HP_NUMBER_MAX];
	unsigned int i;

	if (!hp_nr_floors)
		return;
	hp_text_add(table->text,
		    "Floors: what the parts of allocators cost here, in ns, loop included\n");
	for (i = 0; i < hp_nr_floors; i++) {
		const struct hp_series *floor = hp_result_floor(table->result, i);

		hp_text_add(table->text, "  %-20s %8s  %s-%s\n", hp_floors[i].name,
			    hp_decimal(median, floor->median, HP_PS_PER_NS),
			    hp_decimal(low, floor->fastest, HP_PS_PER_NS),
			    hp_decimal(high, floor->slowest, HP_PS_PER_NS));
	}
}

/* The last workload with all blocks live: allocators do the same in each. */
static const struct hp_arm *setup_arm(const struct hp_result *result, unsigned int arm)
{
	const struct hp_arm *found = NULL;
	unsigned int slot;

	for (slot = 0; slot < result->nr_slots; slot++) {
		const struct hp_arm *a = hp_result_arm(result, slot, arm);

		const struct hp_workload *workload = result->slots[slot]->workload;

		if (!workload->live && !workload->scarce &&
		    !hp_workload_has(workload, HP_OP_TRACE) && a->setup.nr && !a->skipped)
			found = a;
	}
	return found;
}

static const struct hp_arm *owners_setup(const struct hp_result *result, unsigned int arm)
{
	return result->arms[arm]->contender->owns_memory ? setup_arm(result, arm) : NULL;
}

/* What rows do not have in them, those of whole workloads excepted. */
static void add_setups(struct table *table)
{
	char setup[HP_NUMBER_MAX], teardown[HP_NUMBER_MAX];
	const struct hp_result *result = table->result;
	const struct hp_arm *arm;
	unsigned int i;

	hp_text_add(table->text,
		    "\nCreating and destroying what owns its memory: in no row above but whole\n");
	for (i = 0; i < result->nr_arms; i++) {
		arm = owners_setup(result, i);
		if (!arm)
			continue;
		hp_text_add(table->text, "  %-20s created in %s ms, destroyed in %s ms\n",
			    result->arms[i]->name,
			    hp_decimal(setup, arm->setup.median, HP_PS_PER_MS),
			    hp_decimal(teardown, arm->teardown.median, HP_PS_PER_MS));
	}
}

/* The same three in sentences. */

static void add_brief_floors(struct table *table)
{
	const struct hp_result *result = table->result;
	unsigned int harness = result->nr_arms - 1, i;
	struct hp_text words = { };
	char ns[HP_NUMBER_MAX];

	for (i = 0; i < hp_nr_floors; i++) {
		hp_decimal(ns, hp_result_floor(result, i)->median, HP_PS_PER_NS);
		hp_text_add(&words, "%s%s %s", i ? ", " : "ns, loop included: ", hp_floors[i].name,
			    ns);
	}
	for (i = 0; i < result->nr_phases; i++) {
		const struct hp_row *row = hp_result_row(result, i, harness);

		hp_decimal(ns, hp_report_per_op(row, row->series.median), HP_PS_PER_NS);
		hp_text_add(&words, "%s", i ? ", " : "; the loops of ");
		hp_report_phase_name(&words, &result->phases[i]);
		hp_text_add(&words, " %s", ns);
	}
	hp_text_add_wrapped(table->text, "Floors,", " ", hp_text_string(&words));
	hp_text_free(&words);
}

static void add_brief_setups(struct table *table)
{
	char setup[HP_NUMBER_MAX], teardown[HP_NUMBER_MAX];
	const struct hp_result *result = table->result;
	const struct hp_arm *arm;
	struct hp_text words = { };
	unsigned int i;

	for (i = 0; i < result->nr_arms; i++) {
		arm = owners_setup(result, i);
		if (!arm)
			continue;
		hp_text_add(&words, "%s%s %s / %s", words.len ? ", " : "destroyed, ms, in no row: ",
			    result->arms[i]->name,
			    hp_decimal(setup, arm->setup.median, HP_PS_PER_MS),
			    hp_decimal(teardown, arm->teardown.median, HP_PS_PER_MS));
	}
	if (words.len)
		hp_text_add_wrapped(table->text, "Created /", " ", hp_text_string(&words));
	hp_text_free(&words);
}

static void add_config(void *text, const char *key, const char *value)
{
	hp_text_add(text, " %s=%s", key, value);
}

/* "key\tvalue\n" becomes a line of the header, or a part of one. */
static void add_facts(struct hp_text *text, const struct hp_result *result, bool brief)
{
	const char *fact = hp_text_string(&result->facts), *tab, *end;

	while ((tab = strchr(fact, '\t')) && (end = strchr(tab, '\n'))) {
		hp_text_add(text, brief ? "%.*s %.*s; " : "# %-13.*s %.*s\n",
			    (int)(tab - fact), fact, (int)(end - tab - 1), tab + 1);
		fact = end + 1;
	}
}

static void add_header(struct table *table)
{
	const struct hp_result *result = table->result;

	add_facts(table->text, result, false);
	hp_text_add(table->text, "# %-13s", "config");
	hp_config_each(&result->config, add_config, table->text);
	hp_text_add(table->text, "\n");
}

static void add_brief_header(struct table *table)
{
	struct hp_text words = { };

	add_facts(&words, table->result, true);
	hp_text_add(&words, "config");
	hp_config_each(&table->result->config, add_config, &words);
	hp_text_add_wrapped(table->text, "#", "#", hp_text_string(&words));
	hp_text_free(&words);
}

static void add_not_comparable(struct table *table)
{
	if (table->result->not_comparable.len)
		hp_text_add(table->text, "#\n# NOT COMPARABLE: %s\n",
			    hp_text_string(&table->result->not_comparable));
}

/* Brief ones say it at the end. */
static void add_warnings(struct table *table)
{
	const char *line = hp_text_string(&table->result->warnings), *end;

	if (*line)
		hp_text_add(table->text, "#\n");
	for (; (end = strchr(line, '\n')); line = end + 1)
		hp_text_add(table->text, "# %.*s\n", (int)(end - line), line);
}

static void add_notes(struct table *table)
{
	const struct hp_result *result = table->result;
	const struct hp_contender *contender;
	unsigned int i;

	hp_text_add(table->text, "\nWorkloads\n");
	for (i = 0; i < result->nr_slots; i++)
		if (!i || result->slots[i] != result->slots[i - 1])
			hp_text_add(table->text, "  %s: %s\n", result->slots[i]->name,
				    result->slots[i]->workload->note);
	hp_text_add(table->text,
		    "Contenders; those with (*) have mapped their memory before a row begins\n");
	for (i = 0; i < result->nr_arms; i++) {
		contender = result->arms[i]->contender;
		hp_text_add(table->text, "  %s%s: %s\n", result->arms[i]->name,
			    contender->owns_memory ? " (*)" : "", contender->note);
	}
}

static const char * const touch_notes[] = {
	[HP_TOUCH_NONE] = "nothing is written to blocks",
	[HP_TOUCH_FIRST] = "the first word of each block is written, within the row",
	[HP_TOUCH_WHOLE] = "each block is written as a whole: its memory's cost is in the row",
};

static void add_legend(struct table *table)
{
	enum hp_touch touch = table->result->config.touch;
	unsigned int repeat = table->result->config.repeat;
	unsigned int coverage = hp_stats_coverage(repeat);
	struct hp_text *text = table->text;

	hp_text_add(text,
		    "Touch %s: %s\n"
		    "Columns\n"
		    "  ns/op: median of %u repeats, timed in batches, loop included; min-max of all\n"
		    "  p50 to max: single operations of all repeats, in ns, the timer included; a\n"
		    "    cache miss of touching a block may end after the clock is read. Within 1%%;\n"
		    "    -: fewer than %d operations took longer, which says little\n"
		    "  memory: what the allocator says it took, at least the pages under live blocks;\n"
		    "    held: how many times the bytes of the live blocks that is\n"
		    "%s  vs X: X's time / this one's: above 1 is faster than X. Median of paired ratios",
		    hp_touch_words[touch], touch_notes[touch], repeat, HP_HIST_BEYOND,
		    table->result->config.cpus == 1 ? "" :
		    "  CPUs, Mop/s: ns/op is the time of one CPU, Mop/s what all of them do; spread:\n"
		    "    the slowest CPU's time by the fastest one's\n");
	if (coverage)
		hp_text_add(text,
			    "\n    and its %u.%u%% interval within this run; runs differ by more.\n"
			    "    none: no difference of 2%% was shown\n\n",
			    coverage / 10, coverage % 10);
	else
		hp_text_add(text, ";\n    no interval, which takes 6 repeats\n\n");
}

static void add_brief_legend(struct table *table)
{
	unsigned int coverage = hp_stats_coverage(table->result->config.repeat);
	struct hp_text words = { };

	hp_text_add(&words,
		    "ns/op: median of %llu repeats, timed in batches, loop included; min-max of all.",
		    table->result->config.repeat);
	hp_text_add(&words,
		    " p50 to max: single operations, timer included, within 1%%; -: fewer than %d took longer.",
		    HP_HIST_BEYOND);
	hp_text_add(&words,
		    " held: memory by the live blocks' bytes. vs X: X's time / this one's, above 1 is faster than X");
	if (coverage)
		hp_text_add(&words,
			    "; [its %u.%u%% interval within this run]; none: no difference of 2%% was shown",
			    coverage / 10, coverage % 10);
	hp_text_add(&words,
		    ". What workloads and contenders are: %s", hp_bench_notes);
	hp_text_add_wrapped(table->text, "#\n#", "#", hp_text_string(&words));
	hp_text_add(table->text, "\n");
	hp_text_free(&words);
}

static void add_brief(struct table *table)
{
	add_brief_header(table);
	add_not_comparable(table);
	add_brief_legend(table);
	add_rows(table);
	add_timer_row(table);
	add_brief_floors(table);
	add_brief_setups(table);
}

static void add_long(struct table *table)
{
	add_header(table);
	add_not_comparable(table);
	add_warnings(table);
	add_notes(table);
	add_legend(table);
	add_rows(table);
	add_timer_row(table);
	add_floors(table);
	add_setups(table);
}

void hp_report_table(struct hp_text *text, const struct hp_result *result)
{
	struct table table = {
		.text = text,
		.result = result,
		.brief = !hp_config_is_selected(&result->config),
		.phase_width = sizeof("workload") - 1,
		.arm_width = sizeof("contender") - 1,
	};

	if (table.brief)
		add_brief(&table);
	else
		add_long(&table);
	hp_report_words(text, result);
}
