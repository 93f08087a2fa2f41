#!/bin/bash
# SPDX-License-Identifier: GPL-2.0 OR MIT
# usage: variants.sh MAKE PATCH...
# Have mistakes in hp_cache found by each of what their patches name: explore,
# step, or model/NAME, which is given a macro of the variant's name. A mistake is
# found if a case fails or an assertion does, not by a crash.
. verify/common.sh

make=$1
shift
dir=$out/verify/variants

define_of() { # VARIANT
	local define=VARIANT_${1^^}

	echo "${define//-/_}"
}

found_by_model() { # VARIANT MODEL
	local line words

	grep "$(define_of "$1")" verify/cache.pml
	for line in "${models[@]}"; do
		read -r -a words <<<"$line"
		[ "${words[0]}" = "$2" ] || continue
		model "$dir/$1" "${words[@]}" "-D$(define_of "$1")" || :
		grep 'assertion violated' "$dir/$1/$2/log"
		return
	done
	return 1
}

found_by_program() { # VARIANT PROGRAM
	"$make" -s "../out/userspace/verify/variants/$1/$2"
	timeout 120 "$dir/$1/$2" >"$dir/$1/$2.log" || :
	grep '^not ok' "$dir/$1/$2.log"
}

found() { # VARIANT TOOL
	case $2 in
	model/*) found_by_model "$1" "${2#model/}" ;;
	*) found_by_program "$1" "$2" ;;
	esac
}

for patch; do
	name=$(basename "$patch" .patch)
	read -r -a tools < <(sed -n 's/^Caught-by: //p' "$patch")
	for tool in "${tools[@]}"; do
		run_case "variant $name: caught by $tool" found "$name" "$tool"
	done
done
done_testing
