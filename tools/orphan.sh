# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# shellcheck disable=SC2154 # its variables
# Sourced by run-guest: a guest whose run-guest was killed. What has to be put
# back after it stands in a file of the cache for as long as a guest runs.

state=$cache/guest
maps=/proc/sys/vm/max_map_count

remember() { echo "$1=$2" >>"$state"; }

remember_guest() {
	{ : >"$state" && remember tmp "$tmp"; } 2>/dev/null ||
		die "cannot write to $cache: make room or set XDG_CACHE_HOME"
}

forget_guest() { rm -f "$state"; }

restore_maps() { # COUNT
	{ echo "$1" >"$maps"; } 2>/dev/null || say "as root: sysctl -w vm.max_map_count=$1"
}

recall() { sed -n "s/^$1=//p" "$state"; }

# Processes that have its directory in their command line.
guest_processes() { # DIRECTORY
	# shellcheck disable=SC2062 # files
	grep -lsF --file=- /proc/[0-9]*/cmdline <<<"$1/" | cut -d / -f 3 || :
}

# The lock is ours: whoever wrote this file is gone.
end_orphan() {
	local tmp count pids

	[ -s "$state" ] || return 0
	tmp=$(recall tmp)
	count=$(recall maps)
	if [ -n "$tmp" ]; then
		pids=$(guest_processes "$tmp")
		if [ -n "$pids" ]; then
			say "a guest of an earlier run that was killed is still running: killing it (process ${pids//$'\n'/, })"
			# shellcheck disable=SC2086 # a list
			kill -KILL $pids 2>/dev/null || die "it belongs to somebody else: as root, kill -9 ${pids//$'\n'/ }"
		fi
		[[ $tmp != */hpalloc.?????? ]] || rm -rf "$tmp"
	fi
	if [ -n "$count" ] && (($(<"$maps") > count)); then
		say "vm.max_map_count was left raised: it is $count again"
		restore_maps "$count"
	fi
	forget_guest
}
