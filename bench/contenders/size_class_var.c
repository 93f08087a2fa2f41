// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "size_class.h"

static __always_inline void *op_alloc(void *state)
{
	struct hp_size_class_state *s = state;

	return hp_size_class_alloc(&s->sc, s->size, &s->class_size);
}

static __always_inline void op_free(void *state, void *block)
{
	struct hp_size_class_state *s = state;

	hp_size_class_free(&s->sc, block, s->class_size);
}

HP_DEFINE_LOOPS(loops, op_alloc, op_free);

HP_CONTENDER(size_class_var) = {
	.note = "the same with a size known at run time",
	.loops = &loops,
	HP_SIZE_CLASS_MEMBERS,
};
