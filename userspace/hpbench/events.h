/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_EVENTS_H
#define HPBENCH_EVENTS_H

#include "hpbench.h"

#include <stdint.h>
#include <stdio.h>

/**
 * hp_trace_convert - make an allocation trace of the kernel's events
 * @input: text of tracefs, trace-cmd report or perf script
 * @name: of the input, for messages
 * @max_size: bytes of a block, at most; larger ones are skipped
 * @output: gets the trace, without its end if the input is bad
 *
 * Says what was skipped, or why the input is bad.
 *
 * Return: HP_EXIT_OK, or HP_EXIT_FAILED; whether all was written is for the caller
 */
enum hp_exit hp_trace_convert(FILE *input, const char *name, uint32_t max_size, FILE *output);

#endif /* HPBENCH_EVENTS_H */
