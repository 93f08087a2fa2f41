// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc_misuse.ko: when inserted, makes the mistake that a parameter names,
 * after logging what a build with HP_DEBUG should report.
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
		err = 0;
	}
	hp_size_class_destroy(&sc);
	return err;
}
module_init(misuse_init);

static void __exit misuse_exit(void)
{
}
module_exit(misuse_exit);

MODULE_DESCRIPTION("Makes mistakes that hpalloc built with HP_DEBUG reports");
MODULE_AUTHOR("The hpalloc maintainers");
MODULE_VERSION(HP_VERSION);
MODULE_LICENSE("Dual MIT/GPL");
