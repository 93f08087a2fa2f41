# SPDX-License-Identifier: GPL-2.0 OR MIT
# The tests: parts that each write TAP to $(out)/log/PART.tap. tests/run runs a
# part and prints its result, tests/ktap merges all logs into one.

GCC ?= gcc
GXX ?= g++
CLANG ?= clang
CLANGXX ?= clang++
log := $(out)/log
comma := ,

# One program of the KUnit suites of the three layers and those of user space,
# compiled and run in several ways.
kunit_sources := $(sources) kunit/kunit.c \
	$(addprefix ../kunit/,model.c source.c arena_test.c fixed_block_test.c size_class_test.c) \
	$(addprefix tests/,buffer_test.c child.c failure_test.c mmap_test.c wrap.c)
kunit_headers := $(all_headers) kunit/kunit/test.h $(wildcard ../kunit/*.h tests/*.h)
# Functions of the C library that tests/wrap.c replaces.
kunit_wrap := $(addprefix -Wl$(comma)--wrap=,calloc mmap munmap mprotect madvise sysconf)

sanitize := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all
# Without HP_DEBUG only, which would end the program.
plain := tests/misuse_test.c
build-gcc := $(GCC) -O2 tests/limit_test.c $(plain)
build-clang := $(CLANG) -O2 tests/limit_test.c $(plain)
build-gcc-lto := $(GCC) -O2 -flto=auto tests/limit_test.c $(plain)
build-clang-lto := $(CLANG) -O2 -flto -fuse-ld=lld tests/limit_test.c $(plain)
build-gcc-m32 := $(GCC) -O2 -m32 tests/limit_test.c $(plain)
build-gcc-asan := $(GCC) $(sanitize) $(plain)
build-clang-asan := $(CLANG) $(sanitize) $(plain)
build-valgrind := $(GCC) -O1 -DHP_VALGRIND $(plain)
build-debug := $(GCC) -O1 -DHP_DEBUG
build-coverage := $(GCC) -O0 --coverage -fprofile-abs-path tests/limit_test.c
build-coverage-debug := $(build-coverage) -DHP_DEBUG
build-coverage-branches := $(build-coverage) -DHP_PLAIN_INLINE $(plain)
run-valgrind := valgrind -q --error-exitcode=9 --leak-check=full

kunit_libs := -lcmocka
# Debian has no 32-bit cmocka.
kunit_libs-gcc-m32 := kunit/cmocka_32.c

kunit_parts := valgrind gcc clang gcc-lto clang-lto gcc-asan clang-asan debug
ifeq ($(shell uname -m),x86_64)
kunit_parts += gcc-m32
endif
other_parts := coverage warnings threads reports marks install man
parts := $(kunit_parts) $(other_parts)

.PHONY: test packages $(parts:%=test-%)

# Two at a time, the longest first. Killed, they end.
test:
	@rm -rf $(log)
	@setpriv --pdeathsig TERM $(MAKE) --no-print-directory -k -j2 test-fuzz test-valgrind test-coverage $(parts:%=test-%) || :
	@tests/ktap $(parts)

packages:
	../tools/packages userspace userspace-man userspace-test userspace-bench userspace-hpbench \
		userspace-hpbench-test userspace-hpbench-report userspace-fuzz userspace-verify

.PRECIOUS: $(out)/test/%/kunit
$(out)/test/%/kunit: $(kunit_sources) $(kunit_headers) $(wildcard tests/*.c kunit/*.c) tests/tests.mk
	@mkdir -p $(@D)
	@rm -f $(@D)/*.gc*
	$(build-$*) -g -std=gnu11 $(warnings) -Werror -Ikunit $(cppflags) $(kunit_sources) \
		$(kunit_wrap) $(or $(kunit_libs-$*),$(kunit_libs)) -o $@

define kunit_part
test-$(1): $(out)/test/$(1)/kunit
	@tests/run $(1) $$(run-$(1)) $$<
endef
$(foreach part,$(kunit_parts),$(eval $(call kunit_part,$(part))))

test-coverage: $(addprefix $(out)/test/coverage,/kunit -debug/kunit -branches/kunit)
	@tests/run coverage tests/coverage $(^D)

test-warnings:
	@tests/run warnings tests/warnings $(GCC) $(CLANG) $(GXX) $(CLANGXX)

test-threads: $(out)/libhpalloc.a
	@tests/run threads tests/threads $(GCC) $(sources)

test-reports: $(static)
	@tests/run reports tests/reports $(GCC) $(CLANG)

test-marks:
	@tests/run marks tests/marks $(GCC) $(CLANG)

test-install: all man
	@tests/run install tests/install $(VERSION) $(soname)

test-man: man
	@tests/run man tests/man $(pages)

help:
	@cat help; echo '  $(parts)'
