# SPDX-License-Identifier: GPL-2.0 OR MIT
# What can be said about the sources without running them, a case each: check-X
# fails and says why. tools/check-all makes KTAP of them.

checks := licences checkpatch checkpatch-userspace kernel-doc spelling shellcheck \
	whitespace layers coccicheck \
	gcc-6.1 gcc-6.1-debug sparse-6.1 gcc-6.12 gcc-7.3 clang-6.12

# All files of these names. None is a mistake in here.
find = $(or $(shell find . \( -path ./out -o -path ./.git \) -prune -o -type f \
	-not -name '*.mod.c' \( -false $(patsubst %,-o -name '%',$(1)) \) -print | sort), \
	$(error no file is called $(1)))
user_space = $(filter ./userspace/%,$(call find,*.[ch]))
kernel = $(filter-out ./userspace/%,$(call find,*.[ch]))
documented = $(filter %.h,$(filter ./include/% ./bench/% ./kunit/%,$(kernel)) \
	$(filter ./userspace/include/%,$(user_space)))
some = $(or $(1),$(error found nothing to check))

source = $$(tools/kernel-source 6.12)
stock = $$(tools/stock-kernel)/headers
uml = ARCH=um CONFIG_HPALLOC_KUNIT_TEST=m CONFIG_HPALLOC_MISUSE=m

# With a git directory it would look for the kernel's licences in that. It
# leaves a cache where it is called.
checkpatch = trap 'rm -f .checkpatch-camelcase.*' EXIT; \
	GIT_DIR=none $(source)/scripts/checkpatch.pl --root=$(source)

.PHONY: check-list $(checks:%=check-%)

check-list:
	@echo $(checks)

check-licences:
	@! grep -L 'SPDX-License-Identifier: GPL-2.0 OR MIT' \
		$(call find,*.[ch] Kbuild* Makefile *.mk *.sh *.config *.list Kconfig dkms.conf) | grep .

check-checkpatch:
	@$(checkpatch) -f $(call some,$(kernel))

# No kernel's macros and types there, and other libraries' names.
check-checkpatch-userspace:
	@$(checkpatch) --ignore=PREFER_DEFINED_ATTRIBUTE_MACRO,PREFER_KERNEL_TYPES,CAMELCASE \
		-f $(call some,$(user_space))

check-kernel-doc:
	@$(source)/scripts/kernel-doc -none -Werror $(call some,$(documented))

# What .editorconfig asks of every file.
check-whitespace:
	@files=$$(grep -rIl '' --exclude-dir=out --exclude-dir=.git --exclude-dir=corpus --exclude=LICENSE .)
	! grep -nE '[[:blank:]]$$|'$$'\r' $$files
	for file in $$files; do
		[ -z "$$(tail -c 1 $$file)" ] || { echo "$$file: no newline at its end"; exit 1; }
	done

# The kernel's own semantic patches, but those for drivers, and those that want
# functions which 6.1 and user space have not. Some need an OCaml compiler.
coccinelle = $(source)/scripts/coccinelle
semantic_patches = $(addprefix $(coccinelle)/,free iterators locks misc null tests api/alloc \
	$(addprefix api/,err_cast.cocci kfree_mismatch.cocci kvmalloc.cocci memdup.cocci))

check-coccicheck:
	@grep -rL --include='*.cocci' ocaml $(semantic_patches) | xargs -P 2 -I '{}' \
		spatch -D report --very-quiet --no-includes --include-headers -I include \
		--cocci-file '{}' $(call some,$(kernel)) | { ! grep .; }

check-layers:
	@tools/check-layers

check-spelling:
	@codespell --skip=./out,./.git,./userspace/fuzz/corpus,./LICENSE .

check-shellcheck:
	@scripts=$$(grep -lrE '^(#!/bin/(busybox |ba)?sh|# shellcheck shell)' \
		--exclude-dir=out --exclude-dir=.git .)
	shellcheck -x -P SCRIPTDIR:userspace $$scripts

check-gcc-6.1:
	@tools/check-build $@ $(stock) CONFIG_HPALLOC_MISUSE=m W=1

check-gcc-6.1-debug:
	@tools/check-build $@ $(stock) HP_DEBUG=1 W=1

check-sparse-6.1:
	@tools/check-build $@ $(stock) C=2 CF=-D__CHECK_ENDIAN__

check-gcc-6.12 check-gcc-7.3: check-gcc-%:
	@tools/check-build $@ $$(tools/kernel-build $* debug) $(uml) W=1

check-clang-6.12:
	@tools/check-build $@ $$(tools/kernel-build 6.12 clang) $(uml) W=1 CC=clang \
		KBUILD_MODPOST_WARN=1
