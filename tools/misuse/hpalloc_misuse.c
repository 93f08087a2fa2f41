// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc_misuse.ko: when inserted, makes the mistake that a parameter names,
 * after logging what should be reported: by a build with HP_DEBUG, or, of the
 * mistakes that are called late, by a build without.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <hpalloc/size_class.h>

static char *mistake = "none";
module_param(mistake, charp, 0444);
MODULE_PARM_DESC(mistake, "name of the mistake to make");

static struct hp_size_class sc;
static int late_error;

/* Tells the test what to look for in the report. */
static void announce(const char *what, const void *block)
{
	pr_info("expect %s at %p\n", what, block);
}

static void *alloc(size_t size)
{
	size_t class_size;

	return hp_size_class_alloc(&sc, size, &class_size);
}

static void make_none(void)
{
	hp_size_class_free(&sc, alloc(64), 64);
}

static void make_double_free(void)
{
	void *block = alloc(64);

	hp_size_class_free(&sc, block, 64);
	announce("double free", block);
	hp_size_class_free(&sc, block, 64);
}

static void make_foreign(void)
{
	void *block = kmalloc(64, GFP_KERNEL);

	announce("no block", block);
	hp_size_class_free(&sc, block, 64);
	kfree(block);
}

static void make_wrong_class(void)
{
	void *block = alloc(64);

	announce("freed as 128", block);
	hp_size_class_free(&sc, block, 128);
	hp_size_class_free(&sc, block, 64);
}

static void make_misaligned(void)
{
	char *block = alloc(64);

	announce("not the start", block + 8);
	hp_size_class_free(&sc, block + 8, 64);
	hp_size_class_free(&sc, block, 64);
}

static void make_write_after_free(void)
{
	char *block = alloc(64);

	hp_size_class_free(&sc, block, 64);
	block[40] = 'x';
	announce("write after free", block);
	hp_size_class_free(&sc, alloc(64), 64);
}

static void make_leak(void)
{
	alloc(64);
	pr_info("expect still allocated at class 64\n");
}

/* Of a class, all allocated and then all freed, the last ones stay in the magazine. */
#define LATE_BLOCKS	200

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

	for (i = 1; i < LATE_BLOCKS; i++) {
		blocks[i] = hp_fixed_block_alloc(fb);
		*(unsigned int *)blocks[i] = 0;
	}
	for (i = 1; i < LATE_BLOCKS; i++)
		++*(unsigned int *)blocks[i];
	for (i = 1; i < LATE_BLOCKS; i++) {
		if (*(unsigned int *)blocks[i] != 1)
			return -EINVAL;
	}
	return 0;
}

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

static void make_late_double_free(void)
{
	late_error = make_late(true);
}

static void make_late_foreign(void)
{
	late_error = make_late(false);
}

static const struct {
	const char *name;
	void (*make)(void);
} mistakes[] = {
	{ "none", make_none },
	{ "double_free", make_double_free },
	{ "foreign", make_foreign },
	{ "wrong_class", make_wrong_class },
	{ "misaligned", make_misaligned },
	{ "write_after_free", make_write_after_free },
	{ "leak", make_leak },
	{ "late_double_free", make_late_double_free },
	{ "late_foreign", make_late_foreign },
};

static int __init misuse_init(void)
{
	int err = hp_size_class_init(&sc, HP_SIZE_CLASS_ARENA_SIZE);
	unsigned int i;

	if (err)
		return err;
	err = -EINVAL;
	for (i = 0; i < ARRAY_SIZE(mistakes); i++) {
		if (strcmp(mistake, mistakes[i].name))
			continue;
		mistakes[i].make();
		err = late_error;
	}
	hp_size_class_destroy(&sc);
	return err;
}
module_init(misuse_init);

static void __exit misuse_exit(void)
{
}
module_exit(misuse_exit);

MODULE_DESCRIPTION("Makes mistakes that hpalloc reports");
MODULE_AUTHOR("The hpalloc maintainers");
MODULE_VERSION(HP_VERSION);
MODULE_LICENSE("Dual MIT/GPL");
