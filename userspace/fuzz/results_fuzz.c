// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Fuzzes what reads results, and their histograms, which an input may have behind a
 * NUL. What is accepted says the same when it was written and read again, and can be
 * merged, printed and drawn; what is refused has its reason in one line.
 */

#include "parser.h"
#include "said.h"

#include "../hpbench/hpbench.h"
#include "../hpbench/merge.h"
#include "../hpbench/page.h"
#include "../hpbench/results.h"
#include "../hpbench/table.h"

#include <string.h>

/* Numbers are written with as many digits as tell them apart. */
static void check_again(const struct hp_results *results)
{
	char *text = json_dumps(results->root, JSON_COMPACT | JSON_REAL_PRECISION(17));
	struct hp_results *again;

	CHECK(text);
	again = hp_results_parse(text, strlen(text), "again");
	CHECK(again && json_equal(results->root, again->root));
	CHECK(again->nr_entries == results->nr_entries && again->runs == results->runs);
	hp_results_free(again);
	free(text);
}

static void check_found(const struct hp_results *results)
{
	size_t i;

	for (i = 0; i < results->nr_entries; i++)
		CHECK(hp_results_find(results, results->entries[i].name) == &results->entries[i]);
}

static void print_all(const struct hp_results *results)
{
	struct hp_view view;
	char *text = NULL;
	size_t len = 0;
	FILE *file = open_memstream(&text, &len);

	CHECK(file);
	hp_table_print(file, results);
	hp_view_init(&view, results);
	hp_page_begin(file, "fuzz");
	hp_page_part(file, 1, "fuzz", &view);
	hp_page_end(file);
	hp_view_destroy(&view);
	CHECK(!fclose(file) && len);
	free(text);
}

/* As the only run; two that are the same are no two runs. */
static void check_merged(struct hp_results *results)
{
	struct hp_results *const runs[] = { results, results };
	struct hp_results *merged = hp_merge(runs, 1);

	if (!merged) {
		CHECK(said == 1);
		return;
	}
	CHECK(!said && merged->merged && merged->nr_entries == results->nr_entries);
	print_all(merged);
	hp_results_free(merged);
	CHECK(!hp_merge(runs, 2) && said == 1);
}

static struct hp_results *read_input(const char *data, size_t size)
{
	const char *end = memchr(data, '\0', size);
	size_t len = end ? (size_t)(end - data) : size;
	struct hp_results *results = hp_results_parse(data, len, "input");

	if (!results || !end)
		return results;
	if (hp_results_add_histograms(results, end + 1, size - len - 1, "input"))
		return results;
	hp_results_free(results);
	return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hp_results *results;

	said = 0;
	results = read_input((const char *)data, size);
	if (!results) {
		CHECK(said == 1);
		return 0;
	}
	CHECK(!said);
	check_again(results);
	check_found(results);
	print_all(results);
	check_merged(results);
	hp_results_free(results);
	return 0;
}
