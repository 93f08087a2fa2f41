// SPDX-License-Identifier: GPL-2.0 OR MIT
/* How many times faster, as bars. */

#include "page.h"
#include "svg.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void write_reason(const struct hp_page *page, const struct hp_entry *entry, size_t span)
{
	fprintf(page->out, "<td class=reason colspan=%zu>not measured: ", span);
	hp_page_text(page->out, entry->error);
	fputs("\n", page->out);
}

/* "3.21 times faster than kmalloc, 3.10 to 3.35" */
static char *title_of(const struct hp_versus *versus, bool differs)
{
	bool slower = versus->ratio < 1;
	char *ratio = hp_printf("%.2f times %s than %s", slower ? 1 / versus->ratio : versus->ratio,
				slower ? "slower" : "faster", versus->base);
	char *title;

	if (!isfinite(versus->low))
		return ratio;
	title = hp_printf("%s, %.2f to %.2f%s", ratio, slower ? 1 / versus->high : versus->low,
			  slower ? 1 / versus->low : versus->high,
			  differs ? "" : ": no difference resolved");
	free(ratio);
	return title;
}

static void no_ratio(const struct hp_page *page, const struct hp_entry *entry, const char *base)
{
	fprintf(page->out, "<td><td class=\"value none\">%s",
		strcmp(entry->contender, base) ? "" : "itself");
}

static void ratio_cells(const struct hp_page *page, const struct hp_scale *scale,
			const struct hp_versus *versus)
{
	bool differs = hp_view_differs(page->view, versus);
	char *title = title_of(versus, differs);

	fputs("<td class=bar>", page->out);
	hp_svg_bar(page->out, scale, &(struct hp_bar) {
		.value = versus->ratio,
		.low = versus->low,
		.high = versus->high,
		.solid = differs,
		.title = title,
	});
	fputs("<td class=value>", page->out);
	hp_page_number(page->out, versus->ratio);
	if (isfinite(versus->low) && !differs)
		fputs(" <span class=none>none</span>", page->out);
	free(title);
}

static void ratio_line(const struct hp_page *page, const struct hp_scale *scales,
		       const struct hp_figure *figure)
{
	const struct hp_bases *bases = &page->view->bases;
	size_t base;

	hp_page_contender(page, figure->arm);
	if (figure->entry->error) {
		write_reason(page, figure->entry, 1 + 2 * bases->nr);
		return;
	}
	fputs("<td>", page->out);
	hp_page_number(page->out, figure->entry->ns);
	for (base = 0; base < bases->nr; base++) {
		const struct hp_versus *versus = hp_entry_versus(figure->entry, bases->names[base]);

		if (versus)
			ratio_cells(page, &scales[base], versus);
		else
			no_ratio(page, figure->entry, bases->names[base]);
	}
	fputs("\n", page->out);
}

static void ratio_head(const struct hp_page *page, const struct hp_scale *scales)
{
	const struct hp_bases *bases = &page->view->bases;
	size_t base;

	hp_page_bars_begin(page, 1, bases->nr);
	fputs("<th scope=col>ns/op", page->out);
	for (base = 0; base < bases->nr; base++) {
		fputs("<th scope=col class=base>vs ", page->out);
		hp_page_text(page->out, bases->names[base]);
		hp_svg_ticks(page->out, &scales[base]);
		fputs("<th>", page->out);
	}
	fputs("</thead><tbody>\n", page->out);
}

static void ratio_table(const struct hp_page *page, const struct hp_scale *scales, size_t row)
{
	const struct hp_view *view = page->view;
	size_t arm;

	fputs("<section class=panel>\n", page->out);
	hp_page_row_title(page, row);
	ratio_head(page, scales);
	for (arm = 0; arm < view->arms.nr; arm++) {
		const struct hp_figure *figure = hp_view_find(view, row, arm);

		if (figure)
			ratio_line(page, scales, figure);
	}
	hp_page_bars_end(page);
	fputs("</section>\n", page->out);
}

/* One axis for all rows, so that they can be compared. */
static void scale_base(struct hp_scale *scale, const struct hp_view *view, const char *base)
{
	const struct hp_versus *versus;
	size_t i;

	*scale = HP_SCALE_EMPTY;
	hp_scale_add(scale, 1);
	for (i = 0; i < view->nr_figures; i++) {
		versus = hp_entry_versus(view->figures[i].entry, base);
		if (!versus)
			continue;
		hp_scale_add(scale, versus->ratio);
		hp_scale_add(scale, versus->low);
		hp_scale_add(scale, versus->high);
	}
	hp_scale_round(scale);
}

static void ratio_legend(const struct hp_page *page)
{
	struct hp_scale scale = { .low = 0.2, .high = 5 };

	fputs("<p>How many times faster each contender was: the time of the one in the heading\n"
	      "divided by its own. ", page->out);
	if (page->view->results->merged)
		fprintf(page->out, "The intervals are over %u runs.", page->view->results->runs);
	else
		fputs("The intervals are valid <strong>within this run</strong>: another boot may\n"
		      "differ by more than they say.", page->out);
	fputs(" Axes are logarithmic, and the same for all rows.</p>\n<ul class=legend>\n<li>",
	      page->out);
	hp_svg_bar(page->out, &scale, &(struct hp_bar) { 3, 2.5, 3.8, true, "Example" });
	fputs(" faster, with its interval\n<li>", page->out);
	hp_svg_bar(page->out, &scale, &(struct hp_bar) { 0.4, 0.32, 0.5, true, "Example" });
	fputs(" slower\n<li>", page->out);
	hp_svg_bar(page->out, &scale, &(struct hp_bar) { 1.3, 0.8, 2, false, "Example" });
	fprintf(page->out, " none: no difference%s was shown\n<li>",
		page->view->results->merged ? "" : " of 2%");
	hp_svg_bar(page->out, &scale, &(struct hp_bar) { 1.8, NAN, NAN, false, "Example" });
	fputs(" too few runs for an interval\n</ul>\n", page->out);
}

void hp_page_ratios(const struct hp_page *page)
{
	const struct hp_view *view = page->view;
	struct hp_scale *scales = hp_array(view->bases.nr, sizeof(*scales));
	size_t base, row;

	for (base = 0; base < view->bases.nr; base++)
		scale_base(&scales[base], view, view->bases.names[base]);
	if (view->rows.nr)
		hp_page_heading(page, "ratios", view->bases.nr ? "Ratios" : "Times");
	if (view->bases.nr)
		ratio_legend(page);
	for (row = 0; row < view->rows.nr; row++)
		ratio_table(page, scales, row);
	free(scales);
}
