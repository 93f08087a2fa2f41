# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# Sourced by the scripts beside it, which run in userspace/.
. tests/common.sh

# Where a target's build and reproducers are.
dir_of() { # TARGET
	echo "$out/fuzz/$1"
}

# Its inputs: layers-debug takes those of layers.
corpus_of() { # TARGET
	echo "fuzz/corpus/${1%-debug}"
}

# What `make fuzz` found that the corpus has not.
finds_of() { # TARGET
	echo "$(dir_of "${1%-debug}")/finds"
}

options() { # TARGET
	case $1 in
	layers*) echo "-max_len=256" ;;
	config) echo "-max_len=4200 -dict=fuzz/config.dict" ;;
	*) echo "-max_len=2000 -dict=fuzz/$1.dict" ;;
	esac
}

# exec_fuzzer TARGET OPTION... DIRECTORY...: what it finds goes into the first
# directory, the input that made it fail beside the fuzzer. Replaces the shell.
exec_fuzzer() {
	local dir

	dir=$(dir_of "$1")
	# shellcheck disable=SC2046
	exec "$dir/fuzzer" $(options "$1") -timeout=10 "${@:2}" 2>&1
}

fuzzer() {
	(exec_fuzzer "$@")
}
