/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPALLOC_FUZZ_SAID_H
#define HPALLOC_FUZZ_SAID_H

/* How many lines hpbench would have printed so far. */
extern unsigned int said;

#endif /* HPALLOC_FUZZ_SAID_H */
