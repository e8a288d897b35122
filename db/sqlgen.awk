# Turn db/queries/NAME.sql into a C header: one enum, one table.
#
#   -- after: core		numbers follow those of core_sql.h
#   -- NOTICE_GET : notice	statement NOTICE_GET; its rows fit notice_record
/^-- after: [a-z_]+$/ {
	after = $3
	next
}
/^-- [A-Z][A-Z0-9_]*( : [a-z_]+)?$/ {
	id[++n] = $2
	row[n] = $4 ? "\\&" $4 "_record" : "NULL"
	next
}
/^[ \t]*(--|$)/ { next }
{
	if (!n) {
		print FILENAME ":" FNR ": SQL before the first name" > "/dev/stderr"
		exit bad = 1
	}
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	sub(/[ \t]+--.*$/, "")
	sub(/;?[ \t]*$/, "")
	sub(/^[ \t]+/, "")
	text[n] = text[n] " \\\n\t    \"" $0 " \""
}
END {
	if (bad)
		exit 1
	name = FILENAME
	gsub(/.*\/|\.sql$/, "", name)
	name = toupper(name)
	print "/* made by db/sqlgen.awk; do not edit */"
	print "#ifndef SQL_" name "_H\n#define SQL_" name "_H"
	if (after)
		print "#include \"" after "_sql.h\"\n"
	print "/* clang-format off */\nenum {"
	for (i = 1; i <= n; i++)
		print "\tSQL_" id[i] (i == 1 && after ? " = SQL_" toupper(after) "__MAX" : "") ","
	print "\tSQL_" name "__MAX" (n ? "" : after ? " = SQL_" toupper(after) "__MAX" : "") "\n};\n"
	printf "#define SQL_%s_TABLE", name
	for (i = 1; i <= n; i++) {
		gsub(/\\&/, "\\&", row[i])
		sub(/^\\/, "", row[i])
		printf " \\\n\t{ \"%s\",%s, %s },", id[i], text[i], row[i]
	}
	print "\n/* clang-format on */\n#endif"
}
