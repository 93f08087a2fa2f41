// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The module is inserted and removed by the system's own tools. */

#include "hpbench.h"
#include "machine.h"
#include "memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME		"hpalloc"
#define SYSFS		"/sys/module/" NAME

bool hp_module_is_loaded(void)
{
	char *path = hp_machine_path(SYSFS);
	bool loaded = !access(path, F_OK);

	free(path);
	return loaded;
}

/* The tool, with its complaints on @complaints. */
static void become(char *const *argv, int complaints)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	dup2(complaints, STDERR_FILENO);
	execvp(argv[0], argv);
	dprintf(STDERR_FILENO, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

/* The first line of what is read; the rest is read too. */
static void read_line(int fd, char *line, size_t room)
{
	FILE *file = fdopen(fd, "r");
	char rest[256];

	*line = '\0';
	if (!file)
		return;
	if (fgets(line, (int)room, file))
		line[strcspn(line, "\n")] = '\0';
	while (fgets(rest, sizeof(rest), file))
		;
	fclose(file);
}

/* Whether the tool ended well; @complaint is the first line of what it said. */
static bool run_tool(char *const *argv, char *complaint, size_t room)
{
	int pipes[2], status = -1;
	pid_t pid;

	*complaint = '\0';
	if (pipe2(pipes, O_CLOEXEC))
		return false;
	pid = fork();
	if (!pid)
		become(argv, pipes[1]);
	close(pipes[1]);
	read_line(pipes[0], complaint, room);
	if (pid > 0)
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	return pid > 0 && WIFEXITED(status) && !WEXITSTATUS(status);
}

static bool run_or_say(char *const *argv)
{
	char complaint[512];

	if (run_tool(argv, complaint, sizeof(complaint)))
		return true;
	if (*complaint)
		hp_say("%s", complaint);
	else
		hp_say("%s failed", argv[0]);
	return false;
}

bool hp_module_is_installed(void)
{
	char *const argv[] = { "modprobe", "-n", "-q", NAME, NULL };
	char complaint[512];

	return run_tool(argv, complaint, sizeof(complaint));
}

/* Modules that use it: "a, b"; "" if there are none. */
static char *list_users(void)
{
	char *path = hp_machine_path(SYSFS "/holders"), *all = hp_strdup(""), *more;
	DIR *dir = opendir(path);
	const struct dirent *entry;

	free(path);
	while (dir && (entry = readdir(dir))) {
		if (*entry->d_name == '.')
			continue;
		more = hp_printf("%s%s%s", all, *all ? ", " : "", entry->d_name);
		free(all);
		all = more;
	}
	if (dir)
		closedir(dir);
	return all;
}

static bool is_in_use(void)
{
	char *path = hp_machine_path(SYSFS "/refcnt"), *text, *who;
	size_t len;
	long uses;

	text = hp_read_file(path, &len);
	free(path);
	uses = text ? strtol(text, NULL, 10) : 0;
	free(text);
	if (uses <= 0)
		return false;
	who = list_users();
	hp_say("the module is busy, in use by %s: end that, or measure by --no-reload",
	       *who ? who : "whoever has one of its files open");
	free(who);
	return true;
}

bool hp_module_remove(enum hp_reload how)
{
	char *const rmmod[] = { "rmmod", NAME, NULL };
	char *const modprobe[] = { "modprobe", "-r", NAME, NULL };

	return !is_in_use() && run_or_say(how == HP_RELOAD_FILE ? rmmod : modprobe);
}

bool hp_module_insert(enum hp_reload how, const char *file)
{
	char *path = hp_strdup(file ? file : "");
	char *const insmod[] = { "insmod", path, NULL };
	char *const modprobe[] = { "modprobe", NAME, NULL };
	bool ok = run_or_say(how == HP_RELOAD_FILE ? insmod : modprobe);

	free(path);
	return ok;
}
