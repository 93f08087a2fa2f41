# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# Sourced by the scripts beside it, which run in userspace/.
. tests/common.sh
need spin spin

# Contexts on CPU 0 and 1, chunks, and where from.
# shellcheck disable=SC2034
models=(
	"three-nested -DCPU0_LEVELS=3 -DCPU1_LEVELS=1 -DCHUNKS=1 -DFEW_STARTS"
	"two-each -DCPU0_LEVELS=2 -DCPU1_LEVELS=2 -DCHUNKS=1 -DFEW_STARTS"
	"any-state -DCPU0_LEVELS=2 -DCPU1_LEVELS=1 -DCHUNKS=1"
	"two-chunks -DCPU0_LEVELS=2 -DCPU1_LEVELS=1 -DCHUNKS=2"
)

# model DIRECTORY NAME DEFINE...: searches all states of the model; its output is
# in DIRECTORY/NAME/log. Fails if an assertion does.
model() {
	local dir=$1/$2
	shift 2

	rm -rf "$dir"
	mkdir -p "$dir"
	(
		cd "$dir"
		spin -a "$@" "$OLDPWD/verify/cache.pml" >log
		gcc -O2 -w -DSAFETY -DNOREDUCE -DCOLLAPSE -DMEMLIM=2000 -o pan pan.c
		./pan -w22 -m10000 >log
	)
	grep -q 'errors: 0$' "$dir/log" && ! grep -q 'error: \|not completed' "$dir/log"
}

states() { # DIRECTORY NAME
	sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' "$1/$2/log"
}
