// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc.ko from outside: what its debugfs files accept and refuse, and that
 * nothing is left behind. Runs as root in a guest; prints KTAP.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"
#include "ktap.h"

#define BENCH		DEBUGFS "bench"
#define CONFIG		DEBUGFS "config"
#define PROGRESS	DEBUGFS "progress"
#define JSON		DEBUGFS "results.json"
#define CSV		DEBUGFS "results.csv"

#define SMALL_RUN	"count=1000 repeat=3"
#define LONG_RUN	"count=100000 repeat=63"

/* What reading files and starting processes may take, in kB. */
#define MEMORY_TOLERANCE	4096

static const char *module;
static char text[1 << 20];

static int config_set(const char *config)
{
	return file_write(CONFIG, config, strlen(config));
}

/* Whether the configuration has the line "@line". */
static bool config_has(const char *line)
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

static bool is_idle(void)
{
	return file_wait(PROGRESS, "idle", true, 0) >= 0;
}

static void test_modes(void)
{
	static const struct {
		const char *path;
		mode_t mode;
	} files[] = {
		{ BENCH, 0400 },
		{ CONFIG, 0600 },
		{ PROGRESS, 0400 },
		{ JSON, 0400 },
		{ CSV, 0400 },
	};
	struct stat st;
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		if (stat(files[i].path, &st))
			st.st_mode = 0;
		ktap_result((st.st_mode & 07777) == files[i].mode, "mode %s is %04o",
			    files[i].path + strlen(DEBUGFS), files[i].mode);
	}
}

static void test_idle(void)
{
	int fd = open(BENCH, O_RDONLY);

	ktap_result(fd >= 0 && is_idle(), "opening bench runs nothing");
	close(fd);
}

static void test_small_run(void)
{
	ssize_t len;

	ktap_result(config_set(SMALL_RUN) == 0, "config takes %s", SMALL_RUN);
	ktap_result(config_has("count=1000") && config_has("repeat=3"),
		    "config reads back both keys");
	len = file_read(BENCH, text, sizeof(text));
	if (len < 0)
		ktap_note("bench: %s", strerror(-len));
	ktap_result(len > 0, "bench runs");
	ktap_result(strstr(text, "kmalloc") && strstr(text, "hpalloc"),
		    "the table has hpalloc and kmalloc");
	ktap_result(is_idle(), "progress is idle again");
}

/* A reader with a small buffer gets the text of one run, not a run a read. */
static void test_small_reads(void)
{
	int fd = open(BENCH, O_RDONLY);
	bool idle = true;
	size_t len = 0;
	ssize_t ret;

	while ((ret = read(fd, text + len, 16)) > 0) {
		len += ret;
		idle = idle && is_idle();
	}
	close(fd);
	ktap_result(ret == 0 && len > 16 && idle, "small reads are one run");
}

static int count_char(const char *from, const char *to, char c)
{
	int n = 0;

	for (; from < to; from++)
		n += *from == c;
	return n;
}

/* The rows below the header, -1 if one has other columns than it. */
static int csv_rows(const char *csv)
{
	int commas = -1, rows = -1;
	const char *end;

	for (; (end = strchr(csv, '\n')); csv = end + 1, rows++) {
		if (commas >= 0 && count_char(csv, end, ',') != commas)
			return -1;
		commas = count_char(csv, end, ',');
	}
	return rows;
}

/* The timer has an entry of its own and is no arm. */
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
		arms += strcmp(name, "timer") != 0;
	}
	return arms;
}

static void test_results(void)
{
	json_error_t error;
	json_t *root;
	int rows;

	file_read(CSV, text, sizeof(text));
	rows = csv_rows(text);
	ktap_result(rows > 0, "results.csv has rows of equal width");

	file_read(JSON, text, sizeof(text));
	root = json_loads(text, 0, &error);
	if (!root)
		ktap_note("results.json:%d: %s", error.line, error.text);
	ktap_result(root && json_object_get(root, "context"),
		    "results.json is JSON with a context");
	ktap_result(rows > 0 && json_arms(root) == rows,
		    "JSON and CSV have an entry an arm");
	json_decref(root);
}

#define BAD(key, config)	{ key, config, sizeof(config) - 1 }

/* Each must give an error and one line that names the key, and change nothing. */
static const struct bad_config {
	const char *key;
	const char *config;
	size_t len;
} bad_configs[] = {
	BAD("count", "count=0"),
	BAD("count", "count=-1"),
	BAD("count", "count=18446744073709551616"),
	BAD("count", "count=many"),
	BAD("count", "count="),
	BAD("count", "count"),
	BAD("count", "count=10 count=20"),
	BAD("block_size", "block_size=0"),
	BAD("block_size", "block_size=7"),
	BAD("block_size", "block_size=1000000"),
	BAD("block_size", "block_size=64x"),
	BAD("repeat", "repeat=0"),
	BAD("repeat", "repeat=4294967296"),
	BAD("repeat", "repeat=3.5"),
	BAD("touch", "touch=7"),
	BAD("touch", "touch=perhaps"),
	BAD("seed", "seed=18446744073709551616"),
	BAD("seed", "seed=-1"),
	BAD("workloads", "workloads=nonesuch"),
	BAD("workloads", "workloads="),
	BAD("workloads", "workloads=pair,,seed"),
	BAD("contenders", "contenders=malloc"),
	BAD("contenders", "contenders=kmalloc,nonesuch"),
	BAD("nonesuch", "nonesuch=1"),
	BAD("COUNT", "COUNT=5"),
	BAD("", "=5"),
	BAD("", ""),
	BAD("", "\n"),
	BAD("", " \t"),
	BAD("", "count=10\0repeat=3"),
	BAD("", "\xff\xfe\x00\x01\x7f\x80"),
	BAD("repeat", "count=777 repeat=0"),
	BAD("nonesuch", "count=777\nnonesuch=1\n"),
};

static void expect_refusal(const char *name, const char *key, const void *config, size_t len)
{
	char before[4096], after[4096], line[1024];
	int ret, lines;
	bool ok;

	file_read(CONFIG, before, sizeof(before));
	log_mark();
	ret = file_write(CONFIG, config, len);
	lines = log_lines("hpalloc", line, sizeof(line));
	file_read(CONFIG, after, sizeof(after));

	ok = (ret == -EINVAL || ret == -E2BIG) && lines == 1 && strstr(line, key) &&
	     !strcmp(before, after);
	if (!ok)
		ktap_note("%s; %d log lines, the last: %s; config %s",
			  ret ? strerror(-ret) : "accepted", lines, line,
			  strcmp(before, after) ? "changed" : "unchanged");
	ktap_result(ok, "refuses %s", name);
}

static void printable(char *out, size_t size, const char *in, size_t len)
{
	size_t n = 0, i;

	for (i = 0; i < len && n + 5 < size; i++) {
		if (in[i] > ' ' && in[i] < 0x7f && in[i] != '#')
			out[n++] = in[i];
		else
			n += snprintf(out + n, size - n, "\\x%02x", (unsigned char)in[i]);
	}
	out[n] = '\0';
}

static void test_bad_configs(void)
{
	static char large[64 << 10];
	char name[128];
	size_t i;

	for (i = 0; i < sizeof(bad_configs) / sizeof(*bad_configs); i++) {
		const struct bad_config *bad = &bad_configs[i];

		printable(name, sizeof(name), bad->len ? bad->config : "nothing", bad->len ?: 7);
		expect_refusal(name, bad->key, bad->config, bad->len);
	}
	memset(large, 'a', sizeof(large));
	expect_refusal("64 KiB of one letter", "", large, sizeof(large));
	for (i = 0; i + 8 <= sizeof(large); i += 8)
		memcpy(large + i, "count=1 ", 8);
	expect_refusal("64 KiB of count=1", "", large, sizeof(large));
}

static void test_good_configs(void)
{
	char config[4096];

	ktap_result(!config_set("count=500 repeat=2\n") && config_has("count=500") &&
		    config_has("repeat=2"),
		    "several keys are one change");
	ktap_result(!config_set("workloads=pair,shuffle\ncontenders=kmalloc\n") &&
		    config_has("workloads=pair,shuffle") && config_has("contenders=kmalloc"),
		    "lists and lines are taken");
	file_read(CONFIG, config, sizeof(config));
	ktap_result(!config_set(config), "config takes what it printed");
	ktap_result(!config_set("workloads=all contenders=all"), "all is a list");
}

/* Refused when it is written, or when it is to run, but never an OOM kill. */
static void test_too_large(void)
{
	struct memory before;
	char line[1024];
	long start;
	int ret;

	memory_read(&before);
	log_mark();
	start = now_ms();
	ret = config_set("count=10000000 block_size=256");
	if (!ret)
		ret = file_read(BENCH, text, sizeof(text));
	ktap_result(ret < 0 && now_ms() - start < 5000,
		    "10000000 blocks of 256 bytes are too many here");
	ktap_result(log_lines("hpalloc", line, sizeof(line)) == 1, "and one line says so");
	ktap_result(memory_same(&before, MEMORY_TOLERANCE), "and memory is as before");
	memory_free(&before);
	config_set("count=1000 block_size=64");
}

static void on_signal(int signal)
{
	(void)signal;
}

/* A process that reads bench and exits with the errno of that. */
static pid_t start_reader(bool handle_signal)
{
	struct sigaction action = { .sa_handler = handle_signal ? on_signal : SIG_DFL };
	pid_t pid = fork();
	ssize_t ret;

	if (pid)
		return pid;
	sigaction(SIGINT, &action, NULL);
	ret = file_read(BENCH, text, sizeof(text));
	_exit(ret < 0 ? -ret : 0);
}

static bool start_long_run(pid_t *reader, bool handle_signal)
{
	config_set(LONG_RUN);
	*reader = start_reader(handle_signal);
	return file_wait(PROGRESS, "idle", false, 5000) >= 0;
}

/* The reader's wait status, -1 if it is not gone after @ms. */
static int reap(pid_t reader, long ms)
{
	long start = now_ms();
	int status;

	while (waitpid(reader, &status, WNOHANG) == 0) {
		if (now_ms() - start > ms)
			return -1;
		sleep_ms(5);
	}
	return status;
}

static void stop(pid_t reader)
{
	kill(reader, SIGKILL);
	waitpid(reader, NULL, 0);
}

static void test_second_reader(void)
{
	pid_t reader;
	ssize_t ret;

	ktap_result(start_long_run(&reader, false), "progress names what runs");
	ret = file_read(BENCH, text, sizeof(text));
	ktap_result(ret == -EBUSY, "a second reader gets EBUSY");
	ktap_result(config_set(SMALL_RUN) == 0 || config_has("count=100000"),
		    "config during a run changes all or nothing");
	stop(reader);
	ktap_result(file_wait(PROGRESS, "idle", true, 2000) >= 0, "SIGKILL ends a run");
}

static void test_interrupt(bool handled)
{
	struct memory before;
	pid_t reader;
	int status;

	memory_read(&before);
	start_long_run(&reader, handled);
	sleep_ms(200);
	kill(reader, SIGINT);
	status = reap(reader, 2000);
	if (status == -1)
		stop(reader);
	if (handled)
		ktap_result(status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == EINTR,
			    "a caught ^C ends a run with EINTR");
	else
		ktap_result(status != -1 && WIFSIGNALED(status) && WTERMSIG(status) == SIGINT,
			    "^C ends a run");
	ktap_result(memory_same(&before, MEMORY_TOLERANCE), "and its memory comes back");
	memory_free(&before);
}

static void test_run_after_interrupt(void)
{
	config_set(SMALL_RUN);
	ktap_result(file_read(BENCH, text, sizeof(text)) > 0, "the next run works");
}

/* Either it is refused, or it ends the run: the module must not go below a reader. */
static void test_remove_during_run(void)
{
	pid_t reader;
	long start;
	int ret;

	start_long_run(&reader, false);
	start = now_ms();
	ret = module_remove();
	ktap_result((ret == 0 || ret == -EAGAIN) && now_ms() - start < 10000,
		    "rmmod during a run ends or is refused");
	stop(reader);
	if (ret)
		ret = module_remove();
	ktap_result(ret == 0, "rmmod after it works");
	ktap_result(access(DEBUGFS, F_OK) != 0, "its files are gone");
}

static void test_fifty_times(void)
{
	struct memory before;
	int i, good = 0;

	memory_read(&before);
	for (i = 0; i < 50; i++) {
		if (module_insert(module))
			break;
		if (!config_set("count=2000 repeat=1") && file_read(BENCH, text, sizeof(text)) > 0)
			good++;
		if (module_remove())
			break;
	}
	ktap_result(i == 50, "insmod and rmmod fifty times");
	ktap_result(good == 50, "with a run each time");
	ktap_result(memory_same(&before, MEMORY_TOLERANCE),
		    "vmallocinfo and meminfo (within 4 MiB) as before");
	memory_free(&before);
}

int main(int argc, char **argv)
{
	struct memory before;

	if (argc != 2)
		return 2;
	module = argv[1];

	ktap_begin();
	memory_read(&before);
	if (!ktap_result(module_insert(module) == 0, "insmod"))
		return ktap_end();
	test_modes();
	test_idle();
	test_small_run();
	test_small_reads();
	test_results();
	test_bad_configs();
	test_good_configs();
	test_too_large();
	test_second_reader();
	test_interrupt(false);
	test_interrupt(true);
	test_run_after_interrupt();
	test_remove_during_run();
	ktap_result(memory_same(&before, MEMORY_TOLERANCE), "memory is as before insmod");
	memory_free(&before);
	test_fifty_times();
	return ktap_end();
}
