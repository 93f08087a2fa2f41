/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_TESTS_PLAIN_INLINE_H
#define HPALLOC_TESTS_PLAIN_INLINE_H

/*
 * For the coverage of branches: a function that is inlined has as many
 * branches as it has callers, and of each copy all would have to be taken.
 */

#include <sys/cdefs.h>

#undef __always_inline
#define __always_inline		inline

#endif /* HPALLOC_TESTS_PLAIN_INLINE_H */
