// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The benchmark's memory for its parsers. Its own has a platform behind it. */

#include "../../bench/engine/platform.h"

#include <stdlib.h>

void *hp_bench_zalloc(u64 size)
{
	return calloc(1, size);
}

void hp_bench_zfree(void *mem)
{
	free(mem);
}
