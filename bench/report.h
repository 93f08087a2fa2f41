/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_REPORT_H
#define HPALLOC_BENCH_REPORT_H

#include "result.h"

/**
 * hp_report_table() - a table for people
 * @text: appended to
 * @result: a concluded run
 */
void hp_report_table(struct hp_text *text, const struct hp_result *result);

/**
 * hp_report_json() - google-benchmark's layout with extra counters
 * @text: appended to
 * @result: a concluded run
 *
 * Times are in nanoseconds. A row without a result has error_occurred.
 */
void hp_report_json(struct hp_text *text, const struct hp_result *result);

/**
 * hp_report_csv() - a header, then a line a row of the table
 * @text: appended to
 * @result: a concluded run
 *
 * Fields that do not apply are empty.
 */
void hp_report_csv(struct hp_text *text, const struct hp_result *result);

#endif /* HPALLOC_BENCH_REPORT_H */
