// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "machine.h"

#include "hpbench.h"
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/vfs.h>
#include <unistd.h>

#define CONFIG		HP_MACHINE_FILES "/config"
#define KLOG_READ_ALL	3
#define KLOG_MAX	(1 << 20)

static const char *test_root(void)
{
	return getenv("HPBENCH_TEST_ROOT");
}

char *hp_machine_path(const char *path)
{
	return hp_printf("%s%s", test_root() ? test_root() : "", path);
}

static char *read_kernel_file(const char *path, size_t *len)
{
	char *real = hp_machine_path(path), *text = hp_read_file(real, len);
	int err = errno;

	free(real);
	errno = err;
	return text;
}

/* "none [integrity] confidentiality"; without it there is no lockdown. */
static bool is_locked_down(void)
{
	size_t len;
	char *modes = read_kernel_file("/sys/kernel/security/lockdown", &len), *mode;
	bool locked;

	mode = modes ? strchr(modes, '[') : NULL;
	if (mode)
		mode[strcspn(mode, "]")] = '\0';
	locked = mode && strcmp(mode + 1, "none");
	if (locked)
		hp_say("the kernel is locked down (%s): nothing can be configured", mode + 1);
	free(modes);
	return locked;
}

static bool has_debugfs(void)
{
	struct statfs fs;

	if (test_root() || (!statfs(HP_MACHINE_DEBUGFS, &fs) && fs.f_type == DEBUGFS_MAGIC))
		return true;
	hp_say("debugfs is not mounted: mount -t debugfs none " HP_MACHINE_DEBUGFS);
	return false;
}

bool hp_machine_is_usable(void)
{
	if (geteuid() && !test_root()) {
		hp_say("only root may measure: sudo hpbench run");
		return false;
	}
	return has_debugfs() && !is_locked_down();
}

char *hp_config_read(void)
{
	size_t len;
	char *text = read_kernel_file(CONFIG, &len);

	if (!text && errno == ENOENT)
		hp_say("the module has no benchmark: no %s", CONFIG);
	else if (!text)
		hp_say("%s: %s", CONFIG, strerror(errno));
	return text;
}

/* The last line of the log that says what is wrong with a configuration. */
static char *last_complaint(void)
{
	static const char mark[] = "hpalloc: config: ";
	char *log = hp_array(KLOG_MAX, 1), *at = log, *last = NULL;

	if (!test_root() && klogctl(KLOG_READ_ALL, log, KLOG_MAX - 1) > 0)
		while ((at = strstr(at, mark))) {
			at += sizeof(mark) - 1;
			last = at;
		}
	if (last) {
		last[strcspn(last, "\n")] = '\0';
		last = hp_strdup(last);
	}
	free(log);
	return last;
}

static void say_refused(const char *pairs, int err)
{
	char *why = err == EINVAL || err == E2BIG ? last_complaint() : NULL;

	if (why)
		hp_say("config: %s", why);
	else if (err == ENOENT)
		hp_say("the module has no benchmark: no %s", CONFIG);
	else
		hp_say("config: %s: %s", pairs, strerror(err));
	free(why);
}

bool hp_config_write(const char *pairs)
{
	char *path = hp_machine_path(CONFIG);
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC), err = 0;

	if (fd < 0 || write(fd, pairs, strlen(pairs)) < 0)
		err = errno;
	if (fd >= 0)
		close(fd);
	free(path);
	if (err)
		say_refused(pairs, err);
	return !err;
}
