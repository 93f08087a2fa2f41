# SPDX-License-Identifier: GPL-2.0 OR MIT
# hpbench: runs the benchmark of the module, and reads its results. A command is
# a file here and a line in main.c.

hpbench := $(out)/hpbench
hpbench_sources := $(wildcard hpbench/*.c)
hpbench_objects := $(hpbench_sources:%.c=$(out)/obj/%.o)
hpbench_headers := $(wildcard hpbench/*.h)
hpbench_style := $(out)/obj/hpbench/page.css.h
hpbench_flags := -I$(out)/obj/hpbench -D_GNU_SOURCE -DHP_VERSION='"$(VERSION)"' $(CPPFLAGS) -std=gnu11 $(warnings)
hpbench_libs := -ljansson -lm
has_jansson := $(call includes,jansson.h)

.PHONY: hpbench test-hpbench test-hpbench-units

all: $(if $(has_jansson),$(hpbench))

ifneq ($(has_jansson),)
hpbench: $(hpbench)
else
hpbench:
	@echo 'hpalloc: hpbench needs jansson: $(CC) finds no jansson.h (apt-get install libjansson-dev)' >&2
	@false
endif

# As a string of C.
$(hpbench_style): hpbench/page.css hpbench/hpbench.mk
	@mkdir -p $(@D)
	sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' $< >$@

$(hpbench_objects): $(out)/obj/%.o: %.c $(hpbench_headers) $(hpbench_style) ../VERSION hpbench/hpbench.mk
	@mkdir -p $(@D)
	$(CC) $(hpbench_flags) $(CFLAGS) -c -o $@ $<

$(hpbench): $(hpbench_objects)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(hpbench_libs)

# Tested with sanitizers: from outside, and its functions.
parts += hpbench hpbench-units hpbench-report

hpbench_test := $(GCC) $(hpbench_flags) $(sanitize) -g -Werror

$(out)/test/hpbench: $(hpbench_sources) $(hpbench_headers) $(hpbench_style) hpbench/hpbench.mk
	@mkdir -p $(@D)
	$(hpbench_test) $(filter %.c,$^) $(hpbench_libs) -o $@

test-hpbench: $(out)/test/hpbench $(bench)
	@../tools/packages userspace-hpbench userspace-hpbench-test
	@tests/run hpbench hpbench/tests/cli $<

hpbench_units := $(wildcard hpbench/tests/*.[ch])
$(out)/test/hpbench-units: $(hpbench_units) $(filter-out hpbench/main.c hpbench/say.c,$(hpbench_sources)) \
		$(hpbench_headers) $(hpbench_style) hpbench/hpbench.mk
	@mkdir -p $(@D)
	$(hpbench_test) -Ihpbench $(filter %.c,$^) -lcmocka $(hpbench_libs) -o $@

test-hpbench-units: $(out)/test/hpbench-units
	@tests/run hpbench-units env CMOCKA_MESSAGE_OUTPUT=TAP $<

# In a browser.
test-hpbench-report: $(out)/test/hpbench
	@../tools/packages userspace-hpbench userspace-hpbench-report
	@tests/run hpbench-report hpbench/tests/browser $<

# Installed with the library, where it can be built.
hpbench_page := $(out)/man/hpbench.1

.PHONY: install-hpbench uninstall-hpbench

$(hpbench_page): hpbench/hpbench.1.scd
	@mkdir -p $(@D)
	$(SCDOC) <$< >$@

ifneq ($(has_jansson),)
man: $(hpbench_page)
pages += $(hpbench_page)
install: install-hpbench
endif

install-hpbench: $(hpbench)
	$(INSTALL) -d "$(dest_bin)" "$(dest_completions)"
	$(INSTALL) -m 755 $(hpbench) "$(dest_bin)"
	$(INSTALL) -m 644 packaging/completion.bash "$(dest_completions)/hpbench"

uninstall: uninstall-hpbench
uninstall-hpbench:
	rm -f "$(dest_bin)/hpbench" "$(dest_man)/man1/hpbench.1" "$(dest_completions)/hpbench"
