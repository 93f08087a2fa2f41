// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/contender.h"

#define SELFTEST(name, delay, copy)	HP_LIST(name##_plus##delay##_##copy)

#define HP_LIST(name) extern const struct hp_contender hp_contender_##name;
#include "kernel_list.h"
#ifdef HP_SELFTEST
#include "selftest.h"
#endif
#undef HP_LIST

#define HP_LIST(name) { #name, &hp_contender_##name },
const struct hp_contender_entry hp_contenders[] = {
#include "kernel_list.h"
#ifdef HP_SELFTEST
#include "selftest.h"
#endif
};

const unsigned int hp_nr_contenders = ARRAY_SIZE(hp_contenders);

static_assert(ARRAY_SIZE(hp_contenders) <= 64, "a bit for each");
