// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "noise.h"
#include "result.h"

static bool is_chosen(u64 mask, unsigned int i)
{
	return mask >> i & 1;
}

static unsigned int count_phases(const struct hp_workload *workload)
{
	const struct hp_step *step;
	unsigned int n = workload->whole;

	for (step = workload->steps; step->kind != HP_STEP_END; step++)
		n += !!step->row;
	return n;
}

static void add_phase(struct hp_result *result, unsigned int slot,
		      const struct hp_step *step)
{
	result->phases[result->nr_phases++] = (struct hp_phase){
		.slot = slot,
		.workload = result->slots[slot],
		.in = result->contexts[slot],
		.step = step,
	};
}

static void add_phases(struct hp_result *result, unsigned int slot)
{
	const struct hp_workload *workload = result->slots[slot]->workload;
	const struct hp_step *step;

	for (step = workload->steps; step->kind != HP_STEP_END; step++)
		if (step->row)
			add_phase(result, slot, step);
	if (workload->whole)
		add_phase(result, slot, NULL);
}

static void add_slot(struct hp_result *result, unsigned int workload, enum hp_in in)
{
	result->slots[result->nr_slots] = &hp_workloads[workload];
	result->contexts[result->nr_slots++] = in;
}

/* Those for several CPUs have contexts of their own. */
static void add_slots(struct hp_result *result, unsigned int workload)
{
	enum hp_in in;

	if (hp_workloads[workload].workload->cpus) {
		add_slot(result, workload, HP_IN_TASK);
		return;
	}
	for (in = 0; in < hp_nr_contexts; in++)
		if (is_chosen(result->config.contexts, in))
			add_slot(result, workload, in);
}

static void choose(struct hp_result *result)
{
	const struct hp_bench_config *config = &result->config;
	unsigned int i;

	for (i = 0; i < hp_nr_workloads; i++)
		if (is_chosen(config->workloads, i))
			add_slots(result, i);
	for (i = 0; i < hp_nr_contenders; i++)
		if (is_chosen(config->contenders, i))
			result->arms[result->nr_arms++] = &hp_contenders[i];
	result->arms[result->nr_arms++] = &hp_harness;
}

int hp_result_init(struct hp_result *result, const struct hp_bench_config *config)
{
	unsigned int i, phases = 0, slots = hp_nr_workloads * hp_nr_contexts;

	memset(result, 0, sizeof(*result));
	result->config = *config;
	for (i = 0; i < hp_nr_workloads; i++)
		phases += count_phases(hp_workloads[i].workload);

	result->slots = hp_bench_zalloc(slots * sizeof(*result->slots));
	result->contexts = hp_bench_zalloc(slots * sizeof(*result->contexts));
	result->arms = hp_bench_zalloc((hp_nr_contenders + 1) * sizeof(*result->arms));
	result->phases = hp_bench_zalloc(hp_nr_contexts * phases * sizeof(*result->phases));
	if (!result->slots || !result->contexts || !result->arms || !result->phases) {
		hp_result_free(result);
		return -ENOMEM;
	}

	choose(result);
	for (i = 0; i < result->nr_slots; i++)
		add_phases(result, i);
	return 0;
}

void hp_result_free(struct hp_result *result)
{
	hp_bench_zfree(result->slots);
	hp_bench_zfree(result->contexts);
	hp_bench_zfree(result->arms);
	hp_bench_zfree(result->phases);
	hp_text_free(&result->facts);
	hp_text_free(&result->not_comparable);
	hp_text_free(&result->warnings);
	memset(result, 0, sizeof(*result));
}

/* In the store, one behind the other: timer, hists, rows, arms, floors. */

static unsigned int nr_rows(const struct hp_result *result)
{
	return result->nr_phases * result->nr_arms;
}

struct hp_hist *hp_result_timer(const struct hp_result *result)
{
	return result->store;
}

static struct hp_hist *all_hists(const struct hp_result *result)
{
	return hp_result_timer(result) + 1;
}

static struct hp_row *all_rows(const struct hp_result *result)
{
	return (struct hp_row *)(all_hists(result) + nr_rows(result));
}

static struct hp_arm *all_arms(const struct hp_result *result)
{
	return (struct hp_arm *)(all_rows(result) + nr_rows(result));
}

static struct hp_series *all_floors(const struct hp_result *result)
{
	return (struct hp_series *)(all_arms(result) +
				    result->nr_slots * result->nr_arms);
}

u64 hp_result_store_size(const struct hp_result *result)
{
	return sizeof(struct hp_hist) +
	       nr_rows(result) * (sizeof(struct hp_hist) + sizeof(struct hp_row)) +
	       result->nr_slots * result->nr_arms * sizeof(struct hp_arm) +
	       hp_nr_floors * sizeof(struct hp_series);
}

void hp_result_reset(struct hp_result *result)
{
	unsigned int i;

	hp_hist_reset(hp_result_timer(result));
	for (i = 0; i < nr_rows(result); i++)
		hp_hist_reset(&all_hists(result)[i]);
}

struct hp_series *hp_result_floor(const struct hp_result *result, unsigned int i)
{
	return all_floors(result) + i;
}

struct hp_arm *hp_result_arm(const struct hp_result *result, unsigned int slot,
			     unsigned int arm)
{
	return all_arms(result) + slot * result->nr_arms + arm;
}

struct hp_row *hp_result_row(const struct hp_result *result, unsigned int phase,
			     unsigned int arm)
{
	return all_rows(result) + phase * result->nr_arms + arm;
}

struct hp_hist *hp_result_hist(const struct hp_result *result,
			       unsigned int phase, unsigned int arm)
{
	return all_hists(result) + phase * result->nr_arms + arm;
}

unsigned int hp_result_phase(const struct hp_result *result, unsigned int slot,
			     const struct hp_step *step)
{
	unsigned int i;

	for (i = 0; i < result->nr_phases; i++)
		if (result->phases[i].slot == slot && result->phases[i].step == step)
			break;
	return i;
}

void hp_result_add_fact(struct hp_result *result, const char *key,
			const char *format, ...)
{
	struct hp_text *facts = &result->facts;
	va_list args;

	hp_text_add(facts, "%s\t", key);
	va_start(args, format);
	hp_text_vadd(facts, format, args);
	va_end(args);
	hp_text_add(facts, "\n");
}

void hp_series_add(struct hp_series *series, u64 total)
{
	if (series->nr < HP_STATS_MAX_REPEAT)
		series->total[series->nr++] = total;
}

static void conclude_series(struct hp_series *series)
{
	u64 sorted[HP_STATS_MAX_REPEAT];
	unsigned int n = series->nr;

	if (!n)
		return;
	memcpy(sorted, series->total, sizeof(sorted));
	series->median = hp_stats_median(sorted, n);
	series->fastest = sorted[0];
	series->slowest = sorted[n - 1];
}

const struct hp_percentile hp_percentiles[HP_PERCENTILES] = {
	{ "p50", "p50_ns", 500000 },
	{ "p90", "p90_ns", 900000 },
	{ "p99", "p99_ns", 990000 },
	{ "p99.9", "p999_ns", 999000 },
	{ "p99.99", "p9999_ns", 999900 },
};

void hp_latency_from(struct hp_latency *latency, const struct hp_hist *hist)
{
	unsigned int i;
	u32 share;

	memset(latency, 0, sizeof(*latency));
	latency->samples = hist->total;
	latency->max = hp_clock_ps(hist->max);
	for (i = 0; i < HP_PERCENTILES; i++) {
		share = hp_percentiles[i].millionths;
		if (!hp_hist_has_percentile(hist, share))
			break;
		latency->at[i] = hp_clock_ps(hp_hist_percentile(hist, share));
	}
	latency->nr = i;
}

void hp_result_conclude(struct hp_result *result)
{
	unsigned int i;

	for (i = 0; i < nr_rows(result); i++) {
		conclude_series(&all_rows(result)[i].series);
		conclude_series(&all_rows(result)[i].spread);
		hp_latency_from(&all_rows(result)[i].latency, &all_hists(result)[i]);
	}
	for (i = 0; i < result->nr_slots * result->nr_arms; i++) {
		conclude_series(&all_arms(result)[i].setup);
		conclude_series(&all_arms(result)[i].teardown);
	}
	for (i = 0; i < hp_nr_floors; i++)
		conclude_series(hp_result_floor(result, i));
	hp_noise_conclude(result);
}

bool hp_phase_moves_pages(const struct hp_phase *phase)
{
	const struct hp_step *step;
	bool settled = false;

	if (!phase->step)
		return true;
	for (step = phase->workload->workload->steps; step != phase->step; step++) {
		if (step->kind == HP_STEP_PIN || step->fails)
			settled = true;
		else if (step->kind == HP_STEP_UNPIN)
			settled = false;
	}
	return !settled && !step->part && (step->op == HP_OP_ALLOC || step->op == HP_OP_FREE);
}

static u64 phase_block_size(const struct hp_result *result, unsigned int phase)
{
	return hp_workload_block_size(result->phases[phase].workload->workload,
				      result->config.block_size);
}

const char *hp_limit_frees(const struct hp_limit *limit, enum hp_in in)
{
	if (in >= hp_nr_contexts)
		return "there is no such context here";
	return limit ? limit->free[in] : NULL;
}

const char *hp_step_barred(const struct hp_step *step, const struct hp_contender *contender)
{
	return hp_limit_frees(contender->not_in, step->frees_in);
}

const char *hp_row_trouble(const struct hp_result *result, unsigned int phase,
			   unsigned int arm)
{
	const struct hp_row *row = hp_result_row(result, phase, arm);
	unsigned int slot = result->phases[phase].slot;
	const struct hp_step *step = result->phases[phase].step;
	const char *skipped = hp_result_arm(result, slot, arm)->skipped;

	if (skipped)
		return skipped;
	if (step && !hp_step_fits(step, result->config.count, phase_block_size(result, phase)))
		return "takes a larger count";
	if (step && hp_step_barred(step, result->arms[arm]->contender))
		return hp_step_barred(step, result->arms[arm]->contender);
	if (step && step->op == HP_OP_FREE && result->arms[arm]->contender->keeps)
		return "takes no blocks back";
	if (row->failures)
		return "allocations failed";
	if (row->series.nr && !row->ops)
		return "too few blocks";
	return row->series.nr ? NULL : "not measured";
}

void hp_result_ratio(const struct hp_result *result, unsigned int phase,
		     unsigned int base, unsigned int arm, struct hp_ratio *ratio)
{
	const struct hp_series *dividend = &hp_result_row(result, phase, base)->series;
	const struct hp_series *divisor = &hp_result_row(result, phase, arm)->series;

	memset(ratio, 0, sizeof(*ratio));
	if (hp_row_trouble(result, phase, base) || hp_row_trouble(result, phase, arm) ||
	    dividend->nr != divisor->nr)
		return;
	hp_stats_paired_ratio(dividend->total, divisor->total, divisor->nr, ratio);
}
