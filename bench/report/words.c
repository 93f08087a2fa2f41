// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "report.h"

static u64 time_of(const struct hp_result *result, unsigned int phase, unsigned int arm)
{
	return hp_result_row(result, phase, arm)->series.median;
}

/* Contenders with a result, the fastest first; returns how many. */
static unsigned int rank_arms(const struct hp_result *result, unsigned int phase,
			      unsigned int *arms)
{
	unsigned int n = 0, arm, i;

	for (arm = 0; arm < result->nr_arms; arm++) {
		u64 time = time_of(result, phase, arm);

		if (result->arms[arm] == &hp_harness || hp_row_trouble(result, phase, arm))
			continue;
		for (i = n++; i && time_of(result, phase, arms[i - 1]) > time; i--)
			arms[i] = arms[i - 1];
		arms[i] = arm;
	}
	return n;
}

/* How many times as long another one takes, or that this could not be told. */
static void add_other(struct hp_text *slower, struct hp_text *untold,
		      const struct hp_result *result, unsigned int phase,
		      unsigned int fastest, unsigned int other)
{
	const char *name = result->arms[other]->name;
	char times[HP_NUMBER_MAX];
	struct hp_ratio ratio;

	hp_result_ratio(result, phase, other, fastest, &ratio);
	if (!hp_ratio_differs(&ratio)) {
		hp_text_add_list(untold, ", ", name);
		return;
	}
	hp_text_add(slower, "%s%s %s", slower->len ? ", " : "; times as long: ", name,
		    hp_decimal(times, ratio.median, HP_RATIO_ONE));
}

static void add_phase(struct hp_text *text, const struct hp_result *result, unsigned int phase)
{
	struct hp_text slower = { }, untold = { }, words = { };
	unsigned int arms[HP_MAX_ARMS], n, i;
	char ns[HP_NUMBER_MAX];
	const struct hp_row *row;

	n = rank_arms(result, phase, arms);
	if (n < 2)
		return;
	for (i = 1; i < n; i++)
		add_other(&slower, &untold, result, phase, arms[0], arms[i]);

	row = hp_result_row(result, phase, arms[0]);
	hp_report_phase_name(&words, &result->phases[phase]);
	hp_text_add(&words, ": %s %s ns", result->arms[arms[0]]->name,
		    hp_decimal(ns, hp_report_per_op(row, row->series.median), HP_PS_PER_NS));
	if (untold.len)
		hp_text_add(&words, "; not told from it: %s", hp_text_string(&untold));
	hp_text_add(&words, "%s", hp_text_string(&slower));
	hp_text_add_wrapped(text, " ", "   ", hp_text_string(&words));
	hp_text_free(&slower);
	hp_text_free(&untold);
	hp_text_free(&words);
}

static void add_phases(struct hp_text *text, const struct hp_result *result)
{
	unsigned int phase;

	if (!hp_stats_coverage(result->config.repeat)) {
		hp_text_add(text,
			    "\nToo few repeats to tell what is faster: an interval takes 6\n");
		return;
	}
	hp_text_add(text,
		    "\nWhat was fastest within this run; runs differ by more than its intervals\n");
	for (phase = 0; phase < result->nr_phases; phase++)
		add_phase(text, result, phase);
}

static bool has_a_row(const struct hp_result *result, unsigned int arm)
{
	unsigned int phase;

	for (phase = 0; phase < result->nr_phases; phase++)
		if (!hp_row_trouble(result, phase, arm))
			return true;
	return false;
}

/* Both kinds have to be there for a sentence about them to say something. */
static bool add_arms(struct hp_text *words, const struct hp_result *result,
		     bool (*is)(const struct hp_contender *contender))
{
	unsigned int arm, are = 0, others = 0;
	struct hp_text list = { };

	for (arm = 0; arm < result->nr_arms; arm++) {
		if (result->arms[arm] == &hp_harness || !has_a_row(result, arm))
			continue;
		if (!is(result->arms[arm]->contender)) {
			others++;
			continue;
		}
		hp_text_add_list(&list, ", ", result->arms[arm]->name);
		are++;
	}
	hp_text_add(words, "%s", hp_text_string(&list));
	hp_text_free(&list);
	return are && others;
}

static bool has_one_owner(const struct hp_contender *contender)
{
	return !contender->shared;
}

static void add_owner_words(struct hp_text *text, const struct hp_result *result)
{
	struct hp_text words = { };

	hp_text_add(&words, "One owner at a time, no locking, and so less to do than others: ");
	if (add_arms(&words, result, has_one_owner))
		hp_text_add(text, "%s\n", hp_text_string(&words));
	hp_text_free(&words);
}

static bool owns_memory(const struct hp_contender *contender)
{
	return contender->owns_memory;
}

static void add_moving_phases(struct hp_text *words, const struct hp_result *result)
{
	struct hp_text list = { }, name = { };
	unsigned int phase;

	for (phase = 0; phase < result->nr_phases; phase++) {
		const struct hp_phase *p = &result->phases[phase];

		if (!p->step || !hp_phase_moves_pages(p))
			continue;
		hp_report_phase_name(&name, p);
		hp_text_add_list(&list, ", ", hp_text_string(&name));
		hp_text_free(&name);
	}
	if (list.len)
		hp_text_add(words, "; that flatters them in %s", hp_text_string(&list));
	else
		hp_text_add(words, "; no row above has pages taken or returned in it");
	hp_text_free(&list);
}

static void add_memory_words(struct hp_text *text, const struct hp_result *result)
{
	struct hp_text words = { };

	hp_text_add(&words, "Had all their pages before: ");
	if (add_arms(&words, result, owns_memory)) {
		add_moving_phases(&words, result);
		hp_text_add(text, "%s\n", hp_text_string(&words));
	}
	hp_text_free(&words);
}

void hp_report_flattered(struct hp_text *text, const struct hp_result *result)
{
	add_owner_words(text, result);
	add_memory_words(text, result);
}

static void add_lines(struct hp_text *text, const char *before, const struct hp_text *lines)
{
	const char *line = hp_text_string(lines), *end;
	struct hp_text words = { };

	for (; (end = strchr(line, '\n')); line = end + 1) {
		hp_text_add(&words, "%s%.*s", before, (int)(end - line), line);
		hp_text_add_wrapped(text, " ", "   ", hp_text_string(&words));
		hp_text_free(&words);
	}
}

void hp_report_words(struct hp_text *text, const struct hp_result *result)
{
	struct hp_text flattered = { };

	add_phases(text, result);
	hp_text_add(text, "Whom that flatters\n");
	hp_report_flattered(&flattered, result);
	add_lines(text, "", &flattered);
	hp_text_free(&flattered);
	if (result->not_comparable.len)
		hp_text_add(text,
			    "  This kernel is unfit for measuring: nothing here says what an allocation costs\n");
	add_lines(text, "This kernel: ", &result->warnings);
}
