// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "world.h"

#define PAGES		(2 * HP_WORD_BITS)
#define BLOCK_SIZE	(HP_PAGE_SIZE / 2)
#define CHUNK_OF(digit)	((digit) / 5)
/* In their chunk, and in their word. */
#define WORD_OF(digit)	((digit) % 5 / 2)
#define BIT_OF(digit)	((digit) % 5 % 2)

struct world world;
unsigned int hp_this_cpu;
unsigned int hp_reports;

static struct hp_cache_cpu dead[HP_VERIFY_CPUS];
struct hp_cache_cpu *const hp_percpu_dead = dead;

static char memory[PAGES * HP_PAGE_SIZE] __attribute__((aligned(HP_PAGE_SIZE)));
static size_t memory_used;

/*
 * The platform. What the cache changes later is in the world, so that this is all
 * of its state.
 */

void *hp_platform_alloc_region(size_t size)
{
	void *mem = memory + memory_used;

	memory_used += size;
	return memory_used <= sizeof(memory) ? mem : NULL;
}

void hp_platform_free_region(void *mem, size_t size)
{
	(void)mem;
	(void)size;
}

void *hp_platform_alloc_meta(size_t size)
{
	if (size == sizeof(world.cpu))
		return world.cpu;
	if (size == sizeof(world.levels))
		return world.levels;
	return calloc(1, size);
}

void hp_platform_free_meta(void *meta)
{
	(void)meta;
}

int hp_cache_attach(struct hp_cache *cache)
{
	(void)cache;
	return 0;
}

void hp_cache_detach(struct hp_cache *cache)
{
	(void)cache;
}

void hp_cache_lock(struct hp_cache *cache)
{
	(void)cache;
}

void hp_cache_unlock(struct hp_cache *cache)
{
	(void)cache;
}

void hp_cache_ask_growth(struct hp_cache *cache)
{
	cache->host.asked++;
}

void hp_cache_on_each_cpu(struct hp_cache *cache)
{
	hp_cache_drain_this(cache);
}

void hp_count_report(const char *format, ...)
{
	(void)format;
	hp_reports++;
}

/*
 * Blocks by their digits.
 */

static size_t word_of(unsigned int digit)
{
	return CHUNK_OF(digit) * HP_WORD_BITS + WORD_OF(digit);
}

void *world_block(unsigned int digit)
{
	return memory + word_of(digit) * HP_PAGE_SIZE + BIT_OF(digit) * BLOCK_SIZE;
}

unsigned int world_digit(const void *block)
{
	unsigned int digit;

	for (digit = 0; digit < WORLD_BLOCKS; digit++)
		if (world.part[digit] && block == world_block(digit))
			break;
	return digit;
}

bool world_bit(unsigned int digit)
{
	return world.cache.levels[0][word_of(digit)] >> BIT_OF(digit) & 1;
}

/* Whether a search comes to where the bit of a block is. */
static bool is_found(unsigned int digit)
{
	unsigned long level_1 = world.cache.levels[1][CHUNK_OF(digit)];
	unsigned long level_2 = world.cache.levels[2][0];
	unsigned int cpu, i;

	for (cpu = 0; cpu < HP_VERIFY_CPUS; cpu++)
		for (i = 0; i < HP_CACHE_CONTEXTS; i++)
			if (world.cpu[cpu].lowering[i] == CHUNK_OF(digit) + 1)
				return true;
	return level_1 >> WORD_OF(digit) & 1 && level_2 >> CHUNK_OF(digit) & 1;
}

static void raise_hints(unsigned int digit)
{
	world.cache.levels[1][CHUNK_OF(digit)] |= 1UL << WORD_OF(digit);
	world.cache.levels[2][0] |= 1UL << CHUNK_OF(digit);
}

/*
 * States to start from.
 */

void world_create(void)
{
	struct hp_cache *cache = &world.cache;

	if (hp_cache_init(cache, "verify", BLOCK_SIZE, PAGES * HP_PAGE_SIZE) ||
	    cache->levels[0] != world.levels || cache->cpu != world.cpu)
		abort();
	while (!hp_cache_grow(cache))
		;
	if (cache->size != PAGES * HP_PAGE_SIZE || cache->low_water)
		abort();
}

/* Of blocks that are allocated. */
static void give_out(const char *digits)
{
	unsigned int digit;

	for (; *digits; digits++) {
		digit = (unsigned int)(*digits - '0');
		world.out[digit] = true;
		if (HP_DEBUG_ENABLED)
			world.cache.live_bits[word_of(digit)] |= 1UL << BIT_OF(digit);
	}
}

static void take_part(const char *digits)
{
	for (; *digits; digits++) {
		world.part[*digits - '0'] = true;
		raise_hints((unsigned int)(*digits - '0'));
	}
}

static void fill_depot(const char *digits)
{
	unsigned int digit;

	for (; *digits; digits++) {
		digit = (unsigned int)(*digits - '0');
		world.cache.levels[0][word_of(digit)] |= 1UL << BIT_OF(digit);
		world.cache.available++;
	}
}

static void keep(struct hp_cache_cpu *cpu, const char *digits)
{
	for (; *digits; digits++)
		cpu->magazine[cpu->count++] = world_block((unsigned int)(*digits - '0'));
}

static void clear(void)
{
	unsigned int cpu;
	size_t home;

	memset(world.levels, 0, sizeof(world.levels));
	memset(world.part, 0, sizeof(world.part));
	memset(world.out, 0, sizeof(world.out));
	world.cache.available = 0;
	world.claims = 0;
	hp_reports = 0;
	for (cpu = 0; cpu < HP_VERIFY_CPUS; cpu++) {
		home = world.cpu[cpu].home;
		memset(&world.cpu[cpu], 0, sizeof(world.cpu[cpu]));
		world.cpu[cpu].home = home;
		/* So that what is updated for statistics only is no step. */
		world.cpu[cpu].high = world.cache.total;
	}
}

void world_start(const struct world_start *start)
{
	unsigned int cpu;

	clear();
	take_part(start->depot);
	take_part(start->held);
	fill_depot(start->depot);
	give_out(start->held);
	for (cpu = 0; cpu < HP_VERIFY_CPUS; cpu++) {
		take_part(start->kept[cpu]);
		keep(&world.cpu[cpu], start->kept[cpu]);
	}
}

/*
 * The obligations.
 */

static unsigned int times_in_magazine(const struct hp_cache_cpu *cpu, unsigned int digit)
{
	unsigned int i, times = 0;

	for (i = 0; i < cpu->count; i++)
		times += cpu->magazine[i] == world_block(digit);
	return times;
}

/* A magazine that someone is at belongs to him. */
static unsigned int places(unsigned int digit)
{
	unsigned int cpu, nr = world.out[digit] + world_bit(digit);

	for (cpu = 0; cpu < HP_VERIFY_CPUS; cpu++)
		if (!world.cpu[cpu].busy)
			nr += times_in_magazine(&world.cpu[cpu], digit);
	return nr;
}

const char *world_partition(void)
{
	unsigned int digit, cpu;

	for (digit = 0; digit < WORLD_BLOCKS; digit++)
		if (world.part[digit] && places(digit) > 1)
			return "a block is in two places";
	for (cpu = 0; cpu < HP_VERIFY_CPUS; cpu++)
		if (world.cpu[cpu].count > HP_CACHE_MAGAZINE)
			return "a CPU keeps more than a magazine";
	return NULL;
}

static long bits_found(void)
{
	unsigned int digit;
	long nr = 0;

	for (digit = 0; digit < WORLD_BLOCKS; digit++)
		nr += world.part[digit] && world_bit(digit) && is_found(digit);
	return nr;
}

const char *world_depot(void)
{
	if (world.cache.available < 0 || world.claims < 0)
		return "more was taken than claimed";
	if (bits_found() < world.cache.available + world.claims)
		return "fewer bits can be found than are counted or claimed";
	return NULL;
}

unsigned int world_duplicates(void)
{
	unsigned int digit, nr = 0;

	for (digit = 0; digit < WORLD_BLOCKS; digit++)
		if (world.part[digit] && places(digit) > 1)
			nr += places(digit) - 1;
	return nr;
}

const char *world_rest(void)
{
	unsigned int digit;
	long bits = 0;

	for (digit = 0; digit < WORLD_BLOCKS; digit++) {
		if (world.part[digit] && !places(digit))
			return "a block is lost";
		bits += world.part[digit] && world_bit(digit);
	}
	if (world.cache.available != bits)
		return "available is not the number of bits";
	if (bits_found() != bits)
		return "a bit has no hint";
	return NULL;
}
