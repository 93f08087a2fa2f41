/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_MERGE_H
#define HPBENCH_MERGE_H

#include "results.h"

/* Between facts that differ from run to run. */
#define HP_MERGE_SEPARATOR	"; "

/**
 * hp_merge - make one result of several runs
 * @runs: results of a run each, of the same kernel, module and configuration
 *        but for the seed
 * @nr: how many, at least 1
 *
 * The unit is the run: figures are medians over runs, and intervals enclose
 * medians over all runs that there could be (interval.h), for all arms of a row
 * against one of them together. Documentation/benchmark.md has the layout.
 *
 * Return: results, to be freed; NULL having said why (hp_say()) if these runs
 * are not of the same thing
 */
struct hp_results *hp_merge(struct hp_results *const *runs, size_t nr);

/**
 * hp_merge_varies - whether a fact may differ between runs of the same thing
 * @key: its name
 *
 * Return: whether it may
 */
bool hp_merge_varies(const char *key);

/**
 * hp_merge_report - write merged results where they are wanted
 * @merged: the results
 * @output: a file for them; NULL for none; "-" for standard output, where
 *          otherwise a table is printed
 *
 * Return: true; false having said why (hp_say())
 */
bool hp_merge_report(const struct hp_results *merged, const char *output);

/**
 * hp_merge_main - the command "hpbench merge"
 * @argc: as main()'s
 * @argv: likewise, from the name of the command on
 *
 * Return: enum hp_exit
 */
int hp_merge_main(int argc, char **argv);

#endif /* HPBENCH_MERGE_H */
