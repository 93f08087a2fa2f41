// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc.ko from outside: what its debugfs files accept and refuse, how runs
 * begin and end, and that nothing is left behind. Runs as root in a guest;
 * prints KTAP. In short: only that everything is measured, what is shown of
 * caches, and the example.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/prctl.h>
#include <sys/mman.h>

#include "blackbox.h"

int config_set(const char *config)
{
	return file_write(CONFIG, config, strlen(config));
}

/* Whether the configuration has the line "@line". */
bool config_has(const char *line)
{
	char config[4096], *at = config;
	size_t len = strlen(line);

	file_read(CONFIG, config, sizeof(config));
	while ((at = strstr(at, line))) {
		if ((at == config || at[-1] == '\n') && at[len] == '\n')
			return true;
		at += len;
	}
	return false;
}

bool is_idle(void)
{
	return file_wait(PROGRESS, "idle", true, 0) >= 0;
}

static const char *module, *example, *caches;
const char *small_run = SMALL_RUN;

static bool in_short;
static struct memory before;

static bool insert_first(void)
{
	memory_read(&before);
	return module_insert(module) == 0;
}

static void all(void)
{
	if (!ktap_case(insert_first(), "insmod"))
		return;
	test_results();
	if (!in_short)
		test_forms();
	test_contexts();
	if (!in_short) {
		test_config();
		test_runs();
	}
	test_caches(caches);
	test_example(example);
	ktap_case(module_remove() == 0, "rmmod");
	ktap_case(memory_same(&before, MEMORY_TOLERANCE), "memory is as before insmod");
	if (!in_short)
		test_module(module);
}

int main(int argc, char **argv)
{
	if (argc < 4 || argc > 5)
		return 2;
	/* A huge page of which only a part was given back counts as nobody's. */
	prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
	module = argv[1];
	example = argv[2];
	caches = argv[3];
	in_short = argc == 5 && !strcmp(argv[4], "short");
	if (in_short)
		small_run = SHORT_RUN;
	/* Its own buffers are not memory that the module has kept. */
	if (mlockall(MCL_CURRENT))
		return 2;
	return ktap_document(all);
}
