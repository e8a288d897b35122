# One OpenAPI document of those that the workers print with -a: tags, paths
# and schemas, each on a line of its own, are collected; the rest is taken
# from the first.
function entry(kind, line) {
	sub(/,$/, "", line)
	if (!((kind, line) in seen)) {
		seen[kind, line] = 1
		text[kind, n[kind]++] = line
	}
}
function put(kind,	i) {
	for (i = 0; i < n[kind]; i++)
		print text[kind, i] (i + 1 < n[kind] ? "," : "")
}
FNR == 1 { file++; inside = "" }
inside && /^[]}],?$/ {
	if (file == 1)
		line[++lines] = $0
	inside = ""
	next
}
inside { entry(inside, $0); next }
file == 1 { line[++lines] = $0 }
/^"(tags|paths|schemas)":[[{]$/ {
	inside = $0
	gsub(/"|:[[{]$/, "", inside)
	if (file == 1)
		line[lines] = $0
}
END {
	for (i = 1; i <= lines; i++) {
		print line[i]
		if (line[i] ~ /^"(tags|paths|schemas)":[[{]$/) {
			kind = line[i]
			gsub(/"|:[[{]$/, "", kind)
			put(kind)
		}
	}
}
