#!/bin/sh
# The ranking is computed by rank.c and by a statement of the database: both
# must say the same of ten thousand random evaluations.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../database.sh"
plan 5
database_begin
program tests/t/rank-lots

# Tables with the columns that the statement knows, and the statement for all
# trades instead of one.
again=$(awk '/^-- RANKING_AGAIN/ { on = 1; next } on && /^-- / { exit } on' \
	"$top/db/queries/panel.sql" | sed 's/o\.trade = ?/o.trade > 0/; s/;$//')
{
	cat <<-'END'
	CREATE DATABASE lots;
	USE lots;
	CREATE TABLE trade (id BIGINT PRIMARY KEY, evaluation TINYINT);
	CREATE TABLE score_item (trade BIGINT, no INT, kind TINYINT,
	  max_score BIGINT, PRIMARY KEY (trade, no));
	CREATE TABLE panel_member (id BIGINT PRIMARY KEY, trade BIGINT,
	  state TINYINT, KEY (trade));
	CREATE TABLE bid (id BIGINT PRIMARY KEY, received_at BIGINT);
	CREATE TABLE opening (trade BIGINT, bid BIGINT PRIMARY KEY,
	  opened TINYINT, price BIGINT, KEY (trade));
	CREATE TABLE rejection (member BIGINT, bid BIGINT,
	  PRIMARY KEY (member, bid), KEY (bid));
	CREATE TABLE score (member BIGINT, bid BIGINT, item INT, score BIGINT,
	  PRIMARY KEY (member, bid, item), KEY (bid, item));
	CREATE TABLE expected (bid BIGINT PRIMARY KEY, price BIGINT, against INT,
	  rejected INT, total BIGINT, technical BIGINT, rank_c INT);
	START TRANSACTION;
	END
	"$GGZY_BUILD/tests/t/rank-lots" 10000
	echo 'COMMIT;'
	echo "CREATE TABLE again AS $again;"
	echo 'ALTER TABLE again ADD PRIMARY KEY (bid);'
} >"$tmp/lots.sql"
ok 'ten thousand evaluations are ranked' sh -c \
	"mariadb --defaults-file='$GGZY_VAR/conf/client.cnf' <'$tmp/lots.sql'"
is 'all of them'		"$(sql 'SELECT COUNT(DISTINCT o.trade) FROM lots.opening o
	JOIN lots.again a ON a.bid = o.bid')" 10000
different() {
	sql "SELECT COUNT(*) FROM lots.expected e LEFT JOIN lots.again a
		ON a.bid = e.bid WHERE NOT (a.price <=> e.price AND
		a.against <=> e.against AND a.rejected <=> e.rejected AND
		a.total <=> e.total AND a.technical <=> e.technical AND
		a.\`rank\` <=> e.rank_c)"
}
is 'and both say the same'	"$(different)" 0
is 'with ties, halves and rejections among them' "$(sql "SELECT
	(SELECT COUNT(*) > 1000 FROM lots.again WHERE rejected),
	(SELECT COUNT(*) > 1000 FROM (SELECT o.trade, a.total, a.price
		FROM lots.again a JOIN lots.opening o ON o.bid = a.bid
		WHERE NOT a.rejected GROUP BY 1, 2, 3 HAVING COUNT(*) > 1) x),
	(SELECT COUNT(*) > 1000 FROM (SELECT SUM(c.score) * 2 MOD COUNT(*) AS half,
		2 * SUM(c.score) DIV COUNT(*) MOD 2 AS odd FROM lots.score c
		GROUP BY c.bid, c.item) y WHERE half = 0 AND odd = 1)")" '1	1	1'
sql 'UPDATE lots.expected SET total = total + 1 ORDER BY bid LIMIT 1'
is 'a hundredth more would be seen' "$(different)" 1
