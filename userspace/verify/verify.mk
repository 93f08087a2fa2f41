# SPDX-License-Identifier: GPL-2.0 OR MIT
# hp_cache: a model of it, its source in all interleavings, and its compiled code
# interrupted at each instruction. And mistakes in it that these have to find.

verify := $(out)/verify
verify_parts := verify-model verify-explore verify-explore-debug verify-step verify-variants
parts += $(verify_parts)

.PHONY: test-verify $(verify_parts:%=test-%)

test-verify: $(verify_parts:%=test-%)

# Of ../cache.c, or of a copy in another directory.
verify_flags := -O2 -g -std=gnu11 -D_GNU_SOURCE -DHP_CACHE_MAGAZINE=2 $(warnings) -Werror \
	-DHP_KERNEL_NAMES -Iverify/include -Iinclude -Isrc
verify_build = $(GCC) $(verify_flags) -I$(1)/include $(2) verify/world.c $(1)/cache.c -o $@
verify_explore := -DHP_VERIFY_EXPLORE verify/explore.c
verify_explore-debug := -DHP_DEBUG $(verify_explore)
verify_step := -static verify/step.c
verify_files := $(wildcard verify/*.[ch] verify/include/*/*.h ../include/*/*.h) \
	$(all_headers) ../cache.c verify/verify.mk

$(addprefix $(verify)/,explore explore-debug step): $(verify)/%: $(verify_files)
	@mkdir -p $(@D)
	$(call verify_build,..,$(verify_$*))

# A variant is a patch, which has to apply.
.PRECIOUS: $(verify)/variants/%/cache.c
$(verify)/variants/%/cache.c: verify/variants/%.patch $(verify_files)
	@rm -rf $(@D)
	@mkdir -p $(@D)
	@cp -r ../include ../cache.c $(@D)
	patch -s -d $(@D) -p 1 --fuzz=0 <$<

$(verify)/variants/%/explore: $(verify)/variants/%/cache.c
	$(call verify_build,$(@D),-Wno-unused-function $(verify_explore))

$(verify)/variants/%/explore-debug: $(verify)/variants/%/cache.c
	$(call verify_build,$(@D),-Wno-unused-function $(verify_explore-debug))

$(verify)/variants/%/step: $(verify)/variants/%/cache.c
	$(call verify_build,$(@D),-Wno-unused-function $(verify_step))

test-verify-model:
	@tests/run verify-model verify/model

test-verify-explore: $(verify)/explore
	@tests/run verify-explore $<

test-verify-explore-debug: $(verify)/explore-debug
	@tests/run verify-explore-debug $<

test-verify-step: $(verify)/step
	@tests/run verify-step $<

test-verify-variants:
	@tests/run verify-variants verify/variants.sh "$(MAKE)" $(wildcard verify/variants/*.patch)
