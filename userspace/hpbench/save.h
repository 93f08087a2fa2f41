/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_SAVE_H
#define HPBENCH_SAVE_H

#include <stdbool.h>
#include <stdio.h>

/**
 * hp_save - write a file
 * @path: the file, replaced as a whole or not at all; "-": standard output
 * @write: writes all of it, and flushes it; false with errno set if it cannot
 * @data: for @write
 *
 * Return: true; false having said why (hp_say())
 */
bool hp_save(const char *path, bool (*write)(FILE *file, const void *data), const void *data);

#endif /* HPBENCH_SAVE_H */
