// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <dlfcn.h>

#include "malloc.h"

static bool ask_version(char *text, size_t room)
{
	int (*mi_version)(void);
	int version;

	*(void **)&mi_version = dlsym(RTLD_DEFAULT, "mi_version");
	if (!mi_version)
		return false;

	version = mi_version();
	snprintf(text, room, "%d.%d.%d", version / 100, version / 10 % 10,
		 version % 10);
	return true;
}

static const struct hp_identity mimalloc = {
	.setting = "LD_PRELOAD=libmimalloc.so.2",
	.newer = "LD_PRELOAD=libmimalloc.so.3",	/* Debian 13 */
	.package = "libmimalloc2.0 or libmimalloc3",
	.file = "libmimalloc.",
	.version = ask_version,
};

HP_CONTENDER(mimalloc) = {
	.note = "mimalloc, preloaded",
	.baseline = true,
	.identity = &mimalloc,
	HP_MALLOC_MEMBERS,
};
