#!/bin/sh
# The reference data: well-formed, complete, nothing lost of its source.
#
# The last checks compare with the collection of facts the data was made of,
# ${GGZY_SHARED:-../shared}/facts, and are skipped where that is not at hand.

top=$(cd "$(dirname "$0")/../.." && pwd)
ref=$top/db/reference
facts=${GGZY_SHARED:-$top/../shared}/facts
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
cr=$(printf '\r') tab=$(printf '\t')
n=0 failed=0

# The fields COL... of a CSV file, a tab between; a row of another length than
# the header's, or a quote that does not close, is a line "bad FILE:LINE".
csv() {	# FILE COL...
	csv_file=$1
	shift
	awk -v want="$*" '
	function split_row(s,   i, c, q, k) {
		k = 1
		f[1] = ""
		for (i = 1; i <= length(s); i++) {
			c = substr(s, i, 1)
			if (q && c == "\"" && substr(s, i + 1, 1) == "\"") {
				f[k] = f[k] c
				i++
			} else if (c == "\"" && (q || f[k] == ""))
				q = !q
			else if (c == "," && !q)
				f[++k] = ""
			else
				f[k] = f[k] c
		}
		return q ? 0 : k
	}
	{ sub(/\r$/, ""); k = split_row($0) }
	NR == 1 {
		cols = k
		for (i = 1; i <= k; i++)
			at[f[i]] = i
		n = split(want, w, " ")
		for (i = 1; i <= n; i++)
			if (!(w[i] in at))
				print "bad " FILENAME ": no column " w[i]
		next
	}
	k != cols { print "bad " FILENAME ":" NR; next }
	{
		row = ""
		for (i = 1; i <= n; i++)
			row = row (i > 1 ? "\t" : "") f[at[w[i]]]
		print row
	}' "$csv_file"
}

check() {	# NAME WHAT-IS-WRONG
	n=$((n + 1))
	test -z "$2" && echo "ok $n - $1" && return
	failed=$((failed + 1))
	echo "not ok $n - $1"
	echo "$2" | head -20 | sed 's/^/# /'
}

rows() {	# FILE COUNT KEY...
	file=$1 count=$2
	shift 2
	csv "$ref/$file.csv" "$@" >"$tmp/keys"
	got=$(grep -vc '^bad ' "$tmp/keys")
	check "$file: $count rows, unique by $*" "$(grep '^bad ' "$tmp/keys"
	    test "$got" = "$count" || echo "$got rows"
	    sort "$tmp/keys" | uniq -d)"
}

# Lines "FILE KEY..." of the facts that db/reference/NAME has not got.
same() {	# NAME KEYS FACTS-FILE FACTS-KEYS
	n=$((n + 1))
	if test ! -d "$facts"; then
		echo "ok $n - $1: all of $3 # SKIP no $facts"
		return
	fi
	# shellcheck disable=SC2086 # lists of columns
	csv "$ref/$1.csv" $2 | sort -u >"$tmp/have"
	# shellcheck disable=SC2086
	csv "$facts/$3.csv" $4 | sed "s/ *$tab/$tab/g; s/ *\$//" | sort -u \
	    >"$tmp/fact"
	n=$((n - 1))
	check "$1: all of $3" "$(comm -13 "$tmp/have" "$tmp/fact"
	    test -s "$tmp/fact" || echo "$3 is empty")"
}

export LC_ALL=C
echo 1..49

check 'UTF-8, LF, no tab, no blank at an end' "$(for f in "$ref"/*.csv; do
	iconv -f UTF-8 -t UTF-8 "$f" >/dev/null 2>&1 || echo "$f: not UTF-8"
	test "$(tail -c 1 "$f" | od -An -tx1 | tr -d ' ')" = 0a ||
	    echo "$f: the last line does not end"
done
grep -n "$cr\|$tab\| \$\|^ " "$ref"/*.csv)"
check 'headers are snake_case' "$(for f in "$ref"/*.csv; do
	head -n 1 "$f" | tr , '\n' | grep -v '^[a-z][a-z0-9_]*$' |
	    sed "s|^|$f: |"
done)"

rows regions 86 code
rows provinces 34 code
rows catalogue 71 code
rows rules 357 rule_key class method region valid_from
rows methods 27 method_code
rows notice_types 49 code
rows deal_classes 12 code
rows national_stages 32 code
rows expert_classes 620 code
rows code_sets 164 set_code code
rows deal_code_classes 22 code
rows credit_sources 10 code
rows service_items 16 id
rows supervision_points 19 code
rows calendar 1537 day region
rows account_policy 12 name
rows agreement_bases 6 code
rows region_extents 1 region

# every parent is a row
parents() {	# FILE
	csv "$ref/$1.csv" code parent | awk -F '\t' '
	{ seen[$1]; up[$1] = $2 }
	END {
		for (c in up)
			if (up[c] != "" && !(up[c] in seen))
				print c ": no " up[c]
	}'
}
check 'regions: parents exist' "$(parents regions)"
check 'catalogue: parents exist' "$(parents catalogue)"
check 'expert_classes: parents exist' "$(parents expert_classes)"
check 'regions: codes and levels agree' "$(csv "$ref/regions.csv" code parent \
    level | awk -F '\t' '
	$1 !~ /^54[0-9][0-9][0-9][0-9]$/ ||
	$3 != ($1 ~ /0000$/ ? 1 : $1 ~ /00$/ ? 2 : 3) ||
	($3 > 1 && $2 != ($3 == 2 ? "540000" : substr($1, 1, 4) "00"))')"

check 'catalogue: domains' "$(csv "$ref/catalogue.csv" code class domain |
    awk -F '\t' 'BEGIN {
	d["GC"] = "engineering"; d["ZC"] = "procurement"; d["TD"] = "land"
	d["KQ"] = "land"; d["CQ"] = "assets"; d["EXT"] = "other"
	d[""] = "land"
    }
    d[$2] != $3 || ($2 == "" && $1 != "B")')"

check 'rules: title, law, basis, certainty' "$(csv "$ref/rules.csv" rule_key \
    title law basis conf | awk -F '\t' '
	$2 == "" || $3 == "" || $4 == "" ||
	$5 !~ /^(C|C\*|R|S|I|K)$/ || $3 ~ /^同上/')"
check 'rules: words of closed lists' "$(csv "$ref/rules.csv" rule_key op unit \
    dir level class domain region count_mode | awk -F '\t' '
	$2 !~ /^(ge|le|gt|lt|eq|flag|enum|range)$/ ||
	$3 !~ /^(|day|wday|year|month|hour|minute|second)$/ &&
	$3 !~ /^(pct|yuan|count|ratio|flag)$/ ||
	$4 !~ /^(|after|before)$/ || $5 !~ /^[BWPN]$/ ||
	$6 !~ /^(GC|ZC|TD|KQ|CQ|EX|ALL)$/ ||
	$7 !~ /^(engineering|procurement|land|assets|all)$/ ||
	$8 !~ /^(|540000)$/ || $9 !~ /^(civil_code|hours72)$/')"
check 'rules: numbers are the value' "$(csv "$ref/rules.csv" rule_key op value \
    num den level | awk -F '\t' '
	{ v = $4 ($5 == 1 ? "" : "/" $5) }
	$5 !~ /^[1-9][0-9]*$/ ||
	($4 == "" && $3 ~ /^[0-9.\/]+$/) ||
	($4 != "" && v != $3 && index($3, v "..") != 1) ||
	($4 == "" && $6 == "B" && $2 != "enum")')"
# an article of the law is that of the first basis: 招标投标法23 -> 第二十三条
check 'rules: articles' "$(csv "$ref/rules.csv" rule_key article basis |
    awk -F '\t' '
	$2 != "" && $2 !~ /^第(一|二|三|四|五|六|七|八|九|十|百|零)+(条|部分)/ ||
	$2 == "" && $3 ~ /^(招标投标法|实施条例|政府采购法|[0-9]+号令)[0-9]/')"

days='^[0-9][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
check 'dates are well-formed, from before to' "$(for f in regions provinces \
    catalogue rules; do
	csv "$ref/$f.csv" valid_from valid_to | awk -F '\t' -v d="$days" -v f=$f '
	($1 != "" && $1 !~ d) || ($2 != "" && $2 !~ d) ||
	($2 != "" && $1 > $2) || ($1 == "" && (f == "rules")) {
		print f, NR + 1 ": " $0
	}'
done)"

csv "$ref/calendar.csv" day kind region name conf source >"$tmp/calendar"
check 'calendar: every day of 2024-2027, work and weekend by its weekday' "$(
    awk -F '\t' '
	function next_day(s,   y, m, d, last) {
		y = substr(s, 1, 4) + 0
		m = substr(s, 6, 2) + 0
		d = substr(s, 9, 2) + 1
		last = m == 2 ? (y % 4 ? 28 : 29) : m ~ /^([469]|11)$/ ? 30 : 31
		if (d > last) {
			d = 1
			m++
		}
		if (m > 12) {
			m = 1
			y++
		}
		return sprintf("%04d-%02d-%02d", y, m, d)
	}
	BEGIN { want = "2024-01-01"; week = 1 }	# a Monday
	$3 == "" {
		if ($1 != want)
			print "want " want ", got " $1
		free = week > 5
		if ($2 == "work" && free || $2 == "weekend" && !free ||
		    $2 == "makeup" && !free)
			print $1 " is not " $2
		week = week % 7 + 1
		want = next_day($1)
	}
	END { if (want != "2028-01-01") print "ends before " want }
    ' "$tmp/calendar")"
check 'calendar: kinds, names, certainty, source' "$(awk -F '\t' '
	$2 !~ /^(work|weekend|holiday|makeup)$/ ||
	($2 ~ /^(holiday|makeup)$/) != ($4 != "") ||
	$5 !~ /^(official|computed|unconfirmed)$/ || $6 == "" ||
	(substr($1, 1, 4) == "2027" && $5 != "unconfirmed") ||
	($3 != "" && $3 !~ /^54/)' "$tmp/calendar")"
# 2024: 262 days from Monday to Friday less 11, then 261 less 13
check 'calendar: working days of a year' "$(awk -F '\t' '
	$3 == "" && $2 ~ /^(work|makeup)$/ { w[substr($1, 1, 4)]++ }
	END {
		for (y = 2024; y < 2028; y++)
			if (w[y] != (y == 2024 ? 251 : 248))
				print y ": " w[y]
	}' "$tmp/calendar")"
check 'calendar: Tibet has its holidays each year' "$(awk -F '\t' '
	$3 == "540000" { h[substr($1, 1, 4)] = h[substr($1, 1, 4)] $4 }
	END {
		for (y = 2024; y < 2028; y++)
			if (h[y] !~ /藏历新年/ || h[y] !~ /雪顿节/ ||
			    h[y] !~ /西藏百万农奴解放纪念日/)
				print y
	}' "$tmp/calendar")"

same regions 'code name parent level kind conf' \
    tibet_divisions 'code name parent level kind conf'
same catalogue 'code name class parent level national_stage entry_rule conf' \
    catalogue_items 'code name domain parent level national_stage entry_rule conf'
rule='rule_key title op value unit from_event dir level basis conf src note'
same rules "class $rule" statutory_rules "domain $rule"
same methods 'class method_code name spec_code min_participants conf' \
    trade_methods 'domain method_code name spec_code min_participants conf'
same notice_types 'class code name national_stage data_no min_period basis conf' \
    notice_types 'domain code name national_stage data_no min_period basis conf'
same deal_classes 'code name class conf' deal_class 'code name our_domain conf'
same national_stages 'code name class conf' \
    national_stage_codes 'code name domain conf'
same expert_classes 'code parent name conf' \
    expert_class_l1_l2 'code parent name conf'
same expert_classes 'code parent name conf' \
    expert_class_l3 'code parent name conf'
same expert_classes 'code parent name conf' \
    expert_class_l4_sample 'code parent name conf'
same code_sets 'set_name code name conf note' code_sets 'set code name conf note'
same deal_code_classes 'code name conf' v2_class_code 'code name conf'
same credit_sources 'code name class effect conf src' \
    credit_sources 'code name domain effect conf src'
same service_items 'id hook build conf' service_standard_hooks 'id hook build conf'
same supervision_points 'code name logic class conf basis' \
    supervision_points 'code name logic_or_tables domain conf basis'

test "$failed" -eq 0
