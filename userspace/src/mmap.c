// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Page sources of user space: memory from mmap, and from the caller.
 */

#include <sys/mman.h>
#include <unistd.h>

#define HUGE_SIZE	((size_t)2 << 20)
#define ALL_FLAGS	(HP_MMAP_PREFAULT | HP_MMAP_HUGE | HP_MMAP_GUARD)

/* Linux 5.14; in glibc's headers since 2.35. */
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE	23
#endif

static void *map(size_t size, int prot)
{
	void *mem = mmap(NULL, size, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return mem == MAP_FAILED ? NULL : mem;
}

void *hp_platform_alloc_region(size_t size)
{
	return map(size, PROT_READ | PROT_WRITE);
}

void hp_platform_free_region(void *mem, size_t size)
{
	munmap(mem, size);
}

void *hp_platform_alloc_meta(size_t size)
{
	return calloc(1, size);
}

void hp_platform_free_meta(void *meta)
{
	free(meta);
}

static size_t system_page(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

static uintptr_t round_up(uintptr_t value, uintptr_t align)
{
	return (value + align - 1) & ~(align - 1);
}

static bool wants_huge(unsigned int flags, size_t size)
{
	return flags & HP_MMAP_HUGE && size >= HUGE_SIZE;
}

static size_t guard_size(unsigned int flags)
{
	return flags & HP_MMAP_GUARD ? system_page() : 0;
}

static void unmap(char *from, const char *to)
{
	if (from != to)
		munmap(from, (size_t)(to - from));
}

/*
 * Reserves @size bytes at a multiple of @align, and @guard bytes on either
 * side, none of them accessible, and returns where the @size bytes begin.
 */
static char *reserve(size_t size, size_t guard, size_t align)
{
	char *start, *mem;
	size_t span;

	if (__builtin_add_overflow(size, 2 * guard + align, &span))
		return NULL;

	start = map(span, PROT_NONE);
	if (!start)
		return NULL;

	mem = start + (round_up((uintptr_t)start + guard, align) -
		       (uintptr_t)start);
	unmap(start, mem - guard);
	unmap(mem + size + guard, start + span);
	return mem;
}

/* On a kernel that cannot populate, one write a page does the same. */
static bool prefault(char *mem, size_t size)
{
	size_t offset, step = system_page();

	if (!madvise(mem, size, MADV_POPULATE_WRITE))
		return true;
	if (errno != EINVAL)
		return false;

	for (offset = 0; offset < size; offset += step)
		__atomic_store_n(mem + offset, 0, __ATOMIC_RELAXED);
	return true;
}

/* Huge pages are a wish. They have to be known before the first fault. */
static bool prepare(char *mem, size_t size, unsigned int flags)
{
	if (mprotect(mem, size, PROT_READ | PROT_WRITE))
		return false;
	if (wants_huge(flags, size))
		madvise(mem, size, MADV_HUGEPAGE);
	return !(flags & HP_MMAP_PREFAULT) || prefault(mem, size);
}

static void mmap_free(const struct hp_page_source *base, void *mem,
		      size_t size)
{
	const struct hp_mmap_source *source;
	size_t guard;

	source = container_of(base, const struct hp_mmap_source, base);
	guard = guard_size(source->flags);
	munmap((char *)mem - guard, size + 2 * guard);
}

static void *mmap_alloc(const struct hp_page_source *base, size_t size)
{
	const struct hp_mmap_source *source;
	size_t align;
	char *mem;

	source = container_of(base, const struct hp_mmap_source, base);
	align = wants_huge(source->flags, size) ? HUGE_SIZE : system_page();
	mem = reserve(size, guard_size(source->flags), align);
	if (!mem)
		return NULL;

	if (!prepare(mem, size, source->flags)) {
		mmap_free(base, mem, size);
		return NULL;
	}
	return mem;
}

int hp_mmap_source_init(struct hp_mmap_source *source, unsigned int flags)
{
	if (flags & ~ALL_FLAGS)
		return -EINVAL;

	source->base = (struct hp_page_source){
		.alloc	= mmap_alloc,
		.free	= mmap_free,
	};
	source->flags = flags;
	return 0;
}
EXPORT_SYMBOL_GPL(hp_mmap_source_init);

static struct hp_buffer_source *to_buffer(const struct hp_page_source *base)
{
	return container_of(base, struct hp_buffer_source, base);
}

static void *buffer_alloc(const struct hp_page_source *base, size_t size)
{
	struct hp_buffer_source *source = to_buffer(base);
	char *mem = source->mem + source->used;

	if (size > source->size - source->used)
		return NULL;

	source->used += size;
	source->regions++;
	return mem;
}

static void buffer_free(const struct hp_page_source *base, void *mem,
			size_t size)
{
	struct hp_buffer_source *source = to_buffer(base);

	(void)mem;
	(void)size;
	source->regions--;
	if (!source->regions)
		source->used = 0;
}

int hp_buffer_source_init(struct hp_buffer_source *source, void *mem,
			  size_t size)
{
	size_t skip = round_up((uintptr_t)mem, HP_PAGE_SIZE) - (uintptr_t)mem;

	if (!mem || size < skip || size - skip < HP_PAGE_SIZE)
		return -EINVAL;

	source->base = (struct hp_page_source){
		.alloc	= buffer_alloc,
		.free	= buffer_free,
	};
	source->mem = (char *)mem + skip;
	source->size = (size - skip) / HP_PAGE_SIZE * HP_PAGE_SIZE;
	source->used = 0;
	source->regions = 0;
	return 0;
}
EXPORT_SYMBOL_GPL(hp_buffer_source_init);
