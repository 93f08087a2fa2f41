/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_CACHE_DEBUGFS_H
#define HPALLOC_CACHE_DEBUGFS_H

struct dentry;

#ifdef CONFIG_DEBUG_FS

/**
 * hp_cache_debugfs_init() - show all caches in debugfs
 * @dir: where the file "caches" goes
 */
void hp_cache_debugfs_init(struct dentry *dir);

#else

static inline void hp_cache_debugfs_init(struct dentry *dir)
{
}

#endif

#endif /* HPALLOC_CACHE_DEBUGFS_H */
