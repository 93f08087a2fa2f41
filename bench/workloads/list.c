// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "../engine/workload.h"

#define HP_LIST(name) extern const struct hp_workload hp_workload_##name;
#include "list.h"
#undef HP_LIST

#define HP_LIST(name) { #name, &hp_workload_##name },
const struct hp_workload_entry hp_workloads[] = {
#include "list.h"
};

const unsigned int hp_nr_workloads = ARRAY_SIZE(hp_workloads);

static_assert(ARRAY_SIZE(hp_workloads) <= 64, "a bit for each");
