/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_SIZE_CLASS_H
#define HPALLOC_SIZE_CLASS_H

#include <hpalloc/fixed_block.h>

/*
 * size class: blocks of 32, 64, 128 and 256 bytes
 *
 * Four fixed-block allocators, each on an arena of its own. A size is rounded
 * up to its class; when the size is a constant, at compile time. The caller
 * keeps the class and passes it when freeing, so that no block needs a header
 * and no lookup is made.
 *
 * Use it for a few kinds of small objects with one owner at a time, instead
 * of one hp_fixed_block each. Do not use it for one size only (fixed_block.h
 * is smaller), for more than HP_SIZE_CLASS_MAX bytes, or where the class
 * cannot be remembered (kmalloc() finds it from the address).
 *
 * Locking and context: as in fixed_block.h.
 */

#ifdef __cplusplus
extern "C" {
#endif

/* HP_SIZE_CLASS_MIN: bytes in a block of the smallest class */
#define HP_SIZE_CLASS_MIN		32

/* HP_SIZE_CLASS_MAX: bytes in a block of the largest class */
#define HP_SIZE_CLASS_MAX		256

/* HP_SIZE_CLASS_COUNT: how many classes there are */
#define HP_SIZE_CLASS_COUNT		4

/* HP_SIZE_CLASS_ARENA_SIZE: the default size of a class's arena, in bytes */
#define HP_SIZE_CLASS_ARENA_SIZE	(1UL << 20)

/**
 * struct hp_size_class - an allocator; embed it, all members are private
 * @by_size: the allocator for a size, indexed by its multiple of
 *           HP_SIZE_CLASS_MIN, rounded up
 * @by_class: the allocator of a class, indexed alike, NULL for no class
 * @classes: an allocator a class, smallest first
 * @arenas: their arenas
 *
 * It points into itself: it must not be copied or moved.
 */
struct hp_size_class {
	struct hp_fixed_block *by_size[HP_SIZE_CLASS_MAX / HP_SIZE_CLASS_MIN + 1];
	struct hp_fixed_block *by_class[HP_SIZE_CLASS_MAX / HP_SIZE_CLASS_MIN + 1];
	struct hp_fixed_block classes[HP_SIZE_CLASS_COUNT];
	struct hp_arena arenas[HP_SIZE_CLASS_COUNT];
};

/**
 * hp_size_class_init() - create an allocator
 * @sc: the allocator, in any state but an initialised one
 * @arena_size_per_class: bytes for each of the four arenas
 *
 * Context: process, may sleep.
 * Return: 0, or an error of hp_arena_init() or hp_fixed_block_init(), after which @sc
 * holds no memory.
 */
int hp_size_class_init(struct hp_size_class *sc, size_t arena_size_per_class);

/**
 * hp_size_class_init_source() - create an allocator of a source's memory
 * @sc: the allocator, in any state but an initialised one
 * @arena_size_per_class: bytes for each of the four arenas
 * @source: where the memory comes from, see hp_arena_init_source()
 *
 * Context: process; sleeps if @source does.
 * Return: 0, or an error of hp_arena_init() or hp_fixed_block_init(), after which @sc
 * holds no memory.
 */
int hp_size_class_init_source(struct hp_size_class *sc,
			      size_t arena_size_per_class,
			      const struct hp_page_source *source);

/**
 * hp_size_class_set_growth() - let each class take more memory when used up
 * @sc: an initialised allocator
 * @max_size_per_class: bound for each class, see hp_arena_set_growth()
 *
 * Return: 0, or -EINVAL, and then no class is changed.
 */
int hp_size_class_set_growth(struct hp_size_class *sc,
			     size_t max_size_per_class);

/**
 * hp_size_class_reserve() - grow a class ahead of need
 * @sc: an initialised allocator
 * @size: bytes, of whose class blocks are wanted
 * @count: how many of them are to be available beyond the pages in use
 *
 * Context: process, may sleep.
 * Return: 0, -EINVAL for a bad @size, -ENOMEM; see hp_arena_reserve().
 */
int hp_size_class_reserve(struct hp_size_class *sc, size_t size, size_t count);

/**
 * hp_size_class_destroy() - return all memory
 * @sc: an allocator; zeroed or destroyed already is fine
 *
 * Every block of it becomes invalid.
 *
 * Context: process, may sleep.
 */
void hp_size_class_destroy(struct hp_size_class *sc);

/* Both are constants for a constant @size of at most HP_SIZE_CLASS_MAX. */
static __always_inline unsigned int hp_size_class_index(size_t size)
{
	return (unsigned int)(size > 32) + (size > 64) + (size > 128);
}

static __always_inline size_t hp_size_class_round(size_t size)
{
	return (size_t)HP_SIZE_CLASS_MIN << hp_size_class_index(size);
}

static __always_inline bool hp_size_class_is_class(size_t class_size)
{
	return class_size <= HP_SIZE_CLASS_MAX &&
	       class_size == hp_size_class_round(class_size);
}

/* Rotated, multiples of HP_SIZE_CLASS_MIN become small and all else huge. */
static __always_inline struct hp_fixed_block *
hp_size_class_find(struct hp_size_class *sc, size_t class_size)
{
	const unsigned int shift = 5;	/* of HP_SIZE_CLASS_MIN */
	size_t i = class_size >> shift |
		   class_size << (8 * sizeof(class_size) - shift);

	if (hp_unlikely(i > HP_SIZE_CLASS_MAX / HP_SIZE_CLASS_MIN))
		return NULL;
	return sc->by_class[i];
}

#ifdef HP_DEBUG

/* With HP_DEBUG: whether @block may be freed as @class_size. */
bool hp_size_class_debug_check(struct hp_size_class *sc, void *block,
			       size_t class_size);

#else

#define hp_size_class_debug_check(sc, block, class_size)	true

#endif

/**
 * hp_size_class_alloc() - allocate a block of at least a size
 * @sc: the allocator
 * @size: bytes; 0 takes the smallest class
 * @class_size: set to the bytes of the class, which hp_size_class_free()
 *              wants back; to 0 when @size exceeds HP_SIZE_CLASS_MAX
 *
 * Context: any, unless the arenas may grow: then process, may sleep.
 * Return: an uninitialised block, or NULL when @size is too large or the
 * class is exhausted.
 */
static __always_inline void *
hp_size_class_alloc(struct hp_size_class *sc, size_t size, size_t *class_size)
{
	struct hp_fixed_block *fb;

	if (hp_unlikely(size > HP_SIZE_CLASS_MAX)) {
		*class_size = 0;
		return NULL;
	}

	if (__builtin_constant_p(size)) {
		fb = &sc->classes[hp_size_class_index(size)];
		*class_size = hp_size_class_round(size);
	} else {
		fb = sc->by_size[(size + HP_SIZE_CLASS_MIN - 1) / HP_SIZE_CLASS_MIN];
		*class_size = fb->block_size;
	}
	return hp_fixed_block_alloc(fb);
}

/**
 * hp_size_class_free() - free a block
 * @sc: the allocator that it came from
 * @block: the block; NULL is ignored if @class_size is a class
 * @class_size: what hp_size_class_alloc() said
 *
 * Context: any.
 * Return: 0, or -EINVAL, and nothing freed, when @class_size is no class.
 */
static __always_inline int hp_size_class_free(struct hp_size_class *sc,
					      void *block, size_t class_size)
{
	struct hp_fixed_block *fb;

	if (hp_unlikely(!block))
		return hp_size_class_is_class(class_size) ? 0 : -EINVAL;

	if (__builtin_constant_p(class_size)) {
		if (!hp_size_class_is_class(class_size))
			return -EINVAL;
		fb = &sc->classes[hp_size_class_index(class_size)];
	} else {
		fb = hp_size_class_find(sc, class_size);
		if (hp_unlikely(!fb))
			return -EINVAL;
	}

	if (!hp_size_class_debug_check(sc, block, class_size))
		return -EINVAL;
	hp_fixed_block_free(fb, block);
	return 0;
}

#ifdef __cplusplus
}
#endif

#endif /* HPALLOC_SIZE_CLASS_H */
