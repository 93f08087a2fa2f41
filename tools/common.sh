# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# Sourced by the scripts beside it, and by the recipes of run.mk.

set -euo pipefail
set +o posix

# All that passes from outside: where to put things, how to reach the network,
# and what was asked for. No compiler, flag or path of the user's gets into a
# kernel that is built here.
passes="PATH HOME USER LOGNAME TERM TMPDIR XDG_CACHE_HOME
	http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY
	KERNEL KERNEL_SRC CONFIG HP_DEBUG CPUS UNPATCHED RUNS ROUNDS"
for name in $(compgen -e); do
	[[ " ${passes//[[:space:]]/ } " == *" $name "* ]] ||
		unset "$name" 2>/dev/null || export -n "${name?}"
done
# shellcheck disable=SC2046 # names
unset -f $(compgen -A function)
unset name passes

export LC_ALL=C
# Debian's own python3, not the user's; and sysctl for those who are not root.
PATH=/usr/sbin:/usr/bin:/sbin:/bin:${PATH:-}

# ^C ends all of them, also those whose child made an orderly exit of it. HUP
# and TERM end a script at once, and what it started with `bound` with it.
trap 'exit 130' INT

say() { echo "hpalloc: $*" >&2; }
die() { say "$*"; exit 1; }

# shellcheck disable=SC2034 # where they are sourced
bound="setpriv --pdeathsig TERM"

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-${HOME:-}/.cache}/hpalloc

# make and Kbuild take paths apart at these.
for_kbuild() { # PATH WHAT-TO-DO
	local bad=$'*[][:space:]:;&|<>()\'"$#%*?\\\\`[]*'

	# shellcheck disable=SC2053 # a pattern
	[[ $1 != $bad ]] || die "Linux cannot be built in '$1', because of a character in it: $2"
}
for_kbuild "$top" "move this checkout to a path of letters and digits"

# The newest is what `make bench` takes.
# shellcheck disable=SC2034
tested="7.3 6.12"

# Held by this script and what it waits for: whoever starts something that may
# live longer closes it there.
# lock NAME|DIRECTORY WHAT: until this script ends, nobody else does WHAT. A
# directory is a lock itself; a name is that of a file in the cache.
lock() {
	local fd

	[ -n "${XDG_CACHE_HOME:-${HOME:-}}" ] || die "HOME has to be set: kernels are cached below it"
	for_kbuild "$cache" "set XDG_CACHE_HOME to a path of letters and digits"
	mkdir -p "$cache" 2>/dev/null || die "cannot write to $cache: set XDG_CACHE_HOME"
	if [[ $1 = /* ]]; then
		exec {fd}<"$1"
	else
		{ exec {fd}>"$cache/$1.lock"; } 2>/dev/null ||
			die "cannot write to $cache: make room or set XDG_CACHE_HOME"
	fi
	flock -n "$fd" && return
	say "another run is $2: waiting for it to end"
	$bound flock "$fd"
}

# need_space GIB: in the cache.
need_space() {
	local free

	mkdir -p "$cache" 2>/dev/null || die "cannot write to $cache: set XDG_CACHE_HOME"
	free=$(($(df --output=avail -B1M "$cache" | tail -n 1)))
	((free >= $1 * 1024)) ||
		die "$cache needs $1 GiB of free space, there are $free MiB: make room or set XDG_CACHE_HOME"
}

# The newest directory of a pattern, or nothing.
newest() {
	compgen -G "$1" | sort -V | tail -n 1
}
