# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # its variables
# Sourced by run-guest: User Mode Linux.

old_maps=

# A vmalloc page of UML's is a mapping of the host's process.
raise_maps() {
	local now want=1048576

	now=$(<"$maps")
	((now < want)) || return 0
	remember maps "$now"
	if { echo $want >"$maps"; } 2>/dev/null; then
		old_maps=$now
		[ -n "$quiet" ] || say "vm.max_map_count is $want while the guest runs, then $now again"
	else
		[ -n "$quiet" ] || say "vm.max_map_count is $now: more than 256 MiB of vmalloc end in a panic" \
		    "(as root: sysctl -w vm.max_map_count=$want)"
	fi
}

# The guest's memory is a file: not in a small or noexec /dev/shm.
memory_dir() { # MIB
	local free

	free=$(df --output=avail -B1M /dev/shm 2>/dev/null | tail -n 1)
	if ((${free:-0} > $1)) && ! findmnt -no OPTIONS -T /dev/shm | grep -q noexec; then
		echo /dev/shm
	else
		echo "$tmp"
	fi
}

# Started in $tmp: of its parameters only a quoted one may have a space in it.
machine_boot() { # PARAMETER...
	local memory cpus=()

	memory=$(guest_memory)
	! grep -q '^CONFIG_SMP=y' "$kernel/.config" || cpus=(ncpus=2 seccomp=on)
	raise_maps
	command=(env "TMPDIR=$(memory_dir "$memory")" "$kernel/linux" "mem=${memory}M"
		 initrd=initrd uml_dir=./ umid=uml con=null "con0=null,fd:1"
		 "HOSTDIR=\"$tmp/out\"" "${cpus[@]}" "$@")
}

# It has left the process group it was started in.
machine_end() {
	local uml

	if uml=$(cat "$tmp/uml/pid" 2>/dev/null); then
		kill -KILL -- "-$uml" "$uml" 2>/dev/null || :
	fi
	[ -z "$old_maps" ] || restore_maps "$old_maps"
}
