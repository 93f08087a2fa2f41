// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The real cache.c in all interleavings of small scenarios.
 *
 * Two CPUs have a program each, and operations that may interrupt it, and each
 * other, at any step. A step ends before the next access that others may see. All
 * choices of who goes on are tried, depth first: a context is a stack of its own,
 * and a state that was tried is restored by copying memory and stacks.
 *
 * A state that was seen before is not tried again. It is the memory and, for each
 * context, all that it has read since its operation began, of which what it does
 * next is a function. Steps that only touch what belongs to a CPU are not
 * interleaved with those of the other CPU: they commute.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <ucontext.h>

#include "world.h"

#define CPUS		HP_VERIFY_CPUS
#define LEVELS		3
#define STACK_SIZE	32768
/* Below the frame of hp_step(): what it has stored there. */
#define BELOW_FRAME	512
#define MAX_DEPTH	4000
#define MAX_STEPS	600
#define MAX_STATES	8000000
#define TABLE_SIZE	(1UL << 25)

struct program {
	const char *task;	/* operations, see run_operation() */
	const char *nested;	/* those that may interrupt it, in this order */
	const char *held;	/* blocks to free, the last one first */
};

struct scenario {
	const char *name;
	struct world_start start;
	struct program cpu[CPUS];
	unsigned int levels;	/* of contexts, 0: three */
	unsigned int reserved;	/* blocks that alloc must not fail below */
	bool frees_twice;
};

struct context {
	jmp_buf registers;
	char *stack_pointer;
	const void *next;	/* the access that is the next step */
	const char *next_what;
	unsigned long history;
	unsigned int steps;
	char operation;
	bool done, shared, saw_none, promised;
};

/* All that changes, stacks apart. */
static struct state {
	struct world world;
	struct cpu {
		unsigned int pc, nested_pc, levels, nr_held, owner, mistakes;
		unsigned char held[WORLD_BLOCKS];
		struct context context[LEVELS];
	} cpu[CPUS];
} state;

static char stacks[CPUS][LEVELS][STACK_SIZE] __attribute__((aligned(64)));

struct choice {
	unsigned char cpu;
	bool nest;
};

struct trace {
	struct choice choice;
	unsigned int level;
	char operation;
	const char *what;
};

static const struct scenario *scenario;
static struct trace trace[MAX_DEPTH];
static unsigned int depth, max_depth;
static unsigned long nr_states, nr_steps, *table, table_mask;
static const char *failure;
static jmp_buf scheduler;
static struct context *running;

static unsigned long mix(unsigned long hash, unsigned long value)
{
	hash = (hash ^ value) * 0x9e3779b97f4a7c15UL;
	return hash ^ hash >> 29;
}

static void fail(const char *what)
{
	if (!failure)
		failure = what;
}

static void check(const char *violated)
{
	if (violated)
		fail(violated);
}

/*
 * What cache.c calls.
 */

/* What it reads without being asked: its magazine, when it is the owner. */
static unsigned long magazine_hash(unsigned long hash)
{
	const struct hp_cache_cpu *cpu = &world.cpu[hp_this_cpu];
	unsigned int i;

	hash = mix(hash, cpu->count);
	for (i = 0; i < cpu->count; i++)
		hash = mix(hash, (uintptr_t)cpu->magazine[i]);
	return hash;
}

/* Never changed here. */
static bool is_constant(const void *ptr)
{
	return ptr == &world.cache.directory || ptr == &world.cache.total ||
	       ptr == &world.cache.low_water || ptr == &world.cpu[hp_this_cpu].home ||
	       ptr == &world.cpu[hp_this_cpu].high;
}

void hp_step(const void *ptr, const char *what)
{
	if (!running || is_constant(ptr))
		return;

	running->next = ptr;
	running->next_what = what;
	running->stack_pointer = (char *)__builtin_frame_address(0) - BELOW_FRAME;
	if (!_setjmp(running->registers))
		_longjmp(scheduler, 1);
	running->history = magazine_hash(running->history);
}

void hp_saw(unsigned long value)
{
	if (running)
		running->history = mix(running->history, value);
}

static void owner_changed(unsigned int cpu, unsigned long busy)
{
	unsigned int level = state.cpu[cpu].levels;

	if (busy ? state.cpu[cpu].owner != 0 : state.cpu[cpu].owner != level)
		fail("two contexts are at a magazine");
	state.cpu[cpu].owner = busy ? level : 0;
}

void hp_changed(const void *ptr, unsigned long old, unsigned long val)
{
	const unsigned long *word = ptr;
	struct hp_cache_cpu *cpu = &world.cpu[hp_this_cpu];
	struct cpu *contexts = &state.cpu[hp_this_cpu];

	if (!running)
		return;
	if (ptr == &world.cache.available && val < old)
		world.claims += (long)(old - val);
	else if (word >= world.cache.levels[0] && word < world.cache.levels[1])
		world.claims -= hp_bits_set(old & ~val);
	else if (ptr == &cpu->busy)
		owner_changed(hp_this_cpu, val);
	else if (ptr == &cpu->count && contexts->owner != contexts->levels)
		fail("someone changed a magazine who is not at it");
}

/*
 * Operations.
 */

static void allocated(struct cpu *cpu, void *block)
{
	unsigned int digit = world_digit(block);

	if (!block) {
		if (!running->saw_none)
			fail("an alloc failed though something was left all the time");
		if (running->promised)
			fail("an alloc failed though it was reserved");
	} else if (digit == WORLD_BLOCKS) {
		fail("an alloc returned no block");
	} else if (world.out[digit]) {
		fail("a block was handed out twice");
	} else {
		world.out[digit] = true;
		cpu->held[cpu->nr_held++] = (unsigned char)digit;
	}
}

static void *held(struct cpu *cpu)
{
	unsigned char digit;

	if (!cpu->nr_held)
		return NULL;
	digit = cpu->held[--cpu->nr_held];
	world.out[digit] = false;
	hp_saw(digit);
	return world_block(digit);
}

static void alloc_bulk(struct cpu *cpu)
{
	void *blocks[2];
	unsigned int i, nr = hp_cache_alloc_bulk(&world.cache, 2, blocks);

	for (i = 0; i < nr; i++)
		allocated(cpu, blocks[i]);
	if (nr < 2)
		allocated(cpu, NULL);
}

static void free_bulk(struct cpu *cpu)
{
	void *blocks[2];

	blocks[0] = held(cpu);
	blocks[1] = held(cpu);
	hp_cache_free_bulk(&world.cache, 2, blocks);
}

static void run_operation(struct cpu *cpu, char operation)
{
	switch (operation) {
	case 'a':
		return allocated(cpu, hp_cache_alloc(&world.cache));
	case 'f':
		return hp_cache_free(&world.cache, held(cpu));
	case 'A':
		return alloc_bulk(cpu);
	case 'F':
		return free_bulk(cpu);
	case 'd':
		return hp_cache_drain_this(&world.cache);
	default:	/* this block, though it is free */
		cpu->mistakes++;
		return hp_cache_free(&world.cache, world_block((unsigned int)(operation - '0')));
	}
}

static void context_main(void)
{
	run_operation(&state.cpu[hp_this_cpu], running->operation);
	running->done = true;
	_longjmp(scheduler, 1);
}

/*
 * Contexts.
 */

static struct context *top(struct cpu *cpu)
{
	return cpu->levels ? &cpu->context[cpu->levels - 1] : NULL;
}

/* Up to where it is about to access something. */
static void begin(struct cpu *cpu, char operation)
{
	static ucontext_t start;
	struct context *context = &cpu->context[cpu->levels];

	memset(context, 0, sizeof(*context));
	context->operation = operation;
	context->promised = true;
	getcontext(&start);
	start.uc_stack.ss_sp = stacks[cpu - state.cpu][cpu->levels];
	start.uc_stack.ss_size = STACK_SIZE;
	makecontext(&start, context_main, 0);
	cpu->levels++;
	running = context;
	if (!_setjmp(scheduler))
		setcontext(&start);
	running = NULL;
}

static bool is_own(unsigned int cpu, const void *ptr)
{
	const struct hp_cache_cpu *of_cpu = &world.cpu[cpu];

	return ptr == &of_cpu->busy || ptr == &of_cpu->count || ptr == &of_cpu->depth;
}

static void go_on(unsigned int cpu, struct context *context)
{
	context->shared = context->shared || !is_own(cpu, context->next);
	if (++context->steps > MAX_STEPS)
		return fail("a search does not end");
	running = context;
	if (!_setjmp(scheduler))
		_longjmp(context->registers, 1);
	running = NULL;
}

static void end_if_done(struct cpu *cpu)
{
	if (top(cpu)->done)
		cpu->levels--;
}

static unsigned int nr_live(void)
{
	unsigned int nr = 0, i, level;

	for (i = 0; i < WORLD_BLOCKS; i++)
		nr += world.part[i] && world.out[i];
	for (i = 0; i < CPUS; i++)
		for (level = 0; level < state.cpu[i].levels; level++)
			nr += state.cpu[i].context[level].shared ||
			      state.cpu[i].context[level].operation == 'f';
	return nr;
}

/* What failing allocs may say for themselves. */
static void watch(void)
{
	bool promised = nr_live() <= scenario->reserved;
	struct context *context;
	unsigned int i, level;

	for (i = 0; i < CPUS; i++) {
		for (level = 0; level < state.cpu[i].levels; level++) {
			context = &state.cpu[i].context[level];
			if (!context->shared)
				continue;
			context->promised = context->promised && promised;
			context->saw_none = context->saw_none || world.cache.available <= 0;
		}
	}
}

static bool at_rest(void)
{
	unsigned int i;

	for (i = 0; i < CPUS; i++)
		if (state.cpu[i].levels)
			return false;
	return true;
}

static void check_obligations(void)
{
	check(world_depot());
	if (!scenario->frees_twice)
		check(world_partition());
	if (!at_rest())
		return;
	check(world_rest());
	if (world.claims)
		fail("a claim was never used");
	if (hp_reports + world_duplicates() != state.cpu[0].mistakes + state.cpu[1].mistakes)
		fail("not as many mistakes were reported as were made");
	if (HP_DEBUG_ENABLED)
		check(world_partition());
}

/*
 * The search.
 */

static void execute(struct choice choice)
{
	struct cpu *cpu = &state.cpu[choice.cpu];
	const struct program *program = &scenario->cpu[choice.cpu];
	struct context *context = top(cpu);
	struct trace *line = &trace[depth - 1];

	hp_this_cpu = choice.cpu;
	line->choice = choice;
	line->what = "begins";
	/* Before it looks: an alloc may fail of what is so then. */
	if (choice.nest) {
		begin(cpu, program->nested[cpu->nested_pc++]);
	} else if (!context) {
		begin(cpu, program->task[cpu->pc++]);
	} else {
		line->what = context->next_what;
		context->shared = context->shared || !is_own(choice.cpu, context->next);
		watch();
		go_on(choice.cpu, context);
	}
	line->level = cpu->levels;
	line->operation = top(cpu)->operation;
	end_if_done(cpu);
	watch();
	nr_steps++;
	check_obligations();
}

static bool can_go_on(unsigned int cpu)
{
	return state.cpu[cpu].levels || scenario->cpu[cpu].task[state.cpu[cpu].pc];
}

static bool can_nest(unsigned int cpu)
{
	unsigned int levels = scenario->levels ? scenario->levels : LEVELS;

	return state.cpu[cpu].levels && state.cpu[cpu].levels < levels &&
	       scenario->cpu[cpu].nested[state.cpu[cpu].nested_pc];
}

/* The next step of this CPU commutes with all of the other's. */
static bool is_private(unsigned int cpu)
{
	struct context *context = top(&state.cpu[cpu]);

	return can_go_on(cpu) && (!context || is_own(cpu, context->next));
}

static unsigned int choices_of(unsigned int cpu, struct choice *choices)
{
	unsigned int nr = 0;

	if (can_go_on(cpu))
		choices[nr++] = (struct choice){ .cpu = (unsigned char)cpu };
	if (can_nest(cpu))
		choices[nr++] = (struct choice){ .cpu = (unsigned char)cpu, .nest = true };
	return nr;
}

static unsigned int find_choices(struct choice *choices)
{
	unsigned int cpu, nr = 0;

	for (cpu = 0; cpu < CPUS; cpu++)
		if (is_private(cpu))
			return choices_of(cpu, choices);
	for (cpu = 0; cpu < CPUS; cpu++)
		nr += choices_of(cpu, choices + nr);
	return nr;
}

static unsigned long hash_bytes(unsigned long hash, const void *bytes, size_t size)
{
	const unsigned char *byte = bytes;
	unsigned long value;

	for (; size; size -= min(size, sizeof(value)), byte += sizeof(value)) {
		value = 0;
		memcpy(&value, byte, min(size, sizeof(value)));
		hash = mix(hash, value);
	}
	return hash;
}

static unsigned long hash_cpu(unsigned long hash, unsigned int nr)
{
	const struct hp_cache_cpu *own = &world.cpu[nr];
	const struct cpu *cpu = &state.cpu[nr];
	const struct context *context;
	unsigned int level;

	hash = mix(hash, (unsigned long)own->busy << 8 | own->depth);
	hash = mix(hash, own->count);
	hash = hash_bytes(hash, own->magazine, own->count * sizeof(void *));
	hash = hash_bytes(hash, own->lowering, sizeof(own->lowering));
	hash = hash_bytes(hash, cpu, offsetof(struct cpu, context));
	for (level = 0; level < cpu->levels; level++) {
		context = &cpu->context[level];
		hash = mix(hash, context->history);
		hash = mix(hash, (uintptr_t)context->next);
		hash = mix(hash, (unsigned long)context->operation << 32 |
			   context->steps << 3 | context->shared << 2 |
			   context->saw_none << 1 | context->promised);
	}
	return hash;
}

static unsigned long hash_state(void)
{
	unsigned long hash = hash_bytes(1, world.levels, sizeof(world.levels));
	unsigned int cpu;

	hash = mix(hash, (unsigned long)world.cache.available);
	hash = mix(hash, (unsigned long)world.claims);
	hash = mix(hash, hp_reports);
	hash = hash_bytes(hash, world.out, sizeof(world.out));
	for (cpu = 0; cpu < CPUS; cpu++)
		hash = hash_cpu(hash, cpu);
	return hash ? hash : 1;
}

static bool is_new(void)
{
	unsigned long hash = hash_state(), i;

	for (i = hash & table_mask; table[i]; i = (i + 1) & table_mask)
		if (table[i] == hash)
			return false;
	table[i] = hash;
	if (++nr_states == MAX_STATES)
		fail("the scenario is too large");
	return true;
}

/* Copies the used part of each stack from or to @copy. */
static size_t copy_stacks(char *copy, bool restore)
{
	size_t size, used = 0;
	unsigned int cpu, level;
	char *from, *end;

	for (cpu = 0; cpu < CPUS; cpu++) {
		for (level = 0; level < state.cpu[cpu].levels; level++) {
			from = state.cpu[cpu].context[level].stack_pointer;
			end = stacks[cpu][level] + STACK_SIZE;
			size = (size_t)(end - from);
			if (restore)
				memcpy(from, copy + used, size);
			else if (copy)
				memcpy(copy + used, from, size);
			used += size;
		}
	}
	return used;
}

struct saved {
	struct state state;
	unsigned int reports;
	char stacks[];
};

static struct saved *save(void)
{
	struct saved *saved = malloc(sizeof(*saved) + copy_stacks(NULL, false));

	if (!saved)
		abort();
	state.world = world;
	saved->state = state;
	saved->reports = hp_reports;
	copy_stacks(saved->stacks, false);
	return saved;
}

static void restore(struct saved *saved)
{
	state = saved->state;
	world = state.world;
	hp_reports = saved->reports;
	copy_stacks(saved->stacks, true);
}

static void explore(void)
{
	struct choice choices[2 * CPUS];
	unsigned int i, nr = find_choices(choices);
	struct saved *saved;

	if (!nr)
		return;
	if (depth == MAX_DEPTH)
		return fail("a search does not end");

	saved = save();
	depth++;
	max_depth = max(max_depth, depth);
	for (i = 0; i < nr && !failure; i++) {
		if (i)
			restore(saved);
		execute(choices[i]);
		if (!failure && is_new())
			explore();
	}
	if (!failure)
		depth--;
	free(saved);
}

static void show_trace(void)
{
	unsigned int i;

	for (i = 0; i < depth; i++)
		printf("#   cpu %u level %u, %c: %s\n", trace[i].choice.cpu,
		       trace[i].level, trace[i].operation, trace[i].what);
}

static void set_up(const struct scenario *run)
{
	unsigned int cpu;
	const char *digit;

	scenario = run;
	memset(&state, 0, sizeof(state));
	memset(table, 0, (table_mask + 1) * sizeof(*table));
	world_start(&run->start);
	for (cpu = 0; cpu < CPUS; cpu++)
		for (digit = run->cpu[cpu].held; *digit; digit++)
			state.cpu[cpu].held[state.cpu[cpu].nr_held++] =
				(unsigned char)(*digit - '0');
	depth = 0;
	max_depth = 0;
	nr_states = 0;
	nr_steps = 0;
	failure = NULL;
}

static bool run_scenario(const struct scenario *run, unsigned int nr)
{
	set_up(run);
	explore();
	printf("%s %u - %s\n# %lu states, %lu steps, at most %u in a row\n",
	       failure ? "not ok" : "ok", nr, run->name, nr_states, nr_steps, max_depth);
	if (failure) {
		printf("# %s:\n", failure);
		show_trace();
	}
	fflush(stdout);
	return !failure;
}

#include "scenarios.h"

/* HP_DEBUG is about mistakes, and has more steps. */
static bool is_wanted(const struct scenario *run)
{
	return !HP_DEBUG_ENABLED || run->frees_twice;
}

int main(void)
{
	unsigned int i, nr = 0;
	bool passed = true;

	table_mask = TABLE_SIZE / 2 - 1;
	table = malloc((table_mask + 1) * sizeof(*table));
	if (!table)
		return 2;
	world_create();
	for (i = 0; passed && i < sizeof(scenarios) / sizeof(*scenarios); i++)
		if (is_wanted(&scenarios[i]))
			passed = run_scenario(&scenarios[i], ++nr);
	printf("1..%u\n", nr);
	return !passed;
}
