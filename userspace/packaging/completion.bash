# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# Completion for hpbench and hpalloc-bench, of what their --help says, so that it
# is never older than they are. Values of options are file names.

# _hpalloc_complete WORD...: those that what is typed begins with.
_hpalloc_complete() {
	mapfile -t COMPREPLY < <(compgen -W "$*" -- "${COMP_WORDS[COMP_CWORD]}")
	[[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
}

# _hpalloc_options COMMAND...: with "=" if it takes a value.
_hpalloc_options() {
	"$@" --help 2>/dev/null | sed -n 's/^ *\(-.*\)/\1/p' |
		grep -oE -- '--[a-z][a-z-]*=?|^-[a-z]\b'
}

_hpalloc_bench() {
	local word=${COMP_WORDS[COMP_CWORD]}

	[[ $word != -* ]] || _hpalloc_complete "$(_hpalloc_options "$1")"
}

_hpbench() {
	local word=${COMP_WORDS[COMP_CWORD]}

	if ((COMP_CWORD == 1)); then
		_hpalloc_complete "$("$1" --help 2>/dev/null | sed -n 's/^  \([a-z]*\) .*/\1/p') --help --version"
	elif [[ $word == -* ]]; then
		_hpalloc_complete "$(_hpalloc_options "$1" "${COMP_WORDS[1]}")"
	fi
}

complete -o default -F _hpalloc_bench hpalloc-bench
complete -o default -F _hpbench hpbench
