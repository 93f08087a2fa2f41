/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_PLATFORM_H
#define HPALLOC_PLATFORM_H

/*
 * What the headers of the three layers need of user space, in place of the
 * kernel's file of the same name. It is installed, so it defines nothing that
 * a program might call its own; what only the sources need is in src/kernel.h.
 */

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

#include <hpalloc/marks.h>

/* A C library other than glibc leaves the decision to the compiler. */
#ifndef __always_inline
#define __always_inline		inline
#endif

#define hp_unlikely(cond)	__builtin_expect(!!(cond), 0)

/* A promise to the compiler; -fsanitize=unreachable turns it into a check. */
#define hp_assume(cond) do { if (!(cond)) __builtin_unreachable(); } while (0)

#endif /* HPALLOC_PLATFORM_H */
