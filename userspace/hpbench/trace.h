/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_TRACE_H
#define HPBENCH_TRACE_H

/**
 * hp_trace_main - hpbench trace: events of the kernel into an allocation trace
 * @argc: words
 * @argv: words; the first is the name of the command
 *
 * Return: enum hp_exit
 */
int hp_trace_main(int argc, char **argv);

#endif /* HPBENCH_TRACE_H */
