/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_ENGINE_TRACE_LIMITS_H
#define HPALLOC_BENCH_ENGINE_TRACE_LIMITS_H

/* What a trace has at most, for who reads one and for who writes one. */

#define HP_TRACE_VERSION	1

/* Of a block: what a page holds, which is the most that hpalloc has. */
#define HP_TRACE_MAX_SIZE	4096

/* IDs are below this, and best used again, as each takes a slot. */
#define HP_TRACE_MAX_IDS	(1U << 20)

#define HP_TRACE_MAX_OPS	(1U << 22)

#endif /* HPALLOC_BENCH_ENGINE_TRACE_LIMITS_H */
