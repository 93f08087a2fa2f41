/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_TRACE_H
#define HPALLOC_BENCH_ENGINE_TRACE_H

#include "platform.h"
#include "text.h"
#include "trace_limits.h"

/*
 * An allocation trace: which blocks of which sizes are allocated and freed, one
 * after the other. As a text it has a line an operation, between a first line
 * that names the version and a last one, so that a part of it is none:
 *
 *	hpalloc-trace 1
 *	a ID SIZE	allocates a block of SIZE bytes, which is called ID
 *	f ID		frees it; after that, ID may be allocated again
 *	end
 *
 * Numbers are decimal, without sign or leading zeros; words are separated by one
 * space, lines end in a newline. Blocks may be live at the end.
 */

/* Bytes of the longest line, with its newline, and more. */
#define HP_TRACE_MAX_LINE	32

/**
 * struct hp_trace_op - an operation
 * @slot: of the block
 * @freed: bytes of the block that is freed first, 0 for none
 * @allocated: bytes of the block that is allocated then, 0 for none
 */
struct hp_trace_op {
	u32 slot;
	u16 freed;
	u16 allocated;
};

/**
 * struct hp_trace - a trace; all zero is one without operations
 * @ops: the operations; each of a text either allocates or frees
 * @nr: how many
 * @slots: slots that they need
 * @peak: blocks that are live at once, at most
 * @peak_bytes: bytes of live blocks, at most
 * @nr_peak: operations until there are so many
 * @max_size: bytes of the largest block
 * @users: for whoever shares it
 */
struct hp_trace {
	struct hp_trace_op *ops;
	u32 nr;
	u32 slots;
	u32 peak;
	u64 peak_bytes;
	u32 nr_peak;
	u32 max_size;
	unsigned int users;
};

/**
 * struct hp_trace_reader - a trace that is being read; all zero at first
 * @trace: what there is of it
 * @room: operations that it has room for
 * @sizes: by ID, the bytes of the live block, 0 if there never was one, and
 *         U16_MAX if it was freed
 * @ids: how many of these
 * @live: blocks that are live
 * @live_bytes: their bytes
 * @line: lines that were read
 * @pending: the beginning of the next one
 * @len: its bytes
 * @ended: the last line was read
 * @err: of what was wrong first
 */
struct hp_trace_reader {
	struct hp_trace trace;
	u32 room;
	u16 *sizes;
	u32 ids;
	u32 live;
	u64 live_bytes;
	u32 line;
	char pending[HP_TRACE_MAX_LINE];
	u32 len;
	bool ended;
	int err;
};

/**
 * hp_trace_read() - read a piece of a trace
 * @reader: the reader
 * @text: the next bytes of the text
 * @len: how many
 * @reason: appended to: one printable line that names the line and says what is
 *          wrong with it
 *
 * Takes up to 50 MiB: 8 bytes an operation, while more room is made 12, and 2
 * bytes an ID.
 *
 * Return: 0; -EINVAL or -ENOMEM, and from then on always, without a reason.
 */
int hp_trace_read(struct hp_trace_reader *reader, const char *text, size_t len,
		  struct hp_text *reason);

/**
 * hp_trace_finish() - take the trace that was read, and begin another
 * @reader: the reader
 * @trace: what it becomes, for hp_trace_free(); unchanged if the text was no trace
 * @reason: appended to, as above
 *
 * Return: 0; -EINVAL if its end is missing, or what hp_trace_read() returned.
 */
int hp_trace_finish(struct hp_trace_reader *reader, struct hp_trace *trace,
		    struct hp_text *reason);

/**
 * hp_trace_abandon() - free what was read
 * @reader: the reader
 */
void hp_trace_abandon(struct hp_trace_reader *reader);

/**
 * hp_trace_format() - write a trace so that it can be read again
 * @trace: a trace that was read
 * @text: appended to
 */
void hp_trace_format(const struct hp_trace *trace, struct hp_text *text);

/**
 * hp_trace_free() - free the operations
 * @trace: a trace; becomes one without
 */
void hp_trace_free(struct hp_trace *trace);

#endif /* HPALLOC_BENCH_ENGINE_TRACE_H */
