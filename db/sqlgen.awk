# Turn db/queries/NAME.sql into a C header: one enum, one table.
#
#   -- after trade		these statements follow on those of trade.sql
#				(without this line: core.sql)
#   -- NOTICE_GET : notice	statement NOTICE_GET; its rows fit notice_record
/^-- after [a-z_]+$/ {
	after = $3
	next
}
/^-- [A-Z][A-Z0-9_]*( : [a-z_0-9]+)?$/ {
	id[++n] = $2
	row[n] = $4 ? "&" $4 "_record" : "NULL"
	next
}
/^[ \t]*(--|$)/ { next }
{
	if (!n) {
		print FILENAME ":" FNR ": SQL before the first name" \
		    > "/dev/stderr"
		exit bad = 1
	}
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	sub(/;?[ \t]*$/, "")
	sub(/^[ \t]+/, "")
	text[n] = text[n] " \\\n\t    \"" $0 " \""
}
END {
	if (bad)
		exit 1
	file = FILENAME
	sub(/.*\//, "", file)
	name = file
	sub(/\.sql$/, "", name)
	name = toupper(name)
	if (!after && name != "CORE")
		after = "core"
	print "/* made by db/sqlgen.awk from db/queries/" file "; do not edit */"
	print "#ifndef SQL_" name "_H\n#define SQL_" name "_H\n"
	if (after)
		print "#include \"" after "_sql.h\"\n"
	print "enum {"
	for (i = 1; i <= n; i++)
		print "\tSQL_" id[i] \
		    (i == 1 && after ? " = SQL_" toupper(after) "__MAX" : "") ","
	print "\tSQL_" name "__MAX\n};\n"
	printf "#define SQL_%s_TABLE", name
	for (i = 1; i <= n; i++)
		printf " \\\n\t{ \"%s\",%s, %s },", id[i], text[i], row[i]
	print "\n\n#endif"
}
