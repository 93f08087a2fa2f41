// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc-bench: hpalloc against malloc, in user space.
 */

#include "../report/report.h"
#include "child.h"
#include "driver.h"
#include "original.h"

#include <getopt.h>
#include <stdlib.h>

enum {
	HP_EXIT_OK,
	HP_EXIT_FAILED,		/* something is no result, or could not be written */
	HP_EXIT_USAGE,
};

enum hp_format {
	HP_TABLE,
	HP_JSON,
	HP_CSV,
	HP_FORMATS
};

/**
 * struct hp_arguments - what the command line asks for
 * @config: what to measure
 * @original: show what the original measured instead
 * @wanted: formats
 * @path: where a format goes, NULL for standard output
 */
struct hp_arguments {
	struct hp_bench_config config;
	bool original;
	bool wanted[HP_FORMATS];
	const char *path[HP_FORMATS];
};

static const char hp_usage[] =
"usage: hpalloc-bench [OPTION]...\n"
"Measure hpalloc against malloc, each in processes of its own.\n"
"\n"
"  --allocator=LIST    contenders, see below, or all; hpalloc is fixed_block and\n"
"                      malloc is glibc\n"
"  --block-size=BYTES  a multiple of 8 up to 4096; 64\n"
"  --count=NUMBER      live blocks, and operations; 100000\n"
"  --workloads=LIST    workloads, see below, or all\n"
"  --repeat=NUMBER     processes for each figure, up to 63; 12\n"
"  --touch=WORD        written of each block: none, first (word) or whole; first\n"
"  --seed=NUMBER       of the random orders; 1\n"
"  --trace=FILE        an allocation trace, for the workload replay\n"
"  --json[=FILE]       JSON as google-benchmark's, instead of or beside the table\n"
"  --csv[=FILE]        a line for each row of the table, likewise\n"
"  --original          what the original's benchmark measured: see the manual\n"
"  --help, --version\n"
"\n"
"Exit status: 0; 1 if any row has no result; 2 if an option is wrong.\n";

static void hp_print_help(void)
{
	struct hp_text names = { 0 };

	hp_text_add(&names, "\nContenders ([extra]: only if named, or with all)\n");
	hp_config_names("contenders", &names);
	hp_text_add(&names, "\nWorkloads\n");
	hp_config_names("workloads", &names);
	printf("%s%s", hp_usage, hp_text_string(&names));
	hp_text_free(&names);
}

static const struct option hp_options[] = {
	{ "allocator", required_argument, NULL, 'k' },
	{ "block-size", required_argument, NULL, 'k' },
	{ "count", required_argument, NULL, 'k' },
	{ "workloads", required_argument, NULL, 'k' },
	{ "repeat", required_argument, NULL, 'k' },
	{ "touch", required_argument, NULL, 'k' },
	{ "seed", required_argument, NULL, 'k' },
	{ "trace", required_argument, NULL, 't' },
	{ "json", optional_argument, NULL, 'j' },
	{ "csv", optional_argument, NULL, 'c' },
	{ "original", no_argument, NULL, 'o' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

/* The configuration's name of an option. */
static const char *hp_key(const char *option)
{
	if (!strcmp(option, "allocator"))
		return "contenders";
	if (!strcmp(option, "block-size"))
		return "block_size";
	return option;
}

static int hp_set(struct hp_bench_config *config, const char *option, const char *value)
{
	struct hp_text text = { 0 }, reason = { 0 };
	int err;

	if (strpbrk(value, " \t\n\v\f\r")) {
		fprintf(stderr, "hpalloc-bench: --%s: must not contain white space\n", option);
		return -EINVAL;
	}

	hp_text_add(&text, "%s=%s", hp_key(option), value);
	err = hp_config_parse(config, hp_text_string(&text), text.len, &reason);
	if (err)
		fprintf(stderr, "hpalloc-bench: --%s: %s\n", option, hp_text_string(&reason));
	hp_text_free(&text);
	hp_text_free(&reason);
	return err;
}

static int hp_read_trace(FILE *file, struct hp_trace *trace, struct hp_text *reason)
{
	struct hp_trace_reader reader = { 0 };
	char piece[65536];
	size_t len;
	int err = 0;

	while (!err && (len = fread(piece, 1, sizeof(piece), file)))
		err = hp_trace_read(&reader, piece, len, reason);
	if (ferror(file))
		err = -EIO;
	else if (!err)
		err = hp_trace_finish(&reader, trace, reason);
	hp_trace_abandon(&reader);
	return err;
}

static int hp_take_trace(struct hp_bench_config *config, const char *path)
{
	static struct hp_trace trace;
	struct hp_text reason = { 0 };
	FILE *file = fopen(path, "re");
	int err = file ? hp_read_trace(file, &trace, &reason) : -errno;

	if (err)
		fprintf(stderr, "hpalloc-bench: --trace: %s: %s\n", path,
			reason.len ? reason.start : strerror(-err));
	else
		config->trace = &trace;
	if (file)
		fclose(file);
	hp_text_free(&reason);
	return err;
}

static void hp_want(struct hp_arguments *arguments, enum hp_format format, const char *path)
{
	arguments->wanted[format] = true;
	arguments->path[format] = path;
	if (!path)
		arguments->wanted[HP_TABLE] = false;
}

static void hp_exit(void)
{
	exit(fflush(stdout) ? HP_EXIT_FAILED : HP_EXIT_OK);
}

static int hp_option(struct hp_arguments *arguments, int option, const char *name)
{
	switch (option) {
	case 'k':
		return hp_set(&arguments->config, name, optarg);
	case 't':
		return hp_take_trace(&arguments->config, optarg);
	case 'j':
		hp_want(arguments, HP_JSON, optarg);
		return 0;
	case 'c':
		hp_want(arguments, HP_CSV, optarg);
		return 0;
	case 'o':
		arguments->original = true;
		return 0;
	case 'h':
		hp_print_help();
		hp_exit();
		return 0;
	case 'V':
		puts("hpalloc-bench " HP_VERSION);
		hp_exit();
		return 0;
	default:
		return -EINVAL;		/* getopt_long() said why */
	}
}

static int hp_parse(struct hp_arguments *arguments, int argc, char **argv)
{
	int option, index = 0;

	while ((option = getopt_long(argc, argv, "", hp_options, &index)) != -1)
		if (hp_option(arguments, option, hp_options[index].name))
			return -EINVAL;

	if (optind < argc) {
		fprintf(stderr, "hpalloc-bench: %s: not an option; try --help\n", argv[optind]);
		return -EINVAL;
	}
	if (arguments->wanted[HP_JSON] && arguments->wanted[HP_CSV] &&
	    !arguments->path[HP_JSON] && !arguments->path[HP_CSV]) {
		fprintf(stderr, "hpalloc-bench: --json and --csv: one of them needs a file\n");
		return -EINVAL;
	}
	return 0;
}

static int hp_print(const struct hp_text *text, const char *path)
{
	FILE *file = path ? fopen(path, "we") : stdout;
	int err = text->err;

	if (!file) {
		fprintf(stderr, "hpalloc-bench: %s: %s\n", path, strerror(errno));
		return -errno;
	}
	if (!err && fwrite(text->start, 1, text->len, file) != text->len)
		err = -EIO;
	if (path ? fclose(file) : fflush(file))
		err = -EIO;
	if (err)
		fprintf(stderr, "hpalloc-bench: %s: %s\n", path ? path : "standard output",
			strerror(-err));
	return err;
}

static int hp_write(const struct hp_arguments *arguments, const struct hp_result *result)
{
	static void (* const writers[])(struct hp_text *, const struct hp_result *) = {
		hp_report_table, hp_report_json, hp_report_csv
	};
	enum hp_format format;
	int err = 0;

	for (format = 0; format < HP_FORMATS; format++) {
		struct hp_text text = { 0 };

		if (!arguments->wanted[format])
			continue;
		writers[format](&text, result);
		if (hp_print(&text, arguments->path[format]))
			err = -EIO;
		hp_text_free(&text);
	}
	return err;
}

/* Says so for each contender and workload that has no result. */
static bool hp_complete(const struct hp_result *result)
{
	bool complete = true;
	unsigned int slot, arm;

	for (slot = 0; slot < result->nr_slots; slot++)
		for (arm = 0; arm < result->nr_arms; arm++) {
			const char *skipped = hp_result_arm(result, slot, arm)->skipped;

			if (!skipped)
				continue;
			fprintf(stderr, "hpalloc-bench: %s, %s: not measured: %s\n",
				result->slots[slot]->name, result->arms[arm]->name,
				skipped);
			complete = false;
		}
	return complete;
}

static int hp_measure(const struct hp_arguments *arguments)
{
	const struct hp_result *result = hp_drive(&arguments->config);

	if (!result || hp_write(arguments, result))
		return HP_EXIT_FAILED;
	return hp_complete(result) ? HP_EXIT_OK : HP_EXIT_FAILED;
}

int main(int argc, char **argv)
{
	struct hp_arguments arguments = {
		.wanted = { [HP_TABLE] = true },
	};

	if (argc == 3 && !strcmp(argv[1], HP_CHILD_OPTION))
		return hp_child_main(argv[2]);
	hp_config_init(&arguments.config);
	if (hp_parse(&arguments, argc, argv))
		return HP_EXIT_USAGE;
	if (!arguments.original)
		return hp_measure(&arguments);

	if (!hp_original(&arguments.config) && !fflush(stdout))
		return HP_EXIT_OK;
	fprintf(stderr, "hpalloc-bench: no memory, or nowhere to write to\n");
	return HP_EXIT_FAILED;
}
