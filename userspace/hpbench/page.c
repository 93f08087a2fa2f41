// SPDX-License-Identifier: GPL-2.0 OR MIT
/* What a page is made of, and what all its charts have. */

#include "page.h"
#include "svg.h"

#include "hpbench.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* Of page.css, see hpbench.mk. */
static const char style[] =
#include "page.css.h"
;

static void no_memory(void)
{
	hp_say("memory is insufficient");
	exit(HP_EXIT_FAILED);
}

void hp_text_begin(struct hp_text *text)
{
	text->file = open_memstream(&text->start, &text->len);
	if (!text->file)
		no_memory();
}

void hp_text_end(struct hp_text *text)
{
	if (ferror(text->file) || fclose(text->file))
		no_memory();
}

/* Nothing is loaded, and nothing is run: the policy has the browser see to it. */
void hp_page_begin(FILE *out, const char *title)
{
	fputs("<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
	      "<meta http-equiv=\"Content-Security-Policy\"\n"
	      "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
	      "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=color-scheme content=\"light dark\">\n"
	      "<link rel=icon href=\"data:,\">\n<title>", out);
	hp_page_text(out, title);
	fprintf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", style);
}

void hp_page_end(FILE *out)
{
	fputs("</main>\n</body>\n</html>\n", out);
}

void hp_page_heading(const struct hp_page *page, const char *id, const char *text)
{
	fprintf(page->nav, "<li><a href=\"#%s-%zu\">%s</a>\n", id, page->file, text);
	fprintf(page->out, "<h2 id=\"%s-%zu\">%s</h2>\n", id, page->file, text);
}

void hp_page_row_title(const struct hp_page *page, size_t row)
{
	char *label = hp_view_label(page->view, row);

	fputs("<h3>", page->out);
	hp_page_text(page->out, label);
	fputs("</h3>\n", page->out);
	free(label);
}

static size_t longest_name(const struct hp_names *names, size_t least, size_t most)
{
	size_t longest = least, i;

	for (i = 0; i < names->nr; i++)
		if (strlen(names->name[i]) > longest)
			longest = strlen(names->name[i]);
	return longest < most ? longest : most;
}

/* As in page.css. A character of 12 pixels' monospaced type is 7.2 wide. */
#define NUMBER_WIDTH	72.0
#define BAR_WIDTH	130.0
#define VALUE_WIDTH	84.0

void hp_page_bars_begin(const struct hp_page *page, size_t nr_numbers, size_t nr_bars)
{
	size_t longest = longest_name(&page->view->arms, strlen("contender"), 32), i;
	double name = 7.3 * (double)longest + 16;

	fprintf(page->out, "<div class=scroll><table class=bars style=\"min-width:%.0fpx\">",
		name + NUMBER_WIDTH * (double)nr_numbers +
		(BAR_WIDTH + VALUE_WIDTH) * (double)nr_bars);
	fprintf(page->out, "<colgroup><col style=\"width:%.0fpx\">", name);
	for (i = 0; i < nr_numbers; i++)
		fputs("<col class=number>", page->out);
	for (i = 0; i < nr_bars; i++)
		fputs("<col><col class=value>", page->out);
	fputs("</colgroup>\n<thead><tr><th scope=col>contender", page->out);
}

void hp_page_bars_end(const struct hp_page *page)
{
	fputs("</tbody></table></div>\n", page->out);
}

void hp_page_contender(const struct hp_page *page, size_t arm)
{
	fputs("<tr><th scope=row>", page->out);
	hp_page_text(page->out, page->view->arms.name[arm]);
}

static void legend_item(const struct hp_page *page, size_t series, const char *name)
{
	fputs("<li>", page->out);
	hp_svg_key(page->out, series, true);
	fputs(" ", page->out);
	hp_page_text(page->out, name);
	fputs("\n", page->out);
}

void hp_page_legend(const struct hp_page *page, bool timer)
{
	size_t arm;

	fputs("<ul class=legend>\n", page->out);
	for (arm = 0; arm < page->view->arms.nr; arm++)
		legend_item(page, arm, page->view->arms.name[arm]);
	if (timer)
		legend_item(page, HP_SVG_TIMER, "(timer)");
	fputs("</ul>\n", page->out);
}

static void write_subtitle(FILE *out, const struct hp_results *results)
{
	const char *kernel = hp_results_fact(results, "kernel");
	const char *cpu = hp_results_fact(results, "cpu");

	fputs("<p class=subtitle>", out);
	if (*kernel) {
		fputs("Linux ", out);
		hp_page_text(out, kernel);
		fputs(", ", out);
	}
	if (*cpu) {
		hp_page_text(out, cpu);
		fputs(", ", out);
	}
	fprintf(out, "%u run%s</p>\n", results->runs, results->runs > 1 ? "s" : "");
}

static void sections(const struct hp_page *page)
{
	hp_page_warnings(page);
	hp_page_facts(page);
	hp_page_ratios(page);
	hp_page_workset(page);
	hp_page_contexts(page);
	hp_page_percentiles(page);
	hp_page_held(page);
	hp_page_floors(page);
	hp_page_errors(page);
	hp_page_table(page);
}

/* The list of contents is known after the contents. */
void hp_page_part(FILE *out, size_t file, const char *name, const struct hp_view *view)
{
	struct hp_page page = { .file = file, .view = view };
	struct hp_text body, nav;

	hp_text_begin(&body);
	hp_text_begin(&nav);
	page.out = body.file;
	page.nav = nav.file;
	sections(&page);
	hp_text_end(&body);
	hp_text_end(&nav);

	fputs("<header>\n<h1>hpalloc: ", out);
	hp_page_text(out, name);
	fputs("</h1>\n", out);
	write_subtitle(out, view->results);
	fprintf(out, "<nav><ul>\n%s</ul></nav>\n</header>\n%s", nav.start, body.start);
	free(body.start);
	free(nav.start);
}
