// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/clock.h"
#include "../engine/floor.h"

#include <pthread.h>

static unsigned int counter;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

HP_DEFINE_FLOOR(loop_empty, do { } while (0));
HP_DEFINE_FLOOR(loop_timer, hp_clock_read());
HP_DEFINE_FLOOR(loop_atomic, __atomic_add_fetch(&counter, 1, __ATOMIC_SEQ_CST));
HP_DEFINE_FLOOR(loop_mutex, pthread_mutex_lock(&lock); pthread_mutex_unlock(&lock));

const struct hp_floor hp_floors[] = {
	{ "empty_loop", loop_empty },
	{ "timer", loop_timer },
	{ "atomic_add", loop_atomic },
	{ "pthread_mutex", loop_mutex },
};

const unsigned int hp_nr_floors = ARRAY_SIZE(hp_floors);
