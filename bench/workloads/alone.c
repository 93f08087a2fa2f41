// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "parallel.h"

HP_WORKLOAD(alone) = {
	.note = "parallel on one CPU, to compare with",
	.extra = true,
	.steps = hp_parallel_steps,
};
