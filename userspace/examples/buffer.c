// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Objects of several sizes in memory of the program's own
 *
 * No mmap and no malloc: the four classes share one static array.
 */

#include <stdio.h>
#include <stdlib.h>

#include <hpalloc/mmap.h>
#include <hpalloc/size_class.h>

#define CLASS_SIZE	(4 * (size_t)HP_PAGE_SIZE)

static char memory[(HP_SIZE_CLASS_COUNT * 4 + 1) * HP_PAGE_SIZE];

int main(void)
{
	struct hp_buffer_source source;
	struct hp_size_class sc;
	size_t class_size;
	char *text;

	if (hp_buffer_source_init(&source, memory, sizeof(memory)) ||
	    hp_size_class_init_source(&sc, CLASS_SIZE, &source.base))
		return EXIT_FAILURE;

	text = hp_size_class_alloc(&sc, 100, &class_size);
	if (!text)
		return EXIT_FAILURE;

	snprintf(text, class_size, "100 bytes are in a block of %zu", class_size);
	puts(text);
	hp_size_class_free(&sc, text, class_size);
	hp_size_class_destroy(&sc);
	return EXIT_SUCCESS;
}
