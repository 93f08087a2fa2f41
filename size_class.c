// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Size class: making and ending the four allocators, and the map to them.
 */

#include <hpalloc/size_class.h>

static void map_sizes(struct hp_size_class *sc)
{
	size_t i;

	for (i = 0; i <= HP_SIZE_CLASS_MAX / HP_SIZE_CLASS_MIN; i++)
		sc->by_size[i] = &sc->classes[hp_size_class_index(i * HP_SIZE_CLASS_MIN)];
}

static int init_class(struct hp_size_class *sc, unsigned int i, size_t size,
		      const struct hp_page_source *source)
{
	int err;

	err = hp_arena_init_source(&sc->arenas[i], size, source);
	if (err)
		return err;

	return hp_fixed_block_init(&sc->classes[i], &sc->arenas[i],
				   HP_SIZE_CLASS_MIN << i);
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

void hp_size_class_destroy(struct hp_size_class *sc)
{
	unsigned int i;

	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++)
		hp_arena_destroy(&sc->arenas[i]);
	memset(sc, 0, sizeof(*sc));
}
EXPORT_SYMBOL_GPL(hp_size_class_destroy);
