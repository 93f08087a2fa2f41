/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_USER_PLATFORM_H
#define HPALLOC_BENCH_USER_PLATFORM_H

/* The names of engine/platform.h in user space. Wants _GNU_SOURCE. */

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <hpalloc/platform.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef unsigned long long u64;

#define U8_MAX		UINT8_MAX
#define U16_MAX		UINT16_MAX
#define U32_MAX		UINT32_MAX
#define U64_MAX		(~0ULL)

#define __aligned(bytes)	__attribute__((__aligned__(bytes)))
#define __printf(format, first)	__attribute__((__format__(printf, format, first)))

#define clamp(value, low, high)	min(max(value, low), high)
#define max_t(type, a, b)	max((type)(a), (type)(b))
#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define READ_ONCE(var)	__atomic_load_n(&(var), __ATOMIC_RELAXED)
#define WRITE_ONCE(var, value)	__atomic_store_n(&(var), value, __ATOMIC_RELAXED)
#define OPTIMIZER_HIDE_VAR(var)	__asm__("" : "=r" (var) : "0" (var))

#ifdef __x86_64__
#define CONFIG_X86_64	1
#endif

/* A turn is a process with one thread. */
#define HP_BENCH_MAX_CPUS	1

static __always_inline void cpu_relax(void)
{
}

static __always_inline void barrier(void)
{
	__asm__ volatile("" : : : "memory");
}

static __always_inline void barrier_data(const void *ptr)
{
	__asm__ volatile("" : : "r" (ptr) : "memory");
}

static inline void cond_resched(void)
{
}

static inline u64 ktime_get_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_RAW, &now);
	return (u64)now.tv_sec * 1000000000 + (u64)now.tv_nsec;
}

static inline u64 div_u64(u64 dividend, u32 divisor)
{
	return dividend / divisor;
}

static inline u64 div64_u64(u64 dividend, u64 divisor)
{
	return dividend / divisor;
}

static inline u64 div_u64_rem(u64 dividend, u32 divisor, u32 *rest)
{
	*rest = (u32)(dividend % divisor);
	return dividend / divisor;
}

#endif /* HPALLOC_BENCH_USER_PLATFORM_H */
