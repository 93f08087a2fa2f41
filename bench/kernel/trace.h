/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_BENCH_KERNEL_TRACE_H
#define HPALLOC_BENCH_KERNEL_TRACE_H

#include <linux/fs.h>

#include "../engine/trace.h"

/*
 * hp_trace_fops - the file `trace`
 *
 * What is written becomes the trace when the file is closed, if it was one. So
 * that close() can say that it was not, debugfs must not stand between: see
 * debugfs_create_file_unsafe(). The file is removed while nobody has it open.
 */
extern const struct file_operations hp_trace_fops;

/**
 * hp_trace_get() - the trace that was written last
 *
 * Return: the trace, for hp_trace_put(), or NULL if there is none.
 */
struct hp_trace *hp_trace_get(void);

/**
 * hp_trace_put() - have it freed once nobody uses it
 * @trace: the trace, or NULL
 */
void hp_trace_put(struct hp_trace *trace);

/**
 * hp_trace_exit() - free the last one
 */
void hp_trace_exit(void);

#endif /* HPALLOC_BENCH_KERNEL_TRACE_H */
