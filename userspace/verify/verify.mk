# SPDX-License-Identifier: GPL-2.0 OR MIT
# hp_cache: a model of it, and its source and its code in all interleavings.

verify_parts := verify-model
parts += $(verify_parts)

.PHONY: test-verify $(verify_parts:%=test-%)

test-verify: $(verify_parts:%=test-%)

test-verify-model:
	@tests/run verify-model verify/model
