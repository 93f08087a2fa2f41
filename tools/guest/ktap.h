/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef TOOLS_GUEST_KTAP_H
#define TOOLS_GUEST_KTAP_H

#include <stdbool.h>

/* Results go to standard output as they come, the plan last. */
void ktap_begin(void);
bool ktap_result(bool ok, const char *fmt, ...);
void ktap_note(const char *fmt, ...);
int ktap_end(void);

#endif
