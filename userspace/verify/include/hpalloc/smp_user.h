/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_SMP_USER_H
#define HPALLOC_SMP_USER_H

/*
 * The tests' side of smp.h: two CPUs and their contexts in one thread.
 *
 * With HP_VERIFY_EXPLORE each access that others may see is announced by
 * hp_step(), which may let others run first, and told afterwards: what was read
 * and what was changed. Without, it is the access and nothing else, as compiled
 * for the kernel.
 */

#include <stdbool.h>
#include <stddef.h>

#define HP_VERIFY_CPUS		2

#ifdef HP_VERIFY_EXPLORE

void hp_step(const void *ptr, const char *what);
void hp_saw(unsigned long value);
void hp_changed(const void *ptr, unsigned long old, unsigned long val);

#define hp_load(ptr) ({							\
	__auto_type load_ptr = (ptr);					\
									\
	hp_step(load_ptr, "load " #ptr);				\
	__auto_type load_val = *load_ptr;			\
									\
	hp_saw((unsigned long)load_val);				\
	load_val;							\
})

#define hp_store(ptr, val) do {						\
	__auto_type store_ptr = (ptr);					\
	__typeof__(*store_ptr) store_val = (__typeof__(*store_ptr))(val), store_old; \
									\
	hp_step(store_ptr, "store " #ptr);				\
	store_old = *store_ptr;						\
	*store_ptr = store_val;				\
	hp_changed(store_ptr, (unsigned long)store_old, (unsigned long)store_val); \
} while (0)

#define hp_try_cmpxchg(ptr, old, new) ({				\
	__auto_type xchg_ptr = (ptr);					\
	__auto_type xchg_old = (old);					\
	__typeof__(*xchg_ptr) xchg_new = (new);				\
	bool xchg_done;							\
									\
	hp_step(xchg_ptr, "cmpxchg " #ptr);				\
	xchg_done = *xchg_ptr == *xchg_old;				\
	if (xchg_done)							\
		*xchg_ptr = xchg_new;			\
	else								\
		*xchg_old = *xchg_ptr;					\
	hp_saw(xchg_done);						\
	hp_saw((unsigned long)*xchg_old);				\
	if (xchg_done)							\
		hp_changed(xchg_ptr, (unsigned long)*xchg_old,		\
			   (unsigned long)xchg_new);			\
	xchg_done;							\
})

#define hp_peek(ptr)			hp_load(ptr)
#define hp_store_release(ptr, val)	hp_store(ptr, val)

#else

#define hp_load(ptr)			__atomic_load_n(ptr, __ATOMIC_RELAXED)
#define hp_peek(ptr)			(*(ptr))
#define hp_store(ptr, val) \
	__atomic_store_n(ptr, (__typeof__(*(ptr)))(val), __ATOMIC_RELAXED)
#define hp_store_release(ptr, val)	__atomic_store_n(ptr, val, __ATOMIC_RELEASE)
#define hp_try_cmpxchg(ptr, old, new) \
	__atomic_compare_exchange_n(ptr, old, new, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)

#endif /* HP_VERIFY_EXPLORE */

#define hp_barrier()			__asm__ volatile("" : : : "memory")
#define hp_read_barrier()		__atomic_thread_fence(__ATOMIC_ACQUIRE)

#define hp_counter			unsigned long
#define hp_count(counter)		((void)++*(counter))
#define hp_count_read(counter)		(*(counter))

/* The CPU that runs now. */
extern unsigned int hp_this_cpu;

#define __percpu
#define __aligned(size)			__attribute__((aligned(size)))
#define hp_percpu_alloc(type)		hp_platform_alloc_meta(HP_VERIFY_CPUS * sizeof(type))
#define hp_percpu_free(percpu)		hp_platform_free_meta(percpu)
#define hp_percpu_ptr(percpu, cpu)	((percpu) + (cpu))
#define hp_for_each_cpu(cpu)		for ((cpu) = 0; (cpu) < HP_VERIFY_CPUS; (cpu)++)
#define hp_nr_cpus()			HP_VERIFY_CPUS
#define hp_cpu_enter(percpu)		((percpu) + hp_this_cpu)
#define hp_cpu_leave()			do { } while (0)

struct hp_cache_host {
	unsigned int asked;
};

struct hp_cache;
struct hp_cache_cpu;

extern struct hp_cache_cpu *const hp_percpu_dead;

#define hp_trace_refill(cache, nr)	((void)(nr))
#define hp_trace_flush(cache, nr)	((void)(nr))
#define hp_trace_grow(cache, size)	((void)(size))
#define hp_trace_exhausted(cache)	((void)(cache))

/* What is reported of misuse is counted. */
extern unsigned int hp_reports;
void hp_count_report(const char *format, ...) __attribute__((format(printf, 1, 2)));
#undef hp_report
#define hp_report(...)			hp_count_report(__VA_ARGS__)
#undef hp_report_once
#define hp_report_once(...)		hp_count_report(__VA_ARGS__)

#endif /* HPALLOC_SMP_USER_H */
