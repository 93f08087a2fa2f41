/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_CONTENDERS_SLEEPING_LOCK_H
#define HPALLOC_BENCH_CONTENDERS_SLEEPING_LOCK_H

#include <linux/kconfig.h>

#include "../engine/contender.h"

/* Spin locks and local locks, and with them SLUB, sleep on PREEMPT_RT. */
#define HP_SLEEPING_LOCK							\
	(IS_ENABLED(CONFIG_PREEMPT_RT) ? "PREEMPT_RT: its lock sleeps" : NULL)

static __maybe_unused const struct hp_limit hp_sleeping_lock_not_in = {
	.alloc = { [HP_IN_IRQ] = HP_SLEEPING_LOCK },
	.free = { [HP_IN_IRQ] = HP_SLEEPING_LOCK },
};

#endif /* HPALLOC_BENCH_CONTENDERS_SLEEPING_LOCK_H */
