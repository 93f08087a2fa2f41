// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Results from files. */

#include "hpbench.h"
#include "memory.h"
#include "results.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_directory(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static char *path_of_json(const char *path)
{
	return is_directory(path) ? hp_printf("%s/%s", path, HP_RESULTS_JSON) : hp_strdup(path);
}

/* NULL if it is another file that happens to lie there. */
static char *path_of_histograms(const char *json)
{
	const char *slash = strrchr(json, '/'), *name = slash ? slash + 1 : json;

	if (strcmp(name, HP_RESULTS_JSON))
		return NULL;
	return hp_printf("%.*s%s", (int)(name - json), json, HP_RESULTS_HISTOGRAMS);
}

static const char *why_not_read(int err)
{
	return err == ENODATA ? "no run has ended since the module was inserted" : strerror(err);
}

static struct hp_results *load_json(const char *path)
{
	struct hp_results *results;
	size_t len;
	char *text = hp_read_file(path, &len);

	if (!text) {
		hp_say("%s: %s", path, why_not_read(errno));
		return NULL;
	}
	results = hp_results_parse(text, len, path);
	free(text);
	return results;
}

/* It may be missing. */
static bool load_histograms(struct hp_results *results, const char *path)
{
	size_t len;
	char *text = hp_read_file(path, &len);
	bool ok;

	if (!text && errno == ENOENT)
		return true;
	if (!text) {
		hp_say("%s: %s", path, why_not_read(errno));
		return false;
	}
	ok = hp_results_add_histograms(results, text, len, path);
	free(text);
	return ok;
}

struct hp_results *hp_results_load(const char *path)
{
	char *json = path_of_json(path), *histograms = path_of_histograms(json);
	struct hp_results *results = load_json(json);

	if (results && histograms && !results->merged && !load_histograms(results, histograms)) {
		hp_results_free(results);
		results = NULL;
	}
	free(json);
	free(histograms);
	return results;
}
