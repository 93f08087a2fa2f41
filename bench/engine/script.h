/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_SCRIPT_H
#define HPALLOC_BENCH_ENGINE_SCRIPT_H

#include "rng.h"
#include "trace.h"
#include "workload.h"

/*
 * What the steps with HP_OP_TRACE do. It is written before each of them, outside
 * of what is measured.
 */

/**
 * struct hp_script - the operations of a step, and which blocks there are
 * @slots: how many slots
 * @sizes: bytes of the block in each of them, 0 if it is empty
 * @own: an operation for each
 * @ops: the operations of the step: these, or those of a trace
 * @nr: how many
 */
struct hp_script {
	u32 slots;
	u16 *sizes;
	struct hp_trace_op *own;
	const struct hp_trace_op *ops;
	u32 nr;
};

/* Bytes that it takes for each slot. */
#define HP_SCRIPT_BYTES	(sizeof(struct hp_trace_op) + sizeof(u16))

/**
 * hp_script_hire() - get memory for the steps of a run
 * @script: the script, all zero
 * @slots: how many
 *
 * Return: 0 or -ENOMEM; hp_script_dismiss() in both cases.
 */
int hp_script_hire(struct hp_script *script, u32 slots);

/**
 * hp_script_dismiss() - free it
 * @script: the script
 */
void hp_script_dismiss(struct hp_script *script);

/**
 * hp_script_write() - write the operations of a step
 * @script: the script
 * @step: the step
 * @count: blocks that it is for, unless it replays
 * @trace: what HP_SCRIPT_REPLAY replays
 * @rng: decides on slots and sizes
 *
 * Return: 0, or -EINTR if the run is to end.
 */
int hp_script_write(struct hp_script *script, const struct hp_step *step, u32 count,
		    const struct hp_trace *trace, struct hp_rng *rng);

/**
 * hp_script_track() - note that operations were done
 * @script: the script
 * @first: the first of them
 * @count: how many
 */
void hp_script_track(struct hp_script *script, u32 first, u32 count);

/**
 * hp_script_drain() - write operations that free all blocks there are
 * @script: the script
 */
void hp_script_drain(struct hp_script *script);

/**
 * hp_script_clear() - forget what freed blocks left in the slots
 * @script: the script
 * @live: the slots: those that are empty become NULL
 */
void hp_script_clear(const struct hp_script *script, void **live);

/**
 * hp_script_bytes() - what is live
 * @script: the script
 *
 * Return: bytes of all blocks.
 */
u64 hp_script_bytes(const struct hp_script *script);

#endif /* HPALLOC_BENCH_ENGINE_SCRIPT_H */
