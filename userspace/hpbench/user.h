/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_USER_H
#define HPBENCH_USER_H

/**
 * hp_user_main - the command "hpbench user"
 * @argc: as main()'s
 * @argv: likewise
 *
 * Return: enum hp_exit, if hpalloc-bench could not be started
 */
int hp_user_main(int argc, char **argv);

#endif /* HPBENCH_USER_H */
