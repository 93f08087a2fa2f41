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

all: $(bench)

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

# Installed with the library.
bench_page := $(out)/man/hpalloc-bench.1
dest_bin := $(DESTDIR)$(PREFIX)/bin
dest_man1 := $(DESTDIR)$(MANDIR)/man1

.PHONY: install-bench uninstall-bench

man: $(bench_page)
pages += $(bench_page)

$(bench_page): bench/hpalloc-bench.1.scd
	@mkdir -p $(@D)
	scdoc <$< >$@

install: install-bench
install-bench: $(bench) $(bench_page)
	$(INSTALL) -d $(dest_bin) $(dest_man1)
	$(INSTALL) -m 755 $(bench) $(dest_bin)
	$(INSTALL) -m 644 $(bench_page) $(dest_man1)

uninstall: uninstall-bench
uninstall-bench:
	rm -f $(dest_bin)/hpalloc-bench $(dest_man1)/hpalloc-bench.1
