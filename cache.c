// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Cache: what alloc and free do when the magazine is busy, empty or full; the
 * depot below the magazines; and its memory.
 *
 * The depot. Level 0 has a bit for each block, set if it is in the depot. Levels
 * 1 and 2 are hints: a bit for each word of level 0, or 1, that is not empty. A
 * word of level 1 with what is below it is a chunk. @available counts bits of
 * level 0 that are set and that nobody has claimed.
 *
 * - Who frees sets bits, then sees to it that both hints above them are up, and
 *   only then adds to @available. Who allocates first claims: takes away from
 *   @available. So there are always as many bits set, and found, as are claimed.
 * - Hints of empty words are lowered once a chunk: who does it says so first in
 *   @lowering, and looks at the words again afterwards, in case that one was
 *   filled in between. Both sides change one word with a full barrier and then
 *   look at the other's, so that one of them raises the hint.
 * - Who finds no hint up although it has claimed looks at the chunks in @lowering.
 *   There, or above hints, a bit is: if not any more, others have taken it, and
 *   have made progress. If all others stand still, as they do for an NMI, one
 *   pass is enough. It costs at most level 2 and 64 words for each context of
 *   each CPU; level 0 is never searched as a whole.
 *
 * A bit stays where it is from a free to an alloc, so there is no ABA, and nothing
 * is read from or written to free blocks.
 */

#include <hpalloc/cache.h>

/* Blocks that a full magazine gives to the depot. */
#define BATCH		(HP_CACHE_MAGAZINE / 2)

/* Words of level 0 in a chunk. */
#define CHUNK_WORDS	HP_WORD_BITS

/* Fruitless passes, each of which means that others made progress. */
#define MAX_PASSES	1000

/* The smallest slot, in pages, unless the cache is smaller. */
#define MIN_SLOT_PAGES	16

/*
 * The regions.
 */

/* The only range that @addr can be in; whether it is, its size tells. */
static __always_inline const struct hp_cache_range *
find_range(const struct hp_cache_directory *directory, const void *addr)
{
	const struct hp_cache_range *range = directory->ranges;
	unsigned int steps, step;

	for (steps = directory->steps; steps; steps /= 2) {
		step = (uintptr_t)addr >= range[steps].start;
		__asm__("" : "+r" (step));	/* or the compiler makes it a branch */
		range += step * steps;
	}
	return range;
}

/* Finds the word of level 0 and the bit of a block; false if it is none. */
static __always_inline bool find_bit(const struct hp_cache_directory *directory,
				     const struct hp_block_shape *shape, const void *block,
				     size_t *word, unsigned int *bit)
{
	const struct hp_cache_range *range = find_range(directory, block);
	size_t offset = (uintptr_t)block - range->start;
	unsigned int i;

	if (unlikely(offset >= range->size ||
		     !hp_block_index(shape, offset % HP_PAGE_SIZE, &i)))
		return false;

	*word = ((range->page + offset / HP_PAGE_SIZE) << shape->page_shift) + i / HP_WORD_BITS;
	*bit = i % HP_WORD_BITS;
	return true;
}

/* The block of the lowest bit of a word of level 0. */
static __always_inline char *first_block(const struct hp_cache *cache, size_t word)
{
	size_t page = word >> cache->shape.page_shift;
	size_t in_page = word & ((1UL << cache->shape.page_shift) - 1);
	size_t in_slot = page & ((1UL << cache->slot_shift) - 1);

	return cache->slots[page >> cache->slot_shift] + in_slot * HP_PAGE_SIZE +
	       in_page * HP_WORD_BITS * cache->block_size;
}

/*
 * Reports, each from one place, so that it is made once.
 */

static noinline void report_block(const struct hp_cache *cache, const void *block)
{
	hp_report_once("hp_cache_free: %p is not allocated, cache %s", block, cache->name);
}

static noinline void report_dead(const struct hp_cache *cache, const char *call)
{
	hp_report_once("%s: cache %s was destroyed", call, cache->name);
}

/* Whether there is anything that a call may touch. */
static bool is_alive(const struct hp_cache *cache, const char *call)
{
	if (likely(cache->cpu != hp_percpu_dead))
		return true;
	report_dead(cache, call);
	return false;
}

/*
 * The depot.
 */

/* Returns those of @mask that were set before. */
static __always_inline unsigned long set_bits(unsigned long *word, unsigned long mask)
{
	unsigned long old = hp_load(word);

	while (!hp_try_cmpxchg(word, &old, old | mask))
		;
	return old & mask;
}

/* The same. */
static unsigned long clear_bits(unsigned long *word, unsigned long mask)
{
	unsigned long old = hp_load(word);

	while (!hp_try_cmpxchg(word, &old, old & ~mask))
		;
	return old & mask;
}

static __always_inline void raise(unsigned long *level, size_t i)
{
	unsigned long *word = &level[i / HP_WORD_BITS], bit = 1UL << i % HP_WORD_BITS;

	if (unlikely(!(hp_load(word) & bit)))
		set_bits(word, bit);
}

/* Sets bits of a word, and the hints above it. Returns those that were set. */
static __always_inline unsigned long put_word(struct hp_cache *cache, size_t word,
					      unsigned long mask)
{
	unsigned long twice = set_bits(&cache->levels[0][word], mask);

	raise(cache->levels[1], word);
	raise(cache->levels[2], word / HP_WORD_BITS);
	return twice;
}

static void add_available(struct hp_cache *cache, long nr)
{
	long old = hp_load(&cache->available);

	while (!hp_try_cmpxchg(&cache->available, &old, old + nr))
		;
}

/* Returns how many were free already. Bits are not counted but then: it is a call. */
static __always_inline unsigned int put_run(struct hp_cache *cache, size_t word,
					    unsigned long mask)
{
	unsigned long twice = mask ? put_word(cache, word, mask) : 0;

	if (likely(!twice))
		return 0;
	report_block(cache, first_block(cache, word) + hp_lowest_bit(twice) * cache->block_size);
	return hp_bits_set(twice);
}

/* Blocks of one word that follow each other are one step. */
static void put_all(struct hp_cache *cache, unsigned int n, void *const *blocks)
{
	const struct hp_cache_directory *directory = hp_load(&cache->directory);
	/* A copy, which the stores to bits do not make the compiler read again. */
	const struct hp_block_shape shape = cache->shape;
	unsigned int nr = n, bit;
	size_t run = 0, word;
	unsigned long mask = 0;

	for (; n; n--, blocks++) {
		if (unlikely(!find_bit(directory, &shape, *blocks, &word, &bit))) {
			report_block(cache, *blocks);
			nr--;
			continue;
		}
		if (word != run || mask >> bit & 1) {
			nr -= put_run(cache, run, mask);
			run = word;
			mask = 0;
		}
		mask |= 1UL << bit;
	}
	nr -= put_run(cache, run, mask);
	if (likely(nr))
		add_available(cache, nr);
}

/* The right to take up to @n blocks. */
static unsigned int claim(struct hp_cache *cache, unsigned int n)
{
	long available = hp_load(&cache->available), nr;

	do {
		nr = min_t(long, available, n);
	} while (nr && !hp_try_cmpxchg(&cache->available, &available, available - nr));

	if (unlikely(available - nr < hp_load(&cache->low_water)))
		hp_cache_ask_growth(cache);
	return (unsigned int)nr;
}

/* Takes up to @n blocks of a word, and says whether it left any. */
static __always_inline unsigned int take_word(struct hp_cache *cache, size_t i, unsigned int n,
					      void **slot, int step, bool *empty)
{
	unsigned long *word = &cache->levels[0][i], old = hp_load(word), rest;
	unsigned int nr;
	char *first;

	*empty = true;
	if (!old)
		return 0;

	first = first_block(cache, i);
	do {
		for (nr = 0, rest = old; rest && nr < n; nr++, rest &= rest - 1) {
			slot[(int)nr * step] = first + hp_lowest_bit(rest) * cache->block_size;
			hp_prefetchw(slot[(int)nr * step]);
		}
	} while (old && !hp_try_cmpxchg(word, &old, rest));
	*empty = !rest;
	return nr;
}

/* Raises hints that were lowered above words that have bits again. */
static void raise_again(struct hp_cache *cache, size_t chunk, unsigned long lowered)
{
	size_t word;

	for (; lowered; lowered &= lowered - 1) {
		word = chunk * CHUNK_WORDS + hp_lowest_bit(lowered);
		if (!hp_load(&cache->levels[0][word]))
			continue;
		raise(cache->levels[1], word);
		raise(cache->levels[2], chunk);
	}
}

static void lower_chunk(struct hp_cache *cache, size_t chunk, unsigned long empty)
{
	unsigned long *hints = &cache->levels[1][chunk];

	if (empty)
		clear_bits(hints, empty);
	raise_again(cache, chunk, empty);
	if (hp_load(hints))
		return;
	clear_bits(&cache->levels[2][chunk / HP_WORD_BITS], 1UL << chunk % HP_WORD_BITS);
	if (hp_load(hints))
		raise(cache->levels[2], chunk);
}

/*
 * Lowers the hints of words that were seen empty. Not in a fifth context, which
 * has no place to say so: a hint that is up does no harm.
 */
static void lower(struct hp_cache *cache, struct hp_cache_cpu *cpu, size_t chunk,
		  unsigned long empty)
{
	unsigned int depth = hp_load(&cpu->depth);

	if (depth == HP_CACHE_CONTEXTS)
		return;

	hp_store(&cpu->depth, depth + 1);
	hp_barrier();
	hp_store(&cpu->lowering[depth], chunk + 1);
	lower_chunk(cache, chunk, empty);
	hp_store_release(&cpu->lowering[depth], 0);
	hp_barrier();
	hp_store(&cpu->depth, depth);
}

/* From the words of a chunk that @hints are of; lowers them if it needs more. */
static __always_inline unsigned int take_chunk(struct hp_cache *cache, struct hp_cache_cpu *cpu,
					       size_t chunk, unsigned long hints,
					       unsigned int n, void **slot, int step)
{
	unsigned long left, seen_empty = 0;
	unsigned int nr = 0;
	bool empty;

	for (left = hints; left && nr < n; left &= left - 1) {
		nr += take_word(cache, chunk * CHUNK_WORDS + hp_lowest_bit(left), n - nr,
				slot + (int)nr * step, step, &empty);
		if (empty)
			seen_empty |= left & -left;
	}
	if (nr < n)
		lower(cache, cpu, chunk, seen_empty);
	return nr;
}

/* Those that others are lowering the hints of. */
static unsigned int take_lowered(struct hp_cache *cache, struct hp_cache_cpu *cpu,
				 unsigned int n, void **slot, int step)
{
	struct hp_cache_cpu *other;
	unsigned int i, which, nr = 0;
	size_t chunk;

	/* The hint first, then whether it is being lowered. */
	hp_read_barrier();
	hp_for_each_cpu(i) {
		other = hp_percpu_ptr(cache->cpu, i);
		for (which = 0; which < HP_CACHE_CONTEXTS && nr < n; which++) {
			chunk = hp_load(&other->lowering[which]);
			if (chunk)
				nr += take_chunk(cache, cpu, chunk - 1, ~0UL, n - nr,
						 slot + (int)nr * step, step);
		}
	}
	return nr;
}

/* The first chunk from @from on whose hint is up; their number if none is. */
static __always_inline size_t find_chunk(const struct hp_cache *cache, size_t from)
{
	size_t nr = cache->nr_words[2], i = from / HP_WORD_BITS;
	unsigned long bits;

	if (from >= cache->nr_words[1])
		return from;
	bits = hp_load(&cache->levels[2][i]) & ~0UL << from % HP_WORD_BITS;
	while (!bits && ++i < nr)
		bits = hp_load(&cache->levels[2][i]);
	return bits ? i * HP_WORD_BITS + hp_lowest_bit(bits) : cache->nr_words[1];
}

/* Takes @n blocks, which were claimed: from this CPU's home on, then all. */
static __always_inline unsigned int take(struct hp_cache *cache, struct hp_cache_cpu *cpu,
					 unsigned int n, void **slot, int step)
{
	size_t end = cache->nr_words[1], chunk = hp_load(&cpu->home);
	unsigned int nr = 0, passes = 0;

	while (nr < n) {
		chunk = find_chunk(cache, chunk);
		if (likely(chunk < end)) {
			nr += take_chunk(cache, cpu, chunk, hp_load(&cache->levels[1][chunk]),
					 n - nr, slot + (int)nr * step, step);
			chunk++;
			continue;
		}
		chunk = 0;
		if (!passes++)
			continue;
		nr += take_lowered(cache, cpu, n - nr, slot + (int)nr * step, step);
		if (unlikely(passes > MAX_PASSES)) {
			hp_report_once("hp_cache_alloc: free blocks are lost, cache %s",
				       cache->name);
			break;
		}
	}
	return nr;
}

/*
 * The cold halves of alloc and free.
 */

/* Keeps what can be known of the largest need without a cost to the fast path. */
static void update_high(const struct hp_cache *cache, struct hp_cache_cpu *cpu)
{
	long out = hp_load(&cache->total) - hp_load(&cache->available);

	if (out > hp_load(&cpu->high))
		hp_store(&cpu->high, out);
}

static void fail(struct hp_cache *cache, struct hp_cache_cpu *cpu)
{
	hp_count(&cpu->failures);
	hp_trace_exhausted(cache);
}

/* The first to be allocated is the last in the magazine. */
void *hp_cache_refill(struct hp_cache *cache, struct hp_cache_cpu *cpu)
{
	unsigned int n = claim(cache, HP_CACHE_MAGAZINE), nr;

	if (!n) {
		fail(cache, cpu);
		return NULL;
	}

	update_high(cache, cpu);
	nr = take(cache, cpu, n, cpu->magazine + n - 1, -1);
	if (unlikely(nr < n))
		memmove(cpu->magazine, cpu->magazine + n - nr, nr * sizeof(*cpu->magazine));
	hp_count(&cpu->refills);
	hp_trace_refill(cache, nr);
	if (unlikely(!nr))
		return NULL;
	hp_store(&cpu->count, nr - 1);
	return cpu->magazine[nr - 1];
}
EXPORT_SYMBOL_GPL(hp_cache_refill);

static void drop_oldest(struct hp_cache *cache, struct hp_cache_cpu *cpu, unsigned int n)
{
	unsigned long left = cpu->count - n;

	put_all(cache, n, cpu->magazine);
	memmove(cpu->magazine, cpu->magazine + n, left * sizeof(*cpu->magazine));
	hp_store(&cpu->count, left);
	hp_count(&cpu->flushes);
	hp_trace_flush(cache, n);
}

void hp_cache_flush(struct hp_cache *cache, struct hp_cache_cpu *cpu, void *block)
{
	unsigned long count;

	drop_oldest(cache, cpu, BATCH);
	count = cpu->count;
	cpu->magazine[count] = block;
	hp_store(&cpu->count, count + 1);
}
EXPORT_SYMBOL_GPL(hp_cache_flush);

/* Whether a call on a CPU's magazine that was busy may go to the depot. */
static bool may_nest(const struct hp_cache *cache, struct hp_cache_cpu *cpu,
		     const char *call)
{
	if (!is_alive(cache, call))
		return false;
	hp_count(&cpu->nested);
	return true;
}

static unsigned int take_from_depot(struct hp_cache *cache, struct hp_cache_cpu *cpu,
				    unsigned int n, void **blocks)
{
	unsigned int nr = claim(cache, n);

	if (nr < n)
		fail(cache, cpu);
	return nr ? take(cache, cpu, nr, blocks, 1) : 0;
}

void *hp_cache_alloc_nested(struct hp_cache *cache, struct hp_cache_cpu *cpu)
{
	void *block = NULL;

	if (may_nest(cache, cpu, "hp_cache_alloc"))
		take_from_depot(cache, cpu, 1, &block);
	return block;
}
EXPORT_SYMBOL_GPL(hp_cache_alloc_nested);

void hp_cache_free_nested(struct hp_cache *cache, struct hp_cache_cpu *cpu, void *block)
{
	if (may_nest(cache, cpu, "hp_cache_free"))
		put_all(cache, 1, &block);
}
EXPORT_SYMBOL_GPL(hp_cache_free_nested);

/*
 * Several blocks at a time. The CPU is left in between, so that preemption is
 * not off for longer than a magazine takes.
 */

static unsigned int take_magazine(struct hp_cache_cpu *cpu, unsigned int n, void **blocks)
{
	unsigned long count = hp_load(&cpu->count);
	unsigned int i, nr = (unsigned int)min_t(unsigned long, n, count);

	for (i = 0; i < nr; i++)
		blocks[i] = cpu->magazine[--count];
	hp_store(&cpu->count, count);
	return nr;
}

static unsigned int alloc_some(struct hp_cache *cache, unsigned int n, void **blocks)
{
	struct hp_cache_cpu *cpu = hp_cpu_enter(cache->cpu);
	unsigned int nr = 0;

	if (likely(!hp_load(&cpu->busy))) {
		hp_store(&cpu->busy, HP_CACHE_OWNED);
		hp_barrier();
		nr = take_magazine(cpu, n, blocks);
		if (nr < n)
			nr += take_from_depot(cache, cpu, n - nr, blocks + nr);
		update_high(cache, cpu);
		hp_barrier();
		hp_store(&cpu->busy, HP_CACHE_IDLE);
	} else if (may_nest(cache, cpu, "hp_cache_alloc_bulk")) {
		nr = take_from_depot(cache, cpu, n, blocks);
	}
	hp_cpu_leave();
	return nr;
}

unsigned int hp_cache_alloc_bulk(struct hp_cache *cache, unsigned int n, void **blocks)
{
	unsigned int got = 0, some, nr, i;

	do {
		some = min_t(unsigned int, n - got, HP_CACHE_MAGAZINE);
		nr = alloc_some(cache, some, blocks + got);
		got += nr;
	} while (nr == some && got < n);

	for (i = 0; i < got; i++) {
		hp_mark_allocated(blocks[i], cache->block_size);
		hp_cache_debug_alloc(cache, blocks[i], "hp_cache_alloc_bulk");
	}
	return got;
}
EXPORT_SYMBOL_GPL(hp_cache_alloc_bulk);

/* Room for @n, at most BATCH of them, in a magazine. */
static void make_space(struct hp_cache *cache, struct hp_cache_cpu *cpu, unsigned int n)
{
	if (hp_load(&cpu->count) + n > HP_CACHE_MAGAZINE)
		drop_oldest(cache, cpu, BATCH);
}

static void free_some(struct hp_cache *cache, unsigned int n, void *const *blocks)
{
	struct hp_cache_cpu *cpu = hp_cpu_enter(cache->cpu);

	if (likely(!hp_load(&cpu->busy))) {
		hp_store(&cpu->busy, HP_CACHE_OWNED);
		hp_barrier();
		make_space(cache, cpu, n);
		memcpy(cpu->magazine + cpu->count, blocks, n * sizeof(*blocks));
		hp_store(&cpu->count, cpu->count + n);
		hp_barrier();
		hp_store(&cpu->busy, HP_CACHE_IDLE);
	} else if (may_nest(cache, cpu, "hp_cache_free_bulk")) {
		put_all(cache, n, blocks);
	}
	hp_cpu_leave();
}

/* Those that may be freed, to the front of a batch. */
static unsigned int check_some(struct hp_cache *cache, unsigned int n, void **blocks,
			       void **checked)
{
	unsigned int i, nr = 0;

	for (i = 0; i < n; i++) {
		if (!blocks[i] || !hp_cache_debug_free(cache, blocks[i], "hp_cache_free_bulk"))
			continue;
		hp_cache_mark_freed(cache, blocks[i]);
		checked[nr++] = blocks[i];
	}
	return nr;
}

void hp_cache_free_bulk(struct hp_cache *cache, unsigned int n, void **blocks)
{
	void *checked[BATCH];
	unsigned int some, nr;

	for (; n; n -= some, blocks += some) {
		some = min_t(unsigned int, n, BATCH);
		nr = check_some(cache, some, blocks, checked);
		if (nr)
			free_some(cache, nr, checked);
	}
}
EXPORT_SYMBOL_GPL(hp_cache_free_bulk);

static void drain(struct hp_cache *cache, struct hp_cache_cpu *cpu)
{
	hp_store(&cpu->busy, HP_CACHE_OWNED);
	hp_barrier();
	put_all(cache, (unsigned int)cpu->count, cpu->magazine);
	hp_store(&cpu->count, 0);
	hp_barrier();
	hp_store(&cpu->busy, HP_CACHE_IDLE);
}

void hp_cache_drain_this(struct hp_cache *cache)
{
	/* A task that is here interrupted no owner. */
	drain(cache, hp_cpu_enter(cache->cpu));
	hp_cpu_leave();
}

void hp_cache_drain_dead(struct hp_cache *cache, unsigned int cpu)
{
	drain(cache, hp_percpu_ptr(cache->cpu, cpu));
}

void hp_cache_drain(struct hp_cache *cache)
{
	if (is_alive(cache, __func__))
		hp_cache_on_each_cpu(cache);
}
EXPORT_SYMBOL_GPL(hp_cache_drain);

/*
 * Memory.
 */

/* All ranges, that of the region at @last included, in order. */
static void fill_directory(const struct hp_cache *cache, unsigned int last,
			   struct hp_cache_directory *directory)
{
	struct hp_cache_range *ranges = directory->ranges;
	const struct hp_cache_region *region;
	unsigned int i, at;

	for (i = last + 1; i < HP_CACHE_SLOTS; i++)
		ranges[i].start = UINTPTR_MAX;
	for (i = 0; i <= last; i++) {
		region = &cache->regions[i];
		for (at = i; at && ranges[at - 1].start > (uintptr_t)region->mem; at--)
			ranges[at] = ranges[at - 1];
		ranges[at].start = (uintptr_t)region->mem;
		ranges[at].size = region->size;
		ranges[at].page = region->page;
	}
	directory->steps = last ? 1 : 0;
	while (directory->steps && directory->steps <= last / 2)
		directory->steps *= 2;
}

static void put_page(struct hp_cache *cache, size_t page)
{
	unsigned int left = cache->shape.page_blocks, nr;
	size_t word = page << cache->shape.page_shift;

	for (; left; left -= nr, word++) {
		nr = min_t(unsigned int, left, HP_WORD_BITS);
		put_word(cache, word, ~0UL >> (HP_WORD_BITS - nr));
	}
}

/* The CPUs start at equal distances in what there is. */
static void spread_homes(struct hp_cache *cache)
{
	size_t words = cache->size / HP_PAGE_SIZE << cache->shape.page_shift;
	unsigned int i, nr = 0;

	hp_for_each_cpu(i)
		hp_store(&hp_percpu_ptr(cache->cpu, i)->home,
			 words * nr++ / hp_nr_cpus() / CHUNK_WORDS);
}

static long low_water(const struct hp_cache *cache)
{
	if (cache->size == cache->max_bytes)
		return 0;
	return max_t(long, cache->total / 8, 2L * HP_CACHE_MAGAZINE * hp_nr_cpus());
}

static void add_slots(struct hp_cache *cache, const struct hp_cache_region *region)
{
	size_t offset, slot_size = HP_PAGE_SIZE << cache->slot_shift;

	for (offset = 0; offset < region->size; offset += slot_size)
		cache->slots[cache->nr_slots++] = region->mem + offset;
}

static void open_region(struct hp_cache *cache, const struct hp_cache_region *region)
{
	size_t nr = region->size / HP_PAGE_SIZE, i;
	long blocks = (long)(nr * cache->shape.page_blocks);

	if (HP_DEBUG_ENABLED)
		memset(region->mem, HP_DEBUG_POISON, region->size);
	hp_mark_carved(region->mem, region->size);
	add_slots(cache, region);
	hp_store_release(&cache->directory, region->directory);
	for (i = 0; i < nr; i++)
		put_page(cache, region->page + i);
	cache->nr_regions++;
	hp_store(&cache->size, cache->size + region->size);
	add_available(cache, blocks);
	hp_store(&cache->total, cache->total + blocks);
	hp_store(&cache->low_water, low_water(cache));
	spread_homes(cache);
}

/* In one piece, so that the directory stays small. */
static int add_region(struct hp_cache *cache, size_t size)
{
	struct hp_cache_region *region = &cache->regions[cache->nr_regions];

	region->directory = hp_platform_alloc_meta(sizeof(*region->directory));
	if (!region->directory)
		return -ENOMEM;
	region->mem = hp_platform_alloc_region(size);
	if (!region->mem) {
		hp_platform_free_meta(region->directory);
		return -ENOMEM;
	}

	region->size = size;
	region->page = (size_t)cache->nr_slots << cache->slot_shift;
	fill_directory(cache, cache->nr_regions, region->directory);
	open_region(cache, region);
	hp_trace_grow(cache, size);
	return 0;
}

/* By @slots, or fewer if memory is insufficient. */
static int grow(struct hp_cache *cache, size_t slots)
{
	size_t slot_size = HP_PAGE_SIZE << cache->slot_shift, left, size;

	left = cache->max_bytes - cache->size;
	slots = min_t(size_t, slots, HP_CACHE_SLOTS);
	for (; left && slots; slots /= 2) {
		size = min_t(size_t, slots * slot_size, left);
		if (!add_region(cache, size))
			return 0;
	}
	return -ENOMEM;
}

int hp_cache_grow(struct hp_cache *cache)
{
	return grow(cache, 1);
}

bool hp_cache_wants_growth(const struct hp_cache *cache)
{
	return hp_load(&cache->available) < hp_load(&cache->low_water);
}

int hp_cache_reserve(struct hp_cache *cache, size_t blocks)
{
	size_t kept = (size_t)HP_CACHE_MAGAZINE * hp_nr_cpus();
	size_t max = cache->max_bytes / HP_PAGE_SIZE * cache->shape.page_blocks;
	size_t slot_blocks = (size_t)cache->shape.page_blocks << cache->slot_shift, missing;
	int err = 0;

	if (!is_alive(cache, __func__) || blocks > max || kept > max - blocks)
		return -ENOMEM;

	hp_cache_lock(cache);
	while (!err && (size_t)cache->total < blocks + kept) {
		missing = blocks + kept - (size_t)cache->total;
		err = grow(cache, (missing + slot_blocks - 1) / slot_blocks);
	}
	hp_cache_unlock(cache);
	return err;
}
EXPORT_SYMBOL_GPL(hp_cache_reserve);

/*
 * Creating and destroying.
 */

static int alloc_levels(struct hp_cache *cache)
{
	size_t pages = cache->max_bytes / HP_PAGE_SIZE, total = 0, i;
	unsigned long *words;

	cache->nr_words[0] = pages << cache->shape.page_shift;
	for (i = 1; i < HP_CACHE_LEVELS; i++)
		cache->nr_words[i] = (cache->nr_words[i - 1] + HP_WORD_BITS - 1) / HP_WORD_BITS;
	/* Chunks are whole. */
	cache->nr_words[0] = cache->nr_words[1] * CHUNK_WORDS;

	for (i = 0; i < HP_CACHE_LEVELS; i++)
		total += cache->nr_words[i];
	if (HP_DEBUG_ENABLED)
		total += cache->nr_words[0];
	words = hp_platform_alloc_meta(total * sizeof(*words));
	if (!words)
		return -ENOMEM;

	for (i = 0; i < HP_CACHE_LEVELS; words += cache->nr_words[i++])
		cache->levels[i] = words;
	cache->live_bits = HP_DEBUG_ENABLED ? words : NULL;
	return 0;
}

static unsigned int slot_shift(size_t max_bytes)
{
	size_t pages = max_bytes / HP_PAGE_SIZE;
	unsigned int shift = 0;

	while ((size_t)HP_CACHE_SLOTS << shift < pages || 1UL << shift < MIN_SLOT_PAGES)
		shift++;
	return shift;
}

static int init_memory(struct hp_cache *cache)
{
	int err = alloc_levels(cache);

	if (err)
		return err;

	cache->cpu = hp_percpu_alloc(struct hp_cache_cpu);
	if (!cache->cpu)
		goto free_levels;
	if (hp_cache_grow(cache))
		goto free_cpu;
	return 0;

free_cpu:
	hp_percpu_free(cache->cpu);
free_levels:
	hp_platform_free_meta(cache->levels[0]);
	cache->cpu = NULL;
	return -ENOMEM;
}

static bool has_blocks_out(const struct hp_cache *cache, const struct hp_cache_region *region)
{
	size_t pages = region->size / HP_PAGE_SIZE, set = 0, word, end;

	word = region->page << cache->shape.page_shift;
	for (end = word + (pages << cache->shape.page_shift); word < end; word++)
		set += hp_bits_set(cache->levels[0][word]);
	return set < pages * cache->shape.page_blocks;
}

static void free_memory(struct hp_cache *cache)
{
	struct hp_cache_region *region = cache->regions;

	for (; cache->nr_regions; cache->nr_regions--, region++) {
		hp_platform_free_meta(region->directory);
		if (has_blocks_out(cache, region))
			continue;
		hp_unmark_region(region->mem, region->size);
		hp_platform_free_region(region->mem, region->size);
	}
	hp_percpu_free(cache->cpu);
	hp_platform_free_meta(cache->levels[0]);
}

int hp_cache_init(struct hp_cache *cache, const char *name, size_t block_size,
		  size_t max_bytes)
{
	int err;

	memset(cache, 0, sizeof(*cache));
	if (hp_block_shape_init(&cache->shape, block_size) || max_bytes % HP_PAGE_SIZE ||
	    max_bytes / HP_PAGE_SIZE * cache->shape.page_blocks < HP_CACHE_MAGAZINE)
		return -EINVAL;

	cache->block_size = block_size;
	cache->max_bytes = max_bytes;
	cache->slot_shift = slot_shift(max_bytes);
	snprintf(cache->name, sizeof(cache->name), "%s", name);
	err = init_memory(cache);
	if (err)
		return err;

	err = hp_cache_attach(cache);
	if (err) {
		free_memory(cache);
		cache->cpu = NULL;
	}
	return err;
}
EXPORT_SYMBOL_GPL(hp_cache_init);

void hp_cache_destroy(struct hp_cache *cache)
{
	unsigned int i;
	long live;

	if (!cache->cpu || cache->cpu == hp_percpu_dead)
		return;

	hp_cache_detach(cache);
	hp_for_each_cpu(i)
		hp_cache_drain_dead(cache, i);
	live = cache->total - cache->available;
	if (live)
		hp_report("%s: %ld blocks are still allocated and leaked, cache %s",
			  __func__, live, cache->name);
	free_memory(cache);
	cache->cpu = hp_percpu_dead;
}
EXPORT_SYMBOL_GPL(hp_cache_destroy);

#ifdef HP_MARKS

/* The memory of anything else is not the cache's to mark, and perhaps not there. */
void hp_cache_mark_freed(const struct hp_cache *cache, void *block)
{
	unsigned int bit;
	size_t word;

	if (cache->cpu != hp_percpu_dead &&
	    find_bit(hp_load(&cache->directory), &cache->shape, block, &word, &bit))
		hp_mark_freed(block, cache->block_size);
}
EXPORT_SYMBOL_GPL(hp_cache_mark_freed);

#endif /* HP_MARKS */

#ifdef HP_DEBUG

static const char *misuse(const struct hp_cache *cache, const void *block, size_t *word,
			  unsigned long *mask)
{
	unsigned int bit;

	if (!find_bit(hp_load(&cache->directory), &cache->shape, block, word, &bit))
		return "no block of this cache";
	*mask = 1UL << bit;
	return NULL;
}

bool hp_cache_debug_free(struct hp_cache *cache, void *block, const char *call)
{
	const char *what;
	unsigned long mask;
	size_t word;

	if (cache->cpu == hp_percpu_dead)
		return true;
	what = misuse(cache, block, &word, &mask);
	if (!what && !clear_bits(&cache->live_bits[word], mask))
		what = "not allocated";
	if (what) {
		hp_report("%s: %p is %s, cache %s", call, block, what, cache->name);
		return false;
	}

	memset(block, HP_DEBUG_POISON, cache->block_size);
	return true;
}
EXPORT_SYMBOL_GPL(hp_cache_debug_free);

void hp_cache_debug_alloc(struct hp_cache *cache, void *block, const char *call)
{
	const unsigned char *byte = block;
	unsigned long mask;
	size_t word, i;

	if (!block || misuse(cache, block, &word, &mask))
		return;

	set_bits(&cache->live_bits[word], mask);
	for (i = 0; i < cache->block_size; i++) {
		if (byte[i] == HP_DEBUG_POISON)
			continue;
		hp_report("%s: write after free to %p, cache %s, at byte %zu",
			  call, block, cache->name, i);
		return;
	}
}
EXPORT_SYMBOL_GPL(hp_cache_debug_alloc);

#endif /* HP_DEBUG */

/*
 * What is known.
 */

void hp_cache_stats_cpu(const struct hp_cache *cache, unsigned int cpu,
			struct hp_cache_stats *stats)
{
	struct hp_cache_cpu *of_cpu = hp_percpu_ptr(cache->cpu, cpu);

	stats->total = (unsigned long)hp_load(&cache->total);
	stats->available = (unsigned long)hp_load(&cache->available);
	stats->kept = hp_load(&of_cpu->count);
	stats->high = (unsigned long)hp_load(&of_cpu->high);
	stats->refills = hp_count_read(&of_cpu->refills);
	stats->flushes = hp_count_read(&of_cpu->flushes);
	stats->nested = hp_count_read(&of_cpu->nested);
	stats->failures = hp_count_read(&of_cpu->failures);
}
EXPORT_SYMBOL_GPL(hp_cache_stats_cpu);

void hp_cache_stats(const struct hp_cache *cache, struct hp_cache_stats *stats)
{
	struct hp_cache_stats of_cpu;
	unsigned int i;

	memset(stats, 0, sizeof(*stats));
	hp_for_each_cpu(i) {
		hp_cache_stats_cpu(cache, i, &of_cpu);
		stats->total = of_cpu.total;
		stats->available = of_cpu.available;
		stats->kept += of_cpu.kept;
		stats->high = max(stats->high, of_cpu.high);
		stats->refills += of_cpu.refills;
		stats->flushes += of_cpu.flushes;
		stats->nested += of_cpu.nested;
		stats->failures += of_cpu.failures;
	}
}
EXPORT_SYMBOL_GPL(hp_cache_stats);

size_t hp_cache_live(const struct hp_cache *cache)
{
	struct hp_cache_stats stats;

	hp_cache_stats(cache, &stats);
	if (stats.total < stats.available + stats.kept)
		return 0;
	return stats.total - stats.available - stats.kept;
}
EXPORT_SYMBOL_GPL(hp_cache_live);
