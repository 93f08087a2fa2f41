// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "trace.h"
#include "events.h"

#include "../../bench/engine/trace_limits.h"

#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
"usage: hpbench trace [OPTION]... [FILE]\n"
"Make an allocation trace, for the workload replay, of the kernel's events\n"
"kmalloc, kmem_cache_alloc, kfree and kmem_cache_free, as tracefs (trace,\n"
"trace_pipe), trace-cmd report or perf script print them. Reads FILE or\n"
"standard input.\n"
"\n"
"  -m, --max-size=BYTES  skip larger blocks than these; 4096, a page, which is the\n"
"                        largest block that hpalloc has. With 256, its size classes\n"
"                        can replay the trace\n"
"  -o, --output=FILE     where the trace goes, instead of standard output\n"
"  --help\n"
"\n"
"To record, as root:\n"
"  cd /sys/kernel/tracing\n"
"  echo nohash-ptr >trace_options\n"
"  echo 65536 >buffer_size_kb\n"
"  for e in kmalloc kmem_cache_alloc kfree kmem_cache_free; do\n"
"    echo 1 >events/kmem/$e/enable; done\n"
"  do the work; then: echo 0 >tracing_on; hpbench trace -o FILE trace\n"
"\n"
"What is not used is counted on standard error: frees of blocks that were\n"
"allocated before the recording, larger blocks, and so on. Bulk\n"
"calls have no event, so a block that was freed by one is taken to be freed when\n"
"its address is allocated again.\n";

static FILE *open_file(const char *path, const char *mode)
{
	FILE *file = fopen(path, mode);

	if (!file)
		hp_say("trace: %s: %s", path, strerror(errno));
	return file;
}

static enum hp_exit close_output(FILE *output, const char *path)
{
	bool failed = ferror(output);

	if (!path)
		return hp_finish();
	if (!fclose(output) && !failed)
		return HP_EXIT_OK;
	hp_say("trace: %s: %s", path, strerror(errno));
	return HP_EXIT_FAILED;
}

static enum hp_exit convert_files(const char *input_path, uint32_t max_size,
				  const char *output_path)
{
	FILE *input = input_path ? open_file(input_path, "re") : stdin, *output = NULL;
	enum hp_exit result = HP_EXIT_FAILED, closed;

	if (input)
		output = output_path ? open_file(output_path, "we") : stdout;
	if (output) {
		result = hp_trace_convert(input, input_path ? input_path : "standard input",
					  max_size, output);
		closed = close_output(output, output_path);
		result = result ? result : closed;
	}
	if (input && input_path)
		fclose(input);
	return result;
}

/**
 * struct arguments - what the command line asks for
 * @max_size: bytes of a block, at most
 * @output: where the trace goes, or NULL
 * @help: nothing else
 */
struct arguments {
	uint32_t max_size;
	const char *output;
	bool help;
};

static bool take_size(struct arguments *arguments, const char *text)
{
	char *end;
	unsigned long size = strtoul(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || !size || size > HP_TRACE_MAX_SIZE) {
		hp_say("trace: --max-size: %s: must be from 1 to %u", text, HP_TRACE_MAX_SIZE);
		return false;
	}
	arguments->max_size = (uint32_t)size;
	return true;
}

static bool take_option(struct arguments *arguments, int option, char **argv)
{
	switch (option) {
	case 'm':
		return take_size(arguments, optarg);
	case 'o':
		arguments->output = optarg;
		return true;
	case 'h':
		arguments->help = true;
		return true;
	default:
		hp_say("trace: %s: not an option, or it lacks its value; try --help",
		       argv[optind - 1]);
		return false;
	}
}

int hp_trace_main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "max-size", required_argument, NULL, 'm' },
		{ "output", required_argument, NULL, 'o' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct arguments arguments = { .max_size = HP_TRACE_MAX_SIZE };
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "m:o:", options, NULL)) != -1)
		if (!take_option(&arguments, option, argv))
			return HP_EXIT_USAGE;
	if (arguments.help) {
		fputs(usage, stdout);
		return hp_finish();
	}
	if (argc - optind > 1) {
		hp_say("trace: %s: only one file is read; try --help", argv[optind + 1]);
		return HP_EXIT_USAGE;
	}
	return convert_files(argv[optind], arguments.max_size, arguments.output);
}
