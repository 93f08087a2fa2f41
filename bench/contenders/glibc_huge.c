// SPDX-License-Identifier: GPL-2.0 OR MIT

#include "malloc.h"

static const struct hp_identity glibc_huge = {
	.setting = "GLIBC_TUNABLES=glibc.malloc.hugetlb=1",
	.package = "libc6",
	.file = "libc.",
	.version = hp_version_glibc,
};

HP_CONTENDER(glibc_huge) = {
	.note = "glibc's, told to ask for huge pages",
	.extra = true,
	.identity = &glibc_huge,
	HP_MALLOC_MEMBERS,
};
