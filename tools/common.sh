# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# Sourced by the scripts beside it.

set -euo pipefail
export LC_ALL=C
# Debian's own python3, not the user's; and sysctl for those who are not root.
PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH
# The variables of `make bench CONFIG=...` are not meant for the kernel's build.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL

: "${HOME:?has to be set: kernels are cached below it}"
# shellcheck disable=SC2034
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/hpalloc

# The newest is what `make bench` takes.
# shellcheck disable=SC2034
tested="7.3 6.12"

# ^C ends all of them, also those whose child made an orderly exit of it.
trap 'exit 130' INT TERM HUP

say() { echo "hpalloc: $*" >&2; }
die() { say "$*"; exit 1; }

# lock NAME WHAT: until this script ends, nobody else does WHAT.
lock() {
	local fd

	mkdir -p "$cache" 2>/dev/null || die "cannot write to $cache: set XDG_CACHE_HOME"
	exec {fd}>"$cache/$1.lock"
	flock -n "$fd" && return
	say "another run is $2: waiting for it to end"
	flock "$fd"
}

# need_space GIB: in the cache.
need_space() {
	local free

	mkdir -p "$cache"
	free=$(($(df --output=avail -B1M "$cache" | tail -n 1)))
	((free >= $1 * 1024)) ||
		die "$cache needs $1 GiB of free space, there are $free MiB: make room or set XDG_CACHE_HOME"
}

# The newest directory of a pattern, or nothing.
newest() {
	compgen -G "$1" | sort -V | tail -n 1
}
