#!/bin/sh
# ggzy-witness: follows the log from outside and co-signs it; what the platform
# takes from it; how soon it sees a log that was rewritten, shortened, forked,
# re-ordered, restored or signed by another key; and that it signs none of them
# but in an epoch that people on both sides have agreed to.
. "$(dirname "$0")/../lib.sh"
plan 85
start_private
program tests/t/log-writers

w=$GGZY_VAR/witness
mkdir "$w"
cp "$GGZY_VAR/keys/log.pub" "$w/log.pub"
settings() { # NAME
	cat <<CONF
name = $1
url = $GGZY_URL
store = $w/$1
key = $w/$1.pem
log_key = $w/log.pub
interval = 1
stall = 0
CONF
}
watch() { # NAME: the daemon, in the background
	settings "$1" >"$w/$1.conf"
	ggzy-witness -c "$w/$1.conf" 2>>"$tmp/$1.log" &
	eval "pid_$1=$!"
}
leave() { # NAME
	eval "kill \$pid_$1; wait \$pid_$1"
}
look() { # NAME: status and words of one look
	out=$(ggzy-witness -c "$w/$1.conf" check 2>&1)
	echo "$? $out"
}
kind() { # NAME: of the evidence in its journal
	jq -r 'select(.kind == "evidence") | .what' "$w/$1/journal" | tail -n 1
}
saw() { test "$(kind "$1")" = "$2"; }
no_wish_waits() {
	test "$(sql 'SELECT COUNT(*) FROM ggzy_core.head_wanted')" = 0
}
head_now() {
	sql "INSERT INTO ggzy_core.head_wanted (reason, at) VALUES ('test', 0)"
	within no_wish_waits
}
events() { # N: and a head that covers them
	"$GGZY_BUILD/tests/t/log-writers" 1 "$1" >/dev/null 2>&1
	head_now
}
cosigned() { # NAME: the last head
	test "$(sql "SELECT MAX(c.size) FROM ggzy_core.log_cosignature c
		JOIN ggzy_core.witness w ON w.id = c.witness
		WHERE w.name = '$1'")" = \
		"$(sql 'SELECT MAX(size) FROM ggzy_core.log_head')"
}
head_json() {
	user=
	call GET /api/service/log/head
	json "$1"
}

# -- keys, and who is recognised
settings east >"$w/east.conf"
ggzy-witness -c "$w/east.conf" key >"$w/east.pub"
is 'a witness makes itself a key'	"$(stat -c %a "$w/east.pem")" 600
ggzy-witness -c "$w/east.conf" key >/dev/full 2>"$tmp/lost"
is 'and says when nobody gets to see it' "$? $(grep -c '再运行一次' "$tmp/lost")" '74 1'
is 'the same key from then on'		"$(ggzy-witness -c "$w/east.conf" key)" "$(cat "$w/east.pub")"
is 'with a store that says for which' "$(ls "$w/east") $(jq -r '.kind + " " + .key' "$w/east/journal")" "journal begin $(sha256sum <"$w/east.pub" | cut -c1-64)"
mv "$w/east" "$w/away"
ggzy-witness -c "$w/east.conf" 2>"$tmp/lost"
is 'a store that is lost is not begun again'	"$?" 78
like 'and it is said what to do'	"$(cat "$tmp/lost")" 'east/journal: 没有留底.*'
ggzy-witness -c "$w/east.conf" key >"$tmp/key"
ok 'nor for a key that is there'	test ! -e "$w/east"
mkdir "$w/east"
: >"$w/east/journal"
ggzy-witness -c "$w/east.conf" 2>"$tmp/lost"
is 'nor one that was emptied'		"$?" 78
like 'which is said too'		"$(cat "$tmp/lost")" 'east/journal: 留底被清空了.*备份恢复'
rm -r "$w/east"
mv "$w/away" "$w/east"
sed "s,^key.*,key = $w/other.pem," "$w/east.conf" >"$w/other.conf"
ggzy-witness -c "$w/other.conf" key >"$tmp/key" 2>"$tmp/lost"
is 'another key does not take it over'	"$? $(test -e "$w/other.pem" && echo made)" '73 '
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$w/other.pem" 2>/dev/null
ggzy-witness -c "$w/other.conf" 2>"$tmp/lost"
is 'nor signs with it'			"$? $(grep -c 另一个密钥 "$tmp/lost")" '78 1'
settings west >"$w/west.conf"
ggzy-witness -c "$w/west.conf" key >"$w/west.pub"
ok 'the platform recognises it'		ctl witness add --name east --title 拉萨市监督 --region 540100 --public "$w/east.pub"
ok 'and another'			ctl witness add --name west --title 日喀则市监督 --region 540200 --public "$w/west.pub"
like 'once'				"$(ctl witness add --name east --title x --public "$w/west.pub" 2>&1)" 'E_EXISTS'
echo nonsense >"$tmp/nonsense"
like 'with a key that is one'		"$(ctl witness add --name north --title x --public "$tmp/nonsense" 2>&1)" '不是.*公钥'
like 'and a name that is one'		"$(ctl witness add --name 'a b' --title x --public "$w/west.pub" 2>&1)" '小写字母'
like 'they are listed'			"$(ctl witness list)" 'east	拉萨市监督	540100	认可'
is 'the log says so publicly'		"$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE verb = 'witness-add' AND public = 1")" 2

# -- a platform that is silent: judged at the end
sed -i 's/^stall.*/stall = 20s/; s,^url.*,url = http://127.0.0.1:1,' "$w/west.conf"
ggzy-witness -c "$w/west.conf" 2>"$tmp/west.log" &
pid_west=$!
sleep 1
is 'silence is no fault yet'		"$(look west | head -c 1)" 2

# -- following
events 30
is 'a head without co-signatures is shown as such' "$(head_json '[.witnessed, .required, (.cosignatures|length)]|tojson')" '[false,0,0]'
watch east
eventually 'the witness co-signs the head'	cosigned east
is 'which is shown with it'		"$(head_json '[.witnessed, .cosignatures[0].witness, .cosignatures[0].title]|tojson')" '[true,"east","拉萨市监督"]'
ctl witness require 2 >/dev/null
is 'one is not two'			"$(head_json '[.witnessed, .required]|tojson')" '[false,2]'
ctl witness require 1 >/dev/null
events 20
eventually 'it follows'			cosigned east
is 'head after head'			"$(jq -r 'select(.kind == "head").kind' "$w/east/journal" | wc -l | awk '{ print ($1 >= 2) }')" 1
is 'with a leaf for each entry'		"$(stat -c %s "$w/east/leaves.0")" "$((33 * $(head_json .size)))"
is 'a look says that all is well'	"$(look east | head -c 1)" 0
ok 'the verifier takes its signatures'	ctl log verify
call GET /api/service/log/witnesses
is 'who witnesses is public'		"$(json '[.items[].name]|tojson') $(json '.items[0].public_key' | head -n 1)" '["east","west"] -----BEGIN PUBLIC KEY-----'

# anybody may check with nothing but openssl
head_json '.cosignatures[0].body' >"$tmp/said"
head_json '.cosignatures[0].signature' | tr '_-' '/+' | sed 's/$/==/' | base64 -d >"$tmp/raw" 2>/dev/null
{ printf 'GGZY-COSIGN-1\n'; tr -d '\n' <"$tmp/said"; } >"$tmp/signed"
r=$(head -c 32 "$tmp/raw" | od -An -tx1 | tr -d ' \n') s=$(tail -c 32 "$tmp/raw" | od -An -tx1 | tr -d ' \n')
printf 'asn1=SEQUENCE:s\n[s]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' "$r" "$s" >"$tmp/asn1"
openssl asn1parse -genconf "$tmp/asn1" -noout -out "$tmp/der"
ok 'openssl takes the signature'	openssl dgst -sha256 -verify "$w/east.pub" -signature "$tmp/der" "$tmp/signed"
is 'what it says is the head' "$(jq -c '[.size, .root, .witness]' "$tmp/said")" "$(head_json '[.size, .root, "east"]|tojson')"
is 'and its exact text' "$(jq -r .head "$tmp/said")" "$(head_json .body | tr -d '\n' | sha256sum | cut -d' ' -f1)"

# -- what the platform takes
good=$(sql "SELECT JSON_OBJECT('witness', 'east', 'body', body, 'signature', signature)
	FROM ggzy_core.log_cosignature ORDER BY size DESC LIMIT 1")
give() { # FILTER
	user=
	call POST /api/service/log/cosignatures "$(echo "$good" | jq -c "$1")"
	echo "$status $(json '.code // .witness')"
}
is 'the same again is answered like the first'	"$(give .)" '201 east'
is 'a changed signature is refused'	"$(give '.signature |= (if .[0:1] == "A" then "B" else "A" end) + .[1:]')" '409 E_STATE'
is "so is another witness's"		"$(give '.witness = "west"')" '409 E_STATE'
is 'a stranger'				"$(give '.witness = "south"')" '409 E_STATE'
is 'a head that is not there'		"$(give '.body |= (fromjson | .size = 999999 | tojson)')" '409 E_STATE'
is 'another root'			"$(give '.body |= (fromjson | .root |= "0" * 64 | tojson)')" '409 E_STATE'
is 'nonsense'				"$(give '.body = "{}"')" '422 E_FIELD'
ctl witness end --name west >/dev/null
is 'and one that is recognised no more'	"$(give '.witness = "west"')" '409 E_STATE'
like 'which the list shows'		"$(ctl witness list)" 'west.*已终止'

# -- a database that is not what it was; each found by the daemon, timed
leave east
is 'it leaves when told to'		"$?" 0
events 5
dump() {
	mariadb-dump --defaults-file="$GGZY_VAR/conf/client.cnf" --no-create-info \
		--skip-triggers --replace ggzy_core event log_entry log_node \
		log_head log_cosignature >"$1"
}
restore() {
	sql "SET FOREIGN_KEY_CHECKS = 0; DELETE FROM ggzy_core.event;
		DELETE FROM ggzy_core.log_entry; DELETE FROM ggzy_core.log_node;
		DELETE FROM ggzy_core.log_head; DELETE FROM ggzy_core.log_cosignature"
	mariadb --defaults-file="$GGZY_VAR/conf/client.cnf" ggzy_core <"$1"
	sql 'DELETE FROM ggzy_core.event_pending'
}
clock() { supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" "$1" clock >/dev/null; }
# all that the platform holds made anew, as its strongest insider can
remake() {
	clock stop
	sql "DELETE FROM ggzy_core.log_node; DELETE FROM ggzy_core.log_head;
		DELETE FROM ggzy_core.log_cosignature;
		DELETE FROM ggzy_core.event_pending;
		INSERT INTO ggzy_core.event_pending
			SELECT event FROM ggzy_core.log_entry ORDER BY seq;
		DELETE FROM ggzy_core.log_entry"
	clock start
	settle
	head_now
}
# NAME KIND COMMAND..: a witness that signed the good log meets another one.
# What the platform does to its log it does between two looks; a witness that
# looks every ten seconds, as by default, is so much slower.
deceive() {
	what=$1 want=$2
	shift 2
	dump "$tmp/good"
	watch east
	within cosigned east || diag "east did not co-sign"
	found=$(findings)
	kill -STOP "$pid_east"
	"$@"
	kill -CONT "$pid_east"
	began=$(date +%s)
	within one_more
	took=$(($(date +%s) - began))
	like "$what is found within two minutes" \
		"$(kind east) $((took < 110))" "^($want) 1$"
	diag "$what: $took s, entry $(evidence .seq)"
}
recover() {
	leave east
	clock stop
	restore "$tmp/good"
	clock start
	settle
	know east "演练：$what" >/dev/null
}
know() { # NAME REASON [--anew]
	ggzy-witness -c "$w/$1.conf" --acknowledge "$2" ${3-} 2>/dev/null
}
findings() { grep -c '"kind":"evidence"' "$w/east/journal"; }
one_more() { test "$(findings)" -gt "$found"; }
evidence() { # FILTER: of the last
	jq -r "$1" "$w/east/$(jq -r 'select(.kind == "evidence").file' \
		"$w/east/journal" | tail -n 1)"
}
rewritten() {
	sql "UPDATE ggzy_core.event SET body = REPLACE(body, '\"verb\":\"test\"', '\"verb\":\"tess\"')
		WHERE verb = 'test' ORDER BY id DESC LIMIT 1"
	remake
}
reordered() {
	sql "SET @x = (SELECT event FROM ggzy_core.log_entry WHERE seq = 12);
		SET @y = (SELECT event FROM ggzy_core.log_entry WHERE seq = 13);
		UPDATE ggzy_core.log_entry SET event = -1 WHERE seq = 12;
		UPDATE ggzy_core.log_entry SET event = @x WHERE seq = 13;
		UPDATE ggzy_core.log_entry SET event = @y WHERE seq = 12;
		SET @a = (SELECT body FROM ggzy_core.event WHERE id = @x);
		UPDATE ggzy_core.event x JOIN ggzy_core.event y
			ON x.id = @x AND y.id = @y SET x.body = y.body;
		UPDATE ggzy_core.event SET body = @a WHERE id = @y"
	remake
}
cut_off() { # everything behind an earlier head, whole
	clock stop
	sql "SET @n = (SELECT size FROM ggzy_core.log_head ORDER BY size DESC LIMIT 1 OFFSET 1);
		DELETE FROM ggzy_core.event WHERE id IN
			(SELECT event FROM ggzy_core.log_entry WHERE seq >= @n);
		DELETE FROM ggzy_core.log_entry WHERE seq >= @n;
		DELETE FROM ggzy_core.log_node WHERE ((idx + 1) << level) > @n;
		DELETE FROM ggzy_core.log_head WHERE size > @n;
		DELETE FROM ggzy_core.log_cosignature WHERE size > @n"
	clock start
}
yesterday() { restored_from "$tmp/yesterday"; }
restored_from() {
	clock stop
	restore "$1"
	clock start
}
forked() {
	cut_off
	events 40
}
resigned() {
	clock stop
	sql 'DELETE FROM ggzy_core.log_cosignature
		WHERE size = (SELECT MAX(size) FROM ggzy_core.log_head);
		DELETE FROM ggzy_core.log_head ORDER BY size DESC LIMIT 1'
	clock start
	head_now
}
other_key() {
	clock stop
	mv "$GGZY_VAR/keys/log.pem" "$tmp/log.pem"
	openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 \
		-out "$GGZY_VAR/keys/log.pem" 2>/dev/null
	clock start
	events 3
	clock stop
	mv "$tmp/log.pem" "$GGZY_VAR/keys/log.pem"
	clock start
}
one_body() { # under an unchanged tree
	sql "UPDATE ggzy_core.event SET body = REPLACE(body, 'witness-add', 'witness-end')
		WHERE verb = 'witness-add' ORDER BY id LIMIT 1"
}
other_feed() { # than what the new head is the root of
	events 5
	sql "SET @n = (SELECT MAX(size) - 2 FROM ggzy_core.log_head);
		UPDATE ggzy_core.event SET body = REPLACE(body, '\"salt\":\"',
			'\"salt\":\"0') WHERE id = (SELECT event
			FROM ggzy_core.log_entry WHERE seq = @n);
		UPDATE ggzy_core.log_entry SET leaf = (SELECT UNHEX(SHA2(CONCAT(
			CHAR(0), body), 256)) FROM ggzy_core.event
			WHERE id = event) WHERE seq = @n"
}
dump "$tmp/yesterday"
events 7
deceive 'a rewritten log' fork rewritten
is 'the evidence holds both heads'	"$(evidence '(.head | fromjson.size > 0), (.signed_head | fromjson.size > 0), .kind' | tr '\n' ' ')" 'true true fork '
events 3
sleep 2
ok 'and nothing is co-signed any more'	test "$(cosigned east && echo 1)" != 1
found=$(findings)
is 'a person acknowledges it'		"$(know east 演练)" '已确认: fork'
eventually 'and is told the same again'	one_more
ok 'still nothing is co-signed'	test "$(cosigned east && echo 1)" != 1
recover
is 'the reason is kept'			"$(jq -r 'select(.kind == "acknowledge").reason' "$w/east/journal" | tail -n 1)" '演练：a rewritten log'
deceive 'a log in another order' fork reordered
is 'the evidence names the entry'	"$(evidence .seq)" 12
recover
deceive 'a shortened log' shortened cut_off
recover
deceive 'a database restored from yesterday' shortened yesterday
recover
# by its head, or by its entries where the witness was reading those
deceive 'a fork' 'fork|rewritten-entry' forked
recover
deceive 'a head signed a second time' resigned resigned
recover
deceive 'another key' wrong-key other_key
recover
deceive 'a body changed under the tree' rewritten-body one_body
recover
deceive 'a feed of other entries' feed-differs other_feed
recover
watch east
events 3
eventually 'with the log it knew it goes on'	cosigned east
is 'as if nothing had been'		"$(ls "$w/east" | grep -c leaves) $(look east | wc -l)" '1 2'
leave east

# -- the other log is the one to go on with: people say so, on both sides
witnessed() { # SIZE: and what of each co-signature counts
	user=
	call GET "/api/service/log/head?size=$1"
	json '[.witnessed, (.cosignatures[] | .epoch, .counts)]|tojson'
}
deceive 'a fork that stays' 'fork|rewritten-entry' forked
which=$(kind east)
before=$(sql 'SELECT MAX(size) FROM ggzy_core.log_cosignature')
like 'to begin anew is a word of its own' "$(know east 恢复备份 --anew | tr '\n' ' ')" "已确认: $which.*第 1 期.*witness anew --name east --epoch 1"
is 'and a line in its journal'		"$(jq -c 'select(.kind == "anew") | [.epoch, .what, .reason, (.body | fromjson.size > 0)]' "$w/east/journal")" "[1,\"$which\",\"恢复备份\",true]"
eventually 'then it signs the other log' grep -q '"kind":"head".*"epoch":1,' "$w/east/journal"
like 'and says so'			"$(look east)" '重新见证过，现在是第 1 期；历来签署的最长日志'
eventually 'which the platform does not take' grep -q 'cosignature-refused.*第 1 期' "$tmp/east.log"
is 'nor show as witnessed'		"$(head_json '[.witnessed, .cosignatures]|tojson')" '[false,[]]'
is 'what was signed before counts yet'	"$(witnessed "$before")" '[true,0,true]'
like 'an epoch is a number'		"$(ctl witness anew --name east --epoch 0 2>&1)" '用法'
ok 'the platform recognises it'		ctl witness anew --name east --epoch 1
like 'once'				"$(ctl witness anew --name east --epoch 1 2>&1)" 'E_NOTFOUND'
is 'and the log says so publicly'	"$(sql "SELECT JSON_EXTRACT(body, '\$.detail') FROM ggzy_core.event WHERE verb = 'witness-anew' AND public = 1" | tr -d ' ')" '{"witness":"east","epoch":1}'
eventually 'from then on it counts'	cosigned east
is 'with its epoch in what is signed'	"$(head_json '[.witnessed, (.cosignatures[] | .epoch, .counts, (.body | fromjson.epoch))]|tojson')" '[true,1,true,1]'
is 'of before nothing counts'		"$(witnessed "$before") $(give .)" '[false,0,false] 409 E_STATE'
call GET /api/service/log/witnesses
is 'as everybody sees'			"$(json '.items[0].epoch') $(ctl witness list | grep -c 'east.*第 1 期')" '1 1'
sql "UPDATE ggzy_core.witness SET epoch = 0 WHERE name = 'east'"
like 'an epoch taken back is found'	"$(ctl log verify 2>&1)" '见证人 east 的期号与日志不符'
sql "UPDATE ggzy_core.witness SET epoch = 1 WHERE name = 'east'"
leave east
truncate -s 40 "$w/east/leaves.1"
is 'damaged leaves are no word of the platform'	"$(look east | head -c 2)" 74
like 'with them it can but begin anew'	"$(know east 留底损坏 --anew)" '第 2 期'

eventually 'silence for long is a fault'	saw west stalled
leave west
is 'which a look tells'			"$(look west | head -c 1)" 1
is 'a reason that is no text acknowledges nothing' "$(know west "$(printf '\377')") $(look west | head -c 1)" ' 1'
is 'a good one says what it is of'	"$(know west 停电)" '已确认: stalled'
is 'and it is over'			"$(look west | head -c 1)" 2
ok 'the verifier has no objection in the end'	ctl log verify
