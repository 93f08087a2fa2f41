// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "wrap.h"

#include "memory.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void add_word(struct hp_wrap *wrap, const char *word, size_t len)
{
	if (wrap->at && wrap->at + 1 + len > wrap->width) {
		fputc('\n', wrap->file);
		wrap->at = 0;
	}
	if (wrap->at)
		fputc(' ', wrap->file);
	else
		fputs(wrap->indent, wrap->file);
	wrap->at += wrap->at ? 1 : strlen(wrap->indent);
	fwrite(word, 1, len, wrap->file);
	wrap->at += len;
}

void hp_wrap_add(struct hp_wrap *wrap, const char *format, ...)
{
	va_list args;
	char *word;

	va_start(args, format);
	word = hp_vprintf(format, args);
	va_end(args);
	add_word(wrap, word, strlen(word));
	free(word);
}

void hp_wrap_text(struct hp_wrap *wrap, const char *text)
{
	size_t len;

	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		len = strcspn(text, " ");
		add_word(wrap, text, len);
		text += len;
	}
}

void hp_wrap_end(struct hp_wrap *wrap)
{
	if (wrap->at)
		fputc('\n', wrap->file);
	wrap->at = 0;
}
