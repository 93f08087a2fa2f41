/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_MEMORY_H
#define HPBENCH_MEMORY_H

#include <stdarg.h>
#include <stddef.h>

/* These end the program, having said why, if memory is insufficient. */

/**
 * hp_array - zeroed memory for an array
 * @nr: elements; may be 0
 * @size: of one
 *
 * Return: the array, to be freed with free()
 */
void *hp_array(size_t nr, size_t size);

/**
 * hp_strdup - a copy of a string
 * @string: the string
 *
 * Return: the copy, to be freed with free()
 */
char *hp_strdup(const char *string);

/**
 * hp_printf - a string that is put together
 * @format: as printf()'s
 *
 * Return: the string, to be freed with free()
 */
char *hp_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/**
 * hp_vprintf - likewise
 * @format: as vprintf()'s
 * @args: likewise
 *
 * Return: the string, to be freed with free()
 */
char *hp_vprintf(const char *format, va_list args) __attribute__((format(printf, 1, 0)));

/**
 * hp_read_file - all of a file
 * @path: the file, of which reading a part need not do (debugfs)
 * @len: set to its length
 *
 * Return: the text with a NUL behind it, to be freed with free(); NULL with
 * errno set if it cannot be read or is larger than 1 GiB (EFBIG)
 */
char *hp_read_file(const char *path, size_t *len);

#endif /* HPBENCH_MEMORY_H */
