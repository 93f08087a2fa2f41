/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_REPORT_REPORT_H
#define HPALLOC_BENCH_REPORT_REPORT_H

#include "../engine/result.h"

/* Reports only read results. All of them want a concluded run. */

/* Of JSON: raised when what was there is no longer, or means something else. */
#define HP_REPORT_FORMAT	1

/**
 * hp_report_table() - a table for people
 * @text: appended to
 * @result: the run
 */
void hp_report_table(struct hp_text *text, const struct hp_result *result);

/**
 * hp_report_json() - google-benchmark's layout with extra counters
 * @text: appended to
 * @result: the run
 *
 * Times are in nanoseconds; real_time and cpu_time are the median repeat's. A
 * row without a result has error_occurred and times of 0.
 */
void hp_report_json(struct hp_text *text, const struct hp_result *result);

/**
 * hp_report_csv() - a header, then a line a row of the table
 * @text: appended to
 * @result: the run
 *
 * Fields that do not apply are empty.
 */
void hp_report_csv(struct hp_text *text, const struct hp_result *result);

/**
 * hp_report_words() - what the table says, in sentences
 * @text: appended to
 * @result: the run
 *
 * What is faster and by how much, what could not be told, and whom this kernel
 * and these workloads flatter; all of it from figures and facts.
 */
void hp_report_words(struct hp_text *text, const struct hp_result *result);

/**
 * hp_report_flattered() - whom these contenders and workloads flatter
 * @text: appended to, a sentence a line
 * @result: the run
 *
 * What the kernel does to whom is in its warnings.
 */
void hp_report_flattered(struct hp_text *text, const struct hp_result *result);

/**
 * hp_report_histograms() - the buckets of all latencies, as CSV
 * @text: appended to
 * @result: the run
 *
 * A header, then a line a bucket that has something in it: the timer's, then
 * those of each row that is a result.
 */
void hp_report_histograms(struct hp_text *text, const struct hp_result *result);

/**
 * hp_report_phase_name() - the name of a phase: "workload", "workload.row"
 * @text: appended to
 * @phase: the phase
 *
 * Where loops do not run in process context, "@CONTEXT" follows.
 */
static inline void hp_report_phase_name(struct hp_text *text,
					const struct hp_phase *phase)
{
	const char *row = phase->step ? phase->step->row : "";

	hp_text_add(text, "%s%s%s", phase->workload->name, *row ? "." : "", row);
	if (phase->in != HP_IN_TASK)
		hp_text_add(text, "@%s", hp_contexts[phase->in].name);
}

/**
 * hp_report_decimal() - a decimal fraction
 * @text: appended to
 * @thousandths: the number
 */
static inline void hp_report_decimal(struct hp_text *text, u64 thousandths)
{
	u32 rest;
	u64 whole = div_u64_rem(thousandths, 1000, &rest);

	hp_text_add(text, "%llu.%03u", whole, rest);
}

#define HP_PS_PER_NS	1000
#define HP_PS_PER_MS	1000000000

/* Room for any number in one of the formats below. */
#define HP_NUMBER_MAX	32

/**
 * hp_decimal() - a number with two decimals
 * @buf: room for HP_NUMBER_MAX bytes
 * @value: the number
 * @unit: in units of what
 *
 * Return: @buf.
 */
static inline const char *hp_decimal(char *buf, u64 value, u32 unit)
{
	u32 rest;
	u64 whole = div_u64_rem(div_u64(value + unit / 200, unit / 100), 100, &rest);

	snprintf(buf, HP_NUMBER_MAX, "%llu.%02u", whole, rest);
	return buf;
}

/**
 * hp_short_ns() - nanoseconds: fine while few, whole when many
 * @buf: room for HP_NUMBER_MAX bytes
 * @ps: picoseconds
 *
 * Return: @buf.
 */
static inline const char *hp_short_ns(char *buf, u64 ps)
{
	u32 rest;
	u64 whole = div_u64_rem(ps + 50, HP_PS_PER_NS, &rest);

	if (whole < 1000)
		snprintf(buf, HP_NUMBER_MAX, "%llu.%u", whole, rest / 100);
	else
		snprintf(buf, HP_NUMBER_MAX, "%llu", whole);
	return buf;
}

/**
 * hp_report_is_baseline() - whether others are compared with an arm
 * @result: the run
 * @arm: the arm
 *
 * Return: whether it is one.
 */
static inline bool hp_report_is_baseline(const struct hp_result *result,
					 unsigned int arm)
{
	return result->arms[arm]->contender->baseline;
}

/**
 * hp_report_block_size() - of what size a phase's blocks are
 * @result: the run
 * @phase: the phase
 *
 * Return: bytes.
 */
static inline size_t hp_report_block_size(const struct hp_result *result,
					  unsigned int phase)
{
	return hp_workload_block_size(result->phases[phase].workload->workload,
				      result->config.block_size);
}

/**
 * hp_report_row_name() - the name of a row: "WORKLOAD[.ROW]/CONTENDER/BYTES/COUNT"
 * @text: appended to
 * @result: the run
 * @phase: the phase
 * @arm: the arm
 */
static inline void hp_report_row_name(struct hp_text *text, const struct hp_result *result,
				      unsigned int phase, unsigned int arm)
{
	hp_report_phase_name(text, &result->phases[phase]);
	hp_text_add(text, "/%s/%zu/%llu", result->arms[arm]->name,
		    hp_report_block_size(result, phase), result->config.count);
}

/**
 * hp_report_cpus() - on how many CPUs a phase runs
 * @result: the run
 * @phase: the phase
 *
 * Return: how many.
 */
static inline unsigned int hp_report_cpus(const struct hp_result *result,
					  unsigned int phase)
{
	const struct hp_phase *p = &result->phases[phase];

	return hp_workload_workers(p->workload->workload, result->config.cpus);
}

/**
 * hp_report_per_op() - picoseconds an operation
 * @row: the row
 * @ps: picoseconds of all its operations
 *
 * Return: the quotient, 0 of no operations.
 */
static inline u64 hp_report_per_op(const struct hp_row *row, u64 ps)
{
	return row->ops ? div64_u64(ps, row->ops) : 0;
}

/**
 * hp_report_throughput() - what all CPUs of a row do together
 * @result: the run
 * @phase: the phase
 * @row: the row
 *
 * Return: thousands of operations a second, 0 if that is not known.
 */
static inline u64 hp_report_throughput(const struct hp_result *result,
				       unsigned int phase, const struct hp_row *row)
{
	u64 per_op = hp_report_per_op(row, row->series.median);

	return per_op ? div64_u64(hp_report_cpus(result, phase) * 1000000000ULL, per_op) : 0;
}

#endif /* HPALLOC_BENCH_REPORT_REPORT_H */
