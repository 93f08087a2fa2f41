/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_CONTENDER_H
#define HPALLOC_BENCH_ENGINE_CONTENDER_H

#include "loops.h"

/*
 * A contender is an allocator as the benchmark sees it. To add one: write
 * contenders/NAME.c, which defines HP_CONTENDER(NAME), and put NAME into
 * contenders/kernel_list.h, user_list.h or both. Everything else is derived.
 * What a contender lacks is a NULL member.
 */

/**
 * struct hp_limit - where a contender may not be called
 * @alloc: why it may not allocate there, or NULL if it may
 * @free: why it may not free there, or NULL
 */
struct hp_limit {
	const char *alloc[HP_IN_NR];
	const char *free[HP_IN_NR];
};

/**
 * struct hp_contender - an allocator
 * @note: a line for its users: what it is, how it is called
 * @alias: another name that is understood, or NULL
 * @extra: takes part only if named, or with "all"
 * @baseline: others are compared with it
 * @owns_memory: has all its pages before the first allocation, so that rows
 *               in which others take theirs from the system flatter it
 * @bounded: has no more blocks than it was created for, but for what it rounds up,
 *           and returns NULL then; others take what the system has
 * @keeps: takes no block back before it is destroyed: freeing does nothing
 * @shared: may be used on several CPUs at once; others have one owner
 * @not_in: what it may not do outside of a task, and why; NULL if nothing
 * @identity: for the platform: what the process has to be for it
 * @state: passed to everything below; one run at a time uses it
 * @open: called before the turns of a workload; 0 or -errno
 * @close: called after them
 * @absent: why the running system lacks it, or NULL if it is there; NULL if it
 *          always is
 * @unfit: why it cannot take part with a block size, or NULL if it can
 * @create: creates a fresh allocator for so many live blocks; 0 or -errno
 * @destroy: destroys it, after all blocks were freed
 * @live: blocks that it has handed out and not got back; NULL if it cannot say
 * @bytes: memory that it took, where more may be known than is found from the
 *         live blocks; 0 if it took none
 * @need: bytes that so many live blocks will take, roughly; if NULL, their own
 * @loops: its measured loops, for every block size,
 * @loops_for: or for a certain one
 * @sized: those for blocks of many sizes, up to those that it is fit for; NULL if
 *         it has one size, which is the block size
 * @create_sized: instead of @create, for these; so many live blocks, of up to
 *                @block_size bytes; NULL if @create will do
 * @sized_not_in: instead of @not_in, for these; NULL if it is the same
 */
struct hp_contender {
	const char *note;
	const char *alias;
	bool extra;
	bool baseline;
	bool owns_memory;
	bool bounded;
	bool keeps;
	bool shared;
	const struct hp_limit *not_in;
	const struct hp_identity *identity;
	void *state;
	int (*open)(void *state, size_t block_size);
	void (*close)(void *state);
	const char *(*absent)(void);
	const char *(*unfit)(size_t block_size);
	int (*create)(void *state, u64 count, size_t block_size);
	void (*destroy)(void *state);
	u64 (*live)(void *state);
	u64 (*bytes)(void *state);
	u64 (*need)(u64 count, size_t block_size);
	const struct hp_loops *loops;
	const struct hp_loops *(*loops_for)(size_t block_size);
	const struct hp_loops *sized;
	int (*create_sized)(void *state, u64 count, size_t block_size);
	const struct hp_limit *sized_not_in;
};

/* Defines a contender, for the list. */
#define HP_CONTENDER(name)						\
	extern const struct hp_contender hp_contender_##name;		\
	const struct hp_contender hp_contender_##name

/**
 * struct hp_contender_entry - a contender under its name
 * @name: by which it is chosen and reported
 * @contender: the contender
 */
struct hp_contender_entry {
	const char *name;
	const struct hp_contender *contender;
};

/** hp_contenders - all that this platform has, in the order of its list */
extern const struct hp_contender_entry hp_contenders[];

/** hp_nr_contenders - how many */
extern const unsigned int hp_nr_contenders;

/** hp_harness - the loops without an allocator; not chosen, always there */
extern const struct hp_contender_entry hp_harness;

/**
 * hp_contender_absent() - whether a contender is there
 * @contender: the contender
 *
 * Return: NULL if it is, or why not.
 */
static inline const char *hp_contender_absent(const struct hp_contender *contender)
{
	return contender->absent ? contender->absent() : NULL;
}

/**
 * hp_contender_unfit() - whether a contender can take part
 * @contender: the contender
 * @block_size: bytes in a block
 *
 * Return: NULL if it can, or why not.
 */
static inline const char *hp_contender_unfit(const struct hp_contender *contender,
					     size_t block_size)
{
	const char *reason = hp_contender_absent(contender);

	if (!reason && contender->unfit)
		reason = contender->unfit(block_size);
	return reason;
}

/**
 * hp_contender_need() - memory that a contender will take
 * @contender: the contender
 * @count: live blocks
 * @block_size: bytes in each
 *
 * Return: bytes, roughly.
 */
static inline u64 hp_contender_need(const struct hp_contender *contender,
				    u64 count, size_t block_size)
{
	if (!contender->need)
		return count * block_size;
	return contender->need(count, block_size);
}

/**
 * hp_contender_loops() - a contender's measured loops
 * @contender: the contender
 * @block_size: bytes in a block, for which it is fit
 *
 * Return: the loops.
 */
static inline const struct hp_loops *
hp_contender_loops(const struct hp_contender *contender, size_t block_size)
{
	return contender->loops ? contender->loops : contender->loops_for(block_size);
}

#endif /* HPALLOC_BENCH_ENGINE_CONTENDER_H */
