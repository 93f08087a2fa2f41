/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_TEXT_H
#define HPALLOC_BENCH_ENGINE_TEXT_H

#include "platform.h"

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
 * hp_text_vadd() - append, as vprintf() does
 * @text: the text
 * @format: the format
 * @args: its arguments
 */
__printf(2, 0) void hp_text_vadd(struct hp_text *text, const char *format,
				 va_list args);

/**
 * hp_text_add_list() - append an item of a list
 * @text: the text
 * @separator: goes before it unless it is the first
 * @word: the item
 */
void hp_text_add_list(struct hp_text *text, const char *separator,
		      const char *word);

/* Bytes of a line that is wrapped. */
#define HP_TEXT_WIDTH	132

/**
 * hp_text_add_wrapped() - append lines of at most HP_TEXT_WIDTH
 * @text: the text
 * @first: what the first line begins with
 * @rest: what the others begin with
 * @words: the words, separated by single spaces; a longer one has a longer line
 */
void hp_text_add_wrapped(struct hp_text *text, const char *first, const char *rest,
			 const char *words);

/**
 * hp_text_add_json() - append a JSON string with its quotes
 * @text: the text
 * @string: what it is to hold, UTF-8 or less
 */
void hp_text_add_json(struct hp_text *text, const char *string);

/**
 * hp_text_string() - the text as a string
 * @text: the text
 *
 * Return: the string, "" while it is empty.
 */
static inline const char *hp_text_string(const struct hp_text *text)
{
	return text->start ? text->start : "";
}

/**
 * hp_text_free() - give the memory back and make it empty
 * @text: the text
 */
void hp_text_free(struct hp_text *text);

#endif /* HPALLOC_BENCH_ENGINE_TEXT_H */
