/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_USER_IDENTITY_H
#define HPALLOC_BENCH_USER_IDENTITY_H

#include "../engine/platform.h"

/* Bytes for an identity, or for what is wrong with it, in words. */
#define HP_IDENTITY_MAX	160

/**
 * struct hp_identity - a malloc, and how to give a process it
 * @setting: of the environment, NULL for what a program has anyway
 * @newer: the same for the library's next name, or NULL
 * @package: Debian's package of it
 * @file: how the name of the file begins that malloc is in
 * @version: asks it for its version; false if it does not answer
 */
struct hp_identity {
	const char *setting;
	const char *newer;
	const char *package;
	const char *file;
	bool (*version)(char *text, size_t room);
};

/**
 * hp_identity_setting() - how to give a process a malloc
 * @identity: whose; NULL for any
 *
 * Return: what the environment is to have, NULL for nothing.
 */
const char *hp_identity_setting(const struct hp_identity *identity);

/**
 * hp_identity_check() - whose malloc this process has
 * @identity: whose it should be; NULL for any
 * @text: HP_IDENTITY_MAX bytes: its version and file, or why it is another's
 *
 * Asks the allocator itself for its version, and the dynamic linker which file
 * malloc and free are from.
 *
 * Return: 0, or -ENOENT if it is another's.
 */
int hp_identity_check(const struct hp_identity *identity, char *text);

/* Of glibc, for its variants. */
bool hp_version_glibc(char *text, size_t room);

#endif /* HPALLOC_BENCH_USER_IDENTITY_H */
