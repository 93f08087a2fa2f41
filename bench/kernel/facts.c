// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/fs.h>
#include <linux/kfence.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/utsname.h>
#if defined(CONFIG_X86) && !defined(CONFIG_UML)
#include <asm/tsc.h>
#endif

#include <hpalloc/debug.h>

#include "../engine/clock.h"
#include "compat.h"
#include "facts.h"

static const char *on_off(bool on)
{
	return on ? "on" : "off";
}

/* A floor that costs as much as this is not one of the CPU's. */
#define DEAR_FLOOR_NS	100

#ifdef CONFIG_X86_64

/* The instruction, not boot_cpu_data: in UML too it tells of the real CPU. */
static void read_cpuid(u32 leaf, u32 *regs)
{
	asm volatile("cpuid"
		     : "=a" (regs[0]), "=b" (regs[1]), "=c" (regs[2]),
		       "=d" (regs[3])
		     : "a" (leaf), "c" (0));
}

static void add_cpu_model(struct hp_result *result)
{
	char model[49] = "";
	u32 regs[12], i;

	read_cpuid(0x80000000, regs);
	if (regs[0] >= 0x80000004) {
		for (i = 0; i < 3; i++)
			read_cpuid(0x80000002 + i, regs + 4 * i);
		memcpy(model, regs, sizeof(regs));
	}
	hp_result_add_fact(result, "cpu", "%s", *model ? strim(model) : "unknown");
}

static void add_hypervisor(struct hp_result *result)
{
	char vendor[13] = "";
	u32 regs[4];

	read_cpuid(1, regs);
	if (!(regs[2] & (1U << 31))) {
		hp_result_add_fact(result, "hypervisor", "none");
		return;
	}
	read_cpuid(0x40000000, regs);
	memcpy(vendor, regs + 1, 12);
	hp_result_add_fact(result, "hypervisor", "%s", *vendor ? vendor : "yes, unknown");
}

#else

static void add_cpu_model(struct hp_result *result)
{
	hp_result_add_fact(result, "cpu", "unknown");
}

static void add_hypervisor(struct hp_result *result)
{
	hp_result_add_fact(result, "hypervisor", "unknown");
}

#endif /* CONFIG_X86_64 */

static const char *preemption(void)
{
	if (IS_ENABLED(CONFIG_PREEMPT_RT))
		return "rt";
	if (preempt_model_full())
		return "full";
	if (hp_preempt_model_lazy())
		return "lazy";
	if (preempt_model_voluntary())
		return "voluntary";
	if (preempt_model_none())
		return "none";
	return "unknown";
}

static const char *slab_kind(void)
{
	if (IS_ENABLED(CONFIG_SLAB))
		return "SLAB";
	if (IS_ENABLED(CONFIG_SLOB))
		return "SLOB";
	if (IS_ENABLED(CONFIG_SLUB_TINY))
		return "SLUB_TINY";
	return "SLUB";
}

/*
 * Checkers that take time in every call, or the like. Whether kmemleak was
 * switched off at boot, a module cannot ask.
 */
static const struct {
	const char *name;
	bool built;
} checkers[] = {
	{ "KASAN", IS_ENABLED(CONFIG_KASAN) },
	{ "KCSAN", IS_ENABLED(CONFIG_KCSAN) },
	{ "KMSAN", IS_ENABLED(CONFIG_KMSAN) },
	{ "lockdep", IS_ENABLED(CONFIG_LOCKDEP) },
	{ "kmemleak (unless off)", IS_ENABLED(CONFIG_DEBUG_KMEMLEAK) },
	{ "DEBUG_ATOMIC_SLEEP", IS_ENABLED(CONFIG_DEBUG_ATOMIC_SLEEP) },
	{ "DEBUG_PREEMPT", IS_ENABLED(CONFIG_DEBUG_PREEMPT) },
	{ "HP_DEBUG", HP_DEBUG_ENABLED },
	{ "SLUB_TINY", IS_ENABLED(CONFIG_SLUB_TINY) },
	{ "CC_OPTIMIZE_FOR_SIZE", IS_ENABLED(CONFIG_CC_OPTIMIZE_FOR_SIZE) },
};

static void not_comparable(struct hp_result *result, const char *why)
{
	hp_text_add_list(&result->not_comparable, ", ", why);
}

static void add_checkers(struct hp_result *result)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(checkers); i++)
		if (checkers[i].built)
			not_comparable(result, checkers[i].name);
	if (page_poisoning_enabled())
		not_comparable(result, "page_poison");
	if (debug_pagealloc_enabled())
		not_comparable(result, "debug_pagealloc");
}

/* The first character of a file of sysfs; 0 if there is none. */
static char read_char(const char *path)
{
	struct file *file = filp_open(path, O_RDONLY, 0);
	loff_t pos = 0;
	char c = 0;

	if (IS_ERR(file))
		return 0;
	if (kernel_read(file, &c, 1, &pos) != 1)
		c = 0;
	filp_close(file, NULL);
	return c;
}

static void kmalloc_cache_name(size_t size, char *name, size_t room)
{
	size = kmalloc_size_roundup(size);
	if (size >= 1024)
		snprintf(name, room, "kmalloc-%zuk", size / 1024);
	else
		snprintf(name, room, "kmalloc-%zu", size);
}

/* The boot parameter slub_debug may name caches: that of kmalloc() counts. */
static void add_slub_debug(struct hp_result *result)
{
	static const char * const flags[] = {
		"sanity_checks", "red_zone", "poison", "store_user", "trace"
	};
	char cache[32], path[96], c = '0';
	struct hp_text on = { };
	unsigned int i;

	kmalloc_cache_name(result->config.block_size, cache, sizeof(cache));
	for (i = 0; i < ARRAY_SIZE(flags) && c; i++) {
		snprintf(path, sizeof(path), "/sys/kernel/slab/%s/%s", cache, flags[i]);
		c = read_char(path);
		if (c == '1')
			hp_text_add_list(&on, ", ", flags[i]);
	}

	if (!IS_ENABLED(CONFIG_SLUB_DEBUG))
		hp_result_add_fact(result, "slub_debug", "not built");
	else if (!c)
		hp_result_add_fact(result, "slub_debug", "unknown: cannot read %s", path);
	else
		hp_result_add_fact(result, "slub_debug", "%s for %s",
				   on.len ? on.start : "off", cache);
	if (on.len) {
		not_comparable(result, "slub_debug: ");
		hp_text_add(&result->not_comparable, "%s", on.start);
	}
	hp_text_free(&on);
}

static void add_slab(struct hp_result *result)
{
	hp_result_add_fact(result, "slab",
			   "%s, freelist hardened %s, freelist random %s, random caches %s, memcg %s (not accounted here)",
			   slab_kind(),
			   on_off(IS_ENABLED(CONFIG_SLAB_FREELIST_HARDENED)),
			   on_off(IS_ENABLED(CONFIG_SLAB_FREELIST_RANDOM)),
			   on_off(IS_ENABLED(CONFIG_RANDOM_KMALLOC_CACHES)),
			   on_off(IS_ENABLED(CONFIG_MEMCG)));
	add_slub_debug(result);
}

static void add_init(struct hp_result *result)
{
	bool on_alloc = want_init_on_alloc(GFP_KERNEL), on_free = want_init_on_free();

	hp_result_add_fact(result, "init_on_alloc", "%s, init_on_free %s",
			   on_off(on_alloc), on_off(on_free));
	if (on_alloc)
		hp_text_add(&result->warnings,
			    "init_on_alloc zeroes every block of the kernel's allocators and none of hpalloc's: boot with init_on_alloc=0 to compare without\n");
	if (on_free)
		hp_text_add(&result->warnings,
			    "init_on_free zeroes every freed block of the kernel's allocators and none of hpalloc's: boot with init_on_free=0 to compare without\n");
}

static void add_kfence(struct hp_result *result)
{
#ifdef CONFIG_KFENCE
	hp_result_add_fact(result, "kfence", "%s, a sample every %lu ms",
			   on_off(kfence_sample_interval), kfence_sample_interval);
#else
	hp_result_add_fact(result, "kfence", "not built");
#endif
}

static void add_mitigations(struct hp_result *result)
{
#if defined(CONFIG_X86) && !defined(CONFIG_UML)
	hp_result_add_fact(result, "mitigations",
			   "%s; retpoline %s, return thunk %s, page table isolation %s",
			   cpu_mitigations_off() ? "off" : "not switched off",
			   on_off(boot_cpu_has(X86_FEATURE_RETPOLINE)),
			   on_off(boot_cpu_has(X86_FEATURE_RETHUNK)),
			   on_off(boot_cpu_has(X86_FEATURE_PTI)));
#else
	hp_result_add_fact(result, "mitigations", "%s", IS_ENABLED(CONFIG_UML) ?
		"none in UML; the host's unknown" : "unknown");
#endif
}

static bool tsc_is_distrusted(void)
{
#if defined(CONFIG_X86_TSC) && !defined(CONFIG_UML)
	return check_tsc_unstable();
#else
	return false;
#endif
}

static void add_clock(struct hp_result *result)
{
	u32 drift = hp_clock_drift(), rest;
	u32 step = div_u64_rem(div_u64(hp_clock_ps(hp_clock.step), 100), 10, &rest);

	if (hp_clock.tsc)
		hp_result_add_fact(result, "clock",
				   "serialised TSC, %u.%03u MHz by ktime, steps of %u.%u ns, %u.%u%% off at the end",
				   hp_clock.khz / 1000, hp_clock.khz % 1000, step,
				   rest, drift / 10, drift % 10);
	else
		hp_result_add_fact(result, "clock",
				   "ktime, in steps of %u.%u ns: the TSC is missing or unstable",
				   step, rest);
	if (tsc_is_distrusted())
		not_comparable(result, "a TSC that the kernel calls unstable");
	if (drift > 10)
		not_comparable(result, "a clock whose rate changed");
}

/* Dear where it has to ask a host or a hypervisor, as in UML with SMP. */
static void add_floor_warnings(struct hp_result *result)
{
	unsigned int i;

	for (i = 0; i < hp_nr_floors; i++) {
		u64 ns = div_u64(hp_result_floor(result, i)->median, 1000);

		if (ns >= DEAR_FLOOR_NS)
			hp_text_add(&result->warnings,
				    "%s costs %llu ns here: rows in which others need it and hpalloc does not flatter hpalloc\n",
				    hp_floors[i].name, ns);
	}
}

const char * const hp_bench_notes = "available_workloads, available_contenders";

/* UML with SMP does it by blocking a signal, unless tools/patches are applied. */
static const char *irq_masking(void)
{
	if (!IS_ENABLED(CONFIG_UML))
		return "the CPU's";
	if (IS_ENABLED(CONFIG_UML_SOFT_IPI_MASK))
		return "a flag: UML patched with um-soft-ipi-mask";
	return IS_ENABLED(CONFIG_SMP) ? "a system call of the host" : "a flag";
}

/* Some 10 ns of the CPU's, and a store in UML without SMP or with the patch. */
static void add_uml_warning(struct hp_result *result)
{
	if (!IS_ENABLED(CONFIG_UML) ||
	    (IS_ENABLED(CONFIG_SMP) && !IS_ENABLED(CONFIG_UML_SOFT_IPI_MASK)))
		return;
	hp_text_add(&result->warnings,
		    "User Mode Linux switches interrupts off by setting a flag, which takes less than the CPU's instructions: that flatters what needs it, the kernel's allocators\n");
}

static void add_platform(struct hp_result *result)
{
	hp_result_add_fact(result, "hpalloc", "%s", HP_VERSION);
	hp_result_add_fact(result, "kernel", "%s %s", init_utsname()->release,
			   init_utsname()->machine);
	hp_result_add_fact(result, "build", "%s", init_utsname()->version);
	hp_result_add_fact(result, "platform", "%s", IS_ENABLED(CONFIG_UML) ?
			   "User Mode Linux" : "native or virtual machine");
	add_cpu_model(result);
	add_hypervisor(result);
	hp_result_add_fact(result, "num_cpus", "%u online, SMP %s", num_online_cpus(),
			   on_off(IS_ENABLED(CONFIG_SMP)));
	hp_result_add_fact(result, "preemption", "%s", preemption());
	hp_result_add_fact(result, "irq_masking", "%s", irq_masking());
}

void hp_facts(struct hp_result *result)
{
	const struct hp_text *unfit = &result->not_comparable;

	add_platform(result);
	add_slab(result);
	add_init(result);
	add_kfence(result);
	add_mitigations(result);
	add_checkers(result);
	add_clock(result);
	add_floor_warnings(result);
	add_uml_warning(result);
	hp_result_add_fact(result, "debugging", "%s", unfit->len ? unfit->start : "none");
}
