/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_PORTABLE_H
#define HPALLOC_BENCH_PORTABLE_H

/*
 * What bench/config.c needs of its platform: the compiler includes this before
 * it (-include), in place of the header of that name in bench/.
 */

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef uint32_t u32;
typedef unsigned long long u64;	/* as the kernel prints it */

#define U64_MAX			UINT64_MAX
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

static inline u64 div_u64_rem(u64 dividend, u32 divisor, u32 *remainder)
{
	*remainder = (u32)(dividend % divisor);
	return dividend / divisor;
}

#endif /* HPALLOC_BENCH_PORTABLE_H */
