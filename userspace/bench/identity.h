/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_IDENTITY_H
#define HPALLOC_BENCH_IDENTITY_H

#include "../../bench/config.h"

#define HP_IDENTITY_MAX	160

/**
 * hp_identity_setting() - how to give a process another malloc
 * @id: the contender
 *
 * Return: what the environment is to have, NULL for nothing.
 */
const char *hp_identity_setting(enum hp_contender_id id);

/**
 * hp_identity() - whose malloc this process has
 * @id: whose it should be
 * @text: HP_IDENTITY_MAX bytes: its version and file, or why it is another's
 *
 * Asks the allocator itself for its version, and the dynamic linker which file
 * malloc and free are from.
 *
 * Return: 0, or -ENOENT if it is another's.
 */
int hp_identity(enum hp_contender_id id, char *text);

#endif /* HPALLOC_BENCH_IDENTITY_H */
