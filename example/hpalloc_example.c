// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * How another module uses hpalloc: a recorder of a tracepoint that fires in every
 * context. Each kfree() of the kernel becomes a record in a block of an hp_cache,
 * whoever calls it: a task, a softirq, a hard interrupt, an NMI. Reading
 *
 *	/sys/kernel/debug/hpalloc_example/kfree
 *
 * takes what was recorded so far, prints it oldest first and frees it, on
 * whatever CPU the reader is. If nobody reads, the cache ends at its bound and
 * the events are counted as lost.
 *
 * kmalloc() could not be used here: it would call the tracepoints again, and may
 * not be called in an NMI.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/atomic.h>
#include <linux/debugfs.h>
#include <linux/llist.h>
#include <linux/module.h>
#include <linux/sched/clock.h>
#include <linux/seq_file.h>
#include <linux/tracepoint.h>
#include <trace/events/kmem.h>

#include <hpalloc/cache.h>

#define MAX_BYTES	(4UL << 20)
#define RESERVED	4096

/**
 * struct record - an event
 * @node: in the queue
 * @time: local_clock(), so only comparable on the same CPU
 * @caller: of kfree()
 * @ptr: what it frees
 * @cpu: on which
 * @context: index into contexts
 */
struct record {
	struct llist_node node;
	u64 time;
	unsigned long caller;
	const void *ptr;
	unsigned int cpu;
	unsigned int context;
};

static const char * const contexts[] = { "task", "softirq", "hardirq", "nmi" };

static struct hp_cache records;
static LLIST_HEAD(queue);
static atomic_long_t recorded[ARRAY_SIZE(contexts)];
static atomic_long_t lost;
static struct dentry *dir;

static unsigned int context(void)
{
	if (in_nmi())
		return 3;
	if (in_hardirq())
		return 2;
	return in_serving_softirq() ? 1 : 0;
}

/* With preemption off, in any context; also while hp_cache_alloc() is interrupted. */
static void probe_kfree(void *unused, unsigned long caller, const void *ptr)
{
	struct record *record = hp_cache_alloc(&records);

	if (!record) {
		atomic_long_inc(&lost);
		return;
	}

	record->time = local_clock();
	record->caller = caller;
	record->ptr = ptr;
	record->cpu = smp_processor_id();
	record->context = context();
	atomic_long_inc(&recorded[record->context]);
	llist_add(&record->node, &queue);
}

static void free_records(struct llist_node *node)
{
	struct record *record, *next;

	llist_for_each_entry_safe(record, next, node, node)
		hp_cache_free(&records, record);
}

/*
 * What was recorded up to the opening of the file belongs to the reader. Printing
 * it causes events too, so that it would not end otherwise.
 */
static void *start(struct seq_file *m, loff_t *pos)
{
	return m->private;
}

static void *next(struct seq_file *m, void *v, loff_t *pos)
{
	struct llist_node *node = v;

	++*pos;
	m->private = node->next;
	hp_cache_free(&records, llist_entry(node, struct record, node));
	return m->private;
}

static void stop(struct seq_file *m, void *v)
{
}

static int show(struct seq_file *m, void *v)
{
	const struct record *record = llist_entry(v, struct record, node);

	seq_printf(m, "%llu cpu%u %s %pK %pS\n", record->time, record->cpu,
		   contexts[record->context], record->ptr, (void *)record->caller);
	return 0;
}

static const struct seq_operations ops = {
	.start	= start,
	.next	= next,
	.stop	= stop,
	.show	= show,
};

static int kfree_open(struct inode *inode, struct file *file)
{
	int err = seq_open(file, &ops);
	struct seq_file *m = file->private_data;

	if (err)
		return err;
	m->private = llist_reverse_order(llist_del_all(&queue));
	return nonseekable_open(inode, file);
}

static int kfree_release(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	free_records(m->private);
	return seq_release(inode, file);
}

static const struct file_operations kfree_fops = {
	.owner		= THIS_MODULE,
	.open		= kfree_open,
	.read		= seq_read,
	.release	= kfree_release,
};

static int __init hpalloc_example_init(void)
{
	int err = hp_cache_init(&records, "example", sizeof(struct record), MAX_BYTES);

	if (err)
		return err;
	/* An interrupt cannot wait for memory: a burst needs it to be there. */
	err = hp_cache_reserve(&records, RESERVED);
	if (err)
		goto destroy_cache;
	err = register_trace_kfree(probe_kfree, NULL);
	if (err)
		goto destroy_cache;

	dir = debugfs_create_dir(KBUILD_MODNAME, NULL);
	debugfs_create_file("kfree", 0400, dir, NULL, &kfree_fops);
	pr_info("recording kfree()\n");
	return 0;

destroy_cache:
	hp_cache_destroy(&records);
	return err;
}
module_init(hpalloc_example_init);

static void __exit hpalloc_example_exit(void)
{
	unsigned int i;

	debugfs_remove(dir);
	unregister_trace_kfree(probe_kfree, NULL);
	tracepoint_synchronize_unregister();
	free_records(llist_del_all(&queue));
	hp_cache_destroy(&records);

	for (i = 0; i < ARRAY_SIZE(contexts); i++)
		pr_info("%ld recorded in context %s\n", atomic_long_read(&recorded[i]),
			contexts[i]);
	pr_info("%ld lost\n", atomic_long_read(&lost));
}
module_exit(hpalloc_example_exit);

MODULE_DESCRIPTION("Example of a module that uses hpalloc");
MODULE_AUTHOR("The hpalloc maintainers");
MODULE_VERSION(HP_VERSION);
MODULE_LICENSE("Dual MIT/GPL");
