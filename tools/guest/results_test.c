// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The files, what opening and reading them does, and what a run leaves. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blackbox.h"

static char text[TEXT_MAX];

static const struct {
	const char *path;
	mode_t mode;
} files[] = {
	{ BENCH, 0400 },
	{ CONFIG, 0600 },
	{ PROGRESS, 0400 },
	{ JSON, 0400 },
	{ CSV, 0400 },
	{ HISTOGRAMS, 0400 },
	{ REPLAYED, 0600 },
	{ CACHES, 0400 },
	{ AVAILABLE "workloads", 0400 },
	{ AVAILABLE "contenders", 0400 },
	{ AVAILABLE "contexts", 0400 },
};

static mode_t mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? 0 : st.st_mode & 07777;
}

static void test_modes(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(files); i++)
		ktap_case(mode_of(files[i].path) == files[i].mode, "mode of %s is %04o",
			  files[i].path + strlen(DEBUGFS), files[i].mode);
}

static bool no_results_yet(void)
{
	return file_read(JSON, text, sizeof(text)) == -ENODATA &&
	       file_read(CSV, text, sizeof(text)) == -ENODATA &&
	       file_read(HISTOGRAMS, text, sizeof(text)) == -ENODATA;
}

/* As `grep -r` and file managers do. */
static bool open_runs_nothing(void)
{
	bool idle = true;
	size_t i;
	int fd;

	for (i = 0; i < ARRAY_SIZE(files); i++) {
		fd = open(files[i].path, O_RDONLY);
		if (fd < 0)
			return false;
		idle = idle && is_idle();
		close(fd);
	}
	return idle && no_results_yet();
}

/* Of an available_ file: all names, or those that are no extras, as config has them. */
static bool list_names(const char *key, bool extras, char *list, size_t size)
{
	char path[128], *line, *rest = text;

	snprintf(path, sizeof(path), AVAILABLE "%s", key);
	if (file_read(path, text, sizeof(text)) <= 0)
		return false;
	snprintf(list, size, "%s", key);
	while ((line = strsep(&rest, "\n")) && *line) {
		size_t len = strlen(list);
		char *note = strstr(line, ": ");

		if (!note || !note[2])
			return false;
		if (!extras && strstr(note, " [extra]"))
			continue;
		snprintf(list + len, size - len, "%c%.*s", strchr(list, '=') ? ',' : '=',
			 (int)(note - line), line);
	}
	return true;
}

/* The first: nobody has changed the configuration. */
static bool names_are_those_of_config(void)
{
	static const char * const keys[] = { "workloads", "contenders", "contexts" };
	char all[1024], initial[1024], config[64];
	bool ok = true;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		snprintf(config, sizeof(config), "%s=all", keys[i]);
		ok = ok && list_names(keys[i], false, initial, sizeof(initial)) &&
		     list_names(keys[i], true, all, sizeof(all)) && config_has(initial) &&
		     strcmp(initial, all) && !config_set(config) && config_has(all) &&
		     !config_set(initial);
		if (!ok)
			ktap_note("%s; %s", initial, all);
	}
	return ok;
}

static bool run_prints_table(void)
{
	ssize_t len;

	if (config_set(small_run))
		return false;
	len = file_read(BENCH, text, sizeof(text));
	if (len < 0)
		ktap_note("bench: %s", strerror(-len));
	return len > 0 && strstr(text, "kmalloc") && strstr(text, "fixed_block") &&
	       strstr(text, "p99") && is_idle();
}

/* If each read started a run, the results would differ. */
static bool small_reads_are_one_run(void)
{
	static char first[TEXT_MAX];
	bool idle = !config_set(QUICK_RUN);
	int fd = open(BENCH, O_RDONLY);
	ssize_t ret;

	ret = read(fd, text, 16);
	if (ret != 16 || file_read(JSON, first, sizeof(first)) <= 0)
		return false;
	while ((ret = read(fd, text, 16)) > 0)
		idle = idle && is_idle();
	close(fd);
	return ret == 0 && idle && file_read(JSON, text, sizeof(text)) > 0 &&
	       !strcmp(first, text) && !config_set(small_run);
}

static int count_char(const char *from, const char *to, char c)
{
	int n = 0;

	for (; from < to; from++)
		n += *from == c;
	return n;
}

/* The rows below the header, -1 if one has other columns than it. */
static int csv_rows(void)
{
	int commas = -1, rows = -1;
	const char *csv = text, *end;

	file_read(CSV, text, sizeof(text));
	for (; (end = strchr(csv, '\n')); csv = end + 1, rows++) {
		if (commas >= 0 && count_char(csv, end, ',') != commas)
			return -1;
		commas = count_char(csv, end, ',');
	}
	return rows;
}

static bool csv_has_equal_rows(void)
{
	return csv_rows() > 0;
}

static const char *next_line(const char *line)
{
	const char *end = strchr(line, '\n');

	return end ? end + 1 : "";
}

static bool is_of(const char *line, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(line, name, len) && line[len] == ',';
}

struct bucket {
	unsigned long long low, high, samples;
	double tick_ps;
};

/* Not by sscanf(), which first looks for the end of all of the text. */
static bool read_bucket(const char *line, struct bucket *bucket)
{
	unsigned long long *fields[] = { &bucket->low, &bucket->high, &bucket->samples };
	char *at = strchr(line, ',');
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fields); i++) {
		if (*at != ',')
			return false;
		*fields[i] = strtoull(at + 1, &at, 10);
	}
	if (*at != ',')
		return false;
	bucket->tick_ps = strtod(at + 1, &at);
	return *at == '\n';
}

/* What half of the samples in the buckets of a name do not exceed, in ns. */
static double median_of(const char *line, const char *name, unsigned long long samples)
{
	unsigned long long seen = 0;
	struct bucket bucket;

	for (; is_of(line, name) && read_bucket(line, &bucket); line = next_line(line)) {
		seen += bucket.samples;
		if (2 * seen >= samples)
			return (bucket.low + bucket.high) / 2.0 * bucket.tick_ps / 1000;
	}
	return 0;
}

static unsigned long long count_samples(const char **line, const char *name)
{
	unsigned long long samples = 0;
	struct bucket bucket;

	for (; is_of(*line, name) && read_bucket(*line, &bucket); *line = next_line(*line))
		samples += bucket.samples;
	return samples;
}

static json_t *load_json(void)
{
	ssize_t len = file_read(JSON, text, sizeof(text));
	json_error_t error;
	json_t *root;

	if (len < 0)
		ktap_note("results.json: %s", strerror(-len));
	root = json_loads(text, 0, &error);
	if (!root)
		ktap_note("results.json:%d: %s", error.line, error.text);
	return root;
}

static bool json_has_context(void)
{
	json_t *root = load_json();
	json_t *format = json_object_get(json_object_get(root, "context"), "format");
	bool ok = json_integer_value(format) == 1;

	json_decref(root);
	return ok;
}

/* The timer and the floors have entries of their own and are no arms. */
static int json_arms(const json_t *root)
{
	json_t *entries = json_object_get(root, "benchmarks"), *entry;
	const char *name;
	int arms = 0;
	size_t i;

	json_array_foreach(entries, i, entry) {
		name = json_string_value(json_object_get(entry, "name"));
		if (!name)
			return -1;
		arms += strcmp(name, "timer") && strncmp(name, "floor/", 6);
	}
	return arms;
}

static bool json_and_csv_agree(void)
{
	int rows = csv_rows(), arms;
	json_t *root = load_json();

	arms = json_arms(root);
	json_decref(root);
	if (rows != arms)
		ktap_note("%d rows, %d entries", rows, arms);
	return rows > 0 && rows == arms;
}

/* An entry whose operations were timed one by one has its lines next. */
static bool has_its_histogram(const json_t *entry, const char **line)
{
	const char *name = json_string_value(json_object_get(entry, "name")), *start = *line;
	double p50 = json_number_value(json_object_get(entry, "p50")), found;
	unsigned long long samples = count_samples(line, name);

	if (!json_object_get(entry, "max"))
		return !samples;
	found = median_of(start, name, samples);
	if (samples && (!p50 || (found > p50 * 0.98 && found < p50 * 1.02)))
		return true;
	ktap_note("%s: %llu samples, p50 %.3f, by its buckets %.3f", name, samples, p50, found);
	return false;
}

#define HISTOGRAMS_MAX	(4 * TEXT_MAX)

/* What the file takes is given back: it would count as the module's. */
static bool histograms_agree(void)
{
	char *histograms = malloc(HISTOGRAMS_MAX);
	json_t *root = load_json(), *entry;
	const char *line;
	size_t i;
	bool ok;

	ok = file_read(HISTOGRAMS, histograms, HISTOGRAMS_MAX) > 0 &&
	     !strncmp(histograms, "name,ticks_low,ticks_high,samples,tick_ps\n", 42);
	line = next_line(histograms);
	json_array_foreach(json_object_get(root, "benchmarks"), i, entry)
		ok = has_its_histogram(entry, &line) && ok;
	json_decref(root);
	if (*line)
		ktap_note("left over: %.80s", line);
	ok = ok && !*line;
	free(histograms);
	return ok;
}

/* Of kernels, and of how a contender is to be used: not of how a run went. */
static const char * const known_reasons[] = {
	"has one owner: not for ", "has no such calls", "GFP_KERNEL may sleep",
	"bulk calls want interrupts on", "no class above 256 bytes",
	"this kernel has no ", "kmalloc_nolock() returns NULL here", "has one size",
	"its arena grows by vmalloc()", "its locks sleep on PREEMPT_RT",
	"allocates pages: block_size=4096", "takes no blocks back",
	"slab calls with preemption disabled", "kmalloc_nolock() may return NULL there",
	"takes a larger count", "is not bounded: takes what the system has",
};

static bool is_known(const char *reason)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known_reasons); i++)
		if (!strncmp(reason, known_reasons[i], strlen(known_reasons[i])))
			return true;
	return false;
}

/* "workload[.row]/contender/..." */
static bool is_row_of(const char *name, const char *workload, const char *contender)
{
	const char *slash = strchr(name, '/');

	return slash && !strncmp(name, workload, strlen(workload)) &&
	       !strncmp(slash + 1, contender, strlen(contender)) &&
	       slash[1 + strlen(contender)] == '/';
}

/* On both CPUs every contender did all, or says why not; hp_cache did all. */
static bool all_is_measured(void)
{
	static const char * const of_cache[] = {
		"alone.", "parallel.", "remote.", "handoff.", "softirq.", "fan.",
		"falseshare.", "irq.", "exhaust.",
	};
	json_t *root = load_json(), *entry;
	unsigned int rows[ARRAY_SIZE(of_cache)] = { 0 };
	bool ok = true;
	size_t i, j;

	json_array_foreach(json_object_get(root, "benchmarks"), i, entry) {
		const char *name = json_string_value(json_object_get(entry, "name"));
		const char *error = json_string_value(json_object_get(entry, "error_message"));

		for (j = 0; j < ARRAY_SIZE(of_cache); j++)
			rows[j] += is_row_of(name, of_cache[j], "hp_cache") && !error;
		if (!error || is_known(error))
			continue;
		ktap_note("%s: %s", name, error);
		ok = false;
	}
	json_decref(root);
	for (j = 0; j < ARRAY_SIZE(of_cache); j++)
		ok = ok && rows[j];
	return ok;
}

/* Of a pair there is one block, and the harness has none. */
static bool memory_is_known(void)
{
	json_t *root = load_json(), *entry;
	const char *name;
	unsigned int rows = 0;
	bool ok = true;
	size_t i;

	json_array_foreach(json_object_get(root, "benchmarks"), i, entry) {
		name = json_string_value(json_object_get(entry, "name"));
		if (!json_object_get(entry, "total_ms") || !strncmp(name, "pair/", 5) ||
		    strstr(name, "/(harness)/"))
			continue;
		rows++;
		if (json_object_get(entry, "memory_kb") && json_object_get(entry, "live_kb"))
			continue;
		ktap_note("%s: not known", name);
		ok = false;
	}
	json_decref(root);
	return ok && rows;
}

/* Why a contender has no row pair, NULL if it has one. */
static const char *pair_error(const json_t *root, const char *contender)
{
	json_t *entry;
	size_t i;

	json_array_foreach(json_object_get(root, "benchmarks"), i, entry)
		if (is_row_of(json_string_value(json_object_get(entry, "name")), "pair", contender))
			return json_string_value(json_object_get(entry, "error_message"));
	return "no row";
}

/* What the kernel lacks has the reason in its line that it has in its rows. */
static bool line_agrees(const json_t *root, char *line)
{
	char *note = strstr(line, ": "), *reason = strstr(line, " [not here: ");
	const char *error;

	if (!note)
		return false;
	*note = '\0';
	error = pair_error(root, line);
	if (!reason)
		return !error || strncmp(error, "this kernel has no ", 19);
	reason += strlen(" [not here: ");
	reason[strlen(reason) - 1] = '\0';
	return error && !strcmp(error, reason);
}

static bool lacking_ones_have_reasons(void)
{
	json_t *root = load_json();
	char *rest = text, *line;
	bool ok = true;

	if (file_read(AVAILABLE "contenders", text, sizeof(text)) <= 0)
		return false;
	while ((line = strsep(&rest, "\n")) && *line) {
		if (line_agrees(root, line))
			continue;
		ktap_note("%s: another reason in its rows", line);
		ok = false;
	}
	json_decref(root);
	return ok;
}

/* Those for any context have figures in each, and all others a reason. */
static bool contexts_are_measured(void)
{
	static const char * const any[] = { "fixed_block", "size_class", "hp_cache", "(harness)" };
	static const char * const rows[] = {
		"pair@preempt_off", "pair@softirq", "pair@hardirq",
		"shuffle.refill@preempt_off", "shuffle.refill@softirq", "shuffle.refill@hardirq",
	};
	unsigned int measured = 0;
	json_t *root, *entry;
	bool ok = true;
	size_t i, j, k;

	if (config_set("workloads=pair,shuffle contexts=preempt_off,softirq,hardirq") ||
	    file_read(BENCH, text, sizeof(text)) <= 0 ||
	    config_set("contexts=process " SMALL_RUN))
		return false;
	root = load_json();
	json_array_foreach(json_object_get(root, "benchmarks"), i, entry) {
		const char *name = json_string_value(json_object_get(entry, "name"));
		const char *error = json_string_value(json_object_get(entry, "error_message"));

		for (j = 0; j < ARRAY_SIZE(any); j++)
			for (k = 0; k < ARRAY_SIZE(rows); k++)
				measured += is_row_of(name, rows[k], any[j]) && !error;
		if (!error || is_known(error))
			continue;
		ktap_note("%s: %s", name, error);
		ok = false;
	}
	json_decref(root);
	return ok && measured == ARRAY_SIZE(any) * ARRAY_SIZE(rows);
}

/* Of the process or thread that was created last. */
static long last_pid(void)
{
	char line[128], *pid;

	if (file_read("/proc/loadavg", line, sizeof(line)) <= 0)
		return -1;
	pid = strrchr(line, ' ');
	return pid ? strtol(pid, NULL, 10) : -1;
}

/* Two of them twice in each turn, of which a contender and the harness take four. */
static bool handoff_has_new_threads(void)
{
	long before, created;
	bool ok;

	if (config_set("cpus=2 count=1000 repeat=1 workloads=handoff contenders=hp_cache"))
		return false;
	before = last_pid();
	ok = file_read(BENCH, text, sizeof(text)) > 0;
	created = last_pid() - before;
	ktap_note("%ld threads", created);
	return ok && before > 0 && created >= 2 * 4 * 2 * 2 && !config_set(small_run);
}

static bool more_cpus_are_refused(void)
{
	char line[256];

	log_mark();
	return !config_set("cpus=256") &&
	       file_read(BENCH, text, sizeof(text)) == -EINVAL && is_idle() &&
	       log_lines("hpalloc: bench: cpus=256", line, sizeof(line)) == 1 &&
	       !config_set(small_run);
}

/* Of blocks that all contenders have: the runs below replay it. */
static bool trace_is_taken(void)
{
	static const char trace[] =
		"hpalloc-trace 1\na 0 64\na 1 8\nf 0\na 0 33\nf 1\nf 0\nend\n";
	const size_t len = sizeof(trace) - 1;

	return !file_write(REPLAYED, trace, len) &&
	       file_read(REPLAYED, text, sizeof(text)) == (ssize_t)len && !strcmp(text, trace);
}

static const struct test_case cases[] = {
	{ "a trace that is written can be read", trace_is_taken },
	{ "available_* have the names that config takes", names_are_those_of_config },
	{ "there are no results before the first run", no_results_yet },
	{ "opening the files runs nothing", open_runs_nothing },
	{ "reading bench runs it and prints the table", run_prints_table },
	{ "every workload and contender is measured on two CPUs", all_is_measured },
	{ "memory held is known in every row but pair", memory_is_known },
	{ "what this kernel lacks is listed with its reason", lacking_ones_have_reasons },
};

/* Of the run that the last of these was about. */
static const struct test_case form_cases[] = {
	{ "results.csv has rows of equal width", csv_has_equal_rows },
	{ "results.json is JSON with a context", json_has_context },
	{ "results.json and results.csv have the same arms", json_and_csv_agree },
	{ "histograms.csv has the buckets of results.json's percentiles", histograms_agree },
	{ "small reads of bench are one run", small_reads_are_one_run },
};

static const struct test_case context_cases[] = {
	{ "every contender is measured in every context, or says why not", contexts_are_measured },
	{ "blocks are handed to threads that were not there before", handoff_has_new_threads },
	{ "more CPUs than there are, are EINVAL and a line in the log", more_cpus_are_refused },
};

void test_results(void)
{
	test_modes();
	ktap_run(cases, ARRAY_SIZE(cases));
}

void test_forms(void)
{
	ktap_run(form_cases, ARRAY_SIZE(form_cases));
}

void test_contexts(void)
{
	ktap_run(context_cases, ARRAY_SIZE(context_cases));
}
