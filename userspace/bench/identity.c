// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "portable.h"

#include <dlfcn.h>
#include <gnu/libc-version.h>

#include "identity.h"

#define HP_VERSION_MAX	64

/**
 * struct hp_identity - a malloc
 * @setting: of the environment, NULL for what a program has anyway
 * @newer: the same for the library's next name, or NULL
 * @package: Debian's package of it
 * @file: how the name of the file begins that malloc is in
 * @version: asks it for its version; false if it does not answer
 */
struct hp_identity {
	const char *setting;
	const char *newer;
	const char *package;
	const char *file;
	bool (*version)(char *text);
};

static bool hp_version_glibc(char *text)
{
	snprintf(text, HP_VERSION_MAX, "%s", gnu_get_libc_version());
	return true;
}

static bool hp_version_jemalloc(char *text)
{
	int (*mallctl)(const char *name, void *old, size_t *old_len,
		       void *new, size_t new_len);
	const char *version = NULL;
	size_t len = sizeof(version);

	*(void **)&mallctl = dlsym(RTLD_DEFAULT, "mallctl");
	if (!mallctl || mallctl("version", &version, &len, NULL, 0))
		return false;

	snprintf(text, HP_VERSION_MAX, "%.20s", version);
	return true;
}

static bool hp_version_mimalloc(char *text)
{
	int (*mi_version)(void);
	int version;

	*(void **)&mi_version = dlsym(RTLD_DEFAULT, "mi_version");
	if (!mi_version)
		return false;

	version = mi_version();
	snprintf(text, HP_VERSION_MAX, "%d.%d.%d", version / 100,
		 version / 10 % 10, version % 10);
	return true;
}

static bool hp_version_tcmalloc(char *text)
{
	const char *(*tc_version)(int *major, int *minor, const char **patch);

	*(void **)&tc_version = dlsym(RTLD_DEFAULT, "tc_version");
	if (!tc_version)
		return false;

	snprintf(text, HP_VERSION_MAX, "%s", tc_version(NULL, NULL, NULL));
	return true;
}

static const struct hp_identity hp_identities[HP_ARMS] = {
	[HP_GLIBC] = { NULL, NULL, "libc6", "libc.", hp_version_glibc },
	[HP_GLIBC_HUGE] = { "GLIBC_TUNABLES=glibc.malloc.hugetlb=1", NULL,
			    "libc6", "libc.", hp_version_glibc },
	[HP_JEMALLOC] = { "LD_PRELOAD=libjemalloc.so.2", NULL, "libjemalloc2",
			  "libjemalloc.", hp_version_jemalloc },
	[HP_MIMALLOC] = { "LD_PRELOAD=libmimalloc.so.2",
			  "LD_PRELOAD=libmimalloc.so.3",	/* Debian 13 */
			  "libmimalloc2.0 or libmimalloc3", "libmimalloc.",
			  hp_version_mimalloc },
	[HP_TCMALLOC] = { "LD_PRELOAD=libtcmalloc_minimal.so.4", NULL,
			  "libtcmalloc-minimal4", "libtcmalloc_minimal.",
			  hp_version_tcmalloc },
};

static bool hp_can_preload(const char *setting)
{
	void *library = dlopen(strchr(setting, '=') + 1, RTLD_LAZY | RTLD_LOCAL);

	if (library)
		dlclose(library);
	return library;
}

const char *hp_identity_setting(enum hp_contender_id id)
{
	const struct hp_identity *identity = &hp_identities[id];

	if (identity->newer && !hp_can_preload(identity->setting))
		return identity->newer;
	return identity->setting;
}

/* The file that a function is from. */
static const char *hp_file_of(const char *function)
{
	void *address = dlsym(RTLD_DEFAULT, function);
	Dl_info info;

	if (!address || !dladdr(address, &info) || !info.dli_fname)
		return "unknown";
	return info.dli_fname;
}

static bool hp_file_is(const char *path, const char *start)
{
	const char *name = strrchr(path, '/');

	return !strncmp(name ? name + 1 : path, start, strlen(start));
}

int hp_identity(enum hp_contender_id id, char *text)
{
	const struct hp_identity *identity = &hp_identities[id];
	const char *file = hp_file_of("malloc");
	char version[HP_VERSION_MAX];

	*text = '\0';
	if (!identity->file)
		return 0;

	if (!hp_file_is(file, identity->file) ||
	    !hp_file_is(hp_file_of("free"), identity->file) ||
	    !identity->version(version)) {
		snprintf(text, HP_IDENTITY_MAX,
			 "malloc is of %s: is %s installed?", file,
			 identity->package);
		return -ENOENT;
	}

	snprintf(text, HP_IDENTITY_MAX, "%s, %s%s%s", version, file,
		 identity->setting ? ", " : "", identity->setting ?: "");
	return 0;
}
