# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # its variables
# Sourced by run-guest: QEMU, or QEMU that counts instructions as nanoseconds.

machine_boot() { # PARAMETER...
	local options=(-smp 2) memory

	memory=$(guest_memory)
	((memory < 1024)) || memory=1024
	if [ "$machine" = icount ]; then
		options=(-smp 1 -accel tcg -icount "shift=0,sleep=off")
		set -- tsc=reliable "$@"
	else
		options+=(-accel "$("$top/tools/accelerator" "$kernel")")
	fi
	# The self-tests of the kernel's cryptography take randomness from its timing,
	# and warn where a busy machine leaves too little of it.
	set -- cryptomgr.notests "$@"
	command=(qemu-system-x86_64 -nodefaults -display none -no-reboot -m "$memory"
		 "${options[@]}" -kernel "$kernel/vmlinuz" -initrd "$tmp/initrd"
		 -serial stdio -serial "file:$tmp/out.tar"
		 -append "console=ttyS0 panic=-1 $*")
}

machine_end() { :; }
