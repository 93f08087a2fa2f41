# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# Sourced by the scripts beside it, which run in userspace/ and print TAP.

set -euo pipefail
export LC_ALL=C
# shellcheck disable=SC2034
out=$(cd .. && pwd)/out/userspace
count=0
failed=0

# run_case NAME COMMAND...: a case that passes if the command does, and if that
# is a function, all commands of it. (In an `if` they would not be looked at.)
run_case() {
	local status

	count=$((count + 1))
	set +e
	(set -e; "${@:2}") >&2
	status=$?
	set -e
	if ((status)); then
		failed=1
		echo "not ok $count - $1"
	else
		echo "ok $count - $1"
	fi
}

# need TOOL PACKAGE
need() {
	command -v "$1" >/dev/null && return
	echo "no $1: apt-get install $2, or make packages" >&2
	exit 1
}

# options_of FILE...: long ones that a text names.
options_of() {
	grep -ohE -e '--[a-z][a-z-]*' "$@" | sort -u
}

# completions FUNCTION WORD...: what packaging/completion.bash offers for the last.
completions() (
	# shellcheck source=userspace/packaging/completion.bash
	. packaging/completion.bash
	# shellcheck disable=SC2034
	COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2))
	"$1" "$2" || :
	printf '%s\n' "${COMPREPLY[@]}"
)

# The last command of a script.
done_testing() {
	echo "1..$count"
	((!failed))
}
