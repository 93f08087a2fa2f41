# SPDX-License-Identifier: GPL-2.0 OR MIT
# Fuzzing with libFuzzer. The part `fuzz` of the tests does it for a minute.

# 0: until a failure is found.
FUZZ_SECONDS ?= 0
FUZZ_TEST_SECONDS ?= 60

fuzz := $(out)/fuzz
fuzz_targets := layers layers-debug config trace events results
fuzz_cflags := -g -std=gnu11 $(warnings) -Werror -Wno-unused-parameter
fuzz_coverage := -fprofile-instr-generate -fcoverage-mapping

# The layers get their memory from fuzz/pages.c instead of src/mmap.c.
fuzz_layers := -Ikunit $(cppflags) $(filter ../%,$(sources)) ../kunit/model.c \
	$(addprefix fuzz/,artifacts.c check.c pages.c layers_model.c layers_fuzz.c)
fuzz_layers-debug := -DHP_DEBUG $(fuzz_layers)
# Parsers of the benchmark. Kernel builds disable these warnings as well.
fuzz_engine := -D_GNU_SOURCE $(cppflags) -Wno-conversion -Wno-sign-compare \
	-Wno-missing-field-initializers ../bench/engine/text.c fuzz/artifacts.c fuzz/memory.c
fuzz_config := $(fuzz_engine) ../bench/engine/config.c fuzz/config_reference.c fuzz/config_fuzz.c
fuzz_trace := $(fuzz_engine) ../bench/engine/trace.c fuzz/trace_fuzz.c
fuzz_events := $(fuzz_engine) ../bench/engine/trace.c hpbench/events.c fuzz/said.c fuzz/events_fuzz.c
# All that does something with results, but for the commands.
fuzz_results := $(hpbench_flags) -Wno-sign-conversion -Wno-unused-parameter -Ihpbench \
	$(filter-out $(addprefix hpbench/,main.c say.c run.c machine.c module.c progress.c trace.c events.c), \
	$(hpbench_sources)) $(addprefix fuzz/,artifacts.c said.c results_fuzz.c)
fuzz_libs_results := $(hpbench_libs)
fuzz_files := $(kunit_headers) $(sources) \
	$(wildcard ../kunit/model.c ../bench/*/*.[ch] hpbench/*.[ch] fuzz/*.[ch] fuzz/fuzz.mk) $(hpbench_style)

.PHONY: fuzz fuzz-merge test-fuzz
parts += fuzz

fuzz: $(fuzz_targets:%=$(fuzz)/%/fuzzer)
	@fuzz/run $(FUZZ_SECONDS) $(fuzz_targets)

# Merges new inputs into the corpus and drops those that add no coverage.
fuzz-merge: $(fuzz_targets:%=$(fuzz)/%/fuzzer)
	@fuzz/merge $(fuzz_targets)

test-fuzz: $(fuzz_targets:%=$(fuzz)/%/fuzzer) $(fuzz_targets:%=$(fuzz)/%/coverage)
	@tests/run fuzz fuzz/test $(FUZZ_TEST_SECONDS)

$(fuzz)/%/fuzzer: $(fuzz_files)
	@mkdir -p $(@D)
	$(CLANG) $(sanitize) -fsanitize=fuzzer $(fuzz_cflags) $(fuzz_$*) $(fuzz_libs_$*) -o $@

$(fuzz)/%/coverage: $(fuzz_files)
	@mkdir -p $(@D)
	$(CLANG) $(sanitize) -fsanitize=fuzzer $(fuzz_coverage) $(fuzz_cflags) $(fuzz_$*) $(fuzz_libs_$*) -o $@
