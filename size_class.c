// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Size class: creating and destroying the four allocators, and the map to them.
 */

#include <hpalloc/size_class.h>

#ifdef HP_DEBUG

static bool is_in(const struct hp_fixed_block *fb, const void *block)
{
	const struct hp_arena_map *map = hp_arena_find_map(fb->maps, block);

	return (uintptr_t)block - (uintptr_t)map->mem < map->size;
}

bool hp_size_class_debug_check(struct hp_size_class *sc, void *block,
			       size_t class_size)
{
	struct hp_fixed_block *fb = &sc->classes[hp_size_class_index(class_size)];
	unsigned int i;

	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++) {
		if (fb == &sc->classes[i] || !is_in(&sc->classes[i], block))
			continue;
		hp_report("hp_size_class_free: %p is of class %zu, freed as %zu",
			  block, sc->classes[i].block_size, class_size);
		return false;
	}
	return hp_fixed_block_debug_check(fb, block, "hp_size_class_free");
}
EXPORT_SYMBOL_GPL(hp_size_class_debug_check);

#endif /* HP_DEBUG */

static void map_sizes(struct hp_size_class *sc)
{
	struct hp_fixed_block *fb;
	size_t i, size;

	for (i = 0; i <= HP_SIZE_CLASS_MAX / HP_SIZE_CLASS_MIN; i++) {
		size = i * HP_SIZE_CLASS_MIN;
		fb = &sc->classes[hp_size_class_index(size)];
		sc->by_size[i] = fb;
		sc->by_class[i] = fb->block_size == size ? fb : NULL;
	}
}

static int init_class(struct hp_size_class *sc, unsigned int i, size_t size,
		      const struct hp_page_source *source)
{
	int err;

	err = hp_arena_init_source(&sc->arenas[i], size, source);
	if (err)
		return err;

	return hp_fixed_block_init(&sc->classes[i], &sc->arenas[i],
				   (size_t)HP_SIZE_CLASS_MIN << i);
}

int hp_size_class_init_source(struct hp_size_class *sc,
			      size_t arena_size_per_class,
			      const struct hp_page_source *source)
{
	unsigned int i;
	int err;

	memset(sc, 0, sizeof(*sc));
	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++) {
		err = init_class(sc, i, arena_size_per_class, source);
		if (err) {
			hp_size_class_destroy(sc);
			return err;
		}
	}
	map_sizes(sc);
	return 0;
}
EXPORT_SYMBOL_GPL(hp_size_class_init_source);

int hp_size_class_init(struct hp_size_class *sc, size_t arena_size_per_class)
{
	return hp_size_class_init_source(sc, arena_size_per_class, NULL);
}
EXPORT_SYMBOL_GPL(hp_size_class_init);

int hp_size_class_set_growth(struct hp_size_class *sc,
			     size_t max_size_per_class)
{
	unsigned int i;
	int err;

	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++) {
		if (max_size_per_class < sc->arenas[i].size)
			return -EINVAL;
	}

	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++) {
		err = hp_arena_set_growth(&sc->arenas[i], max_size_per_class);
		if (err)
			return err;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(hp_size_class_set_growth);

int hp_size_class_reserve(struct hp_size_class *sc, size_t size, size_t count)
{
	size_t per_page = HP_PAGE_SIZE / hp_size_class_round(size);
	size_t pages = count / per_page + !!(count % per_page);

	if (size > HP_SIZE_CLASS_MAX)
		return -EINVAL;
	if (pages > SIZE_MAX / HP_PAGE_SIZE)
		return -ENOMEM;

	return hp_arena_reserve(&sc->arenas[hp_size_class_index(size)],
				pages * HP_PAGE_SIZE);
}
EXPORT_SYMBOL_GPL(hp_size_class_reserve);

void hp_size_class_destroy(struct hp_size_class *sc)
{
	unsigned int i;

	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++)
		hp_arena_destroy(&sc->arenas[i]);
	memset(sc, 0, sizeof(*sc));
}
EXPORT_SYMBOL_GPL(hp_size_class_destroy);
