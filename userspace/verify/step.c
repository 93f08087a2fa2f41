// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The compiled code of alloc and free, interrupted at each instruction.
 *
 * An operation is interrupted by another one before a chosen instruction, and by a
 * third one before a second chosen instruction of the same operation or of the
 * one that interrupted it. All pairs of instructions are chosen, the partition is
 * checked after each operation.
 *
 * Which instructions there are is recorded by running with the trap flag set, when
 * SIGTRAP comes before each of them. Since nothing else runs, a run is the same
 * every time: so an instruction is reached again by a breakpoint there, which is
 * much faster. It is known by its address and how often that was passed.
 *
 * The program has to be linked statically, so that its code is in one place.
 */

#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "world.h"

#ifdef __x86_64__

#define TRAP_FLAG	0x100
#define BREAKPOINT	0xcc
#define OPERATIONS	3
#define MAX_LENGTH	4096

struct sequence {
	const char *name;
	struct world_start start;
	char operation;
};

static const struct sequence sequences[] = {
	{ "alloc",		{ "34", { "12", "" }, "0" }, 'a' },
	{ "free",		{ "34", { "1", "" }, "02" }, 'f' },
	{ "alloc, refill",	{ "03", { "", "" }, "12" }, 'a' },
	{ "free, flush",	{ "3", { "01", "" }, "24" }, 'f' },
};

static const char *const nested[] = { "aa", "af", "fa", "ff" };

struct instructions {
	unsigned char *address[MAX_LENGTH];
	unsigned int nr;
};

struct place {
	unsigned char *address;
	unsigned int passes;
};

enum stepping {
	NOT_STEPPING,
	OVER_BREAKPOINT,
	RECORDING,
};

static struct {
	char operations[OPERATIONS];
	struct place places[OPERATIONS];	/* where the second and third one run */
	bool within;			/* the third interrupts the second */
	struct instructions *record;	/* or NULL: after the second, or within it */
	enum stepping stepping;
	struct place breakpoint;
	unsigned char overwritten;
	unsigned int done;		/* operations that interrupted */
	const char *failure;
} run;

static struct instructions of_first, after_second, of_second;
static unsigned int held_blocks[WORLD_BLOCKS], nr_held;
static unsigned long nr_runs;

static void fail(const char *what)
{
	if (what && !run.failure)
		run.failure = what;
}

/*
 * Operations.
 */

/* Sets or clears the trap flag; what is pushed is not in the red zone. */
static __always_inline void trap(unsigned long flag)
{
	__asm__ volatile("lea -128(%%rsp), %%rsp\n\t"
			 "pushfq\n\t"
			 "andq $~0x100, (%%rsp)\n\t"
			 "orq %0, (%%rsp)\n\t"
			 "popfq\n\t"
			 "lea 128(%%rsp), %%rsp" : : "r" (flag) : "memory", "cc");
}

static void operate_alloc(unsigned long flag)
{
	unsigned int digit;
	void *block;

	trap(flag);
	block = hp_cache_alloc(&world.cache);
	trap(0);

	digit = world_digit(block);
	if (!block)
		return;
	if (digit == WORLD_BLOCKS || world.out[digit])
		return fail("alloc returned no block, or one that is out");
	world.out[digit] = true;
	held_blocks[nr_held++] = digit;
}

static void operate_free(unsigned long flag)
{
	unsigned int digit;

	if (!nr_held)
		return;
	digit = held_blocks[--nr_held];
	world.out[digit] = false;
	trap(flag);
	hp_cache_free(&world.cache, world_block(digit));
	trap(0);
}

static void operate(char operation, unsigned long flag)
{
	if (operation == 'a')
		operate_alloc(flag);
	else
		operate_free(flag);
	fail(world_partition());
}

/*
 * Breakpoints. One at a time: the next is set when this one was reached.
 */

static void set_breakpoint(void)
{
	run.overwritten = *run.breakpoint.address;
	*run.breakpoint.address = BREAKPOINT;
}

static void clear_breakpoint(void)
{
	if (run.breakpoint.address)
		*run.breakpoint.address = run.overwritten;
}

static void stop_at(const struct place *place)
{
	run.breakpoint = *place;
	if (place->address)
		set_breakpoint();
}

static void record(long long address)
{
	if (run.record->nr == MAX_LENGTH)
		return fail("an operation does not end");
	run.record->address[run.record->nr++] = (unsigned char *)address;
}

/* The next operation interrupts this one here. */
static void interrupt(void)
{
	char operation = run.operations[++run.done];
	bool recorded = run.done == 1 && run.within && run.record;

	run.breakpoint.address = NULL;
	if (run.done == 1 && run.within)
		stop_at(&run.places[2]);
	run.stepping = recorded ? RECORDING : NOT_STEPPING;
	operate(operation, recorded ? TRAP_FLAG : 0);
	run.stepping = NOT_STEPPING;
	if (run.done == 1 && !run.within)
		stop_at(&run.places[2]);
}

static void reached(greg_t *registers)
{
	clear_breakpoint();
	registers[REG_RIP]--;
	if (--run.breakpoint.passes) {
		run.stepping = OVER_BREAKPOINT;
		registers[REG_EFL] |= TRAP_FLAG;
		return;
	}

	interrupt();
	if (run.record && !run.within) {
		run.stepping = RECORDING;
		registers[REG_EFL] |= TRAP_FLAG;
		record(registers[REG_RIP]);
	}
}

static void trapped(int signal, siginfo_t *info, void *interrupted)
{
	greg_t *registers = ((ucontext_t *)interrupted)->uc_mcontext.gregs;

	(void)signal;
	(void)info;
	switch (run.stepping) {
	case NOT_STEPPING:
		return reached(registers);
	case OVER_BREAKPOINT:
		run.stepping = NOT_STEPPING;
		registers[REG_EFL] &= ~TRAP_FLAG;
		return set_breakpoint();
	case RECORDING:
		return record(registers[REG_RIP]);
	}
}

static void make_code_writable(void)
{
	uintptr_t start = (uintptr_t)&__executable_start & -(uintptr_t)HP_PAGE_SIZE;

	if (mprotect((void *)start, (uintptr_t)&etext - start,
		     PROT_READ | PROT_WRITE | PROT_EXEC)) {
		perror("mprotect");
		exit(2);
	}
}

/*
 * Runs.
 */

static void prepare(const struct sequence *sequence, const char *interrupting, bool within)
{
	const char *digit;

	memset(&run, 0, sizeof(run));
	run.operations[0] = sequence->operation;
	run.operations[1] = interrupting[0];
	run.operations[2] = interrupting[1];
	run.within = within;
	world_start(&sequence->start);
	nr_held = 0;
	for (digit = sequence->start.held; *digit; digit++)
		held_blocks[nr_held++] = (unsigned int)(*digit - '0');
}

static void start(unsigned int expected)
{
	stop_at(&run.places[1]);
	operate(run.operations[0], run.stepping == RECORDING ? TRAP_FLAG : 0);
	run.stepping = NOT_STEPPING;
	clear_breakpoint();
	fail(world_rest());
	if (hp_reports)
		fail("a mistake was reported");
	if (run.done != expected)
		fail("an instruction was not reached again");
	nr_runs++;
}

static struct place place_of(const struct instructions *instructions, unsigned int i)
{
	struct place place = { .address = instructions->address[i] };
	unsigned int j;

	for (j = 0; j <= i; j++)
		place.passes += instructions->address[j] == place.address;
	return place;
}

/* It comes after the trap flag was cleared. */
static void drop_last(struct instructions *instructions)
{
	if (instructions->nr)
		instructions->nr--;
	else
		fail("nothing was recorded");
}

static void record_first(const struct sequence *sequence)
{
	prepare(sequence, "aa", false);
	of_first.nr = 0;
	run.record = &of_first;
	run.stepping = RECORDING;
	start(0);
	drop_last(&of_first);
}

/* What follows the second operation, or what is within it. */
static void record_rest(const struct sequence *sequence, const char *interrupting,
			unsigned int first, bool within)
{
	struct instructions *instructions = within ? &of_second : &after_second;

	prepare(sequence, interrupting, within);
	instructions->nr = 0;
	run.record = instructions;
	run.places[1] = place_of(&of_first, first);
	start(1);
	drop_last(instructions);
}

static void run_pair(const struct sequence *sequence, const char *interrupting,
		     unsigned int first, unsigned int second, bool within)
{
	prepare(sequence, interrupting, within);
	run.places[1] = place_of(&of_first, first);
	run.places[2] = place_of(within ? &of_second : &after_second, second);
	start(2);
}

static bool interrupt_everywhere(const struct sequence *sequence, const char *interrupting,
				 bool within)
{
	const struct instructions *rest = within ? &of_second : &after_second;
	unsigned int first, second = 0;

	record_first(sequence);
	for (first = 0; !run.failure && first < of_first.nr; first++) {
		record_rest(sequence, interrupting, first, within);
		for (second = 0; !run.failure && second < rest->nr; second++)
			run_pair(sequence, interrupting, first, second, within);
	}
	if (run.failure)
		printf("# %s, interrupted by %c before instruction %u, %s by %c before %u: %s\n",
		       sequence->name, interrupting[0], first - 1, within ? "that" : "then",
		       interrupting[1], second - 1, run.failure);
	return !run.failure;
}

static bool run_sequence(const struct sequence *sequence)
{
	bool passed = true;
	unsigned int i;

	nr_runs = 0;
	for (i = 0; passed && i < sizeof(nested) / sizeof(*nested); i++)
		passed = interrupt_everywhere(sequence, nested[i], false) &&
			 interrupt_everywhere(sequence, nested[i], true);
	return passed;
}

int main(void)
{
	struct sigaction action = { .sa_sigaction = trapped, .sa_flags = SA_SIGINFO | SA_NODEFER };
	unsigned int i, nr = sizeof(sequences) / sizeof(*sequences);
	bool passed = true;

	sigaction(SIGTRAP, &action, NULL);
	make_code_writable();
	world_create();
	for (i = 0; passed && i < nr; i++) {
		passed = run_sequence(&sequences[i]);
		printf("%s %u - interrupted at each pair of instructions: %s\n",
		       passed ? "ok" : "not ok", i + 1, sequences[i].name);
		printf("# %s: %u instructions, %lu runs\n", sequences[i].name, of_first.nr,
		       nr_runs);
		fflush(stdout);
	}
	printf("1..%u\n", nr);
	return !passed;
}

#else

int main(void)
{
	puts("ok 1 - SKIPPED: single-stepping is for x86-64 only # SKIP\n1..1");
	fputs("hpalloc: SKIPPED: the compiled code is single-stepped on x86-64 only\n", stderr);
	return 0;
}

#endif
