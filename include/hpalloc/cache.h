/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_CACHE_H
#define HPALLOC_CACHE_H

#include <hpalloc/debug.h>
#include <hpalloc/shape.h>
#include <hpalloc/smp.h>

/*
 * cache: blocks of one size for any CPU and any context
 *
 * Blocks can be allocated and freed by tasks, in softirq, hard interrupts and
 * NMIs, with preemption on or off, also on PREEMPT_RT, and be freed on another
 * CPU and in another context than they were allocated in. A block is aligned to
 * the largest power of two that divides its size, never crosses a page, and is
 * handed out uninitialised.
 *
 * How it works: each CPU has an array of pointers to free blocks, its magazine,
 * and a mark of whether someone is at it. With preemption off, alloc and free
 * set the mark, move one pointer and clear the mark: no lock, no atomic
 * read-modify-write, interrupts stay as they are. Who finds the mark set has
 * interrupted its owner. It leaves the magazine alone and goes to the depot,
 * which is lock-free, for the one block. Nobody ever waits for anybody.
 *
 * The depot has a bit for each block outside the blocks, above these hints for
 * words that are not empty, and a count of bits that may be claimed. An empty
 * magazine takes 64 blocks from there, in address order from an area where the
 * CPU starts; a full one gives its older half. Cache.c says why a search ends.
 *
 * The magazines are Bonwick and Adams, "Magazines and Vmem" (USENIX 2001); that
 * each CPU starts in an area of its own is from LLFree (USENIX ATC 2023).
 *
 * Use it for objects of one size that several CPUs or contexts share, or that
 * are allocated where nothing else may be: NMIs, tracepoints, kprobes. Do not
 * use it where memory must be given back under pressure (kmem_cache), or where
 * there is one owner at a time anyway (fixed_block.h, which is faster).
 *
 * Limits: block sizes as in fixed_block.h. The cache grows in up to 16 steps of
 * one size, a power of two, the first when it is created; hp_cache_reserve() takes
 * several at once, which makes frees faster. Memory stays until it is destroyed.
 * The bits for all of max_bytes are there from the start: 0.2% of it from 64-byte
 * blocks on, up to 1.6% with smaller ones.
 *
 * What CPUs keep: at most HP_CACHE_MAGAZINE blocks each, which no other CPU can
 * allocate. hp_cache_drain() gives them back, so does a CPU that goes offline,
 * and hp_cache_reserve() counts them in.
 *
 * Mistakes: a block that is freed twice, and a pointer that is no block, is found
 * when it reaches the depot, reported once with its address and ignored. While it
 * is in a magazine, it may be handed out again. A build with HP_DEBUG finds both
 * at once (debug.h).
 */

#ifdef __cplusplus
extern "C" {
#endif

/* HP_CACHE_MAGAZINE: blocks that a CPU keeps at most; the tests have a few */
#ifndef HP_CACHE_MAGAZINE
#define HP_CACHE_MAGAZINE	64
#endif

/* HP_CACHE_SLOTS: steps in which a cache can grow, and regions that it can have */
#define HP_CACHE_SLOTS		16

/* HP_CACHE_CONTEXTS: tasks, softirqs, hard interrupts, NMIs */
#define HP_CACHE_CONTEXTS	4

/* HP_CACHE_LEVELS: of bits: one a block, one a word of these, one a word of those */
#define HP_CACHE_LEVELS		3

/* HP_CACHE_NAME_SIZE: of the name that is shown, the end included */
#define HP_CACHE_NAME_SIZE	32

/* What is at a magazine; private. */
enum hp_cache_busy {
	HP_CACHE_IDLE,
	HP_CACHE_OWNED,
	HP_CACHE_DEAD,
};

/**
 * struct hp_cache_cpu - what each CPU has of a cache; private
 * @busy: an enum hp_cache_busy
 * @depth: contexts on this CPU that are lowering hints
 * @count: blocks in the magazine; belongs to who set @busy
 * @magazine: free blocks, the one freed last at @count - 1
 * @home: the chunk where this CPU starts to look for free blocks
 * @lowering: the chunks whose hints are being lowered, plus 1, or 0
 * @refills: how often the magazine was filled
 * @flushes: how often half of it was emptied
 * @nested: calls that found the magazine busy
 * @failures: calls that found nothing
 * @high: blocks that were out of the depot when this CPU took the last ones
 */
struct hp_cache_cpu {
	unsigned char busy;
	unsigned int depth;
	unsigned long count;
	void *magazine[HP_CACHE_MAGAZINE];
	size_t home;
	size_t lowering[HP_CACHE_CONTEXTS];
	hp_counter refills;
	hp_counter flushes;
	hp_counter nested;
	hp_counter failures;
	long high;
} __aligned(64);

/**
 * struct hp_cache_range - the addresses of a region; private
 * @start: the first one
 * @size: bytes
 * @page: number of its first page
 */
struct hp_cache_range {
	uintptr_t start;
	size_t size;
	size_t page;
};

/**
 * struct hp_cache_directory - the regions by address, never changed; private
 * @steps: of a search: the first one, halved each time
 * @ranges: in order of their addresses; behind the last one, start is the largest
 *          address there is
 */
struct hp_cache_directory {
	unsigned int steps;
	struct hp_cache_range ranges[HP_CACHE_SLOTS];
};

/**
 * struct hp_cache_region - memory that was taken in one piece; private
 * @mem: the memory
 * @size: bytes
 * @page: number of its first page
 * @directory: what was made when it was added, with all regions up to it
 */
struct hp_cache_region {
	char *mem;
	size_t size;
	size_t page;
	struct hp_cache_directory *directory;
};

/**
 * struct hp_cache - a cache; embed it, and treat all members as private
 * @cpu: what each CPU has
 * @block_size: bytes in a block
 * @shape: of its pages
 * @slot_shift: binary logarithm of the pages that a slot has
 * @levels: level 0 has a bit for each block that is free, in page_words words for
 *          each page; above it a bit stands for each word of the level below
 * @nr_words: words of each level
 * @directory: the regions by address
 * @slots: where the pages of each slot are, in the order of the bits
 * @nr_slots: how many there are
 * @regions: the regions, of one slot or several
 * @nr_regions: how many there are
 * @max_bytes: bytes of blocks that it may have
 * @size: bytes of blocks that it has
 * @total: blocks
 * @low_water: with fewer blocks available it asks for growth; 0 if it cannot grow
 * @live_bits: with HP_DEBUG, as level 0, which blocks are allocated
 * @host: the platform's
 * @name: what it is called
 * @available: bits that are set and that nobody has claimed
 *
 * It must not be copied or moved.
 */
struct hp_cache {
	struct hp_cache_cpu __percpu *cpu;
	size_t block_size;
	struct hp_block_shape shape;
	unsigned int slot_shift;
	unsigned long *levels[HP_CACHE_LEVELS];
	size_t nr_words[HP_CACHE_LEVELS];
	const struct hp_cache_directory *directory;
	char *slots[HP_CACHE_SLOTS];
	unsigned int nr_slots;
	struct hp_cache_region regions[HP_CACHE_SLOTS];
	unsigned int nr_regions;
	size_t max_bytes;
	size_t size;
	long total;
	long low_water;
	unsigned long *live_bits;
	struct hp_cache_host host;
	char name[HP_CACHE_NAME_SIZE];
	long __aligned(64) available;
};

/**
 * hp_cache_init() - create a cache
 * @cache: the cache, in any state but an initialised one
 * @name: what debugfs and messages call it; copied
 * @block_size: bytes, a multiple of sizeof(void *) up to HP_PAGE_SIZE
 * @max_bytes: bytes of blocks that it may grow to, a multiple of HP_PAGE_SIZE with
 *             room for HP_CACHE_MAGAZINE blocks at least
 *
 * It has a sixteenth of @max_bytes at first, at least 64 KiB, rounded up to a
 * power of two of pages, and grows in steps of as much: hp_cache_reserve().
 *
 * Context: process, may sleep.
 * Return: 0, -EINVAL for a bad @block_size or @max_bytes, -ENOMEM.
 */
int hp_cache_init(struct hp_cache *cache, const char *name, size_t block_size,
		  size_t max_bytes);

/**
 * hp_cache_destroy() - return all memory of a cache
 * @cache: a cache; zeroed or destroyed already is fine
 *
 * Nobody may be in a call on it. If blocks are still allocated, there is one WARN
 * with their count, and the regions that they lie in are leaked. Later calls WARN
 * once and do nothing, as long as the struct itself is there.
 *
 * Context: process, may sleep.
 */
void hp_cache_destroy(struct hp_cache *cache);

/**
 * hp_cache_reserve() - have blocks for bursts where no memory can be had
 * @cache: an initialised cache
 * @blocks: how many
 *
 * After 0, every alloc in any context succeeds as long as no more than @blocks are
 * live, that one included. A block is live until the call that frees it has returned.
 * What all CPUs may keep is added to them.
 *
 * Context: process, may sleep.
 * Return: 0, -ENOMEM at max_bytes or without memory.
 */
int hp_cache_reserve(struct hp_cache *cache, size_t blocks);

/**
 * hp_cache_drain() - have CPUs give back what they keep
 * @cache: an initialised cache
 *
 * Runs a work item on each CPU that is online. What is freed meanwhile may be kept
 * again.
 *
 * Context: process, may sleep. Not within cpus_read_lock().
 */
void hp_cache_drain(struct hp_cache *cache);

/**
 * hp_cache_alloc_bulk() - allocate several blocks
 * @cache: the cache
 * @n: how many
 * @blocks: where their addresses go
 *
 * Context: any, never sleeps.
 * Return: how many it got, less than @n only if nothing was left.
 */
unsigned int hp_cache_alloc_bulk(struct hp_cache *cache, unsigned int n,
				 void **blocks);

/**
 * hp_cache_free_bulk() - free several blocks
 * @cache: the cache that they came from
 * @n: how many
 * @blocks: their addresses; NULL is ignored
 *
 * Context: any, on any CPU.
 */
void hp_cache_free_bulk(struct hp_cache *cache, unsigned int n, void **blocks);

/**
 * struct hp_cache_stats - what is known of a cache
 * @total: blocks that it has memory for
 * @available: blocks in the depot
 * @kept: blocks in magazines
 * @high: most blocks that were out of the depot at once, those kept included
 * @refills: how often a magazine was filled
 * @flushes: how often half of one was emptied
 * @nested: calls that interrupted another and went to the depot
 * @failures: allocations that found nothing
 *
 * While others allocate and free, the parts are of different moments.
 */
struct hp_cache_stats {
	unsigned long total;
	unsigned long available;
	unsigned long kept;
	unsigned long high;
	unsigned long refills;
	unsigned long flushes;
	unsigned long nested;
	unsigned long failures;
};

/**
 * hp_cache_stats_cpu() - what is known of one CPU
 * @cache: an initialised cache
 * @cpu: a possible CPU
 * @stats: filled in; @total and @available are the cache's
 *
 * Context: any.
 */
void hp_cache_stats_cpu(const struct hp_cache *cache, unsigned int cpu,
			struct hp_cache_stats *stats);

/**
 * hp_cache_stats() - what is known of a cache
 * @cache: an initialised cache
 * @stats: filled in, the sum of all CPUs, @high the largest of them
 *
 * Context: any.
 */
void hp_cache_stats(const struct hp_cache *cache, struct hp_cache_stats *stats);

/**
 * hp_cache_live() - blocks that are allocated
 * @cache: an initialised cache
 *
 * Return: the count; while others allocate and free, about as many.
 */
size_t hp_cache_live(const struct hp_cache *cache);

/* For the platform: a step of growth, if it may; 0, -ENOMEM. Under its lock. */
int hp_cache_grow(struct hp_cache *cache);
/* Whether it is time for that. */
bool hp_cache_wants_growth(const struct hp_cache *cache);
/* Empties this CPU's magazine, in a task. */
void hp_cache_drain_this(struct hp_cache *cache);
/* Empties the magazine of a CPU that is offline. */
void hp_cache_drain_dead(struct hp_cache *cache, unsigned int cpu);

/* The cold halves of alloc and free, not to be called otherwise. */
void *hp_cache_refill(struct hp_cache *cache, struct hp_cache_cpu *cpu);
void hp_cache_flush(struct hp_cache *cache, struct hp_cache_cpu *cpu, void *block);
void *hp_cache_alloc_nested(struct hp_cache *cache, struct hp_cache_cpu *cpu);
void hp_cache_free_nested(struct hp_cache *cache, struct hp_cache_cpu *cpu,
			  void *block);

#ifdef HP_DEBUG

/*
 * With HP_DEBUG: whether @block may be freed by @call, marking it as free; and
 * that a free block was not written to, marking it as allocated.
 */
bool hp_cache_debug_free(struct hp_cache *cache, void *block, const char *call);
void hp_cache_debug_alloc(struct hp_cache *cache, void *block, const char *call);

#else

#define hp_cache_debug_free(cache, block, call)		true
#define hp_cache_debug_alloc(cache, block, call)	do { } while (0)

#endif

/* For hp_cache_free(): that a block is free, if it was one of @cache. */
#ifdef HP_MARKS
void hp_cache_mark_freed(const struct hp_cache *cache, void *block);
#else
#define hp_cache_mark_freed(cache, block)	do { (void)(cache); (void)(block); } while (0)
#endif

/**
 * hp_cache_alloc() - allocate a block
 * @cache: the cache
 *
 * Context: any, never sleeps.
 * Return: an uninitialised block, or NULL if at some instant of the call the depot
 * had none. The cache then grows, if it may, from a work item.
 */
static __always_inline void *hp_cache_alloc(struct hp_cache *cache)
{
	struct hp_cache_cpu *cpu = hp_cpu_enter(cache->cpu);
	unsigned long count;
	void *block;

	if (hp_unlikely(hp_peek(&cpu->busy))) {
		block = hp_cache_alloc_nested(cache, cpu);
	} else {
		hp_store(&cpu->busy, HP_CACHE_OWNED);
		/* Not earlier: who interrupted in between may have changed it. */
		hp_barrier();
		count = hp_load(&cpu->count);
		hp_assume(count <= HP_CACHE_MAGAZINE);
		if (hp_unlikely(__builtin_sub_overflow(count, 1, &count))) {
			block = hp_cache_refill(cache, cpu);
		} else {
			block = cpu->magazine[count];
			hp_assume(block);	/* spares free() its test */
			hp_store(&cpu->count, count);
		}
		hp_barrier();
		hp_store(&cpu->busy, HP_CACHE_IDLE);
	}
	hp_cpu_leave();

	hp_mark_allocated(block, cache->block_size);
	hp_cache_debug_alloc(cache, block, "hp_cache_alloc");
	return block;
}

/**
 * hp_cache_free() - free a block
 * @cache: the cache that it came from
 * @block: the block; NULL is ignored, and anything else that is no allocated block
 *         is reported once, when it reaches the depot, and ignored
 *
 * Context: any, on any CPU. Never fails.
 */
static __always_inline void hp_cache_free(struct hp_cache *cache, void *block)
{
	struct hp_cache_cpu *cpu;
	unsigned long count;

	if (hp_unlikely(!block))
		return;
	if (!hp_cache_debug_free(cache, block, "hp_cache_free"))
		return;
	hp_cache_mark_freed(cache, block);

	cpu = hp_cpu_enter(cache->cpu);
	if (hp_unlikely(hp_peek(&cpu->busy))) {
		hp_cache_free_nested(cache, cpu, block);
	} else {
		hp_store(&cpu->busy, HP_CACHE_OWNED);
		hp_barrier();
		count = hp_load(&cpu->count);
		hp_assume(count <= HP_CACHE_MAGAZINE);
		if (hp_unlikely(count == HP_CACHE_MAGAZINE)) {
			hp_cache_flush(cache, cpu, block);
		} else {
			cpu->magazine[count] = block;
			hp_store(&cpu->count, count + 1);
		}
		hp_barrier();
		hp_store(&cpu->busy, HP_CACHE_IDLE);
	}
	hp_cpu_leave();
}

#ifdef __cplusplus
}
#endif

#endif /* HPALLOC_CACHE_H */
