// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <gnu/libc-version.h>

#include "malloc.h"

size_t hp_malloc_size;

static __always_inline void *op_alloc(void *state)
{
	return malloc(*(size_t *)state);
}

static __always_inline void op_free(void *state, void *block)
{
	free(block);
}

static __always_inline unsigned int op_alloc_bulk(void *state, unsigned int n,
						  void **blocks)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		blocks[i] = malloc(*(size_t *)state);
		if (!blocks[i])
			break;
	}
	return i;
}

static __always_inline void op_free_bulk(void *state, unsigned int n, void **blocks)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		free(blocks[i]);
}

HP_DEFINE_LOOPS_BULK(loops, op_alloc, op_free, op_alloc_bulk, op_free_bulk);

static __always_inline void *op_alloc_sized(void *state, size_t size)
{
	return malloc(size);
}

static __always_inline void op_free_sized(void *state, void *block, size_t size)
{
	free(block);
}

HP_DEFINE_MODES(hp_loop_trace_sized, hp_malloc_sized, op_alloc_sized, op_free_sized, TRACE)

const struct hp_loops hp_malloc_sized = HP_LOOPS_SIZED(hp_malloc_sized);

const struct hp_loops *hp_malloc_loops(size_t block_size)
{
	return &loops;
}

int hp_malloc_create(void *state, u64 count, size_t block_size)
{
	*(size_t *)state = block_size;
	return 0;
}

u64 hp_malloc_need(u64 count, size_t block_size)
{
	return count * (block_size + 16);
}

bool hp_version_glibc(char *text, size_t room)
{
	snprintf(text, room, "%s", gnu_get_libc_version());
	return true;
}

static const struct hp_identity glibc = {
	.package = "libc6",
	.file = "libc.",
	.version = hp_version_glibc,
};

HP_CONTENDER(glibc) = {
	.note = "glibc's malloc() and free(); bulk is a loop, as for all mallocs",
	.alias = "malloc",
	.baseline = true,
	.identity = &glibc,
	HP_MALLOC_MEMBERS,
};
