/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_H
#define HPBENCH_H

/**
 * DOC: hpbench
 *
 * One program for people who measure with hpalloc: it runs the benchmark of the
 * module, and reads the results. Each command is a file with one function,
 * which main.c has a line for. A command writes what was asked for to standard
 * output, and a line that begins with "hpbench: " to standard error for
 * whatever went wrong.
 */

/**
 * enum hp_exit - how a command ended
 * @HP_EXIT_OK: it did what was asked for
 * @HP_EXIT_FAILED: something could not be read, done or written; said why
 * @HP_EXIT_USAGE: the command line is wrong
 */
enum hp_exit {
	HP_EXIT_OK,
	HP_EXIT_FAILED,
	HP_EXIT_USAGE,
};

/**
 * hp_say - a line "hpbench: ..." on standard error
 * @format: as printf()'s, without a newline
 */
void hp_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/**
 * hp_finish - whether all that was printed has been written
 *
 * To be the last thing that a command does.
 *
 * Return: HP_EXIT_OK, or HP_EXIT_FAILED having said why, for a full disk
 */
enum hp_exit hp_finish(void);

#endif /* HPBENCH_H */
