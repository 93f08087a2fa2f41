// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "parallel.h"

HP_WORKLOAD(parallel) = {
	.note = "each CPU for itself, with blocks of its own; sparse: a random 1/32",
	.extra = true,
	.cpus = 2,
	.steps = hp_parallel_steps,
};
