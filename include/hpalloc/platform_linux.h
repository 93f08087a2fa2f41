/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_PLATFORM_LINUX_H
#define HPALLOC_PLATFORM_LINUX_H

/* The kernel, see platform.h. */

#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/vmalloc.h>

/* In the headers, which user space installs: no plain name may leak there. */
#define hp_unlikely(cond)	unlikely(cond)

#define hp_might_sleep()	might_sleep()

/* A promise to the compiler; UBSAN_UNREACHABLE turns it into a check. */
#define hp_assume(cond) do { if (!(cond)) __builtin_unreachable(); } while (0)

/*
 * Not prefetchw(): UML is compiled with -mno-sse, under which the compiler
 * emits nothing for it. The instruction is a no-op where it is not supported.
 */
static inline void hp_prefetchw(const void *addr)
{
#ifdef CONFIG_X86_64
	asm volatile("prefetchw %0" : : "m" (*(const char *)addr));
#else
	__builtin_prefetch(addr, 1);
#endif
}

/* HP_WORD_BITS: bits in an unsigned long */
#define HP_WORD_BITS		BITS_PER_LONG

/* The lowest bit that is set in @word, which is not 0. */
#define hp_lowest_bit(word)	__ffs(word)
#define hp_bits_set(word)	((unsigned int)hweight_long(word))

/* What a build with HP_DEBUG finds, see debug.h; and what every build does. */
#define hp_report(fmt, ...) WARN(1, "hpalloc: " fmt "\n", ##__VA_ARGS__)
#define hp_report_once(fmt, ...) WARN_ONCE(1, "hpalloc: " fmt "\n", ##__VA_ARGS__)
#define hp_note(fmt, ...) pr_notice("hpalloc: " fmt "\n", ##__VA_ARGS__)

/*
 * Where a memory checker is told what may be accessed: KASAN, where it has a
 * shadow of its own for vmalloc memory. It exports this to modules, but has the
 * declaration, and the value for freed pages, in a private header.
 */
#if defined(CONFIG_KASAN_GENERIC) && defined(CONFIG_KASAN_VMALLOC) && defined(CONFIG_64BIT)
void kasan_poison(const void *addr, size_t size, u8 value, bool init);

#define HP_MARKS
#define HP_KASAN_FREED	0xff

static inline void hp_mark_accessible(const void *mem, size_t size)
{
	if (mem)
		kasan_poison(mem, size, 0, false);
}

static inline void hp_mark_inaccessible(const void *mem, size_t size)
{
	kasan_poison(mem, size, HP_KASAN_FREED, false);
}
#else
#define hp_mark_accessible(mem, size)	do { } while (0)
#define hp_mark_inaccessible(mem, size)	do { } while (0)
#endif

#define hp_mark_region(mem, size)	hp_mark_inaccessible(mem, size)
#define hp_unmark_region(mem, size)	hp_mark_accessible(mem, size)
#define hp_mark_page(page, size)	hp_mark_accessible(page, size)
#define hp_mark_carved(page, size)	hp_mark_inaccessible(page, size)
#define hp_mark_allocated(block, size)	hp_mark_accessible(block, size)
#define hp_mark_freed(block, size)	hp_mark_inaccessible(block, size)

/*
 * UML and some architectures complete the mapping of a page at its first
 * touch. One write a page moves that fault out of the allocations.
 */
static inline void hp_platform_populate(char *mem, size_t size)
{
	size_t offset;

	for (offset = 0; offset < size; offset += PAGE_SIZE) {
		WRITE_ONCE(mem[offset], 0);
		if (!(offset % (1UL << 20)))
			cond_resched();
	}
}

/* For regions: no killing of processes, and no message, for want of memory. */
#define HP_PLATFORM_GFP	(GFP_KERNEL | __GFP_NOWARN | __GFP_RETRY_MAYFAIL)

/* Huge mappings where the architecture has them; they round @size up. */
static inline void *hp_platform_alloc_region(size_t size)
{
	char *mem;

	if (size >= (2UL << 20))
		mem = vmalloc_huge(size, HP_PLATFORM_GFP);
	else
		mem = __vmalloc(size, HP_PLATFORM_GFP);
	if (mem)
		hp_platform_populate(mem, size);
	return mem;
}

static inline void hp_platform_free_region(void *mem, size_t size)
{
	vfree(mem);
}

static inline void *hp_platform_alloc_meta(size_t size)
{
	return kvzalloc(size, HP_PLATFORM_GFP);
}

static inline void hp_platform_free_meta(void *meta)
{
	kvfree(meta);
}

#endif /* HPALLOC_PLATFORM_LINUX_H */
