// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The wrapped calls. Where pages are larger than this machine's, the calls
 * treat addresses and sizes as a kernel with such pages does.
 */

#include <limits.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include <kunit/test.h>

#include "wrap.h"

struct wrap wrap = { .calloc_allowed = UINT_MAX, .mmap_allowed = UINT_MAX };

void wrap_reset(size_t page_size)
{
	wrap = (struct wrap) {
		.calloc_allowed	= UINT_MAX,
		.mmap_allowed	= UINT_MAX,
		.page_size	= page_size,
	};
}

size_t wrap_real_page_size(void)
{
	return (size_t)__real_sysconf(_SC_PAGESIZE);
}

static size_t page_size(void)
{
	return wrap.page_size ? wrap.page_size : wrap_real_page_size();
}

static size_t round_up(size_t size)
{
	return (size + page_size() - 1) & ~(page_size() - 1);
}

static int fail_with(int error)
{
	errno = error;
	return -1;
}

static bool is_misaligned(const void *mem)
{
	return (uintptr_t)mem % page_size();
}

long __wrap_sysconf(int name)
{
	return name == _SC_PAGESIZE ? (long)page_size() : __real_sysconf(name);
}

void *__wrap_calloc(size_t n, size_t size)
{
	if (!wrap.calloc_error && wrap.calloc_allowed) {
		wrap.calloc_allowed--;
		return __real_calloc(n, size);
	}
	errno = wrap.calloc_error;
	return NULL;
}

/* Maps more than @size, a multiple of a page, and unmaps what is too much. */
static char *map_aligned(size_t size, int prot, int flags)
{
	size_t spare = page_size() - wrap_real_page_size();
	char *start, *mem;
	size_t before;

	start = __real_mmap(NULL, size + spare, prot, flags, -1, 0);
	if (start == MAP_FAILED || !spare)
		return start;

	before = round_up((uintptr_t)start) - (uintptr_t)start;
	mem = start + before;
	if (before)
		__real_munmap(start, before);
	if (before < spare)
		__real_munmap(mem + size, spare - before);
	return mem;
}

void *__wrap_mmap(void *mem, size_t size, int prot, int flags, int fd, off_t offset)
{
	void *result = MAP_FAILED;
	size_t whole = round_up(size);

	if (mem || fd != -1 || offset)
		abort();
	if (wrap.mmap_allowed && whole)
		result = map_aligned(whole, prot, flags);
	if (result == MAP_FAILED)
		return result;

	wrap.mmap_allowed--;
	wrap.mapped += whole;
	return result;
}

int __wrap_munmap(void *mem, size_t size)
{
	if (is_misaligned(mem))
		return fail_with(EINVAL);
	wrap.mapped -= round_up(size);
	return __real_munmap(mem, round_up(size));
}

int __wrap_mprotect(void *mem, size_t size, int prot)
{
	wrap.last_mem = mem;
	if (wrap.mprotect_error)
		return fail_with(wrap.mprotect_error);
	if (is_misaligned(mem))
		return fail_with(EINVAL);
	return __real_mprotect(mem, round_up(size), prot);
}

int __wrap_madvise(void *mem, size_t size, int advice)
{
	int error = advice == MADV_HUGEPAGE ? wrap.huge_error : wrap.populate_error;

	wrap.last_mem = mem;
	if (error)
		return fail_with(error);
	if (is_misaligned(mem))
		return fail_with(EINVAL);
	return __real_madvise(mem, round_up(size), advice);
}
