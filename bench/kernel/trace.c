// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The trace that is replayed, and the file that it is written into. */

#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "trace.h"

static DEFINE_MUTEX(last_lock);
static struct hp_trace *last;		/* counted in its users */

/**
 * struct trace_file - an open file
 * @lock: against two users of one descriptor
 * @reader: of what was written
 * @trace: what that becomes
 * @written: anything was
 * @text: what is read
 * @piece: of what is written
 */
struct trace_file {
	struct mutex lock;	/* see above */
	struct hp_trace_reader reader;
	struct hp_trace *trace;
	bool written;
	struct hp_text text;
	char piece[2048];
};

struct hp_trace *hp_trace_get(void)
{
	struct hp_trace *trace;

	mutex_lock(&last_lock);
	trace = last;
	if (trace)
		trace->users++;
	mutex_unlock(&last_lock);
	return trace;
}

void hp_trace_put(struct hp_trace *trace)
{
	bool unused;

	if (!trace)
		return;
	mutex_lock(&last_lock);
	unused = !--trace->users;
	mutex_unlock(&last_lock);
	if (!unused)
		return;
	hp_trace_free(trace);
	kfree(trace);
}

/* A run that has the one before it keeps that. */
static void replace(struct hp_trace *trace)
{
	mutex_lock(&last_lock);
	swap(last, trace);
	mutex_unlock(&last_lock);
	hp_trace_put(trace);
}

void hp_trace_exit(void)
{
	replace(NULL);
}

static int trace_open(struct inode *inode, struct file *file)
{
	struct trace_file *f = kzalloc(sizeof(*f), GFP_KERNEL);

	if (!f)
		return -ENOMEM;
	f->trace = kzalloc(sizeof(*f->trace), GFP_KERNEL);
	if (!f->trace) {
		kfree(f);
		return -ENOMEM;
	}
	mutex_init(&f->lock);
	file->private_data = f;
	return 0;
}

static void log_reason(const struct hp_text *reason)
{
	if (reason->len)
		pr_err("trace: %s\n", reason->start);
}

static ssize_t write_piece(struct trace_file *f, const char __user *buf, size_t len)
{
	struct hp_text reason = { };
	int err;

	len = min(len, sizeof(f->piece));
	if (copy_from_user(f->piece, buf, len))
		return -EFAULT;
	f->written = true;
	err = hp_trace_read(&f->reader, f->piece, len, &reason);
	log_reason(&reason);
	hp_text_free(&reason);
	return err ? err : len;
}

static ssize_t trace_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct trace_file *f = file->private_data;
	ssize_t done = 0, ret;

	ret = mutex_lock_killable(&f->lock);
	if (ret)
		return ret;
	while (done < len) {
		ret = write_piece(f, buf + done, len - done);
		if (ret < 0)
			break;
		done += ret;
		cond_resched();
	}
	mutex_unlock(&f->lock);
	*pos += done;
	/* A refused trace is an error at once, whatever was good before it. */
	return ret < 0 ? ret : done;
}

/*
 * Before each close(), also of copies of the descriptor through which others go on
 * writing: says that the trace is unfinished, and changes nothing.
 */
static int trace_flush(struct file *file, fl_owner_t id)
{
	struct trace_file *f = file->private_data;
	bool finished;

	mutex_lock(&f->lock);
	finished = !f->written || (f->reader.ended && !f->reader.err);
	mutex_unlock(&f->lock);
	return finished ? 0 : -EINVAL;
}

/* One without operations is none. */
static struct hp_trace *take_trace(struct trace_file *f)
{
	struct hp_trace *trace = f->trace;

	if (!trace->nr)
		return NULL;
	trace->users = 1;
	f->trace = NULL;
	return trace;
}

static void commit(struct trace_file *f)
{
	struct hp_text reason = { };

	if (!hp_trace_finish(&f->reader, f->trace, &reason))
		replace(take_trace(f));
	log_reason(&reason);
	hp_text_free(&reason);
}

static int trace_release(struct inode *inode, struct file *file)
{
	struct trace_file *f = file->private_data;

	if (f->written)
		commit(f);
	hp_trace_abandon(&f->reader);
	hp_text_free(&f->text);
	kfree(f->trace);
	kfree(f);
	return 0;
}

/* A read from the start is of what is now. */
static int make_text(struct trace_file *f)
{
	struct hp_trace *trace = hp_trace_get();

	hp_text_free(&f->text);
	if (trace)
		hp_trace_format(trace, &f->text);
	hp_trace_put(trace);
	return f->text.err;
}

static ssize_t trace_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	struct trace_file *f = file->private_data;
	ssize_t ret;

	ret = mutex_lock_killable(&f->lock);
	if (ret)
		return ret;
	if (!*pos)
		ret = make_text(f);
	if (!ret)
		ret = simple_read_from_buffer(buf, len, pos, f->text.start, f->text.len);
	mutex_unlock(&f->lock);
	return ret;
}

const struct file_operations hp_trace_fops = {
	.owner = THIS_MODULE,
	.open = trace_open,
	.read = trace_read,
	.write = trace_write,
	.flush = trace_flush,
	.release = trace_release,
	.llseek = default_llseek,
};
