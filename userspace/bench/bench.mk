# SPDX-License-Identifier: GPL-2.0 OR MIT
# hpalloc-bench: the benchmark of ../bench, for user space.

bench := $(out)/hpalloc-bench
bench_shared := clock config contender_harness report result stats text turn
bench_own := child contender_hpalloc contender_malloc driver facts identity main memory original
bench_objects := $(addprefix $(out)/obj/bench/,$(bench_shared:=.o) $(bench_own:=.o))
bench_headers := $(wildcard bench/*.h ../bench/*.h)
bench_flags := -D_GNU_SOURCE $(cppflags) -DHP_VERSION='"$(VERSION)"' -include bench/portable.h \
	-include bench/catalog.h -std=gnu11 -Wall -Wextra $(CFLAGS)

# The kernel allows what these warn of; malloc and free are to be called.
$(bench_shared:%=$(out)/obj/bench/%.o): bench_flags += -Wno-sign-compare -Wno-unused-parameter \
	-Wno-missing-field-initializers
$(out)/obj/bench/contender_malloc.o: bench_flags += -fno-builtin

.PHONY: bench table test-bench

all: $(if $(has_glibc),$(bench))

bench: $(bench)

$(bench_shared:%=$(out)/obj/bench/%.o): $(out)/obj/bench/%.o: ../bench/%.c $(bench_headers) \
		$(all_headers) bench/bench.mk | $(out)/obj/bench
	$(CC) $(bench_flags) -c -o $@ $<

$(bench_own:%=$(out)/obj/bench/%.o): $(out)/obj/bench/%.o: bench/%.c $(bench_headers) \
		$(all_headers) bench/bench.mk | $(out)/obj/bench
	$(CC) $(bench_flags) -c -o $@ $<

$(out)/obj/bench:
	mkdir -p $@

$(bench): $(bench_objects) $(out)/libhpalloc.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -ldl

# The README's: 10,000,000 blocks once, then what is done with 128 MiB of them.
table: $(bench)
	@../tools/packages userspace-bench
	@bench/table $(bench)

parts += bench

test-bench: $(bench)
	@../tools/packages userspace-bench
	@tests/run bench bench/tests/cli $(bench)

# Installed with the library, where it can be built.
bench_page := $(out)/man/hpalloc-bench.1
dest_bin := $(DESTDIR)$(PREFIX)/bin

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
	$(INSTALL) -d "$(dest_bin)"
	$(INSTALL) -m 755 $(bench) "$(dest_bin)"

uninstall: uninstall-bench
uninstall-bench:
	rm -f "$(dest_bin)/hpalloc-bench" "$(dest_man)/man1/hpalloc-bench.1"
