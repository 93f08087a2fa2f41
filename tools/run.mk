# SPDX-License-Identifier: GPL-2.0 OR MIT
# Everything that runs a kernel of its own.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:

KERNEL ?= newest
CONFIG ?=
export KERNEL_SRC

# One thing at a time in one checkout.
begin = source tools/common.sh; lock checkout-$$(cksum <<<"$$top" | cut -d ' ' -f 1) "running in this checkout"

PARTS := check kunit-6.12 kunit-7.3 qemu
run := $(PARTS:%=run-%)

.PHONY: bench icount test kunit $(PARTS) $(run)

bench:
	@$(begin)
	tools/plan bench $(KERNEL)
	tools/packages fetch uml
	kernel=$$(tools/kernel-build $(KERNEL) bench)
	dir=$$(tools/build-module $$kernel $$(basename $$kernel) ARCH=um)
	mkdir -p out
	echo '$(CONFIG)' >out/config
	tools/run-guest uml $$kernel out/bench 3600 bench tools/guest/bench $$dir/hpalloc.ko out/config
	cat out/bench/table.txt
	echo 'hpalloc: out/bench has table.txt, results.json and results.csv'

icount:
	@$(begin)
	tools/plan icount
	tools/packages fetch qemu
	kernel=$$(tools/stock-kernel)
	dir=$$(tools/build-module $$kernel/headers stock)
	mkdir -p out
	echo '$(or $(CONFIG),count=4096 repeat=3)' >out/config
	tools/run-guest icount $$kernel out/icount 900 bench tools/guest/bench $$dir/hpalloc.ko out/config
	cat out/icount/table.txt
	echo 'hpalloc: a nanosecond above is one instruction; also in out/icount'

# One part: run it, then say what it passed.
kunit: kunit-6.12 kunit-7.3

$(PARTS):
	@$(MAKE) --no-print-directory run-$@ || :
	tools/summary $@

# All, whatever fails on the way.
test:
	@tools/plan test
	rm -rf out/log
	for part in $(PARTS); do
		$(MAKE) --no-print-directory run-$$part || :
	done
	tools/summary $(PARTS)

run-kunit-6.12 run-kunit-7.3: run-kunit-%:
	@$(begin)
	tools/packages fetch uml
	mkdir -p out/log
	rm -f out/log/kunit-$*.ktap
	kernel=$$(tools/kernel-build $* debug)
	dir=$$(tools/build-module $$kernel kunit-$* ARCH=um CONFIG_HPALLOC_KUNIT_TEST=m)
	echo "hpalloc: KUnit on Linux $*, some minutes"
	tools/run-guest uml $$kernel out/kunit-$* 900 kunit tools/guest/kunit \
		$$(find $$dir -name 'hpalloc*.ko')
	tools/ktap-merge out/kunit-$*/*.ktap >out/log/kunit-$*.ktap

run-qemu:
	@$(begin)
	tools/packages fetch qemu
	mkdir -p out/log out/tests
	rm -f out/log/qemu.ktap
	kernel=$$(tools/stock-kernel)
	dir=$$(tools/build-module $$kernel/headers stock)
	gcc -static -O2 -Wall -Wextra -o out/tests/debugfs_test tools/guest/*.c -ljansson
	echo "hpalloc: the module from outside, on Debian's own kernel in QEMU"
	tools/run-guest qemu $$kernel out/qemu 900 blackbox tools/guest/blackbox \
		out/tests/debugfs_test $$dir/hpalloc.ko || :
	tools/ktap-merge out/qemu/blackbox.ktap >out/log/qemu.ktap

run-check:
	@$(begin)
	tools/packages fetch uml check
	mkdir -p out/log
	tools/check >out/check.ktap
	tools/ktap-merge out/check.ktap >out/log/check.ktap
