// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/utsname.h>

#include <hpalloc/debug.h>

#include "clock.h"
#include "compat.h"
#include "environment.h"

static __printf(3, 4) void hp_fact(struct hp_result *result, const char *key,
				   const char *format, ...)
{
	struct hp_fact *fact = &result->facts[result->nr_facts];
	va_list args;

	if (result->nr_facts == HP_MAX_FACTS)
		return;

	fact->key = key;
	va_start(args, format);
	vscnprintf(fact->value, sizeof(fact->value), format, args);
	va_end(args);
	result->nr_facts++;
}

static const char *hp_on_off(bool on)
{
	return on ? "on" : "off";
}

#ifdef CONFIG_X86_64

/* The instruction, not boot_cpu_data: in UML too it tells of the real CPU. */
static void hp_cpuid(u32 leaf, u32 *regs)
{
	asm volatile("cpuid"
		     : "=a" (regs[0]), "=b" (regs[1]), "=c" (regs[2]),
		       "=d" (regs[3])
		     : "a" (leaf), "c" (0));
}

static void hp_fact_cpu(struct hp_result *result)
{
	char model[49] = "";
	u32 regs[12], i;

	hp_cpuid(0x80000000, regs);
	if (regs[0] >= 0x80000004) {
		for (i = 0; i < 3; i++)
			hp_cpuid(0x80000002 + i, regs + 4 * i);
		memcpy(model, regs, sizeof(regs));
	}
	hp_fact(result, "cpu", "%s", *model ? strim(model) : "unknown");
}

static void hp_fact_hypervisor(struct hp_result *result)
{
	char vendor[13] = "";
	u32 regs[4];

	hp_cpuid(1, regs);
	if (!(regs[2] & (1U << 31))) {
		hp_fact(result, "hypervisor", "none");
		return;
	}
	hp_cpuid(0x40000000, regs);
	memcpy(vendor, regs + 1, 12);
	hp_fact(result, "hypervisor", "%s", *vendor ? vendor : "yes, unknown");
}

#else

static void hp_fact_cpu(struct hp_result *result)
{
	hp_fact(result, "cpu", "unknown");
}

static void hp_fact_hypervisor(struct hp_result *result)
{
	hp_fact(result, "hypervisor", "unknown");
}

#endif /* CONFIG_X86_64 */

static const char *hp_preemption(void)
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

static const char *hp_slab_kind(void)
{
	if (IS_ENABLED(CONFIG_SLAB))
		return "SLAB";
	if (IS_ENABLED(CONFIG_SLOB))
		return "SLOB";
	if (IS_ENABLED(CONFIG_SLUB_TINY))
		return "SLUB_TINY";
	return "SLUB";
}

static void hp_fact_slab(struct hp_result *result)
{
	hp_fact(result, "slab",
		"%s, debug built %s, freelist hardened %s, freelist random %s, random caches %s, memcg %s (not accounted here)",
		hp_slab_kind(), hp_on_off(IS_ENABLED(CONFIG_SLUB_DEBUG_ON)),
		hp_on_off(IS_ENABLED(CONFIG_SLAB_FREELIST_HARDENED)),
		hp_on_off(IS_ENABLED(CONFIG_SLAB_FREELIST_RANDOM)),
		hp_on_off(IS_ENABLED(CONFIG_RANDOM_KMALLOC_CACHES)),
		hp_on_off(IS_ENABLED(CONFIG_MEMCG)));
}

static void hp_fact_init(struct hp_result *result)
{
	result->init_on_alloc = want_init_on_alloc(GFP_KERNEL);
	hp_fact(result, "init_on_alloc", "%s, init_on_free %s",
		hp_on_off(result->init_on_alloc), hp_on_off(want_init_on_free()));
}

static void hp_fact_mitigations(struct hp_result *result)
{
#if defined(CONFIG_X86) && !defined(CONFIG_UML)
	hp_fact(result, "mitigations",
		"%s; built retpoline %s, return thunk %s; at run time retpoline %s, return thunk %s, page table isolation %s",
		cpu_mitigations_off() ? "off" : "not switched off",
		hp_on_off(IS_ENABLED(CONFIG_RETPOLINE) ||
			  IS_ENABLED(CONFIG_MITIGATION_RETPOLINE)),
		hp_on_off(IS_ENABLED(CONFIG_RETHUNK) ||
			  IS_ENABLED(CONFIG_MITIGATION_RETHUNK)),
		hp_on_off(boot_cpu_has(X86_FEATURE_RETPOLINE)),
		hp_on_off(boot_cpu_has(X86_FEATURE_RETHUNK)),
		hp_on_off(boot_cpu_has(X86_FEATURE_PTI)));
#else
	hp_fact(result, "mitigations", "%s", IS_ENABLED(CONFIG_UML) ?
		"none in UML; the host's unknown" : "unknown");
#endif
}

static const struct hp_checker {
	const char *name;
	bool built;
} hp_checkers[] = {
	{ "KASAN", IS_ENABLED(CONFIG_KASAN) },
	{ "KCSAN", IS_ENABLED(CONFIG_KCSAN) },
	{ "KMSAN", IS_ENABLED(CONFIG_KMSAN) },
	{ "lockdep", IS_ENABLED(CONFIG_LOCKDEP) },
	{ "kmemleak", IS_ENABLED(CONFIG_DEBUG_KMEMLEAK) },
	{ "SLUB_DEBUG_ON", IS_ENABLED(CONFIG_SLUB_DEBUG_ON) },
	{ "DEBUG_PAGEALLOC", IS_ENABLED(CONFIG_DEBUG_PAGEALLOC_ENABLE_DEFAULT) },
	{ "DEBUG_ATOMIC_SLEEP", IS_ENABLED(CONFIG_DEBUG_ATOMIC_SLEEP) },
	{ "DEBUG_PREEMPT", IS_ENABLED(CONFIG_DEBUG_PREEMPT) },
	{ "HP_DEBUG", HP_DEBUG_ENABLED },
	{ "SLUB_TINY", IS_ENABLED(CONFIG_SLUB_TINY) },
	{ "CC_OPTIMIZE_FOR_SIZE", IS_ENABLED(CONFIG_CC_OPTIMIZE_FOR_SIZE) },
};

static void hp_fact_checkers(struct hp_result *result)
{
	char *text = result->no_comparison;
	size_t room = sizeof(result->no_comparison), used = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(hp_checkers); i++)
		if (hp_checkers[i].built)
			used += scnprintf(text + used, room - used, "%s%s",
					  used ? ", " : "", hp_checkers[i].name);
	hp_fact(result, "debugging", "%s", used ? text : "none");
}

static void hp_fact_clock(struct hp_result *result)
{
	u32 drift = hp_clock_drift();
	u32 step = div_u64(hp_clock_ps(hp_clock.step), 100);

	if (!hp_clock.tsc) {
		hp_fact(result, "clock",
			"ktime, in steps of %u.%u ns: the TSC is missing or unsteady",
			step / 10, step % 10);
		return;
	}
	hp_fact(result, "clock",
		"serialised TSC, %u.%03u MHz by ktime, steps of %u.%u ns, %u.%u %% off at the end%s",
		hp_clock.khz / 1000, hp_clock.khz % 1000, step / 10, step % 10,
		drift / 10, drift % 10,
		drift > 10 ? ": UNSTEADY, times are not to be trusted" : "");
}

void hp_environment(struct hp_result *result)
{
	hp_fact(result, "hpalloc", "%s", HP_VERSION);
	hp_fact(result, "kernel", "%s %s", init_utsname()->release,
		init_utsname()->machine);
	hp_fact(result, "build", "%s", init_utsname()->version);
	hp_fact(result, "platform", "%s", IS_ENABLED(CONFIG_UML) ?
		"User Mode Linux" : "native or virtual machine");
	hp_fact_cpu(result);
	hp_fact_hypervisor(result);
	hp_fact(result, "num_cpus", "%u online, SMP %s", num_online_cpus(),
		hp_on_off(IS_ENABLED(CONFIG_SMP)));
	hp_fact(result, "preemption", "%s", hp_preemption());
	hp_fact_slab(result);
	hp_fact_init(result);
	hp_fact_mitigations(result);
	hp_fact_checkers(result);
	hp_fact_clock(result);
}
