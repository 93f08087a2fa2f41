// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "text.h"

#define FIRST_ROOM	4096

static bool grow(struct hp_text *text, size_t needed)
{
	size_t room = text->room ? text->room : FIRST_ROOM;
	char *start;

	while (room < needed)
		room *= 2;

	start = hp_bench_zalloc(room);
	if (!start) {
		text->err = -ENOMEM;
		return false;
	}

	if (text->start)
		memcpy(start, text->start, text->len);
	hp_bench_zfree(text->start);
	text->start = start;
	text->room = room;
	return true;
}

void hp_text_vadd(struct hp_text *text, const char *format, va_list args)
{
	va_list again;
	int len;

	if (text->err)
		return;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (text->room < text->len + len + 1 &&
	    !grow(text, text->len + len + 1))
		return;

	vsnprintf(text->start + text->len, text->room - text->len, format, args);
	text->len += len;
}

void hp_text_add(struct hp_text *text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	hp_text_vadd(text, format, args);
	va_end(args);
}

void hp_text_add_list(struct hp_text *text, const char *separator,
		      const char *word)
{
	hp_text_add(text, "%s%s", text->len ? separator : "", word);
}

void hp_text_add_wrapped(struct hp_text *text, const char *first, const char *rest,
			 const char *words)
{
	size_t column = strlen(first), len;

	hp_text_add(text, "%s", first);
	for (; *words; words += len + !!words[len]) {
		len = strcspn(words, " ");
		if (column + 1 + len > HP_TEXT_WIDTH) {
			hp_text_add(text, "\n%s", rest);
			column = strlen(rest);
		}
		hp_text_add(text, " %.*s", (int)len, words);
		column += 1 + len;
	}
	hp_text_add(text, "\n");
}

void hp_text_add_json(struct hp_text *text, const char *string)
{
	hp_text_add(text, "\"");
	for (; *string; string++) {
		unsigned char c = *string;

		if (c == '"' || c == '\\')
			hp_text_add(text, "\\%c", c);
		else if (c < ' ' || c == 0x7f)
			hp_text_add(text, "\\u%04x", c);
		else
			hp_text_add(text, "%c", c);
	}
	hp_text_add(text, "\"");
}

void hp_text_free(struct hp_text *text)
{
	hp_bench_zfree(text->start);
	memset(text, 0, sizeof(*text));
}
