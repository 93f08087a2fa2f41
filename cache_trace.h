/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM hpalloc

#if !defined(HPALLOC_CACHE_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define HPALLOC_CACHE_TRACE_H

/*
 * Tracepoints of the cache: where its fast path ends. A probe may be called in
 * any context, in the middle of a call on the cache, and may itself use it.
 */

#include <linux/tracepoint.h>

#include <hpalloc/cache.h>

DECLARE_EVENT_CLASS(hp_cache_moved,
	TP_PROTO(const struct hp_cache *cache, unsigned int nr),
	TP_ARGS(cache, nr),
	TP_STRUCT__entry(
		__array(char, name, HP_CACHE_NAME_SIZE)
		__field(unsigned int, nr)
		__field(long, available)
	),
	TP_fast_assign(
		memcpy(__entry->name, cache->name, HP_CACHE_NAME_SIZE);
		__entry->nr = nr;
		__entry->available = READ_ONCE(cache->available);
	),
	TP_printk("cache=%s blocks=%u available=%ld",
		  __entry->name, __entry->nr, __entry->available)
);

/* A CPU took blocks into its magazine. */
DEFINE_EVENT(hp_cache_moved, hp_cache_refill,
	     TP_PROTO(const struct hp_cache *cache, unsigned int nr),
	     TP_ARGS(cache, nr));

/* A CPU gave blocks of its magazine back. */
DEFINE_EVENT(hp_cache_moved, hp_cache_flush,
	     TP_PROTO(const struct hp_cache *cache, unsigned int nr),
	     TP_ARGS(cache, nr));

/* A cache has another region. */
TRACE_EVENT(hp_cache_grow,
	TP_PROTO(const struct hp_cache *cache, size_t bytes),
	TP_ARGS(cache, bytes),
	TP_STRUCT__entry(
		__array(char, name, HP_CACHE_NAME_SIZE)
		__field(size_t, bytes)
		__field(size_t, size)
	),
	TP_fast_assign(
		memcpy(__entry->name, cache->name, HP_CACHE_NAME_SIZE);
		__entry->bytes = bytes;
		__entry->size = cache->size;
	),
	TP_printk("cache=%s bytes=%zu size=%zu",
		  __entry->name, __entry->bytes, __entry->size)
);

/* An allocation found fewer blocks than it asked for. */
TRACE_EVENT(hp_cache_exhausted,
	TP_PROTO(const struct hp_cache *cache),
	TP_ARGS(cache),
	TP_STRUCT__entry(
		__array(char, name, HP_CACHE_NAME_SIZE)
		__field(size_t, size)
	),
	TP_fast_assign(
		memcpy(__entry->name, cache->name, HP_CACHE_NAME_SIZE);
		__entry->size = cache->size;
	),
	TP_printk("cache=%s size=%zu", __entry->name, __entry->size)
);

#endif /* HPALLOC_CACHE_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE cache_trace
#include <trace/define_trace.h>
