/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_MACHINE_H
#define HPBENCH_MACHINE_H

#include <stdbool.h>

/**
 * DOC: machine
 *
 * The running kernel with its module, as files. For tests only, the environment
 * variable HPBENCH_TEST_ROOT names a directory that stands for "/": the kernel's
 * files are looked for in there, and neither root nor a real debugfs is asked
 * for. What is measured so is whatever lies there.
 */

/* Below hp_machine_path(). */
#define HP_MACHINE_DEBUGFS	"/sys/kernel/debug"
#define HP_MACHINE_FILES	HP_MACHINE_DEBUGFS "/hpalloc"

/**
 * hp_machine_path - where a file of the kernel's is
 * @path: absolute
 *
 * Return: the path to open, to be freed
 */
char *hp_machine_path(const char *path);

/**
 * hp_machine_is_usable - whether hpbench may measure here
 *
 * That is: as root, with debugfs mounted, and not locked down, under which no
 * configuration can be written. The module need not be loaded yet.
 *
 * Return: true; false having said why (hp_say())
 */
bool hp_machine_is_usable(void);

/**
 * enum hp_reload - how each run gets a fresh module
 * @HP_RELOAD_NONE: not at all
 * @HP_RELOAD_FILE: insmod of a file
 * @HP_RELOAD_INSTALLED: modprobe
 */
enum hp_reload {
	HP_RELOAD_NONE,
	HP_RELOAD_FILE,
	HP_RELOAD_INSTALLED,
};

/**
 * hp_module_is_loaded - whether the module is there
 *
 * Return: whether it is
 */
bool hp_module_is_loaded(void);

/**
 * hp_module_is_installed - whether modprobe knows the module
 *
 * Return: whether it does
 */
bool hp_module_is_installed(void);

/**
 * hp_module_remove - remove the module
 * @how: by which means it is going to be inserted again
 *
 * Return: true; false having said why (hp_say())
 */
bool hp_module_remove(enum hp_reload how);

/**
 * hp_module_insert - insert the module
 * @how: HP_RELOAD_FILE or HP_RELOAD_INSTALLED
 * @file: of HP_RELOAD_FILE
 *
 * Return: true; false having said why (hp_say())
 */
bool hp_module_insert(enum hp_reload how, const char *file);

/**
 * hp_config_read - the configuration as it is
 *
 * Return: pairs, a line each, to be freed; NULL having said why (hp_say())
 */
char *hp_config_read(void);

/**
 * hp_config_write - change the configuration
 * @pairs: key=value, separated by space; all of them or none
 *
 * Return: true; false having said why (hp_say())
 */
bool hp_config_write(const char *pairs);

#endif /* HPBENCH_MACHINE_H */
