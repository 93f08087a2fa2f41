// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Threads, first pattern: an allocator for each thread
 *
 * Nothing is shared, so nothing is locked. A block is freed by the thread that
 * allocated it. The page source is shared, since it is read-only.
 */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <hpalloc/fixed_block.h>
#include <hpalloc/mmap.h>

#define THREADS		4
#define ROUNDS		1000
#define LIVE		500

struct message {
	struct message *next;
	size_t number;
	char text[48];
};

struct worker {
	pthread_t thread;
	struct hp_mmap_source *source;
	size_t sum;
};

/* Puts LIVE messages in a list, then takes all of them off again. */
static size_t one_round(struct hp_fixed_block *fb)
{
	struct message *list = NULL, *message;
	size_t i, sum = 0;

	for (i = 0; i < LIVE; i++) {
		message = hp_fixed_block_alloc(fb);
		if (!message)
			break;
		message->next = list;
		message->number = i;
		list = message;
	}
	while ((message = list)) {
		list = message->next;
		sum += message->number;
		hp_fixed_block_free(fb, message);
	}
	return sum;
}

static void *work(void *data)
{
	struct worker *worker = data;
	struct hp_fixed_block fb;
	struct hp_arena arena;
	size_t i;

	if (hp_arena_init_source(&arena, 16 * HP_PAGE_SIZE, &worker->source->base))
		return NULL;
	if (!hp_fixed_block_init(&fb, &arena, sizeof(struct message))) {
		for (i = 0; i < ROUNDS; i++)
			worker->sum += one_round(&fb);
	}
	hp_arena_destroy(&arena);
	return NULL;
}

int main(void)
{
	struct worker workers[THREADS] = { 0 };
	struct hp_mmap_source source;
	size_t i, sum = 0;

	if (hp_mmap_source_init(&source, HP_MMAP_PREFAULT))
		return EXIT_FAILURE;

	for (i = 0; i < THREADS; i++) {
		workers[i].source = &source;
		if (pthread_create(&workers[i].thread, NULL, work, &workers[i]))
			return EXIT_FAILURE;
	}
	for (i = 0; i < THREADS; i++) {
		pthread_join(workers[i].thread, NULL);
		sum += workers[i].sum;
	}
	printf("%zu\n", sum);
	return sum == (size_t)THREADS * ROUNDS * LIVE * (LIVE - 1) / 2 ?
	       EXIT_SUCCESS : EXIT_FAILURE;
}
