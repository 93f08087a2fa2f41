// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "trace.h"
#include "events.h"

#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <string.h>

static const char usage[] =
"usage: hpbench trace [-o FILE] [FILE]\n"
"Make an allocation trace, for the workload replay, of the kernel's events\n"
"kmalloc, kmem_cache_alloc, kfree and kmem_cache_free, as tracefs (trace,\n"
"trace_pipe), trace-cmd report or perf script print them. Reads FILE or\n"
"standard input.\n"
"\n"
"  -o, --output=FILE  where the trace goes, instead of standard output\n"
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
"allocated before the recording, blocks of more than 4096 bytes, and so on. Bulk\n"
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

static enum hp_exit convert_files(const char *input_path, const char *output_path)
{
	FILE *input = input_path ? open_file(input_path, "re") : stdin, *output = NULL;
	enum hp_exit result = HP_EXIT_FAILED, closed;

	if (input)
		output = output_path ? open_file(output_path, "we") : stdout;
	if (output) {
		result = hp_trace_convert(input, input_path ? input_path : "standard input",
					  output);
		closed = close_output(output, output_path);
		result = result ? result : closed;
	}
	if (input && input_path)
		fclose(input);
	return result;
}

int hp_trace_main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "output", required_argument, NULL, 'o' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	const char *output = NULL;
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(usage, stdout);
			return hp_finish();
		}
		if (option != 'o') {
			hp_say("trace: %s: not an option, or it lacks its value; try --help",
			       argv[optind - 1]);
			return HP_EXIT_USAGE;
		}
		output = optarg;
	}
	if (argc - optind > 1) {
		hp_say("trace: %s: only one file is read; try --help", argv[optind + 1]);
		return HP_EXIT_USAGE;
	}
	return convert_files(argv[optind], output);
}
