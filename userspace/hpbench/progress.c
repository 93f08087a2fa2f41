// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define BAR_WIDTH	24
#define ERASE		"\r\033[K"

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void hp_progress_begin(struct hp_progress *progress, unsigned int runs)
{
	*progress = (struct hp_progress){
		.runs = runs,
		.began = now(),
		.run_began = now(),
		.terminal = isatty(STDERR_FILENO),
	};
}

/* "WORKLOAD CONTENDER repeat 2/9 17%" */
double hp_progress_fraction(const char *line)
{
	const char *percent = strrchr(line, '%'), *digits = percent;
	double value;

	if (!percent)
		return 0;
	while (digits > line && digits[-1] >= '0' && digits[-1] <= '9')
		digits--;
	value = strtod(digits, NULL) / 100;
	return value < 1 ? value : 1;
}

static int terminal_width(void)
{
	struct winsize size;

	return !ioctl(STDERR_FILENO, TIOCGWINSZ, &size) && size.ws_col ? size.ws_col : 80;
}

void hp_progress_show(const struct hp_progress *progress, const char *line)
{
	double done = (progress->run + hp_progress_fraction(line)) / progress->runs;
	double elapsed = now() - progress->began;
	char text[512], left[32] = "";
	int filled = (int)(done * BAR_WIDTH);

	if (!progress->terminal)
		return;
	if (done > 0.01)
		snprintf(left, sizeof(left), "%.0f s left, ", elapsed / done - elapsed);
	snprintf(text, sizeof(text), "[%-*.*s] %3.0f%% %srun %u of %u: %.*s", BAR_WIDTH, filled,
		 "########################", done * 100, left, progress->run + 1, progress->runs,
		 (int)strcspn(line, "\n"), line);
	fprintf(stderr, ERASE "%.*s", terminal_width() - 1, text);
}

void hp_progress_next(struct hp_progress *progress)
{
	if (!progress->terminal)
		fprintf(stderr, "hpbench: run %u of %u took %.1f s\n", progress->run + 1,
			progress->runs, now() - progress->run_began);
	progress->run++;
	progress->run_began = now();
}

void hp_progress_clear(const struct hp_progress *progress)
{
	if (progress->terminal)
		fputs(ERASE, stderr);
}
