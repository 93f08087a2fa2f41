// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * A program that uses all headers, in strict C11 and in C++17. They must not
 * define names of the kernel's macros, which belong to the program.
 */

#include <hpalloc/mmap.h>
#include <hpalloc/size_class.h>

#ifdef likely
#error "likely is the program's"
#endif
#ifdef unlikely
#error "unlikely is the program's"
#endif
#ifdef min
#error "min is the program's"
#endif
#ifdef max
#error "max is the program's"
#endif
#ifdef container_of
#error "container_of is the program's"
#endif
#ifdef ARRAY_SIZE
#error "ARRAY_SIZE is the program's"
#endif

int use_size_class(struct hp_size_class *sc, size_t size)
{
	size_t constant, variable;
	void *first = hp_size_class_alloc(sc, 40, &constant);
	void *second = hp_size_class_alloc(sc, size, &variable);

	return hp_size_class_free(sc, first, constant) ||
	       hp_size_class_free(sc, second, variable) ||
	       hp_size_class_free(sc, NULL, 64);
}

int use_fixed_block(struct hp_fixed_block *fb)
{
	void *blocks[4];
	unsigned int got;

	hp_fixed_block_free(fb, hp_fixed_block_alloc(fb));
	got = hp_fixed_block_alloc_bulk(fb, 4, blocks);
	hp_fixed_block_free_bulk(fb, got, blocks);
	return got == 4;
}

size_t use_arena(struct hp_arena *arena, struct hp_mmap_source *source)
{
	if (hp_mmap_source_init(source, HP_MMAP_PREFAULT | HP_MMAP_GUARD) ||
	    hp_arena_init_source(arena, HP_ARENA_MAX_SIZE, &source->base) ||
	    hp_arena_set_growth(arena, 2 * HP_ARENA_MAX_SIZE))
		return 0;

	return hp_arena_page_size(arena) * hp_arena_pages_allocated(arena) +
	       hp_arena_total_pages(arena);
}
