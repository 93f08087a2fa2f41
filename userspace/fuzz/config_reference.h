/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_FUZZ_CONFIG_REFERENCE_H
#define HPALLOC_FUZZ_CONFIG_REFERENCE_H

#include "../../bench/engine/config.h"

/*
 * What hp_config_parse() accepts, written as straight as it goes. Returns
 * whether it does; @config is changed then only.
 */
bool reference_parse(struct hp_bench_config *config, const char *text,
		     size_t len);

#endif /* HPALLOC_FUZZ_CONFIG_REFERENCE_H */
