/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_WRAP_H
#define HPBENCH_WRAP_H

#include <stdio.h>

/**
 * struct hp_wrap - a paragraph that is broken into lines
 * @file: where to
 * @indent: what lines begin with
 * @width: columns
 * @at: private, 0 to begin with
 */
struct hp_wrap {
	FILE *file;
	const char *indent;
	size_t width;
	size_t at;
};

/**
 * hp_wrap_add - add what is not to be broken
 * @wrap: the paragraph
 * @format: as printf()'s; a space comes before it unless a line begins
 */
void hp_wrap_add(struct hp_wrap *wrap, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * hp_wrap_text - add words
 * @wrap: the paragraph
 * @text: broken at its spaces
 */
void hp_wrap_text(struct hp_wrap *wrap, const char *text);

/**
 * hp_wrap_end - end a paragraph, if there is anything in it
 * @wrap: the paragraph, which may be begun anew
 */
void hp_wrap_end(struct hp_wrap *wrap);

#endif /* HPBENCH_WRAP_H */
