/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_FUZZ_PARSER_H
#define HPALLOC_FUZZ_PARSER_H

#include <stdio.h>
#include <stdlib.h>

/* For the targets that read texts; those of the layers have check.h, of KUnit's macros. */

/* What does not hold ends the fuzzer, which keeps the input. */
#define CHECK(cond) do {						\
	if (!(cond)) {							\
		fprintf(stderr, "%s:%d: expected %s\n", __FILE__,	\
			__LINE__, #cond);				\
		abort();						\
	}								\
} while (0)

#endif /* HPALLOC_FUZZ_PARSER_H */
