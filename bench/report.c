// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "report.h"

#define HP_PS_PER_NS	1000ULL
#define HP_PS_PER_MS	1000000000ULL

/* Room for any number of these formats. */
#define HP_NUMBER_MAX	32

/**
 * struct hp_cell - a row with all that belongs to it
 * @result: the run
 * @phase: the phase
 * @id: the contender
 * @row: its figures
 * @arm: its figures that all phases of the workload share
 */
struct hp_cell {
	const struct hp_result *result;
	enum hp_phase_id phase;
	enum hp_contender_id id;
	const struct hp_row *row;
	const struct hp_arm *arm;
};

static struct hp_cell hp_cell(const struct hp_result *result,
			      enum hp_phase_id phase, enum hp_contender_id id)
{
	return (struct hp_cell){
		.result = result,
		.phase = phase,
		.id = id,
		.row = &result->rows[phase][id],
		.arm = &result->arms[hp_phase_workload(phase)][id],
	};
}

/* @value in units of @unit, with two decimals, rounded. */
static const char *hp_decimal(char *buf, u64 value, u32 unit)
{
	u64 hundredths = div_u64(value + unit / 200, unit / 100);
	u32 rest;
	u64 whole = div_u64_rem(hundredths, 100, &rest);

	snprintf(buf, HP_NUMBER_MAX, "%llu.%02u", whole, rest);
	return buf;
}

/* Nanoseconds of an operation: fine while small, whole when large. */
static const char *hp_short_ns(char *buf, u64 ps)
{
	u32 rest;
	u64 whole = div_u64_rem(ps + 50, 1000, &rest);

	if (whole < 1000)
		snprintf(buf, HP_NUMBER_MAX, "%llu.%u", whole, rest / 100);
	else
		snprintf(buf, HP_NUMBER_MAX, "%llu", whole);
	return buf;
}

/* The median repeat's; the mean of an operation is rounded, this is not. */
static u64 hp_total_ps(const struct hp_row *row)
{
	u64 sorted[HP_STATS_MAX_REPEAT];

	memcpy(sorted, row->total, sizeof(sorted));
	return hp_stats_median(sorted, row->repeats);
}

/* Why a row is no result, or NULL if it is one. */
static const char *hp_cell_trouble(const struct hp_cell *cell)
{
	if (cell->arm->skipped)
		return cell->arm->skipped;
	return cell->row->failures ? "allocations failed" : NULL;
}

static void hp_table_ratio(struct hp_text *text, const struct hp_cell *cell)
{
	const struct hp_ratio *ratio = &cell->row->ratio;
	char median[HP_NUMBER_MAX], low[HP_NUMBER_MAX], high[HP_NUMBER_MAX];

	if (cell->id == HP_BASELINE)
		hp_text_add(text, "  1");
	if (!ratio->median)
		return;

	hp_decimal(median, ratio->median, HP_RATIO_ONE);
	if (!ratio->high) {
		hp_text_add(text, "  %s", median);
		return;
	}
	hp_decimal(low, ratio->low, HP_RATIO_ONE);
	hp_decimal(high, ratio->high, HP_RATIO_ONE);
	hp_text_add(text, "  %s [%s..%s]%s", median, low, high,
		    hp_ratio_differs(ratio) ? "" : " no difference");
}

static void hp_table_memory(struct hp_text *text, const struct hp_cell *cell)
{
	if (cell->arm->bytes)
		hp_text_add(text, " %9llu", cell->arm->bytes >> 10);
	else
		hp_text_add(text, " %9s", "-");
}

static void hp_table_row(struct hp_text *text, const struct hp_cell *cell)
{
	const struct hp_latency *latency = &cell->row->latency;
	const char *trouble = hp_cell_trouble(cell);
	char buf[HP_NUMBER_MAX];

	hp_text_add(text, "%-14s %-14s", hp_phase_name(cell->phase),
		    hp_contender_name(cell->id));
	if (trouble) {
		hp_text_add(text, "  no result: %s (failures: %llu)\n", trouble,
			    cell->row->failures);
		return;
	}

	hp_text_add(text, " %9s", hp_decimal(buf, hp_total_ps(cell->row),
					     HP_PS_PER_MS));
	hp_text_add(text, " %8s", hp_decimal(buf, cell->row->mean, HP_PS_PER_NS));
	hp_text_add(text, " %7s", hp_short_ns(buf, cell->row->fastest));
	hp_text_add(text, "-%-7s", hp_short_ns(buf, cell->row->slowest));
	hp_text_add(text, " %6s", hp_short_ns(buf, latency->p50));
	hp_text_add(text, " %7s", hp_short_ns(buf, latency->p99));
	hp_text_add(text, " %7s", hp_short_ns(buf, latency->p999));
	hp_text_add(text, " %9s", hp_short_ns(buf, latency->max));
	hp_table_memory(text, cell);
	hp_text_add(text, " %5llu", cell->row->failures);
	hp_table_ratio(text, cell);
	hp_text_add(text, "\n");
}

static void hp_table_timer(struct hp_text *text, const struct hp_result *result)
{
	const struct hp_latency *timer = &result->timer;
	char buf[HP_NUMBER_MAX];

	hp_text_add(text, "%-14s %-14s %34s", "(timer)", "(empty)", "");
	hp_text_add(text, " %6s", hp_short_ns(buf, timer->p50));
	hp_text_add(text, " %7s", hp_short_ns(buf, timer->p99));
	hp_text_add(text, " %7s", hp_short_ns(buf, timer->p999));
	hp_text_add(text, " %9s\n", hp_short_ns(buf, timer->max));
}

static void hp_table_phase(struct hp_text *text, const struct hp_result *result,
			   enum hp_phase_id phase)
{
	bool any = false;
	unsigned int i;

	for (i = 0; i < HP_ARMS; i++) {
		struct hp_cell cell = hp_cell(result, phase, i);

		if (!cell.row->present)
			continue;
		hp_table_row(text, &cell);
		any = true;
	}
	if (any)
		hp_text_add(text, "\n");
}

/* Of the last workload that holds all blocks: they do the same in each. */
static const struct hp_arm *hp_setup_arm(const struct hp_result *result,
					 enum hp_contender_id id)
{
	const struct hp_arm *found = NULL;
	u64 count = result->config.count;
	unsigned int i;

	for (i = 0; i < HP_WORKLOADS; i++) {
		const struct hp_arm *arm = &result->arms[i][id];

		if (arm->repeats && !arm->skipped &&
		    hp_workload_live(i, count) == count)
			found = arm;
	}
	return found;
}

static void hp_table_setup(struct hp_text *text, const struct hp_result *result)
{
	char setup[HP_NUMBER_MAX], block[HP_NUMBER_MAX], end[HP_NUMBER_MAX];
	u64 count = result->config.count;
	unsigned int i;

	hp_text_add(text, HP_REPORT_SETUP);
	for (i = 0; i < HP_READY_MADE; i++) {
		const struct hp_arm *arm = hp_setup_arm(result, i);

		if (!arm)
			continue;
		hp_text_add(text,
			    "  %-14s made in %s ms, %s ns a block; ended in %s ms\n",
			    hp_contender_name(i),
			    hp_decimal(setup, arm->setup[0], HP_PS_PER_MS),
			    hp_decimal(block, div64_u64(arm->setup[0], count),
				       HP_PS_PER_NS),
			    hp_decimal(end, arm->teardown[0], HP_PS_PER_MS));
	}
}

static void hp_table_header(struct hp_text *text,
			    const struct hp_result *result)
{
	char config[HP_CONFIG_MAX_TEXT];
	unsigned int i;
	char *end;

	for (i = 0; i < result->nr_facts; i++)
		hp_text_add(text, "# %-13s %s\n", result->facts[i].key,
			    result->facts[i].value);

	hp_config_format(&result->config, config);
	while ((end = strchr(config, '\n')))
		*end = ' ';
	hp_text_add(text, "# %-13s %s\n", "config", config);

	if (*result->no_comparison)
		hp_text_add(text,
			    "#\n# THIS IS NO COMPARISON: %s is built with %s\n",
			    HP_REPORT_BUILT, result->no_comparison);
	if (result->init_on_alloc) {
		hp_text_add(text,
			    "#\n# init_on_alloc zeroes every block of kmalloc and kmem_cache,\n");
		hp_text_add(text,
			    "# none of hpalloc's: boot with init_on_alloc=0 to compare without\n");
	}
}

static void hp_table_legend(struct hp_text *text,
			    const struct hp_result *result)
{
	unsigned int repeat = result->config.repeat;
	unsigned int coverage = hp_stats_coverage(repeat);

	hp_text_add(text,
		    "\navg: median of %u repeats, timed in batches, and the range of all.\n",
		    repeat);
	hp_text_add(text,
		    "p50 to max: single operations of all repeats, in ns, the timer's own cost\n"
		    "inside, see (timer); what a store misses may come after the clock is read.\n");
	hp_text_add(text,
		    "(harness): the loops without an allocator; not subtracted.\n");
	hp_text_add(text, HP_REPORT_MEMORY);
	hp_text_add(text, HP_REPORT_RATIO);
	hp_text_add(text, "median of paired ratios");
	if (coverage)
		hp_text_add(text, ", interval of %u.%u %%.\n", coverage / 10,
			    coverage % 10);
	else
		hp_text_add(text, ";\nno interval: that takes 6 repeats.\n");
	hp_text_add(text, HP_REPORT_END "\n");
}

void hp_report_table(struct hp_text *text, const struct hp_result *result)
{
	unsigned int i;

	hp_table_header(text, result);
	hp_table_legend(text, result);
	hp_text_add(text,
		    "%-14s %-14s %9s %8s %15s %6s %7s %7s %9s %9s %5s  %s\n",
		    "workload.phase", "contender", "total ms", "avg ns",
		    "min-max avg ", "p50", "p99", "p99.9", "max", "memory KB",
		    "fail", HP_REPORT_VERSUS);
	for (i = 0; i < HP_PHASES; i++)
		hp_table_phase(text, result, i);
	hp_table_timer(text, result);
	hp_text_add(text, "\n");
	hp_table_setup(text, result);
}

static void hp_json_ns(struct hp_text *text, const char *key, u64 ps)
{
	u32 rest;
	u64 ns = div_u64_rem(ps, 1000, &rest);

	hp_text_add(text, ",\n      \"%s\": %llu.%03u", key, ns, rest);
}

static void hp_json_ms(struct hp_text *text, const char *key, u64 ps)
{
	u32 rest;
	u64 ms = div_u64_rem(div_u64(ps, 1000), 1000000, &rest);

	hp_text_add(text, ",\n      \"%s\": %llu.%06u", key, ms, rest);
}

static void hp_json_number(struct hp_text *text, const char *key, u64 number)
{
	hp_text_add(text, ",\n      \"%s\": %llu", key, number);
}

static void hp_json_latency(struct hp_text *text,
			    const struct hp_latency *latency)
{
	hp_json_ns(text, "p50", latency->p50);
	hp_json_ns(text, "p99", latency->p99);
	hp_json_ns(text, "p99.9", latency->p999);
	hp_json_ns(text, "max", latency->max);
}

static void hp_json_ratio(struct hp_text *text, const struct hp_ratio *ratio)
{
	if (!ratio->median)
		return;
	hp_json_ns(text, "ratio", ratio->median);
	if (!ratio->high)
		return;
	hp_json_ns(text, "ratio_low", ratio->low);
	hp_json_ns(text, "ratio_high", ratio->high);
}

static void hp_json_samples(struct hp_text *text, const struct hp_row *row)
{
	unsigned int i;

	hp_text_add(text, ",\n      \"samples_ns\": [");
	for (i = 0; i < row->repeats; i++) {
		u32 rest;
		u64 ns = div_u64_rem(div64_u64(row->total[i], row->ops), 1000,
				     &rest);

		hp_text_add(text, "%s%llu.%03u", i ? ", " : "", ns, rest);
	}
	hp_text_add(text, "]");
}

static void hp_json_figures(struct hp_text *text, const struct hp_cell *cell)
{
	hp_json_ns(text, "real_time", cell->row->mean);
	hp_json_ns(text, "cpu_time", cell->row->mean);
	hp_text_add(text, ",\n      \"time_unit\": \"ns\"");
	hp_json_ms(text, "total_ms", hp_total_ps(cell->row));
	hp_json_ns(text, "min_avg", cell->row->fastest);
	hp_json_ns(text, "max_avg", cell->row->slowest);
	hp_json_latency(text, &cell->row->latency);
	if (cell->arm->bytes)
		hp_json_number(text, "memory_kb", cell->arm->bytes >> 10);
	hp_json_ms(text, "setup_ms", cell->arm->setup[0]);
	hp_json_ms(text, "teardown_ms", cell->arm->teardown[0]);
	hp_json_ratio(text, &cell->row->ratio);
	hp_json_samples(text, cell->row);
}

static void hp_json_name(struct hp_text *text, const char *key,
			 const struct hp_cell *cell)
{
	hp_text_add(text, "      \"%s\": \"%s/%s/%llu/%llu\",\n", key,
		    hp_phase_name(cell->phase), hp_contender_name(cell->id),
		    cell->result->config.block_size, cell->result->config.count);
}

static void hp_json_row(struct hp_text *text, const struct hp_cell *cell)
{
	const char *trouble = hp_cell_trouble(cell);

	hp_text_add(text, ",\n    {\n");
	hp_json_name(text, "name", cell);
	hp_json_name(text, "run_name", cell);
	hp_text_add(text, "      \"run_type\": \"iteration\",\n");
	hp_text_add(text, "      \"repetitions\": %u,\n", cell->row->repeats);
	hp_text_add(text, "      \"threads\": 1,\n");
	hp_text_add(text, "      \"iterations\": %llu", cell->row->ops);
	hp_json_number(text, "failures", cell->row->failures);
	if (trouble) {
		hp_text_add(text, ",\n      \"error_occurred\": true");
		hp_text_add(text, ",\n      \"error_message\": ");
		hp_text_add_json(text, trouble);
	} else {
		hp_json_figures(text, cell);
	}
	hp_text_add(text, "\n    }");
}

static void hp_json_timer(struct hp_text *text, const struct hp_result *result)
{
	hp_text_add(text, "    {\n      \"name\": \"timer\",\n");
	hp_text_add(text, "      \"run_name\": \"timer\",\n");
	hp_text_add(text, "      \"run_type\": \"iteration\",\n");
	hp_text_add(text, "      \"iterations\": %llu", result->timer.samples);
	hp_json_ns(text, "real_time", result->timer.p50);
	hp_json_ns(text, "cpu_time", result->timer.p50);
	hp_text_add(text, ",\n      \"time_unit\": \"ns\"");
	hp_json_latency(text, &result->timer);
	hp_text_add(text, "\n    }");
}

static void hp_json_config(struct hp_text *text, const struct hp_result *result)
{
	char config[HP_CONFIG_MAX_TEXT];
	char *line = config, *end, *value;

	hp_config_format(&result->config, config);
	for (; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		value = strchr(line, '=');
		*value++ = '\0';
		hp_text_add(text, ",\n    ");
		hp_text_add_json(text, line);
		hp_text_add(text, ": ");
		hp_text_add_json(text, value);
	}
}

static void hp_json_context(struct hp_text *text,
			    const struct hp_result *result)
{
	unsigned int i;

	hp_text_add(text, "  \"context\": {\n");
	hp_text_add(text, "    \"executable\": \"%s\",\n",
		    HP_REPORT_EXECUTABLE);
	hp_text_add(text, "    \"library_build_type\": \"%s\",\n",
		    *result->no_comparison ? "debug" : "release");
	hp_text_add(text, "    \"comparable\": %s",
		    *result->no_comparison ? "false" : "true");
	for (i = 0; i < result->nr_facts; i++) {
		hp_text_add(text, ",\n    ");
		hp_text_add_json(text, result->facts[i].key);
		hp_text_add(text, ": ");
		hp_text_add_json(text, result->facts[i].value);
	}
	hp_json_config(text, result);
	hp_text_add(text, "\n  },\n");
}

void hp_report_json(struct hp_text *text, const struct hp_result *result)
{
	unsigned int i;

	hp_text_add(text, "{\n");
	hp_json_context(text, result);
	hp_text_add(text, "  \"benchmarks\": [\n");
	hp_json_timer(text, result);
	for (i = 0; i < HP_PHASES * HP_ARMS; i++) {
		struct hp_cell cell = hp_cell(result, i / HP_ARMS, i % HP_ARMS);

		if (cell.row->present)
			hp_json_row(text, &cell);
	}
	hp_text_add(text, "\n  ]\n}\n");
}

static void hp_csv_ns(struct hp_text *text, u64 ps)
{
	u32 rest;
	u64 ns = div_u64_rem(ps, 1000, &rest);

	hp_text_add(text, ",%llu.%03u", ns, rest);
}

static void hp_csv_ratio(struct hp_text *text, const struct hp_ratio *ratio)
{
	if (!ratio->median) {
		hp_text_add(text, ",,,");
		return;
	}
	hp_csv_ns(text, ratio->median);
	if (!ratio->high) {
		hp_text_add(text, ",,");
		return;
	}
	hp_csv_ns(text, ratio->low);
	hp_csv_ns(text, ratio->high);
}

static void hp_csv_latency(struct hp_text *text,
			   const struct hp_latency *latency)
{
	hp_csv_ns(text, latency->p50);
	hp_csv_ns(text, latency->p99);
	hp_csv_ns(text, latency->p999);
	hp_csv_ns(text, latency->max);
}

/* In the order of the header: from total_ns to teardown_ns. */
static void hp_csv_figures(struct hp_text *text, const struct hp_cell *cell)
{
	hp_csv_ns(text, hp_total_ps(cell->row));
	hp_csv_ns(text, cell->row->mean);
	hp_csv_ns(text, cell->row->fastest);
	hp_csv_ns(text, cell->row->slowest);
	hp_csv_latency(text, &cell->row->latency);
	if (cell->arm->bytes)
		hp_text_add(text, ",%llu", cell->arm->bytes >> 10);
	else
		hp_text_add(text, ",");
	hp_csv_ratio(text, &cell->row->ratio);
	hp_csv_ns(text, cell->arm->setup[0]);
	hp_csv_ns(text, cell->arm->teardown[0]);
}

static void hp_csv_row(struct hp_text *text, const struct hp_cell *cell)
{
	const struct hp_bench_config *config = &cell->result->config;
	const char *trouble = hp_cell_trouble(cell);

	hp_text_add(text, "%s,%s,%llu,%llu,%llu,%u,%llu,%s",
		    hp_phase_name(cell->phase), hp_contender_name(cell->id),
		    config->block_size, config->count, config->touch,
		    cell->row->repeats, cell->row->failures, trouble ?: "");
	if (trouble)
		hp_text_add(text, ",,,,,,,,,,,,,,\n");
	else
		hp_csv_figures(text, cell);
	if (!trouble)
		hp_text_add(text, "\n");
}

void hp_report_csv(struct hp_text *text, const struct hp_result *result)
{
	unsigned int i;

	hp_text_add(text,
		    "phase,contender,block_size,count,touch,repeats,failures,trouble,");
	hp_text_add(text,
		    "total_ns,avg_ns,min_avg_ns,max_avg_ns,p50_ns,p99_ns,p999_ns,max_ns,");
	hp_text_add(text,
		    "memory_kb,ratio,ratio_low,ratio_high,setup_ns,teardown_ns\n");
	for (i = 0; i < HP_PHASES * HP_ARMS; i++) {
		struct hp_cell cell = hp_cell(result, i / HP_ARMS, i % HP_ARMS);

		if (cell.row->present)
			hp_csv_row(text, &cell);
	}
}
