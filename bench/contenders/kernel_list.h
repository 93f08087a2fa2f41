/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * The contenders in the kernel, in the order of the report: HP_LIST(NAME) for
 * each HP_CONTENDER(NAME) in NAME.c. Included wherever HP_LIST() is defined.
 */
HP_LIST(fixed_block)
HP_LIST(fixed_block_linear)
HP_LIST(fixed_block_grow)
HP_LIST(size_class)
HP_LIST(size_class_var)
HP_LIST(fixed_block_lock)
HP_LIST(arena_pages)
HP_LIST(hp_cache)
HP_LIST(kmalloc)
HP_LIST(kmalloc_nowait)
HP_LIST(kmalloc_var)
HP_LIST(kmalloc_nolock)
HP_LIST(kmem_cache)
HP_LIST(kmem_cache_bulk)
HP_LIST(magazine)
HP_LIST(magazine_percpu)
HP_LIST(mempool)
HP_LIST(gen_pool)
HP_LIST(objpool)
HP_LIST(alloc_page)
