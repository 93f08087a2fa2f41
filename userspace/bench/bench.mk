# SPDX-License-Identifier: GPL-2.0 OR MIT
# hpalloc-bench: the benchmark of ../bench, for user space.

bench := $(out)/hpalloc-bench
bench_dir := ../bench
bench_listed = $(shell sed -n 's/^HP_LIST(\(.*\))$$/\1/p' $(bench_dir)/$(1))
bench_mallocs := $(filter-out fixed_block% size_class%,$(call bench_listed,contenders/user_list.h))
bench_names := $(patsubst $(bench_dir)/%.c,%,$(wildcard $(addprefix $(bench_dir)/,engine/*.c report/*.c user/*.c))) \
	workloads/list $(addprefix workloads/,$(call bench_listed,workloads/list.h)) \
	contenders/user_list contenders/harness \
	$(addprefix contenders/,$(call bench_listed,contenders/user_list.h))
bench_objects := $(bench_names:%=$(out)/obj/bench/%.o)
bench_headers := $(wildcard $(bench_dir)/*/*.h)
# The kernel allows what the last three warn of.
bench_flags := -D_GNU_SOURCE $(cppflags) -DHP_VERSION='"$(VERSION)"' -std=gnu11 -Wall -Wextra \
	$(CFLAGS) -Wno-sign-compare -Wno-unused-parameter -Wno-missing-field-initializers

# malloc and free are to be called.
$(bench_mallocs:%=$(out)/obj/bench/contenders/%.o): bench_flags += -fno-builtin

.PHONY: bench table test-bench

all: $(if $(has_glibc),$(bench))

bench: $(bench)

$(bench_objects): $(out)/obj/bench/%.o: $(bench_dir)/%.c $(bench_headers) $(all_headers) bench/bench.mk
	@mkdir -p $(@D)
	$(CC) $(bench_flags) -c -o $@ $<

$(bench): $(bench_objects) $(out)/libhpalloc.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -ldl -lpthread

# For Documentation/userspace.md, about a quarter of an hour.
table: $(bench)
	@../tools/packages userspace-bench
	@bench/table $(bench) $(out)/table

parts += bench bench-engine bench-trace

test-bench: $(bench)
	@../tools/packages userspace-bench
	@tests/run bench bench/tests/cli $(bench)

# With chunks of a kernel with checkers, so that a run has many.
bench_engine := $(addprefix $(bench_dir)/,$(filter engine/% report/% workloads/%,$(bench_names:=.c)) contenders/harness.c) \
	$(patsubst %,$(bench_dir)/workloads/%.c,$(call bench_listed,workloads/several.h))
$(out)/test/bench-engine: bench/tests/engine.c $(bench_engine) $(bench_headers) bench/bench.mk
	@mkdir -p $(@D)
	$(CC) $(bench_flags) $(sanitize) -Werror -DCONFIG_KASAN -DHP_SEVERAL_CPUS $(filter %.c,$^) -lcmocka -lpthread -o $@

test-bench-engine: $(out)/test/bench-engine
	@tests/run bench-engine env CMOCKA_MESSAGE_OUTPUT=TAP $<

bench_trace := $(addprefix $(bench_dir)/engine/,trace.c text.c)
$(out)/test/bench-trace: bench/tests/trace.c $(bench_trace) $(bench_headers) bench/bench.mk
	@mkdir -p $(@D)
	$(CC) $(bench_flags) $(sanitize) -Werror $(filter %.c,$^) -lcmocka -o $@

test-bench-trace: $(out)/test/bench-trace
	@tests/run bench-trace env CMOCKA_MESSAGE_OUTPUT=TAP $<

# Installed with the library, where it can be built.
bench_page := $(out)/man/hpalloc-bench.1
dest_bin := $(DESTDIR)$(PREFIX)/bin
dest_completions := $(DESTDIR)$(PREFIX)/share/bash-completion/completions

.PHONY: install-bench uninstall-bench

$(bench_page): bench/hpalloc-bench.1.scd
	@mkdir -p $(@D)
	$(SCDOC) <$< >$@

ifneq ($(has_glibc),)
man: $(bench_page)
pages += $(bench_page)
install: install-bench
endif

install-bench: $(bench)
	$(INSTALL) -d "$(dest_bin)" "$(dest_completions)"
	$(INSTALL) -m 755 $(bench) "$(dest_bin)"
	$(INSTALL) -m 644 packaging/completion.bash "$(dest_completions)/hpalloc-bench"

uninstall: uninstall-bench
uninstall-bench:
	rm -f "$(dest_bin)/hpalloc-bench" "$(dest_man)/man1/hpalloc-bench.1" "$(dest_completions)/hpalloc-bench"
