// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "text.h"

#define HP_TEXT_FIRST	16384

static bool hp_text_grow(struct hp_text *text, size_t needed)
{
	size_t room = text->room ? text->room : HP_TEXT_FIRST;
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

void hp_text_add(struct hp_text *text, const char *format, ...)
{
	va_list args;
	int len;

	if (text->err)
		return;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (text->room < text->len + len + 1 &&
	    !hp_text_grow(text, text->len + len + 1))
		return;

	va_start(args, format);
	vsnprintf(text->start + text->len, text->room - text->len, format, args);
	va_end(args);
	text->len += len;
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
