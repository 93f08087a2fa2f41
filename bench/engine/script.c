// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "script.h"

/* Operations that are written between two checkpoints. */
#define LOOK_EVERY	65536

int hp_script_hire(struct hp_script *script, u32 slots)
{
	script->slots = slots;
	script->own = hp_bench_zalloc((u64)slots * sizeof(*script->own));
	script->sizes = hp_bench_zalloc((u64)slots * sizeof(*script->sizes));
	return script->own && script->sizes ? 0 : -ENOMEM;
}

void hp_script_dismiss(struct hp_script *script)
{
	hp_bench_zfree(script->own);
	hp_bench_zfree(script->sizes);
}

/* Each of the sizes equally often. */
static u32 draw_size(const struct hp_step *step, struct hp_rng *rng)
{
	u32 i = hp_rng_below(rng, HP_SIZES);

	return step->sizes ? step->sizes[i] : i + 1;
}

/* A block into each slot. */
static int write_fill(struct hp_script *script, const struct hp_step *step, u32 count,
		      struct hp_rng *rng)
{
	int err = 0;

	for (script->nr = 0; script->nr < count && !err; script->nr++) {
		script->own[script->nr] = (struct hp_trace_op){
			.slot = script->nr,
			.allocated = draw_size(step, rng),
		};
		err = script->nr % LOOK_EVERY ? 0 : hp_bench_checkpoint(0);
	}
	return err;
}

/* From the last to the first: then sizes are those before them. */
static void undo(struct hp_script *script)
{
	u32 i;

	for (i = script->nr; i; i--)
		script->sizes[script->own[i - 1].slot] = script->own[i - 1].freed;
}

/* As often as there are blocks, another one in place of any of them. */
static int write_replace(struct hp_script *script, const struct hp_step *step, u32 count,
			 struct hp_rng *rng)
{
	int err = 0;

	for (script->nr = 0; script->nr < count && !err; script->nr++) {
		struct hp_trace_op *op = &script->own[script->nr];

		op->slot = hp_rng_below(rng, count);
		op->freed = script->sizes[op->slot];
		op->allocated = draw_size(step, rng);
		script->sizes[op->slot] = op->allocated;
		err = script->nr % LOOK_EVERY ? 0 : hp_bench_checkpoint(0);
	}
	undo(script);
	return err;
}

void hp_script_drain(struct hp_script *script)
{
	u32 slot;

	script->ops = script->own;
	script->nr = 0;
	for (slot = 0; slot < script->slots; slot++)
		if (script->sizes[slot])
			script->own[script->nr++] = (struct hp_trace_op){
				.slot = slot,
				.freed = script->sizes[slot],
			};
}

int hp_script_write(struct hp_script *script, const struct hp_step *step, u32 count,
		    const struct hp_trace *trace, struct hp_rng *rng)
{
	script->ops = script->own;
	switch (step->script) {
	case HP_SCRIPT_FILL:
		return write_fill(script, step, count, rng);
	case HP_SCRIPT_REPLACE:
		return write_replace(script, step, count, rng);
	case HP_SCRIPT_DRAIN:
		hp_script_drain(script);
		return 0;
	case HP_SCRIPT_REPLAY:
		script->ops = trace->ops;
		script->nr = trace->nr;
		return 0;
	case HP_SCRIPT_PEAK:
		script->ops = trace->ops;
		script->nr = trace->nr_peak;
		return 0;
	default:
		return -EINVAL;
	}
}

void hp_script_track(struct hp_script *script, u32 first, u32 count)
{
	const struct hp_trace_op *op = script->ops + first;

	for (; count; count--, op++)
		script->sizes[op->slot] = op->allocated;
}

void hp_script_clear(const struct hp_script *script, void **live)
{
	u32 slot;

	for (slot = 0; slot < script->slots; slot++)
		if (!script->sizes[slot])
			live[slot] = NULL;
}

u64 hp_script_bytes(const struct hp_script *script)
{
	u64 bytes = 0;
	u32 slot;

	for (slot = 0; slot < script->slots; slot++)
		bytes += script->sizes[slot];
	return bytes;
}
