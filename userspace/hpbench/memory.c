// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "memory.h"

#include "hpbench.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_MAX	((size_t)1 << 30)

static void *or_exit(void *memory)
{
	if (memory)
		return memory;
	hp_say("memory is insufficient");
	exit(HP_EXIT_FAILED);
}

void *hp_array(size_t nr, size_t size)
{
	return or_exit(calloc(nr ? nr : 1, size));
}

char *hp_strdup(const char *string)
{
	return or_exit(strdup(string));
}

char *hp_vprintf(const char *format, va_list args)
{
	char *string;

	if (vasprintf(&string, format, args) < 0)
		string = NULL;
	return or_exit(string);
}

char *hp_printf(const char *format, ...)
{
	va_list args;
	char *string;

	va_start(args, format);
	string = hp_vprintf(format, args);
	va_end(args);
	return string;
}

/* Interrupted reads are tried again by those who want it. */
static char *read_all(int fd, size_t *len)
{
	size_t room = 1 << 16;
	char *text = or_exit(malloc(room + 1));
	ssize_t got;

	for (*len = 0; (got = read(fd, text + *len, room - *len)) > 0;) {
		*len += (size_t)got;
		if (*len < room)
			continue;
		if (room >= FILE_MAX) {
			errno = EFBIG;
			got = -1;
			break;
		}
		room *= 2;
		text = or_exit(realloc(text, room + 1));
	}
	if (!got) {
		text[*len] = '\0';
		return text;
	}
	free(text);
	return NULL;
}

char *hp_read_file(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), err;
	char *text;

	if (fd < 0)
		return NULL;
	text = read_all(fd, len);
	err = errno;
	close(fd);
	errno = err;
	return text;
}
