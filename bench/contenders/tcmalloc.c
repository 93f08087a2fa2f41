// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <dlfcn.h>

#include "malloc.h"

static bool ask_version(char *text, size_t room)
{
	const char *(*tc_version)(int *major, int *minor, const char **patch);

	*(void **)&tc_version = dlsym(RTLD_DEFAULT, "tc_version");
	if (!tc_version)
		return false;

	snprintf(text, room, "%s", tc_version(NULL, NULL, NULL));
	return true;
}

static const struct hp_identity tcmalloc = {
	.setting = "LD_PRELOAD=libtcmalloc_minimal.so.4",
	.package = "libtcmalloc-minimal4",
	.file = "libtcmalloc_minimal.",
	.version = ask_version,
};

HP_CONTENDER(tcmalloc) = {
	.note = "tcmalloc, preloaded",
	.identity = &tcmalloc,
	HP_MALLOC_MEMBERS,
};
