/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_SRC_KERNEL_H
#define HPALLOC_SRC_KERNEL_H

/*
 * The kernel's names that the sources of the layers use, and the rest of what
 * platform.h lists. Included by <hpalloc/platform_user.h> where HP_KERNEL_NAMES
 * is defined, which no program does.
 */

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* For the coverage of branches: those of an inline function are counted once. */
#ifdef HP_PLAIN_INLINE
#undef __always_inline
#define __always_inline		inline
#endif

#define likely(cond)		__builtin_expect(!!(cond), 1)
#define unlikely(cond)		__builtin_expect(!!(cond), 0)
#define noinline			__attribute__((__noinline__))
#define __maybe_unused			__attribute__((__unused__))

#define min(a, b) ({						\
	__auto_type min_a = (a);					\
	__auto_type min_b = (b);					\
									\
	min_a < min_b ? min_a : min_b;					\
})

#define max(a, b) ({						\
	__auto_type max_a = (a);					\
	__auto_type max_b = (b);					\
									\
	max_a > max_b ? max_a : max_b;					\
})

#define min_t(type, a, b)	min((type)(a), (type)(b))
#define max_t(type, a, b)	max((type)(a), (type)(b))

/* Through an integer: the member may be const where the container is not. */
#define container_of(ptr, type, member)					\
	((type *)((uintptr_t)(ptr) - offsetof(type, member)))

/* hpalloc.map decides what is exported. */
#define EXPORT_SYMBOL_GPL(symbol)	static_assert(true, #symbol)

#define hp_might_sleep()		do { } while (0)

#define HP_WORD_BITS			(8 * sizeof(unsigned long))
#define hp_lowest_bit(word)		((unsigned int)__builtin_ctzl(word))
#define hp_bits_set(word)		((unsigned int)__builtin_popcountl(word))

#define hp_note(...) do {						\
	fprintf(stderr, "hpalloc: " __VA_ARGS__);			\
	fputc('\n', stderr);						\
} while (0)

/* What every build finds, see fixed_block.h. */
#define hp_report_once(...) do {					\
	static bool hp_reported;					\
									\
	if (!__atomic_exchange_n(&hp_reported, true, __ATOMIC_RELAXED))	\
		hp_note(__VA_ARGS__);					\
} while (0)

/* What a build with HP_DEBUG finds ends the program, see debug.h. */
#define hp_report(...) do {						\
	hp_note(__VA_ARGS__);						\
	abort();							\
} while (0)

static inline void hp_prefetchw(const void *addr)
{
	__builtin_prefetch(addr, 1);
}

void *hp_platform_alloc_region(size_t size);
void hp_platform_free_region(void *mem, size_t size);
void *hp_platform_alloc_meta(size_t size);
void hp_platform_free_meta(void *meta);

#endif /* HPALLOC_SRC_KERNEL_H */
