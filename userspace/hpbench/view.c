// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "view.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* Takes @name. There is room for as many as there are figures. */
static size_t add_name(struct hp_names *names, char *name)
{
	size_t i;

	for (i = 0; i < names->nr; i++) {
		if (!strcmp(names->name[i], name)) {
			free(name);
			return i;
		}
	}
	names->name[names->nr] = name;
	return names->nr++;
}

static void free_names(struct hp_names *names)
{
	while (names->nr)
		free(names->name[--names->nr]);
	free(names->name);
}

static void add_figure(struct hp_view *view, const struct hp_entry *entry)
{
	struct hp_figure *figure = &view->figures[view->nr_figures++];
	const char *end = entry->name + strlen(entry->row) + 1 + strlen(entry->contender);

	figure->entry = entry;
	figure->row = add_name(&view->rows, hp_printf("%s%s", entry->row, end));
	figure->arm = add_name(&view->arms, hp_strdup(entry->contender));
}

void hp_view_init(struct hp_view *view, const struct hp_results *results)
{
	size_t nr = results->nr_entries, i;

	*view = (struct hp_view) {
		.results = results,
		.rows.name = hp_array(nr, sizeof(char *)),
		.arms.name = hp_array(nr, sizeof(char *)),
		.bases = hp_bases_of(results),
		.figures = hp_array(nr, sizeof(*view->figures)),
	};
	for (i = 0; i < nr; i++)
		if (results->entries[i].kind == HP_ENTRY_ROW)
			add_figure(view, &results->entries[i]);
}

void hp_view_destroy(struct hp_view *view)
{
	free_names(&view->rows);
	free_names(&view->arms);
	free(view->bases.names);
	free(view->figures);
}

const struct hp_figure *hp_view_find(const struct hp_view *view, size_t row, size_t arm)
{
	size_t i;

	for (i = 0; i < view->nr_figures; i++)
		if (view->figures[i].row == row && view->figures[i].arm == arm)
			return &view->figures[i];
	return NULL;
}

static bool same_size_and_count(const struct hp_view *view)
{
	const struct hp_entry *first = view->figures[0].entry, *entry;
	size_t i;

	for (i = 1; i < view->nr_figures; i++) {
		entry = view->figures[i].entry;
		if (entry->block_size != first->block_size || entry->count != first->count)
			return false;
	}
	return true;
}

char *hp_view_label(const struct hp_view *view, size_t row)
{
	size_t i = 0;

	if (!same_size_and_count(view))
		return hp_strdup(view->rows.name[row]);
	while (view->figures[i].row != row)
		i++;
	return hp_strdup(view->figures[i].entry->row);
}

bool hp_view_differs(const struct hp_view *view, const struct hp_versus *versus)
{
	enum hp_verdict verdict = hp_verdict_of(versus);

	if (!view->results->merged)
		return versus->low > 1.02 || versus->high < 0.98;
	return verdict == HP_FASTER || verdict == HP_SLOWER;
}
