#!/bin/sh
# Releases, openings and draws in which the worker dies: at every message to the
# database, before it is sent and after, and at any moment.  After each death
# all of the step has happened or nothing of it, and the client who tries again
# with the same Idempotency-Key gets it done once.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
. "$top/tests/fault/crash.sh"
plan 29
crash_begin
fewer_people
experts 1 2 3 4 5 6
e=/api/engineering

tender() { # NAME
	draft "$1" lowest
	trustees "$trade"
	published "$1招标公告" "$trade"
	for i in 1 2 3; do
		hand_in "$trade" bidder$i 170000000$i
		test "$status" = 201 || bail "bid: $status $body"
	done
}
tender 甲
one=$trade
tender 乙
two=$trade
tender 丙
three=$trade
shift_time 31d
program stop clock

# -- releases
release() { # TRADE WHO NO: what is to be sent, and how to see what became of it
	trade=$1 who=$2 position=$3 key=$(fresh_key)
	must "$who" GET "$e/trades/$trade/shares"
	cp "$tmp/body" "$tmp/shares"
	ctl release --trade "$(deal_of "$trade")" --key "$tmp/$who.jwk" --shares "$tmp/shares" >"$tmp/release"
	key=$(fresh_key)
}
give() {
	as "$who"
	call POST "$e/trades/$trade/shares" "$(cat "$tmp/release")"
}
share_state() { # shares, said to be released, events
	sql "SELECT (SELECT COUNT(*) FROM ggzy_trade.share
		WHERE trade = $trade AND position = $position),
		(SELECT COUNT(*) FROM ggzy_trade.trustee WHERE trade = $trade
		AND position = $position AND released_at IS NOT NULL),
		(SELECT COUNT(*) FROM ggzy_core.event WHERE trade = $trade
		AND verb = 'release' AND body LIKE '%\"position\":$position,%')" |
		tr '\t' ' '
}
all_or_nothing() {
	case $(share_state) in
	'0 0 0' | '3 1 1') ;;
	*) share_state ;;
	esac
}
released() { # NAME
	is "$1: after each death all shares are there or none" "$harm" ''
	is "$1: and in the end all, once" "$status $(share_state)" '200 3 1 1'
	harm=
}

release "$one" centre 2
every_step before 1 give all_or_nothing
most=$steps
diag "a release is $steps messages"
ok 'there are many steps to die at'	test "$steps" -ge 15
released 'death before each message'
release "$one" supervisor 3
every_step after 1 give all_or_nothing
released 'death after each message'
for t in $two $three; do
	for who in owner:1 centre:2 supervisor:3; do
		release "$t" "${who%:*}" "${who#*:}"
		random_deaths 3 give all_or_nothing
		until give && test "$status" != 502; do :; done
		test "$status $(share_state)" = '200 3 1 1' ||
			harm="$harm$who: $status $(share_state); "
	done
done
release "$one" owner 1
random_steps 50 give all_or_nothing
give
test "$status $(share_state)" = '200 3 1 1' || harm="$harm$status $(share_state); "
is 'death at any moment: no share is lost, none there twice' "$harm" ''
ok 'there were fifty deaths and more'	test $rounds -ge 50
diag "releases: $rounds deaths"
harm=

# -- openings
opening() { # TRADE
	trade=$1
	due=$(sql "SELECT id FROM ggzy_trade.due WHERE trade = $trade AND verb = 'open'")
	key=due-$due
}
open_it() {
	as clock
	call POST "$e/due/$due"
}
opening_state() { # stage, lines, notices, events, steps due, shares
	sql "SELECT (SELECT stage FROM ggzy_trade.trade WHERE id = $trade),
		(SELECT COUNT(*) FROM ggzy_trade.opening WHERE trade = $trade),
		(SELECT COUNT(*) FROM ggzy_service.notice WHERE trade = $trade
		AND type = 'GC08'),
		(SELECT COUNT(*) FROM ggzy_core.event WHERE trade = $trade
		AND verb = 'open'),
		(SELECT COUNT(*) FROM ggzy_trade.due WHERE trade = $trade
		AND verb = 'open'),
		(SELECT COUNT(*) FROM ggzy_trade.share WHERE trade = $trade)" |
		tr '\t' ' '
}
opened_or_not() {
	case $(opening_state) in
	"$OPENING 0 0 0 1 9" | "$EVALUATION 3 1 1 0 9") ;;
	*) opening_state ;;
	esac
}
opened_once() { # NAME
	is "$1: after each death it is opened or it is not" "$harm" ''
	is "$1: and in the end it is, once" "$(opening_state)" "$EVALUATION 3 1 1 0 9"
	harm=
}

as_clock
rounds=0
opening "$one"
every_step before 1 open_it opened_or_not
most=$steps
diag "an opening of three bids is $steps messages"
ok 'there are many steps to die at'	test "$steps" -ge 25
opened_once 'death before each message'
is 'it was answered'			"$status" 200
opening "$two"
every_step after 1 open_it opened_or_not
opened_once 'death after each message'
opening "$three"
random_steps 50 open_it opened_or_not
random_deaths 5 open_it opened_or_not
until open_it && test "$status" != 502; do :; done
opened_once 'death at any moment'
ok 'there were fifty deaths and more'	test $rounds -ge 50
diag "openings: $rounds deaths"
is 'each bid was read with its price'	"$(sql "SELECT GROUP_CONCAT(price ORDER BY bid) FROM ggzy_trade.opening
	WHERE trade IN ($one, $two, $three)")" \
	"1700000001,1700000002,1700000003,1700000001,1700000002,1700000003,1700000001,1700000002,1700000003"
open_it
is 'what is open is not opened again'	"$(opening_state)" "$EVALUATION 3 1 1 0 9"

# -- draws
call_it() {
	as owner
	call POST "$e/trades/$trade/draws" '{}'
}
called_state() { # draws, places of its pool, events
	sql "SELECT (SELECT COUNT(*) FROM ggzy_expert.draw WHERE trade = $trade),
		(SELECT COUNT(*) FROM ggzy_expert.draw_place p JOIN ggzy_expert.draw d
		ON d.id = p.draw WHERE d.trade = $trade), (SELECT COUNT(*)
		FROM ggzy_core.event WHERE trade = $trade AND verb = 'pool')" |
		tr '\t' ' '
}
called_or_not() {
	case $(called_state) in
	'0 0 0' | '1 6 1') ;;
	*) called_state ;;
	esac
}
drawing() { # TRADE: called for, committed to, all values told but the last
	trade=$1 key=
	program start clock
	test "$trade" = "$one" || must owner POST "$e/trades/$trade/draws" '{}'
	commits "$trade" 1 owner centre supervision
	within draw_is "$trade" revealing || bail "no head: $body"
	for side in owner centre; do
		must $side POST "$e/trades/$trade/draws/1/reveal" \
			"$(value_of "$trade" 1 $side)"
	done
	program stop clock
	key=$(fresh_key)
}
draw_it() {
	as supervisor
	call POST "$e/trades/$trade/draws/1/reveal" \
		"$(value_of "$trade" 1 supervision)"
}
draw_state() { # draws that are done, experts, different ones, events
	sql "SELECT (SELECT COUNT(*) FROM ggzy_expert.draw WHERE trade = $trade
		AND state = 3 AND seed IS NOT NULL),
		(SELECT COUNT(*) FROM ggzy_trade.panel_member WHERE trade = $trade),
		(SELECT COUNT(DISTINCT expert) FROM ggzy_trade.panel_member
		WHERE trade = $trade), (SELECT COUNT(*) FROM ggzy_core.event
		WHERE trade = $trade AND verb = 'draw')" | tr '\t' ' '
}
drawn_or_not() {
	case $(draw_state) in
	'0 0 0 0' | '1 4 4 1') ;;
	*) draw_state ;;
	esac
}
drawn_once() { # NAME
	is "$1: after each death all seats are drawn or none" "$harm" ''
	is "$1: and in the end all, once" "$(draw_state)" '1 4 4 1'
	harm=
}

rounds=0
trade=$one key=$(fresh_key)
every_step before 1 call_it called_or_not
is 'a draw is called for once'	"$harm$status $(called_state)" '201 1 6 1'
harm= rounds=0
drawing "$one"
every_step before 1 draw_it drawn_or_not
most=$steps
diag "a draw is $steps messages"
ok 'there are many steps to die at'	test "$steps" -ge 15
drawn_once 'death before each message'
drawing "$two"
every_step after 1 draw_it drawn_or_not
drawn_once 'death after each message'
drawing "$three"
random_steps 50 draw_it drawn_or_not
random_deaths 5 draw_it drawn_or_not
until draw_it && test "$status" != 502; do :; done
drawn_once 'death at any moment'
diag "draws: $rounds deaths"
ok 'there were fifty deaths and more'	test $rounds -ge 50

# -- afterwards
program start clock
settle
like 'the log can be recomputed'	"$(ctl log verify 2>&1)" '^日志一致'
is 'no step was taken for another'	"$(sql "SELECT COUNT(*) FROM ggzy_core.idempotency
	WHERE status = 0")" 0
