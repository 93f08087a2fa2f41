/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_PLATFORM_USER_H
#define HPALLOC_PLATFORM_USER_H

/*
 * User space, see platform.h. This file is installed, so it defines nothing that
 * a program might call its own. What the layers' sources need is in src/kernel.h.
 */

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hpalloc/marks.h>

/* A C library other than glibc leaves the decision to the compiler. */
#ifndef __always_inline
#define __always_inline		inline
#endif

#define hp_unlikely(cond)	__builtin_expect(!!(cond), 0)

/* A promise to the compiler; -fsanitize=unreachable turns it into a check. */
#define hp_assume(cond) do { if (!(cond)) __builtin_unreachable(); } while (0)

#ifdef HP_KERNEL_NAMES
#include <kernel.h>
#endif

#endif /* HPALLOC_PLATFORM_USER_H */
