// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "identity.h"

#include <dlfcn.h>

#define VERSION_MAX	64

static bool can_preload(const char *setting)
{
	void *library = dlopen(strchr(setting, '=') + 1, RTLD_LAZY | RTLD_LOCAL);

	if (library)
		dlclose(library);
	return library;
}

const char *hp_identity_setting(const struct hp_identity *identity)
{
	if (!identity)
		return NULL;
	if (identity->newer && !can_preload(identity->setting))
		return identity->newer;
	return identity->setting;
}

/* The file that a function is from. */
static const char *file_of(const char *function)
{
	void *address = dlsym(RTLD_DEFAULT, function);
	Dl_info info;

	if (!address || !dladdr(address, &info) || !info.dli_fname)
		return "unknown";
	return info.dli_fname;
}

static bool file_is(const char *path, const char *start)
{
	const char *name = strrchr(path, '/');

	return !strncmp(name ? name + 1 : path, start, strlen(start));
}

int hp_identity_check(const struct hp_identity *identity, char *text)
{
	const char *file = file_of("malloc");
	char version[VERSION_MAX];

	*text = '\0';
	if (!identity)
		return 0;

	if (!file_is(file, identity->file) ||
	    !file_is(file_of("free"), identity->file) ||
	    !identity->version(version, sizeof(version))) {
		snprintf(text, HP_IDENTITY_MAX,
			 "malloc is of %s: is %s installed?", file,
			 identity->package);
		return -ENOENT;
	}

	snprintf(text, HP_IDENTITY_MAX, "%s, %s%s%s", version, file,
		 identity->setting ? ", " : "", identity->setting ?: "");
	return 0;
}
