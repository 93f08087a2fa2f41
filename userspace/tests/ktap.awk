# SPDX-License-Identifier: GPL-2.0 OR MIT
# Convert TAP files, one for each part, with or without groups, to nested KTAP.

function end_group(    i) {
	if (!cases)
		return
	groups++
	text[groups] = group_text
	plan[groups] = cases
	title[groups] = group
	result[groups] = group_failed ? "not ok" : "ok"
	part_failed = part_failed || group_failed
	cases = group_failed = 0
	group_text = ""
}

# The kernel's parser takes a result with the name of the group, or of the part,
# for the end of that.
function add_case(state, name) {
	if (name == group)
		name = name ", the case"
	cases++
	group_failed = group_failed || state != "ok"
	group_text = group_text "        " state " " cases " - " name "\n"
}

function end_part(    i) {
	end_group()
	if (ending != "0") {
		group = "exit"
		add_case("not ok", "exit " ending)
		end_group()
	}
	parts++
	body = body sprintf("    KTAP version 1\n    # Subtest: %s\n    1..%d\n", part, groups)
	for (i = 1; i <= groups; i++) {
		body = body sprintf("        KTAP version 1\n        # Subtest: %s\n        1..%d\n", title[i], plan[i])
		body = body text[i] sprintf("    %s %d %s\n", result[i], i, title[i])
	}
	body = body sprintf("%s %d %s\n", part_failed ? "not ok" : "ok", parts, part)
}

FNR == 1 {
	if (part)
		end_part()
	part = FILENAME
	sub(/.*\//, "", part)
	sub(/\.tap$/, "", part)
	group = "cases"
	groups = part_failed = 0
	ending = "status missing"
}

/^# Subtest: /	{ end_group(); group = substr($0, 12) }
/^# exit/	{ ending = substr($0, 8) }
/^(not )?ok / {
	name = $0
	sub(/^(not )?ok [0-9]+ (- )?/, "", name)
	add_case($1 == "ok" ? "ok" : "not ok", name)
}

END {
	end_part()
	printf "KTAP version 1\n1..%d\n%s", parts, body
}
