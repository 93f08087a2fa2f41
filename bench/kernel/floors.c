// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <linux/atomic.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/spinlock.h>

#include "../engine/clock.h"
#include "../engine/floor.h"

static atomic_t counter;
static DEFINE_SPINLOCK(lock);

HP_DEFINE_FLOOR(loop_empty, do { } while (0));
HP_DEFINE_FLOOR(loop_timer, hp_clock_read());
HP_DEFINE_FLOOR(loop_preempt, preempt_disable(); barrier(); preempt_enable());
HP_DEFINE_FLOOR(loop_irq, unsigned long flags;
		local_irq_save(flags); barrier(); local_irq_restore(flags));
HP_DEFINE_FLOOR(loop_atomic, atomic_add_return(1, &counter));
HP_DEFINE_FLOOR(loop_lock, spin_lock(&lock); barrier(); spin_unlock(&lock));

const struct hp_floor hp_floors[] = {
	{ "empty_loop", loop_empty },
	{ "timer", loop_timer },
	{ "preempt_disable", loop_preempt },
	{ "local_irq_save", loop_irq },
	{ "atomic_add", loop_atomic },
	{ "spin_lock", loop_lock },
};

const unsigned int hp_nr_floors = ARRAY_SIZE(hp_floors);
