// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * How another module uses hpalloc: a queue of trace records. Records are blocks
 * of one size, their names are blocks of the smallest class that fits. Loading
 * the module fills the queue, drains it in order and logs a summary.
 *
 * Everything here runs in one context. If the queue were shared, the module
 * would hold a lock of its own around all calls on one allocator.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/list.h>
#include <linux/module.h>

#include <hpalloc/fixed_block.h>
#include <hpalloc/size_class.h>

#define RECORD_ARENA_SIZE	(16 * HP_PAGE_SIZE)
#define NAME_ARENA_SIZE		(16 * HP_PAGE_SIZE)
#define RECORDS			1000

struct record {
	struct list_head list;
	char *name;
	size_t name_class;	/* for hp_size_class_free() */
	u64 value;
};

static struct hp_arena record_arena;
static struct hp_fixed_block records;
static struct hp_size_class names;
static LIST_HEAD(queue);

static int push(const char *name, u64 value)
{
	struct record *record = hp_fixed_block_alloc(&records);
	size_t size = strlen(name) + 1;

	if (!record)
		return -ENOMEM;

	record->name = hp_size_class_alloc(&names, size, &record->name_class);
	if (!record->name) {
		hp_fixed_block_free(&records, record);
		return -ENOMEM;
	}

	memcpy(record->name, name, size);
	record->value = value;
	list_add_tail(&record->list, &queue);
	return 0;
}

static u64 pop(void)
{
	struct record *record = list_first_entry(&queue, struct record, list);
	u64 value = record->value;

	list_del(&record->list);
	hp_size_class_free(&names, record->name, record->name_class);
	hp_fixed_block_free(&records, record);
	return value;
}

static int fill_queue(void)
{
	char name[48];
	int i, err = 0;

	for (i = 0; i < RECORDS && !err; i++) {
		scnprintf(name, sizeof(name), "request %d of %.*s", i, i % 20,
			  "a client far away...");
		err = push(name, i);
	}
	return err;
}

static int __init hpalloc_example_init(void)
{
	u64 sum = 0;
	int err;

	err = hp_arena_init(&record_arena, RECORD_ARENA_SIZE);
	if (err)
		return err;

	err = hp_fixed_block_init(&records, &record_arena, sizeof(struct record));
	if (err)
		goto destroy_arena;

	err = hp_size_class_init(&names, NAME_ARENA_SIZE);
	if (err)
		goto destroy_arena;

	err = fill_queue();
	if (err)
		goto destroy_names;

	while (!list_empty(&queue))
		sum += pop();
	pr_info("%d records through the queue, values add up to %llu, %zu of %zu pages used\n",
		RECORDS, sum, hp_arena_pages_allocated(&record_arena),
		hp_arena_total_pages(&record_arena));
	return 0;

destroy_names:
	hp_size_class_destroy(&names);
destroy_arena:
	hp_arena_destroy(&record_arena);
	return err;
}
module_init(hpalloc_example_init);

static void __exit hpalloc_example_exit(void)
{
	hp_size_class_destroy(&names);
	hp_arena_destroy(&record_arena);
}
module_exit(hpalloc_example_exit);

MODULE_DESCRIPTION("Example of a module that uses hpalloc");
MODULE_AUTHOR("The hpalloc maintainers");
MODULE_VERSION(HP_VERSION);
MODULE_LICENSE("Dual MIT/GPL");
