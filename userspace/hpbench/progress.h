/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_PROGRESS_H
#define HPBENCH_PROGRESS_H

#include <stdbool.h>

/**
 * struct hp_progress - how far all runs are, for people
 * @runs: how many there are to be
 * @run: the one that is going on, from 0
 * @began: when the first began, in seconds
 * @run_began: when this one did
 * @terminal: standard error is one: a bar, in place; else a line a run
 */
struct hp_progress {
	unsigned int runs;
	unsigned int run;
	double began;
	double run_began;
	bool terminal;
};

/**
 * hp_progress_begin - the first run is about to begin
 * @progress: is set
 * @runs: how many there are to be
 */
void hp_progress_begin(struct hp_progress *progress, unsigned int runs);

/**
 * hp_progress_show - show how far it is, on a terminal
 * @progress: all runs
 * @line: as of the debugfs file "progress"
 */
void hp_progress_show(const struct hp_progress *progress, const char *line);

/**
 * hp_progress_next - a run has ended
 * @progress: all runs
 */
void hp_progress_next(struct hp_progress *progress);

/**
 * hp_progress_clear - before anything else is printed
 * @progress: all runs
 */
void hp_progress_clear(const struct hp_progress *progress);

/**
 * hp_progress_fraction - how much of a run is done
 * @line: as of the debugfs file "progress"
 *
 * Return: from 0 to 1; 0 if the line does not say
 */
double hp_progress_fraction(const char *line);

#endif /* HPBENCH_PROGRESS_H */
