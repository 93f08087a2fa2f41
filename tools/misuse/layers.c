// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Mistakes with the size classes, and the fixed block that is one of them.
 */

#include "misuse.h"

#include <linux/slab.h>

#include <hpalloc/size_class.h>

static struct hp_size_class sc;

static void *alloc(size_t size)
{
	size_t class_size;

	return hp_size_class_alloc(&sc, size, &class_size);
}

static int make_none(void)
{
	hp_size_class_free(&sc, alloc(64), 64);
	return 0;
}

static int make_double_free(void)
{
	void *block = alloc(64);

	hp_size_class_free(&sc, block, 64);
	announce("double free", block);
	hp_size_class_free(&sc, block, 64);
	return 0;
}

static int make_foreign(void)
{
	void *block = kmalloc(64, GFP_KERNEL);

	announce("no block", block);
	hp_size_class_free(&sc, block, 64);
	kfree(block);
	return 0;
}

static int make_wrong_class(void)
{
	void *block = alloc(64);

	announce("freed as 128", block);
	hp_size_class_free(&sc, block, 128);
	hp_size_class_free(&sc, block, 64);
	return 0;
}

static int make_misaligned(void)
{
	char *block = alloc(64);

	announce("not the start", block + 8);
	hp_size_class_free(&sc, block + 8, 64);
	hp_size_class_free(&sc, block, 64);
	return 0;
}

static int make_write_after_free(void)
{
	char *block = alloc(64);

	hp_size_class_free(&sc, block, 64);
	block[40] = 'x';
	announce("write after free", block);
	hp_size_class_free(&sc, alloc(64), 64);
	return 0;
}

static int make_leak(void)
{
	alloc(64);
	pr_info("expect still allocated at class 64\n");
	return 0;
}

/* Once it is allocated again it may be used. */
static noinline int make_use_after_free(void)
{
	unsigned long *block = alloc(64);

	hp_size_class_free(&sc, block, 64);
	announce_kasan(block);
	READ_ONCE(*block);
	block = alloc(64);
	WRITE_ONCE(*block, 0);
	hp_size_class_free(&sc, block, 64);
	return 0;
}

/*
 * Frees @bad among correct blocks, from which it leaves the magazine, and again:
 * it is reported once. Then each block has to be there, and none of them twice.
 */
static int free_late(void **blocks, void *bad)
{
	struct hp_fixed_block *fb = &sc.classes[1];
	unsigned int i;

	announce("not allocated", bad);
	for (i = 1; i < LATE_BLOCKS; i++) {
		hp_fixed_block_free(fb, blocks[i]);
		if (i % 50 == 0)
			hp_fixed_block_free(fb, bad);
	}
	if (hp_fixed_block_live(fb) != 1)
		return -EINVAL;

	for (i = 1; i < LATE_BLOCKS; i++)
		blocks[i] = hp_fixed_block_alloc(fb);
	return are_distinct((unsigned int **)blocks, LATE_BLOCKS) ? 0 : -EINVAL;
}

/* Of a class, all allocated and then all freed, the last ones stay in the magazine. */
static int make_late(bool twice)
{
	void **blocks = kmalloc_array(LATE_BLOCKS, sizeof(*blocks), GFP_KERNEL);
	int err = -ENOMEM;

	if (!blocks)
		return err;

	if (hp_fixed_block_alloc_bulk(&sc.classes[1], LATE_BLOCKS, blocks) == LATE_BLOCKS)
		err = free_late(blocks, twice ? blocks[1] : blocks);
	kfree(blocks);
	return err;
}

static int make_late_double_free(void)
{
	return make_late(true);
}

static int make_late_foreign(void)
{
	return make_late(false);
}

static const struct mistake mistakes[] = {
	{ "none", make_none },
	{ "double_free", make_double_free },
	{ "foreign", make_foreign },
	{ "wrong_class", make_wrong_class },
	{ "misaligned", make_misaligned },
	{ "write_after_free", make_write_after_free },
	{ "leak", make_leak },
	{ "use_after_free", make_use_after_free },
	{ "late_double_free", make_late_double_free },
	{ "late_foreign", make_late_foreign },
	{}
};

int make_of_layers(const char *name)
{
	int err = hp_size_class_init(&sc, HP_SIZE_CLASS_ARENA_SIZE);

	if (err)
		return err;

	err = make_mistake(mistakes, name);
	hp_size_class_destroy(&sc);
	return err;
}
