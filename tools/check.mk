# SPDX-License-Identifier: GPL-2.0 OR MIT
# Static checks. check-NAME fails and prints the reason; tools/check-all runs all
# of them and prints KTAP.

checks := licences checkpatch checkpatch-userspace kernel-doc spelling shellcheck \
	whitespace layers figures links coccicheck \
	gcc-6.1 gcc-6.1-debug sparse-6.1 gcc-6.12 gcc-7.3 clang-6.12 \
	make-6.1 packager-6.1 no-bench-6.1 in-tree-6.1 in-tree-7.3 bare-6.12 i386-6.12 \
	version install dkms kdir paths

# All files of these names. If there are none, this file is wrong.
find = $(or $(shell find . \( -path ./out -o -path ./.git \) -prune -o -type f \
	-not -name '*.mod.c' \( -false $(patsubst %,-o -name '%',$(1)) \) -print | sort), \
	$(error no file is called $(1)))
user_space = $(filter ./userspace/% ./bench/user/%,$(call find,*.[ch]))
kernel = $(filter-out $(user_space),$(call find,*.[ch]))
documented = $(filter %.h,$(filter ./include/% ./bench/% ./kunit/%,$(kernel)) \
	$(filter ./userspace/include/%,$(user_space)))
some = $(or $(1),$(error found nothing to check))

source = $$(tools/kernel-source 6.12)
stock = $$(tools/stock-kernel)/headers
check_build = setpriv --pdeathsig TERM tools/check-build
uml = ARCH=um CONFIG_HPALLOC_KUNIT_TEST=m CONFIG_HPALLOC_MISUSE=m CONFIG_HPALLOC_STRESS=m CONFIG_HPALLOC_CACHES=m

# With a git directory it would look there for the kernel's licences. It leaves a
# cache in the current directory.
checkpatch = trap 'rm -f .checkpatch-camelcase.*' EXIT; \
	GIT_DIR=none $(source)/scripts/checkpatch.pl --root=$(source)

.PHONY: check-list figures $(checks:%=check-%)

check-list:
	@echo $(checks)

check-licences:
	@! grep -L 'SPDX-License-Identifier: GPL-2.0 OR MIT' \
		$(call find,*.[ch] Kbuild* Makefile *.mk *.sh *.config *.list Kconfig dkms.conf) | grep . || exit 1

# The kernel lays out its tracepoints otherwise than it asks for, and linux/nmi.h
# has asm/nmi.h in it only with a detector of lockups.
check-checkpatch:
	@$(checkpatch) -f $(filter-out ./cache_trace.h ./tools/stress/nmi.c,$(call some,$(kernel)))
	$(checkpatch) --ignore=OPEN_ENDED_LINE,PARENTHESIS_ALIGNMENT -f cache_trace.h
	$(checkpatch) --ignore=INCLUDE_LINUX -f tools/stress/nmi.c

# User space has no macros and types of the kernel, but names of other libraries.
check-checkpatch-userspace:
	@$(checkpatch) --ignore=PREFER_DEFINED_ATTRIBUTE_MACRO,PREFER_KERNEL_TYPES,CAMELCASE \
		-f $(call some,$(user_space))

check-kernel-doc:
	@$(source)/scripts/kernel-doc -none -Werror $(call some,$(documented))

# What .editorconfig asks of every file.
check-whitespace:
	@files=$$(grep -rIl '' --exclude-dir=out --exclude-dir=.git --exclude-dir=corpus --exclude=LICENSE \
		--exclude='*.patch' --exclude='*.mod*' --exclude='.*.cmd' --exclude='.*.d' --exclude=Module.symvers .)
	! grep -nE '[[:blank:]]$$|'$$'\r' $$files || exit 1
	for file in $$files; do
		[ -z "$$(tail -c 1 $$file)" ] || { echo "$$file: no newline at its end"; exit 1; }
	done

# The kernel's own semantic patches, except those for drivers, those that ask for
# functions that 6.1 or user space lacks, and those that need an OCaml compiler.
coccinelle = $(source)/scripts/coccinelle
semantic_patches = $(addprefix $(coccinelle)/,free iterators locks misc null tests api/alloc \
	$(addprefix api/,err_cast.cocci kfree_mismatch.cocci kvmalloc.cocci memdup.cocci))

check-coccicheck:
	@grep -rL --include='*.cocci' ocaml $(semantic_patches) | xargs -P 2 -I '{}' \
		spatch -D report --very-quiet --no-includes --include-headers -I include \
		--cocci-file '{}' $(call some,$(kernel)) | { ! grep .; }

check-layers:
	@tools/check-layers

# Tables in texts are those of the results.
figures:
	@tools/figures $(call find,*.md)

check-figures:
	@tools/figures --check $(call find,*.md)

# Of texts, to files and to headings in them.
check-links:
	@tools/check-links $(call find,*.md)

check-spelling:
	@codespell --skip=./out,./.git,./userspace/fuzz/corpus,./userspace/hpbench/tests/samples,./LICENSE .

# And that no `! command` is taken for a check: `set -e` passes over it.
check-shellcheck:
	@scripts=$$(grep -lrE '^(#!/bin/(busybox |ba)?sh|# shellcheck shell)' \
		--exclude-dir=out --exclude-dir=.git .)
	shellcheck -x -P SCRIPTDIR:userspace $$scripts
	awk '{ line = line $$0 } /\\$$/ { next }
		line ~ /^\t@?! / && line !~ /\|\| exit 1$$/ { print FILENAME ": " line; bad = 1 }
		{ line = "" } END { exit bad }' $(call some,$(call find,Makefile *.mk))

check-gcc-6.1:
	@$(check_build) $@ $(stock) CONFIG_HPALLOC_SELFTEST=y CONFIG_HPALLOC_MISUSE=m CONFIG_HPALLOC_STRESS=m CONFIG_HPALLOC_CACHES=m W=1

check-gcc-6.1-debug:
	@$(check_build) $@ $(stock) HP_DEBUG=1 W=1

check-sparse-6.1:
	@$(check_build) $@ $(stock) CONFIG_HPALLOC_STRESS=m CONFIG_HPALLOC_CACHES=m C=2 CF=-D__CHECK_ENDIAN__

check-gcc-6.12 check-gcc-7.3: check-gcc-%:
	@$(check_build) $@ $$(tools/kernel-build $* debug) $(uml) W=1

# As everywhere: with the compiler that made the kernel. UML's own asm/io.h adds to
# null pointers.
check-clang-6.12:
	@$(check_build) $@ $$(tools/kernel-build 6.12 clang) $(uml) W=1 KBUILD_MODPOST_WARN=1 \
		KCFLAGS=-Wno-null-pointer-arithmetic
	readelf -p .comment out/build/$@/arena.o | grep clang >/dev/null

# The ways of building. Each starts from a copy of what a user has, with one of the
# contenders: these are most of the work, and the checks above compile them all.
copy = dir=out/build/$@; rm -rf $$dir; mkdir -p $$dir; \
	{ tools/module-sources; find Makefile tools -type f; } | sort -u | xargs cp --parents -t $$dir; \
	sed -i '/HP_LIST(kmalloc_var)/!{ /^HP_LIST/d }' $$dir/bench/contenders/kernel_list.h
kmake = env -u MAKEFLAGS -u MAKELEVEL make -s KDIR=$(stock)
# Where what is in the module does not matter.
kmake_small = $(kmake) CONFIG_HPALLOC_BENCH=n
has_bench = nm $(1) | grep -w hp_bench_init >/dev/null

check-make-6.1:
	@$(copy)
	env -i PATH="$$PATH" make -s -C $$dir KDIR=$(stock)
	$(call has_bench,$$dir/hpalloc.ko)
	before=$$(cd $$dir; find . -newer VERSION | sort | cksum)
	$(kmake) -C $$dir -n install dkms >/dev/null
	[ "$$before" = "$$(cd $$dir; find . -newer VERSION | sort | cksum)" ]

check-packager-6.1:
	@$(copy)
	make -s -C $(stock) M=$$PWD/$$dir modules
	$(call has_bench,$$dir/hpalloc.ko)

check-no-bench-6.1:
	@$(check_build) $@ $(stock) CONFIG_HPALLOC_BENCH=n W=1
	! nm out/build/$@/hpalloc.ko | grep bench || exit 1

# The example is attached to a tracepoint.
tracing := CONFIG_FTRACE=y CONFIG_ENABLE_DEFAULT_TRACERS=y
all_modules := CONFIG_HPALLOC=m CONFIG_HPALLOC_EXAMPLE=m CONFIG_HPALLOC_KUNIT_TEST=m $(tracing)

check-in-tree-6.1:
	@built=$$(tools/in-tree 6.1 um lib/hpalloc/ $(all_modules))
	ls $$built/lib/hpalloc/{hpalloc,example/hpalloc_example,kunit/hpalloc_kunit}.o >/dev/null
	$(call has_bench,$$built/lib/hpalloc/hpalloc.o)

check-in-tree-7.3:
	@built=$$(tools/in-tree 7.3 um lib/hpalloc/ CONFIG_HPALLOC=y CONFIG_HPALLOC_EXAMPLE=y $(tracing))
	ar t $$built/lib/hpalloc/built-in.a | grep 'bench/.*debugfs.o' >/dev/null

# Neither debugfs nor modules.
check-bare-6.12:
	@built=$$(tools/in-tree 6.12 um lib/hpalloc/ CONFIG_HPALLOC=y CONFIG_DEBUG_FS=n \
		CONFIG_MODULES=n)
	! ar t $$built/lib/hpalloc/built-in.a | grep bench || exit 1

# The kernel has no division of 64 bits there but div_u64() and its like.
check-i386-6.12:
	@built=$$(tools/in-tree 6.12 i386 lib/hpalloc/ $(all_modules) CONFIG_MODULES=y \
		CONFIG_PRINTK=y CONFIG_DEBUG_FS=y CONFIG_KUNIT=y CONFIG_KFENCE=y)
	ls $$built/lib/hpalloc/{hpalloc,example/hpalloc_example,kunit/hpalloc_kunit}.o >/dev/null
	$(call has_bench,$$built/lib/hpalloc/hpalloc.o)
	! find $$built/lib/hpalloc -name '*.o' -exec nm -Au {} + | grep -E '__u?(div|mod|divmod)di[34]' || exit 1

# VERSION is the only place, and reaches all that have one.
check-version:
	@$(copy)
	echo 98.76.54 >$$dir/VERSION
	$(kmake) -C $$dir CONFIG_HPALLOC_EXAMPLE=m CONFIG_HPALLOC_MISUSE=m
	for module in $$(find $$dir -name '*.ko'); do
		[ "$$(modinfo -F version $$module)" = 98.76.54 ]
	done
	find $$dir/bench -name '*.o' -exec strings {} + | grep -xF 98.76.54 >/dev/null
	[ "$$(source $$dir/dkms.conf; echo $$PACKAGE_VERSION)" = 98.76.54 ]
	! grep -rnF "$$(cat VERSION)" --include='*.[ch]' --include='*akefile' --include='*.mk' \
		--include='*.conf' --include='*.in' --exclude-dir=out . || exit 1

# Whatever root's umask is, everybody may read it.
check-install:
	@$(copy)
	umask 077
	$(kmake_small) -C $$dir INSTALL_MOD_PATH=root install
	! find $$dir/root ! -perm -044 | grep . || exit 1
	! find $$dir/root -type d ! -perm -011 | grep . || exit 1
	grep -q 'hpalloc.ko' $$dir/root/lib/modules/*/modules.dep

# A second time, too: with the sources of then. Nothing of the system's is used. DKMS
# calls make itself.
check-dkms:
	@$(copy)
	cd $$dir
	dkms="env MAKEFLAGS=CONFIG_HPALLOC_BENCH=n dkms --no-depmod --dkmstree $$PWD/dkms/tree --sourcetree $$PWD/dkms/source"
	dkms+=" --installtree $$PWD/dkms/lib"
	[ $$UID = 0 ] || dkms="fakeroot $$dkms"
	release=$$(sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' $(stock)/include/generated/utsrelease.h)
	mkdir -p dkms/{tree,source} dkms/lib/$$release out
	touch out/not-to-be-copied
	$(kmake_small) dkms DKMS="$$dkms"
	echo 'MODULE_INFO(hpalloc_test, "changed");' >>hpalloc_main.c
	$(kmake_small) dkms DKMS="$$dkms"
	[ "$$(modinfo -F hpalloc_test dkms/lib/$$release/updates/dkms/hpalloc.ko*)" = changed ]
	! find dkms/source -name not-to-be-copied | grep . || exit 1

# One line says what is wrong with a KDIR.
check-kdir:
	@kdir=out/build/$@
	rm -rf $$kdir
	mkdir -p $$kdir/include/generated $$kdir/include/config
	touch $$kdir/Makefile
	try() { tools/refuses "$$1" env -u MAKEFLAGS make -s KDIR=$$kdir; }
	try 'no kernel that modules can be built against'
	echo '#define UTS_RELEASE "6.0.9"' >$$kdir/include/generated/utsrelease.h
	echo >$$kdir/include/config/auto.conf
	try 'too old'
	echo '#define UTS_RELEASE "6.12.1"' >$$kdir/include/generated/utsrelease.h
	try 'built without modules'
	rm $$kdir/Makefile
	try 'no kernel headers in'

# Where Kbuild cannot build.
check-paths:
	@$(copy)
	kernel=$(stock)
	for name in 'a b' a:b; do
		mkdir -p "$$dir/$$name"
		cp -r Makefile tools "$$dir/$$name"
		ln -s $$kernel "$$dir/$$name/headers"
		tools/refuses "cannot be built in" make -s -C "$$dir/$$name" KDIR=$$kernel
		tools/refuses "cannot be built in" make -s -C $$dir "KDIR=$$PWD/$$dir/$$name/headers"
		tools/refuses "cannot be built in" env KERNEL_SRC="$$dir/$$name" tools/kernel-source 6.12
		tools/refuses "cannot be built in" make -s -C $$dir KDIR=$$kernel \
			"INSTALL_MOD_PATH=$$PWD/$$dir/$$name" install
	done
