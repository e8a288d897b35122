#!/bin/sh
# The public pages and the search index that ggzy-site writes.
. "$(dirname "$0")/../lib.sh"

notices=$top/db/demo/national_notices.jsonl

written() { # FILE: ggzy-site has written it
	test -s "$GGZY_VAR/public$1"
}

says() { # FILE WORDS
	grep -qF -e "$2" "$GGZY_VAR/public$1"
}

start
plan 19
ctl import commit --profile national "$notices" >"$tmp/import" 2>&1
last=$(sql 'SELECT MAX(id) FROM ggzy_service.notice')
long=$(sql 'SELECT id FROM ggzy_service.notice ORDER BY LENGTH(body) DESC LIMIT 1')

eventually 'the newest notice has its page'	written "/notices/$last.html"
eventually 'the home page is there'		written /index.html
is 'the text beside a page is the text' \
	"$(sha256sum <"$GGZY_VAR/public/notices/$long.txt" | cut -c1-64)" \
	"$(sql "SELECT digest FROM ggzy_service.notice WHERE id = $long")"
ok 'a long text goes on'			written "/notices/$long-2.html"
ok 'a page names its digest'	says "/notices/$long.html" \
	"$(sql "SELECT digest FROM ggzy_service.notice WHERE id = $long")"
eventually 'every notice is in the search index' sh -c "test \"\$(mariadb \
	--defaults-file='$GGZY_VAR/conf/client.cnf' -N -e '
	SELECT COUNT(*) FROM ggzy_service.notice n
	  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
	 WHERE h.notice IS NULL AND NOT EXISTS (SELECT 1
	  FROM ggzy_service.posting p WHERE p.pos = n.pos)')\" = 0"
is 'and counted right'	"$(sql 'SELECT COUNT(*) FROM (
	SELECT g FROM ggzy_service.posting GROUP BY g) p')" \
	"$(sql 'SELECT COUNT(*) FROM ggzy_service.gram_count WHERE n > 0')"
call GET "/api/service/search?q=$(printf 体育 | od -An -tx1 | tr ' ' % | tr -d '\n')"
is 'and found'			"$(json '.items | length > 0')" true

# one more notice comes, and goes again
head -n 1 "$notices" | sed "s/\"id\": \"[^\"]*\"/\"id\": \"site-$$\"/" \
	>"$tmp/one.jsonl"
batch=$(ctl import commit --profile national "$tmp/one.jsonl" 2>&1 |
	sed -n 's/^批次 //p')
one=$(sql 'SELECT MAX(id) FROM ggzy_service.notice')
count() {
	sql 'SELECT n FROM ggzy_service.gram_count WHERE g = 0xd8020000'
}
shown() { # how many lists name the notice
	test "$(grep -lr "/notices/$one.html" "$GGZY_VAR/public/list" |
		wc -l)" "$@"
}
eventually 'a notice stands in the lists of all, its domain and its province' \
	shown -ge 3
eventually 'its page names the signed head' says "/notices/$one.html" '签名，根'
ok 'the key that verifies it is public' sh -c \
	"curl -sf '$GGZY_URL/keys/log.pem' | openssl pkey -pubin -noout"
many=$(count)
ctl import undo "$batch" >"$tmp/undo" 2>&1
eventually 'an undone import says so on its page' \
	says "/notices/$one.html" 已撤回
eventually 'and is in no list any more'	shown -eq 0
is 'nor in the search index'		"$(count)" $((many - 1))

ok 'a page says when it was written'	says /index.html 本页写于
ok 'not one that stays for years' sh -c \
	"! grep -qF 本页写于 '$GGZY_VAR/public/verify.html'"
ok 'a rehearsal says so'	says /index.html 演练系统
like 'what is missing says where to go on' \
	"$(curl -s "$GGZY_URL/no-such-page.html")" 'href="/search.html"'

is 'all of it is read by everybody, the web server too' \
	"$(find "$GGZY_VAR/public/." ! -perm -o=r -print -quit)" ''
