# SPDX-License-Identifier: GPL-2.0 OR MIT
# usage: awk -v dir=DIR -f readme.awk FILE.md...
# The commands of a text, see tools/readme, a line each:
#	BLOCK NUMBER KIND FILE:LINE COMMAND
# with tabs between; DIR gets BLOCK.NUMBER.command and BLOCK.NUMBER.shape. What
# is wrong with the text is said in lines that begin with "error".

function error(what) { printf "error\t%s:%d: %s\n", name, FNR, what }

function end_command() {
	if (command == "")
		return
	print command >(dir "/" block "." number ".command")
	printf "%s", shape >(dir "/" block "." number ".shape")
	close(dir "/" block "." number ".command")
	close(dir "/" block "." number ".shape")
	gsub(/\\\n/, " ", command)
	printf "%d\t%d\t%s\t%s\t%s\n", block, number, kind, where, command (kind == "norun" ? " (" reason ")" : "")
	command = shape = ""
}

FNR == 1 {
	name = FILENAME
	sub(/^\.\//, "", name)
	fence = reason = ""
}

# Outside of blocks: a comment just above one is the reason not to run it.
fence == "" && /^<!--/ { reason = ""; comment = 1 }
comment {
	text = $0
	gsub(/<!-- *| *-->/, "", text)
	reason = reason (reason == "" ? "" : " ") text
	comment = !/-->/
	next
}
fence == "" && /^```/ {
	fence = $0
	sub(/^``` */, "", fence)
	console = fence ~ /^console/
	kind = fence ~ /^console guest$/ ? "guest" : fence ~ /^console norun$/ ? "norun" : "run"
	if (console && fence !~ /^console( guest| norun)?$/)
		error("unknown kind of block: " fence)
	if (kind == "norun" && reason == "")
		error("not to be run, and no comment above says why")
	block += console
	number = 0
	if (fence == "")
		fence = "text"
	next
}
fence == "" {
	if (/[^ \t]/)
		reason = ""
	if (/^    +([$#] +)?(make|sudo|git clone|apt|apt-get|insmod|cat \/sys|cc) /)
		error("a command outside of a console block")
	next
}
/^```/ {
	if (console) {
		end_command()
		if (!number)
			error("a console block without a command ends here")
	}
	fence = reason = ""
	next
}
!console {
	if (fence ~ /^(text|sh|bash|shell)$/ && /^ *([$#] +)?(make|sudo|git clone|apt|apt-get|insmod|cat \/sys|cc) /)
		error("a command outside of a console block")
	next
}
command ~ /\\$/ { command = command "\n" $0; next }
/^\$ / || /^# (apt|apt-get|cat|dkms|echo|insmod|make|mount|rmmod|sysctl) / {
	end_command()
	number++
	where = name ":" FNR
	command = substr($0, 3)
	next
}
{
	if (!number)
		error("output before a command")
	shape = shape $0 "\n"
}
