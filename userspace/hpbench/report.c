// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpbench report: a page of charts.
 */

#include "hpbench.h"
#include "page.h"
#include "report.h"
#include "save.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static bool add_part(FILE *out, size_t file, const char *path)
{
	struct hp_results *results = hp_results_load(path);
	struct hp_view view;

	if (!results)
		return false;
	hp_view_init(&view, results);
	hp_page_part(out, file, basename(path), &view);
	hp_view_destroy(&view);
	hp_results_free(results);
	return true;
}

static bool write_page(FILE *out, char **paths, size_t nr)
{
	size_t i;

	hp_page_begin(out, nr == 1 ? basename(paths[0]) : "hpalloc");
	for (i = 0; i < nr; i++)
		if (!add_part(out, i + 1, paths[i]))
			return false;
	hp_page_end(out);
	return true;
}

static bool write_text(FILE *file, const void *data)
{
	const struct hp_text *text = data;

	return fwrite(text->start, 1, text->len, file) == text->len && !fflush(file);
}

static enum hp_exit report(char **paths, size_t nr, const char *output)
{
	struct hp_text text;
	bool good;

	hp_text_begin(&text);
	good = write_page(text.file, paths, nr);
	hp_text_end(&text);
	good = good && hp_save(output, write_text, &text);
	free(text.start);
	return good ? HP_EXIT_OK : HP_EXIT_FAILED;
}

static int print_help(void)
{
	puts("usage: hpbench report [OPTION]... FILE...\n"
	     "Write a page of charts of results, of each file in a part of its own, to\n"
	     "standard output. It is one file of HTML, and needs nothing else.\n\n"
	     "  -o, --output=PAGE  write it to PAGE\n"
	     "      --help         print this");
	return hp_finish();
}

int hp_report_main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "output", required_argument, NULL, 'o' },
		{ "help", no_argument, NULL, 'h' },
		{ }
	};
	const char *output = "-";
	int option;

	while ((option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		switch (option) {
		case 'o':
			output = optarg;
			break;
		case 'h':
			return print_help();
		default:
			return HP_EXIT_USAGE;
		}
	}
	if (optind == argc) {
		hp_say("report: no file of results; try --help");
		return HP_EXIT_USAGE;
	}
	return report(argv + optind, (size_t)(argc - optind), output);
}
