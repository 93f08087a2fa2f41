/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_TEXT_H
#define HPALLOC_BENCH_TEXT_H

#include "portable.h"

/**
 * struct hp_text - a text that grows; all zero is an empty one
 * @start: the text, which ends in a NUL unless it is NULL
 * @len: its bytes without the NUL
 * @room: bytes there are
 * @err: -ENOMEM once something was lost, and then nothing more is added
 */
struct hp_text {
	char *start;
	size_t len;
	size_t room;
	int err;
};

/**
 * hp_text_add() - append, as printf() does
 * @text: the text
 * @format: the format
 */
__printf(2, 3) void hp_text_add(struct hp_text *text, const char *format, ...);

/**
 * hp_text_add_json() - append a JSON string with its quotes
 * @text: the text
 * @string: what it is to hold, UTF-8 or less
 */
void hp_text_add_json(struct hp_text *text, const char *string);

/**
 * hp_text_free() - give the memory back and make it empty
 * @text: the text
 */
void hp_text_free(struct hp_text *text);

#endif /* HPALLOC_BENCH_TEXT_H */
