# SPDX-License-Identifier: GPL-2.0 OR MIT
# Everything that runs a kernel of its own.

# A recipe ends with make, however that ends. None has $(MAKE) in it: such a
# recipe would be run by `make -n` too.
SHELL := /usr/bin/setpriv
.SHELLFLAGS := --pdeathsig TERM bash -euo pipefail -c
.ONESHELL:
unexport BASH_ENV ENV

# The scripts take them from the environment, where no shell reads them.
KERNEL ?= newest
RUNS ?= 11
ROUNDS ?= 10
asked := KERNEL KERNEL_SRC CONFIG HP_DEBUG CPUS UNPATCHED RUNS ROUNDS
$(foreach name,$(asked),$(eval override $(name) := $$(value $(name))))
export $(asked)

# One thing at a time in one checkout: for what is asked for, not for what that runs.
begin = source tools/common.sh; lock "$$top" "at work in this checkout"
# For a part of that: what it leaves is in out/log/PART.ktap, and in out/PART, where no
# other writes.
begin_part = source tools/common.sh; part=$(@:run-%=%); mkdir -p out/log out/$$part; rm -f out/log/$$part.ktap

# Debian's kernels, besides that of `make qemu`.
stocks := stock-6.1-rt stock-6.12 stock-7.3
PARTS := check kunit-6.12 kunit-7.3 kunit-debug misuse stress kcsan builtin facts counts qemu $(stocks) userspace scripts readme
run := $(PARTS:%=run-%)

.PHONY: bench selftest icount trace test test-guests test-others test-fresh kunit $(PARTS) $(run)

# On several CPUs: what is for these, and what may be used there. CONFIG= is
# written after it, and may change all of it.
several_workloads = $(shell sed -n 's/^HP_LIST(\(.*\))$$/\1/p' bench/workloads/several.h | paste -sd,)
several = workloads=$(several_workloads) \
	contenders=fixed_block,fixed_block_lock,hp_cache,kmalloc,kmalloc_nowait,kmalloc_nolock,kmem_cache,$\
	kmem_cache_bulk,magazine_percpu,mempool,objpool

# Of several boots: what more repeats would tell, more boots tell better.
few_repeats := repeat=4

bench:
	@$(begin)
	[[ $$RUNS =~ ^[1-9][0-9]?$$ ]] || die "RUNS=$$RUNS: must be a number from 1 to 99"
	kind=bench
	[ -z "$$CPUS" ] || kind=bench-smp$${UNPATCHED:+-stock}
	tools/plan bench "$$KERNEL" $$kind
	tools/packages fetch uml userspace-hpbench
	$$bound make -s --no-print-directory -C userspace hpbench
	kernel=$$($$bound tools/kernel-build "$$KERNEL" $$kind)
	dir=$$($$bound tools/build-module $$kernel $$(basename $$kernel) ARCH=um)
	mkdir -p out
	{
		[ $$RUNS = 1 ] || echo $(few_repeats)
		[ -z "$$CPUS" ] || printf '%s\n' "cpus=$$CPUS $(several)"
		printf %s "$$CONFIG"
	} >out/config
	echo "hpalloc: measuring in User Mode Linux, $$(basename $$kernel), in $$RUNS boots"
	$$bound tools/bench-runs out/userspace/hpbench $$kernel $$dir/hpalloc.ko out/config out/bench $$RUNS
	cat out/bench/table.txt
	echo "hpalloc: results of $$([ $$RUNS = 1 ] || echo 'all runs, and of each, ')in out/bench; as a page: out/bench/report.html"

# What is told apart of contenders that differ by a known delay, or in nothing.
selftest:
	@$(begin)
	[[ $$RUNS =~ ^[1-9][0-9]?$$ && $$RUNS -ge 8 ]] || die "RUNS=$$RUNS: must be a number from 8 to 99"
	[[ $$ROUNDS =~ ^[1-9][0-9]?$$ ]] || die "ROUNDS=$$ROUNDS: must be a number from 1 to 99"
	tools/plan bench "$$KERNEL" bench
	tools/packages fetch uml userspace-hpbench
	$$bound make -s --no-print-directory -C userspace hpbench
	kernel=$$($$bound tools/kernel-build "$$KERNEL" bench)
	dir=$$($$bound tools/build-module $$kernel $$(basename $$kernel)-selftest ARCH=um CONFIG_HPALLOC_SELFTEST=y)
	contenders=$$(sed -n 's/^SELFTEST(\(.*\), \(.*\), \(.*\))$$/\1_plus\2_\3/p' bench/contenders/selftest.h | paste -sd,)
	rm -rf out/selftest
	mkdir -p out/selftest
	for ((round = 1; round <= ROUNDS; round++)); do
		printf '%s\n' "$(few_repeats) contenders=$$contenders" "$$CONFIG" "seed=$$((100 * round))" >out/config
		echo "hpalloc: round $$round of $$ROUNDS, each $$RUNS boots of $$(basename $$kernel)"
		$$bound tools/bench-runs out/userspace/hpbench $$kernel $$dir/hpalloc.ko out/config out/selftest/$$round $$RUNS
	done
	out/userspace/hpbench selftest out/selftest/*/results.json | tee out/selftest/table.txt

icount:
	@$(begin)
	tools/plan icount
	tools/packages fetch qemu
	kernel=$$($$bound tools/stock-kernel)
	dir=$$($$bound tools/build-module $$kernel/headers stock)
	mkdir -p out
	printf %s "$${CONFIG:-count=4096 repeat=3}" >out/config
	echo "hpalloc: counting instructions in QEMU, some minutes"
	$$bound tools/run-guest icount $$kernel out/icount 900 bench tools/guest/bench $$dir/hpalloc.ko out/config
	cat out/icount/table.txt
	echo 'hpalloc: a nanosecond above is one instruction; also in out/icount'

trace:
	@$(begin)
	tools/plan trace
	tools/packages fetch qemu userspace-hpbench
	kernel=$$($$bound tools/stock-kernel)
	echo "hpalloc: recording what a stock kernel allocates, in QEMU"
	$$bound tools/run-guest qemu $$kernel out/trace 300 record tools/guest/record
	$$bound make -s --no-print-directory -C userspace hpbench
	for size in 4096 256; do
		trace=out/trace/files-and-loopback-$$size.trace
		zcat out/trace/events.gz | out/userspace/hpbench trace --max-size=$$size -o $$trace
		xz -9 --keep $$trace
	done
	echo 'hpalloc: out/trace has files-and-loopback-4096.trace.xz, and -256'

# One part: run it, then say what it passed.
kunit: kunit-6.12 kunit-7.3

$(PARTS):
	@$(begin)
	$$bound make --no-print-directory $(arguments) run-$@ || :
	tools/summary $@

# All, whatever fails on the way, in two streams: guests take turns, and most of them
# keep one CPU busy. What needs no guest gets what they leave.
test:
	@$(begin)
	tools/plan test
	tools/packages fetch uml qemu counts check scripts readme 'userspace[a-z-]*'
	rm -rf out/log
	$$bound make --no-print-directory -j 2 test-guests test-others || :
	tools/summary $(PARTS)

without_guests := userspace scripts check

test-guests:
	@source tools/common.sh
	for part in $(filter-out $(without_guests),$(PARTS)); do
		$$bound make --no-print-directory "run-$$part" || :
	done

# Each line of theirs says whose it is.
test-others:
	@source tools/common.sh
	line=$$([ ! -t 1 ] || printf '\r\033[K')
	for part in $(without_guests); do
		$$bound nice make --no-print-directory "run-$$part" 2>&1 |
			sed -u "s/^\(hpalloc: \)\?/$${line}hpalloc: $$part: /" || :
	done

# Uncached, on bare machines: takes hours, and is no part of the above.
test-fresh:
	@$(begin)
	tools/packages fresh
	failed=0
	for suite in bookworm trixie; do
		for user in root user; do
			$$bound tools/test-fresh $$suite $$user bench test || failed=1
		done
	done
	exit $$failed

# HP_DEBUG=1 is for the parts that can be run with it, and these are it.
run-check run-facts run-counts run-stress run-kcsan run-qemu $(stocks:%=run-%) run-userspace run-scripts run-readme: override HP_DEBUG :=
run-kunit-debug run-misuse: override HP_DEBUG := 1

suites = $(shell sed -n '/struct kunit_suite .*{/,/}/s/.*\.name[^"]*"\(.*\)".*/\1/p' kunit/*.c)
version-kunit-6.12 := 6.12
version-kunit-7.3 := 7.3
version-kunit-debug := 7.3

run-kunit-6.12 run-kunit-7.3 run-kunit-debug: run-%:
	@$(begin_part)
	tools/packages fetch uml
	kernel=$$($$bound tools/kernel-build $(version-$*) debug)
	dir=$$($$bound tools/build-module $$kernel $* ARCH=um CONFIG_HPALLOC_KUNIT_TEST=m)
	echo "hpalloc: KUnit on Linux $(version-$*)$(if $(HP_DEBUG), with HP_DEBUG), some minutes"
	$$bound tools/run-guest uml $$kernel out/$* 900 kunit tools/guest/kunit \
		$$dir/hpalloc.ko $$dir/kunit/hpalloc_kunit.ko
	tools/ktap-merge $(suites:%=out/$*/suite.%.ktap) out/$*/after.ktap >out/log/$*.ktap

run-misuse:
	@$(begin_part)
	tools/packages fetch uml
	kernel=$$($$bound tools/kernel-build 7.3 debug)
	dir=$$($$bound tools/build-module $$kernel misuse ARCH=um CONFIG_HPALLOC_BENCH=n CONFIG_HPALLOC_MISUSE=m)
	plain=$$(HP_DEBUG= $$bound tools/build-module $$kernel misuse-plain ARCH=um CONFIG_HPALLOC_BENCH=n CONFIG_HPALLOC_MISUSE=m)
	echo "hpalloc: what is reported of mistakes, with and without HP_DEBUG, on Linux 7.3"
	$$bound tools/run-guest -p kasan_multi_shot uml $$kernel out/misuse 300 misuse tools/guest/misuse \
		$$dir/hpalloc.ko $$dir/tools/misuse/hpalloc_misuse.ko
	$$bound tools/run-guest -p kasan_multi_shot uml $$kernel out/misuse-plain 300 misuse tools/guest/misuse \
		$$plain/hpalloc.ko $$plain/tools/misuse/hpalloc_misuse.ko
	tools/ktap-merge out/misuse/misuse.ktap out/misuse-plain/misuse.ktap >out/log/misuse.ktap

# Operations on a kernel: many if it is asked for, fewer as a part of all.
stress: arguments := stress_operations=50000000
stress_operations := 2500000

run-stress:
	@$(begin_part)
	tools/packages fetch uml qemu
	echo $(stress_operations) >out/stress/operations
	kernel=$$($$bound tools/kernel-build 7.3 debug)
	dir=$$($$bound tools/build-module $$kernel stress ARCH=um CONFIG_HPALLOC_BENCH=n CONFIG_HPALLOC_STRESS=m)
	stock=$$($$bound tools/stock-kernel)
	stock_dir=$$($$bound tools/build-module $$stock/headers stress-stock CONFIG_HPALLOC_BENCH=n CONFIG_HPALLOC_STRESS=m)
	echo "hpalloc: the cache in all contexts, on Linux 7.3 in UML with KASAN and on 6.1 in QEMU with NMIs"
	$$bound tools/run-guest uml $$kernel out/stress/uml 3600 stress tools/guest/stress \
		$$dir/hpalloc.ko $$dir/tools/stress/hpalloc_stress.ko out/stress/operations || :
	$$bound tools/run-guest qemu $$stock out/stress/stock 3600 stress tools/guest/stress \
		$$stock_dir/hpalloc.ko $$stock_dir/tools/stress/hpalloc_stress.ko out/stress/operations || :
	tools/ktap-merge out/stress/{uml,stock}/stress.ktap >out/log/stress.ktap

# The same, and the benchmark, where data races are reported; some are made. With
# magazines of 4 blocks, for which the depot is often needed.
run-kcsan:
	@$(begin_part)
	tools/packages fetch uml qemu
	echo 500000 >out/kcsan/operations
	echo "cpus=2 workloads=$(several_workloads) contenders=hp_cache count=100 repeat=1" >out/kcsan/config
	kernel=$$($$bound tools/kernel-build 7.3 kcsan)
	dir=$$($$bound tools/build-module $$kernel kcsan CONFIG_HPALLOC_STRESS=m CONFIG_HPALLOC_MISUSE=m \
		KCFLAGS=-DHP_CACHE_MAGAZINE=4)
	echo "hpalloc: data races, looked for by KCSAN in the cache and the benchmark, on Linux 7.3 in QEMU"
	$$bound tools/run-guest qemu $$kernel out/kcsan/guest 900 kcsan tools/guest/kcsan tools/guest/stress \
		tools/guest/bench out/kcsan/config out/kcsan/operations $$dir/hpalloc.ko \
		$$dir/tools/stress/hpalloc_stress.ko $$dir/tools/misuse/hpalloc_misuse.ko || :
	tools/ktap-merge out/kcsan/guest/{stress,kcsan}.ktap >out/log/kcsan.ktap

# The other way round: the kernel without modules has hpalloc in it.
run-builtin:
	@$(begin_part)
	tools/packages fetch uml
	kernel=$$($$bound tools/in-tree 6.12 um linux CONFIG_MODULES=n CONFIG_HPALLOC=y CONFIG_HPALLOC_EXAMPLE=y \
		CONFIG_DEBUG_KERNEL=y CONFIG_DEBUG_PAGEALLOC=y CONFIG_PAGE_POISONING=y \
		CONFIG_FTRACE=y CONFIG_ENABLE_DEFAULT_TRACERS=y)
	echo "hpalloc: built into Linux 6.12, in UML"
	$$bound tools/run-guest -p "page_poison=1 debug_pagealloc=on" uml $$kernel out/builtin 300 builtin tools/guest/builtin
	tools/ktap-merge out/builtin/builtin.ktap >out/log/builtin.ktap

# Also what the running kernel was told at boot.
run-facts:
	@$(begin_part)
	tools/packages fetch uml qemu
	kernel=$$($$bound tools/kernel-build 6.12 bench)
	dir=$$($$bound tools/build-module $$kernel facts ARCH=um)
	stock=$$($$bound tools/stock-kernel)
	stock_dir=$$($$bound tools/build-module $$stock/headers stock)
	echo "hpalloc: what the header says of boot parameters, six boots"
	$$bound tools/facts $$kernel $$dir $$stock $$stock_dir >out/facts.ktap
	tools/ktap-merge out/facts.ktap >out/log/facts.ktap

build_blackbox = gcc -static -O2 -Wall -Wextra -Werror -o out/$$part/blackbox_test tools/guest/*.c -ljansson

# Ours: those of the kernel change with it.
counted = $(shell sed -n 's/^HP_LIST(\(\(fixed_block\|size_class\|hp_\).*\))$$/\1/p' bench/contenders/kernel_list.h)

run-counts:
	@$(begin_part)
	tools/packages fetch qemu counts userspace-hpbench
	$$bound make -s --no-print-directory -C userspace out=../out/counts/userspace hpbench
	kernel=$$($$bound tools/stock-kernel)
	dir=$$($$bound tools/build-module $$kernel/headers stock)
	echo "count=4096 repeat=3 workloads=all contenders=$$(tr ' ' , <<<"$(counted)")" >out/counts/config
	echo "hpalloc: instructions of each row, on Debian's own kernel in QEMU"
	$$bound tools/run-guest icount $$kernel out/counts/guest 900 bench tools/guest/bench $$dir/hpalloc.ko out/counts/config
	tools/counts out/counts/userspace/hpbench out/counts/guest/results.json out/counts/counts.json tools/counts.json \
		>out/log/counts.ktap

run-qemu:
	@$(begin_part)
	tools/packages fetch qemu
	kernel=$$($$bound tools/stock-kernel)
	dir=$$($$bound tools/build-module $$kernel/headers stock CONFIG_HPALLOC_EXAMPLE=m CONFIG_HPALLOC_CACHES=m)
	$(build_blackbox)
	echo "hpalloc: the module from outside, on Debian's own kernel in QEMU"
	$$bound tools/run-guest qemu $$kernel out/qemu/guest 900 blackbox tools/guest/blackbox \
		out/$$part/blackbox_test $$dir/hpalloc.ko $$dir/example/hpalloc_example.ko \
		$$dir/tools/caches/hpalloc_caches.ko || :
	tools/ktap-merge out/qemu/guest/blackbox.ktap >out/log/qemu.ktap

# In short what `make qemu` and `make stress` do: with other kernels, and with
# PREEMPT_RT.
$(stocks:%=run-%): run-stock-%:
	@$(begin_part)
	tools/packages fetch qemu
	echo $(stress_operations) >out/$$part/operations
	kernel=$$($$bound tools/stock-kernel $*)
	dir=$$($$bound tools/build-module $$kernel/headers stock-$* CONFIG_HPALLOC_EXAMPLE=m CONFIG_HPALLOC_CACHES=m \
		CONFIG_HPALLOC_STRESS=m)
	$(build_blackbox)
	echo "hpalloc: the module from outside and the cache in all contexts, on Debian's $* in QEMU"
	$$bound tools/run-guest -p SHORT=1 qemu $$kernel out/stock-$*/blackbox 900 blackbox tools/guest/blackbox \
		out/$$part/blackbox_test $$dir/hpalloc.ko $$dir/example/hpalloc_example.ko \
		$$dir/tools/caches/hpalloc_caches.ko || :
	$$bound tools/run-guest qemu $$kernel out/stock-$*/stress 900 stress tools/guest/stress \
		$$dir/hpalloc.ko $$dir/tools/stress/hpalloc_stress.ko out/$$part/operations || :
	tools/ktap-merge out/stock-$*/{blackbox/blackbox,stress/stress}.ktap >out/log/stock-$*.ktap

run-check:
	@$(begin_part)
	tools/packages fetch uml check
	echo "hpalloc: $(words $(checks)) static checks and ways of building, some minutes"
	$$bound tools/check-all out/log >out/check.ktap
	tools/ktap-merge out/check.ktap >out/log/check.ktap

# Leaves its own KTAP there.
run-userspace:
	@$(begin_part)
	tools/packages 'userspace[a-z-]*'
	echo "hpalloc: the library, hpbench, and hp_cache verified, some minutes"
	$$bound make -s --no-print-directory -C userspace test

run-scripts:
	@$(begin_part)
	tools/packages fetch uml qemu scripts
	echo "hpalloc: the scripts themselves, with stubs for kernels"
	$$bound tools/test-scripts >out/scripts.ktap
	tools/ktap-merge out/scripts.ktap >out/log/scripts.ktap

# README first: what it builds, the others need not.
texts = README.md $(filter-out README.md,$(sort $(wildcard Documentation/*.md *.md userspace/*.md) tools/offered.md))

run-readme:
	@$(begin_part)
	tools/packages fetch uml qemu readme
	mkdir -p out/readme
	echo "hpalloc: the commands of $(texts), some minutes"
	$$bound tools/readme $(texts) >out/readme/commands.ktap || :
	$$bound tools/offered '$(PARTS) kunit check-list check' $(texts) >out/readme/help.ktap
	tools/ktap-merge out/readme/commands.ktap out/readme/help.ktap >out/log/readme.ktap

include tools/check.mk
