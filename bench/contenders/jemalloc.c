// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <dlfcn.h>

#include "malloc.h"

static bool ask_version(char *text, size_t room)
{
	int (*mallctl)(const char *name, void *old, size_t *old_len,
		       void *new, size_t new_len);
	const char *version = NULL;
	size_t len = sizeof(version);

	*(void **)&mallctl = dlsym(RTLD_DEFAULT, "mallctl");
	if (!mallctl || mallctl("version", &version, &len, NULL, 0))
		return false;

	snprintf(text, room, "%.20s", version);
	return true;
}

static const struct hp_identity jemalloc = {
	.setting = "LD_PRELOAD=libjemalloc.so.2",
	.package = "libjemalloc2",
	.file = "libjemalloc.",
	.version = ask_version,
};

HP_CONTENDER(jemalloc) = {
	.note = "jemalloc, preloaded",
	.identity = &jemalloc,
	HP_MALLOC_MEMBERS,
};
