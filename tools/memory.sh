# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# Sourced by run-guest: how much memory there is, a container's limit included.

# The directories of the control groups that limit this process. In a container
# the path may be one of the host's: then the root there is its own.
memory_groups() {
	local root=/sys/fs/cgroup path

	path=$(sed -n 's/^0:://p' /proc/self/cgroup)
	if [ -d "$root/memory" ]; then
		root=$root/memory
		path=$(sed -n 's/^[0-9]*:memory://p' /proc/self/cgroup)
	fi
	while [ -n "${path%/}" ]; do
		[ ! -d "$root$path" ] || echo "$root$path"
		path=${path%/*}
	done
	[ ! -d "$root" ] || echo "$root"
}

# MiB until the tightest of the limits.
memory_available() {
	local group limit used free least

	least=$(awk '/MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)
	while read -r group; do
		limit=$(cat "$group/memory.max" "$group/memory.limit_in_bytes" 2>/dev/null || :)
		used=$(cat "$group/memory.current" "$group/memory.usage_in_bytes" 2>/dev/null || :)
		[[ $limit =~ ^[0-9]+$ && $used =~ ^[0-9]+$ ]] || continue
		free=$(((limit - used) >> 20))
		((free >= least)) || least=$free
	done < <(memory_groups)
	echo "$least"
}

memory_limit() { echo "$(memory_available) MiB are free now"; }

# How often the kernel has killed a process to get memory.
memory_kills() {
	awk '/^oom_kill / { n = $2 } END { print n + 0 }' /proc/vmstat
}

# What a guest gets, in MiB.
guest_memory() {
	local available

	available=$(memory_available)
	if ((available > 3072)); then
		echo 2048
	elif ((available > 1536)); then
		echo 1024
	elif ((available > 768)); then
		echo 512
	else
		die "a guest needs 768 MiB of memory, only $available MiB are free (see free -m; a container may have a limit)"
	fi
}
