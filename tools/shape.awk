# SPDX-License-Identifier: GPL-2.0 OR MIT
# usage: awk -f shape.awk SHAPE OUTPUT
# Whether all lines of SHAPE occur in OUTPUT in this order. A number stands for
# any, "..." for anything, a space for any white space. Prints the first line
# that does not.

function pattern(line,    out) {
	sub(/[ \t]+$/, "", line)
	while (line != "") {
		if (match(line, /^\.\.\./))
			out = out ".*"
		else if (match(line, /^[0-9]+(([.,]|[.][.])[0-9]+)*/))
			out = out "[0-9][0-9.,]*"
		else if (match(line, /^[ \t]+/))
			out = out "[ \t]*"
		else if (match(line, /^[A-Za-z_]+/))
			out = out substr(line, 1, RLENGTH)
		else if (match(line, /^./))
			out = out (line ~ /^[\^\\]/ ? "\\" : "[") substr(line, 1, 1) (line ~ /^[\^\\]/ ? "" : "]")
		line = substr(line, RLENGTH + 1)
	}
	return "^[ \t]*" out "[ \t\r]*$"
}

FILENAME == ARGV[1] {
	if ($0 ~ /[^ \t.]/)
		want[++wanted] = $0
	next
}
wanted && found < wanted && $0 ~ pattern(want[found + 1]) { found++ }
END {
	if (found < wanted)
		print want[found + 1]
	exit found < wanted
}
