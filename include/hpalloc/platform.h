/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_PLATFORM_H
#define HPALLOC_PLATFORM_H

/*
 * platform: all that the layers need of a platform
 *
 * The only header through which they depend on one, or on its version. It has
 * two implementations: platform_linux.h in the kernel, platform_user.h in user
 * space, which is in userspace/include. What is listed here both have.
 *
 * For the headers of the layers, which programs include: size_t, bool, errno
 * values, __always_inline, and, since no plain name may leak into a program,
 *
 *	hp_unlikely(cond)	unlikely()
 *	hp_assume(cond)		a promise to the compiler that @cond holds
 *
 * For their sources: memset() and the like, likely(), unlikely(), noinline, min(),
 * max(), min_t(), max_t(), container_of(), snprintf(), EXPORT_SYMBOL_GPL(), and
 *
 *	hp_might_sleep()	might_sleep()
 *	hp_prefetchw(addr)	prefetchw()
 *	HP_WORD_BITS		bits in an unsigned long
 *	hp_lowest_bit(word)	the lowest bit that is set; @word is not 0
 *	hp_bits_set(word)	how many bits are set
 *	hp_report(fmt, ...)	reports misuse, see debug.h
 *	hp_report_once(fmt, ...)	the same in every build, once
 *	hp_note(fmt, ...)	prints a line
 *	hp_mark_...(mem, size)	tells a memory checker what may be accessed
 *	HP_MARKS		defined where there is one
 *	hp_platform_alloc_region(size), hp_platform_free_region(mem, size)
 *				memory of an arena, populated; may sleep
 *	hp_platform_alloc_meta(size), hp_platform_free_meta(meta)
 *				zeroed memory for the layers themselves; may sleep
 */

#ifdef __KERNEL__
#include <hpalloc/platform_linux.h>
#else
#include <hpalloc/platform_user.h>
#endif

#endif /* HPALLOC_PLATFORM_H */
