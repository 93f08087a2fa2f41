// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * hpalloc_misuse.ko: when inserted, makes the mistake that a parameter names,
 * after logging what should be reported: by a build with HP_DEBUG, or, of the
 * mistakes that are called late, by a build without; of the others, by both.
 */

#include "misuse.h"

#include <linux/module.h>
#include <linux/string.h>

static char *mistake = "none";
module_param(mistake, charp, 0444);
MODULE_PARM_DESC(mistake, "name of the mistake to make");

int make_mistake(const struct mistake *mistakes, const char *name)
{
	for (; mistakes->name; mistakes++) {
		if (!strcmp(name, mistakes->name))
			return mistakes->make();
	}
	return -ENOENT;
}

int make_mistake_with(struct hp_cache *cache, const struct mistake *mistakes, const char *name)
{
	int err = hp_cache_init(cache, "misuse", 64, CACHE_BYTES);

	if (err)
		return err;

	err = make_mistake(mistakes, name);
	hp_cache_destroy(cache);
	return err;
}

bool are_distinct(unsigned int **blocks, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		*blocks[i] = i;
	for (i = 0; i < n; i++) {
		if (*blocks[i] != i)
			return false;
	}
	return true;
}

static int __init misuse_init(void)
{
	int err = make_of_layers(mistake);

	if (err == -ENOENT)
		err = make_of_cache(mistake);
	return err == -ENOENT ? make_of_races(mistake) : err;
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
