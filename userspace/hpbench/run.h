/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_RUN_H
#define HPBENCH_RUN_H

/**
 * hp_run_main - the command "hpbench run"
 * @argc: as main()'s
 * @argv: likewise
 *
 * Return: enum hp_exit
 */
int hp_run_main(int argc, char **argv);

#endif /* HPBENCH_RUN_H */
