# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# shellcheck disable=SC2154 # its variables
# Sourced by kernel-build and in-tree: Kbuild on $src, in $build, for $arch with
# $cc.

# begin WHAT: say so; what is said from now on is in $log.
begin() {
	what=$1 log=$build.log
	mkdir -p "$build"
	: >"$log"
	say "$what; the log is $log"
}

kmake() { make -C "$src" O="$build" ARCH="$arch" CC="$cc" "$@" </dev/null 2>&1; }

# configure LINE...: tinyconfig with these.
configure() {
	{ kmake tinyconfig && printf '%s\n' "$@" >>"$build/.config" && kmake olddefconfig; } >>"$log" ||
		die "could not configure: $(tail -n 1 "$log")"
}

# verify LINE...: Kconfig drops what it does not know, or what lacks a
# dependency, in silence.
verify() {
	local line symbol

	for line; do
		symbol=$(grep -o 'CONFIG_[A-Z0-9_]*' <<<"$line")
		case $line in
		*=n|\#*)	! grep -q "^$symbol=" "$build/.config" ;;
		*)	grep -qxF "$line" "$build/.config" ;;
		esac || die "$(basename "$src") does not take '$line'"
	done
}

# The lines of tools/config/NAME.config.
fragments() {
	local name

	for name; do
		grep -hE '^(CONFIG_|# CONFIG_.* is not set)' "$top/tools/config/$name.config"
	done
}

# make prints a line for each file it makes.
count_files() {
	local n=0

	while read -r _; do
		n=$((n + 1))
		echo "@ $what: $n files"
	done
}

# compile TARGET...
compile() {
	kmake -j"$(nproc)" "$@" | tee -a "$log" | count_files | "$top/tools/progress" ||
		die "could not build: $(grep -m 1 'error: \|No space\|not found' "$log" || tail -n 1 "$log"); the log is $log"
}
