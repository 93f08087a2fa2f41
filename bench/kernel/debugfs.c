// SPDX-License-Identifier: GPL-2.0 OR MIT

#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "../bench.h"
#include "../report/report.h"
#include "run.h"
#include "trace.h"

static DEFINE_MUTEX(hp_run_lock);	/* held by the one that runs */

static DEFINE_MUTEX(hp_config_lock);
static struct hp_bench_config hp_config;

static DEFINE_MUTEX(hp_last_lock);

/* Of the last finished run, all of the same one. */
static struct hp_last {
	struct hp_text json;
	struct hp_text csv;
	struct hp_text histograms;
} hp_last;

/**
 * struct hp_file - an open file whose text is made at its first read
 * @lock: against two readers of one descriptor
 * @text: the text
 * @made: it is complete
 */
struct hp_file {
	struct mutex lock;	/* see above */
	struct hp_text text;
	bool made;
};

static int hp_file_open(struct inode *inode, struct file *file)
{
	struct hp_file *f = kzalloc(sizeof(*f), GFP_KERNEL);

	if (!f)
		return -ENOMEM;
	mutex_init(&f->lock);
	file->private_data = f;
	return 0;
}

static int hp_file_release(struct inode *inode, struct file *file)
{
	struct hp_file *f = file->private_data;

	hp_text_free(&f->text);
	kfree(f);
	return 0;
}

static int hp_file_make(struct hp_file *f, int (*make)(struct hp_text *text))
{
	int err;

	if (f->made)
		return 0;
	err = make(&f->text);
	if (!err)
		err = f->text.err;
	if (err)
		hp_text_free(&f->text);
	f->made = !err;
	return err;
}

static ssize_t hp_file_read(struct file *file, char __user *buf, size_t len,
			    loff_t *pos, int (*make)(struct hp_text *text))
{
	struct hp_file *f = file->private_data;
	ssize_t ret;

	if (!len)
		return 0;
	ret = mutex_lock_killable(&f->lock);
	if (ret)
		return ret;
	ret = hp_file_make(f, make);
	if (!ret)
		ret = simple_read_from_buffer(buf, len, pos, f->text.start,
					      f->text.len);
	mutex_unlock(&f->lock);
	return ret;
}

/* The same for what changes: a read from the start is of what is now. */
static ssize_t hp_file_read_anew(struct file *file, char __user *buf, size_t len,
				 loff_t *pos, int (*make)(struct hp_text *text))
{
	struct hp_file *f = file->private_data;

	mutex_lock(&f->lock);
	if (!*pos) {
		hp_text_free(&f->text);
		f->made = false;
	}
	mutex_unlock(&f->lock);
	return hp_file_read(file, buf, len, pos, make);
}

static void hp_last_replace(struct hp_last *last)
{
	mutex_lock(&hp_last_lock);
	swap(hp_last, *last);
	mutex_unlock(&hp_last_lock);
}

static void hp_last_free(struct hp_last *last)
{
	hp_text_free(&last->json);
	hp_text_free(&last->csv);
	hp_text_free(&last->histograms);
}

/* All texts, or none and the last results stay. */
static int hp_make_reports(struct hp_text *table, const struct hp_result *result)
{
	struct hp_last last = { };
	int err;

	hp_report_table(table, result);
	hp_report_json(&last.json, result);
	hp_report_csv(&last.csv, result);
	hp_report_histograms(&last.histograms, result);
	err = table->err ?: last.json.err ?: last.csv.err ?: last.histograms.err;
	if (!err)
		hp_last_replace(&last);

	hp_last_free(&last);
	return err;
}

static int hp_make_run(struct hp_text *table)
{
	struct hp_trace *trace = hp_trace_get();
	struct hp_bench_config config;
	struct hp_result result;
	int err;

	mutex_lock(&hp_config_lock);
	config = hp_config;
	mutex_unlock(&hp_config_lock);

	config.trace = trace;
	err = hp_bench_run(&config, &result);
	if (!err) {
		err = hp_make_reports(table, &result);
		hp_bench_forget(&result);
	}
	hp_trace_put(trace);
	return err;
}

static int hp_make_bench(struct hp_text *table)
{
	int err;

	if (!mutex_trylock(&hp_run_lock))
		return -EBUSY;
	err = hp_make_run(table);
	mutex_unlock(&hp_run_lock);
	return err;
}

static ssize_t hp_bench_read(struct file *file, char __user *buf, size_t len,
			     loff_t *pos)
{
	return hp_file_read(file, buf, len, pos, hp_make_bench);
}

static int hp_make_copy(struct hp_text *text, const struct hp_text *last)
{
	int err = 0;

	mutex_lock(&hp_last_lock);
	if (last->len)
		hp_text_add(text, "%s", last->start);
	else
		err = -ENODATA;
	mutex_unlock(&hp_last_lock);
	return err;
}

static int hp_make_json(struct hp_text *text)
{
	return hp_make_copy(text, &hp_last.json);
}

static ssize_t hp_json_read(struct file *file, char __user *buf, size_t len,
			    loff_t *pos)
{
	return hp_file_read(file, buf, len, pos, hp_make_json);
}

static int hp_make_csv(struct hp_text *text)
{
	return hp_make_copy(text, &hp_last.csv);
}

static ssize_t hp_csv_read(struct file *file, char __user *buf, size_t len,
			   loff_t *pos)
{
	return hp_file_read(file, buf, len, pos, hp_make_csv);
}

static int hp_make_histograms(struct hp_text *text)
{
	return hp_make_copy(text, &hp_last.histograms);
}

static ssize_t hp_histograms_read(struct file *file, char __user *buf, size_t len,
				  loff_t *pos)
{
	return hp_file_read(file, buf, len, pos, hp_make_histograms);
}

static int hp_make_progress(struct hp_text *text)
{
	hp_bench_progress(text);
	return 0;
}

static ssize_t hp_progress_read(struct file *file, char __user *buf, size_t len,
				loff_t *pos)
{
	return hp_file_read_anew(file, buf, len, pos, hp_make_progress);
}

static int hp_make_config(struct hp_text *text)
{
	mutex_lock(&hp_config_lock);
	hp_config_format(&hp_config, text);
	mutex_unlock(&hp_config_lock);
	return 0;
}

static ssize_t hp_config_read(struct file *file, char __user *buf, size_t len,
			      loff_t *pos)
{
	return hp_file_read_anew(file, buf, len, pos, hp_make_config);
}

/* What a key of the configuration chooses from. */
#define HP_NAMES_READ(key)						\
static int hp_make_##key(struct hp_text *text)				\
{									\
	hp_config_names(#key, text);					\
	return 0;							\
}									\
									\
static ssize_t hp_##key##_read(struct file *file, char __user *buf,	\
			       size_t len, loff_t *pos)			\
{									\
	return hp_file_read(file, buf, len, pos, hp_make_##key);	\
}

HP_NAMES_READ(workloads)
HP_NAMES_READ(contenders)
HP_NAMES_READ(contexts)

static int hp_config_change(const char *text, size_t len)
{
	struct hp_text reason = { };
	int err;

	mutex_lock(&hp_config_lock);
	err = hp_config_parse(&hp_config, text, len, &reason);
	mutex_unlock(&hp_config_lock);
	if (err)
		pr_err("config: %s\n", hp_text_string(&reason));
	hp_text_free(&reason);
	return err;
}

/* One write is one change: a second one cannot continue it. */
static ssize_t hp_config_write(struct file *file, const char __user *buf,
			       size_t len, loff_t *pos)
{
	char *text;
	int err;

	if (*pos) {
		pr_err("config: all pairs must be in one write, at the start of the file\n");
		return -EINVAL;
	}
	if (len > HP_CONFIG_MAX_INPUT)
		return hp_config_change(NULL, len);

	text = memdup_user(buf, len);
	if (IS_ERR(text))
		return PTR_ERR(text);
	err = hp_config_change(text, len);
	kfree(text);
	if (err)
		return err;
	*pos += len;
	return len;
}

#define HP_FILE_FOPS(name, reader, writer)				\
static const struct file_operations name = {				\
	.owner = THIS_MODULE,						\
	.open = hp_file_open,						\
	.read = reader,							\
	.write = writer,						\
	.release = hp_file_release,					\
	.llseek = default_llseek,					\
}

HP_FILE_FOPS(hp_bench_fops, hp_bench_read, NULL);
HP_FILE_FOPS(hp_json_fops, hp_json_read, NULL);
HP_FILE_FOPS(hp_csv_fops, hp_csv_read, NULL);
HP_FILE_FOPS(hp_histograms_fops, hp_histograms_read, NULL);
HP_FILE_FOPS(hp_progress_fops, hp_progress_read, NULL);
HP_FILE_FOPS(hp_config_fops, hp_config_read, hp_config_write);
HP_FILE_FOPS(hp_workloads_fops, hp_workloads_read, NULL);
HP_FILE_FOPS(hp_contenders_fops, hp_contenders_read, NULL);
HP_FILE_FOPS(hp_contexts_fops, hp_contexts_read, NULL);

int hp_bench_init(struct dentry *dir)
{
	hp_config_init(&hp_config);
	if (IS_ERR(dir)) {
		pr_info("no debugfs, thus no benchmark; the allocator works\n");
		return 0;
	}

	/* A write bit would hide a file under lockdown, from readers too. */
	debugfs_create_file("bench", 0400, dir, NULL, &hp_bench_fops);
	debugfs_create_file("config", 0600, dir, NULL, &hp_config_fops);
	debugfs_create_file_unsafe("trace", 0600, dir, NULL, &hp_trace_fops);
	debugfs_create_file("results.json", 0400, dir, NULL, &hp_json_fops);
	debugfs_create_file("results.csv", 0400, dir, NULL, &hp_csv_fops);
	debugfs_create_file("histograms.csv", 0400, dir, NULL, &hp_histograms_fops);
	debugfs_create_file("progress", 0400, dir, NULL, &hp_progress_fops);
	debugfs_create_file("available_workloads", 0400, dir, NULL, &hp_workloads_fops);
	debugfs_create_file("available_contenders", 0400, dir, NULL, &hp_contenders_fops);
	debugfs_create_file("available_contexts", 0400, dir, NULL, &hp_contexts_fops);
	return 0;
}

void hp_bench_exit(void)
{
	hp_last_free(&hp_last);
	hp_trace_exit();
}
