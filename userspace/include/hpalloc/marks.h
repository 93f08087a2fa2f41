/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_MARKS_H
#define HPALLOC_MARKS_H

/*
 * marks: which memory of an arena may be used, for AddressSanitizer or Valgrind
 *
 * AddressSanitizer is told when the compiler instruments for it, Valgrind when
 * HP_VALGRIND is defined: its requests cost a few instructions even when it
 * does not run. Otherwise, with HP_NO_MARKS, and with HP_DEBUG, which looks
 * into free blocks itself, the marks are empty.
 *
 * The mark of an alloc is inlined into the program, all others are in the
 * library. So both have to be built alike: a mixed build does not link
 * (undefined hp_fixed_block_refill_asan). Link libhpalloc-asan or
 * libhpalloc-valgrind then, or define HP_NO_MARKS.
 *
 * There is no gap between blocks. A block that is overrun is reported if the
 * memory behind it is free, not if it is a live block. AddressSanitizer sees
 * 8 bytes at a time: on 32 bits, blocks of 4 or 12 bytes share these.
 */

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
#define HP_MARKS_ASAN
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HP_MARKS_ASAN
#endif
#endif

#if defined(HP_NO_MARKS) || defined(HP_DEBUG)
#undef HP_MARKS_ASAN
#elif defined(HP_MARKS_ASAN)
#include <sanitizer/asan_interface.h>
#elif defined(HP_VALGRIND)
#define HP_MARKS_VALGRIND
#include <valgrind/memcheck.h>
#endif

#if defined(HP_MARKS_ASAN) || defined(HP_MARKS_VALGRIND)
#define HP_MARKS
#endif

#if defined(HP_MARKS_ASAN)

#define hp_fixed_block_refill	hp_fixed_block_refill_asan
#define hp_fixed_block_spill	hp_fixed_block_spill_asan

#define HP_MARK_NOACCESS(mem, size)	__asan_poison_memory_region(mem, size)
#define HP_MARK_UNDEFINED(mem, size)	__asan_unpoison_memory_region(mem, size)
#define HP_MARK_DEFINED(mem, size)	__asan_unpoison_memory_region(mem, size)

#elif defined(HP_MARKS_VALGRIND)

#define hp_fixed_block_refill	hp_fixed_block_refill_valgrind
#define hp_fixed_block_spill	hp_fixed_block_spill_valgrind

#define HP_MARK_NOACCESS(mem, size)	VALGRIND_MAKE_MEM_NOACCESS(mem, size)
#define HP_MARK_UNDEFINED(mem, size)	VALGRIND_MAKE_MEM_UNDEFINED(mem, size)
#define HP_MARK_DEFINED(mem, size)	VALGRIND_MAKE_MEM_DEFINED(mem, size)

#else

#define HP_MARK_NOTHING(mem, size)	do { (void)(mem); (void)(size); } while (0)

#define HP_MARK_NOACCESS(mem, size)	HP_MARK_NOTHING(mem, size)
#define HP_MARK_UNDEFINED(mem, size)	HP_MARK_NOTHING(mem, size)
#define HP_MARK_DEFINED(mem, size)	HP_MARK_NOTHING(mem, size)

#endif

/* A region that was added: nothing of it may be used yet. */
#define hp_mark_region(mem, size)	HP_MARK_NOACCESS(mem, size)
/* A region on its way back to where it came from. */
#define hp_unmark_region(mem, size)	HP_MARK_UNDEFINED(mem, size)
/* A page that was handed out, */
#define hp_mark_page(page, size)	HP_MARK_UNDEFINED(page, size)
/* and that now consists of free blocks. */
#define hp_mark_carved(page, size)	HP_MARK_NOACCESS(page, size)
/* A block that was handed out, or NULL. */
#define hp_mark_allocated(block, size) \
	do { if (block) HP_MARK_UNDEFINED(block, size); } while (0)
#define hp_mark_freed(block, size)	HP_MARK_NOACCESS(block, size)

#endif /* HPALLOC_MARKS_H */
