// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Page sources of user space: memory from mmap, and from the caller.
 */

#include <sys/mman.h>
#include <unistd.h>

#include <hpalloc/mmap.h>

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

static uintptr_t round_down(uintptr_t value, uintptr_t align)
{
	return value & ~(align - 1);
}

static bool wants_huge(unsigned int flags, size_t size)
{
	return flags & HP_MMAP_HUGE && size >= HUGE_SIZE;
}

static size_t guard_size(unsigned int flags)
{
	return flags & HP_MMAP_GUARD ? system_page() : 0;
}

/* The system's pages can be larger than an arena's; 0 if @size is too large. */
static size_t whole_pages(size_t size)
{
	return round_up(size, system_page());
}

static void unmap(char *from, const char *to)
{
	if (from != to)
		munmap(from, (size_t)(to - from));
}

/*
 * Reserves @size bytes, whole pages, at a multiple of @align, and @guard bytes
 * on either side, none of them accessible, and returns where the @size bytes
 * begin.
 */
static char *reserve(size_t size, size_t guard, size_t align)
{
	char *start, *pages;
	size_t span;

	if (__builtin_add_overflow(size, 2 * guard + align, &span))
		return NULL;

	start = map(span, PROT_NONE);
	if (!start)
		return NULL;

	pages = start + (round_up((uintptr_t)start + guard, align) -
			 (uintptr_t)start);
	unmap(start, pages - guard);
	unmap(pages + size + guard, start + span);
	return pages;
}

/* On a kernel that cannot populate, one write a page does the same. */
static bool prefault(char *pages, size_t size)
{
	size_t offset, step = system_page();

	if (!madvise(pages, size, MADV_POPULATE_WRITE))
		return true;
	if (errno != EINVAL)
		return false;

	for (offset = 0; offset < size; offset += step)
		__atomic_store_n(pages + offset, 0, __ATOMIC_RELAXED);
	return true;
}

/* Huge pages are a wish. They have to be known before the first fault. */
static bool prepare(char *pages, size_t size, unsigned int flags)
{
	if (mprotect(pages, size, PROT_READ | PROT_WRITE))
		return false;
	if (wants_huge(flags, size))
		madvise(pages, size, MADV_HUGEPAGE);
	return !(flags & HP_MMAP_PREFAULT) || prefault(pages, size);
}

/* @size bytes, whole pages, and the guards around them. */
static void release(char *pages, size_t size, unsigned int flags)
{
	size_t guard = guard_size(flags);

	munmap(pages - guard, size + 2 * guard);
}

static void mmap_free(const struct hp_page_source *base, void *mem,
		      size_t size)
{
	const struct hp_mmap_source *source;
	char *pages;

	source = container_of(base, const struct hp_mmap_source, base);
	pages = (char *)round_down((uintptr_t)mem, system_page());
	release(pages, whole_pages(size), source->flags);
}

/*
 * With a guard, the memory ends where its last page does: what runs off it is
 * caught at once, also where pages are larger than the arena's.
 */
static void *mmap_alloc(const struct hp_page_source *base, size_t size)
{
	const struct hp_mmap_source *source;
	size_t align, whole = whole_pages(size);
	char *pages;

	source = container_of(base, const struct hp_mmap_source, base);
	if (!whole)
		return NULL;

	align = wants_huge(source->flags, size) ? HUGE_SIZE : system_page();
	pages = reserve(whole, guard_size(source->flags), align);
	if (!pages)
		return NULL;

	if (!prepare(pages, whole, source->flags)) {
		release(pages, whole, source->flags);
		return NULL;
	}
	return source->flags & HP_MMAP_GUARD ? pages + whole - size : pages;
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
