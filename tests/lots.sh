# Sourced after lib.sh by tests that need many who bid on many lots at once.
# They come by SQL, as the requests that make one would; what is tested after
# that goes through the workers.
#
#   lots_people N		accounts 1..N that may bid; bidder I has the
#				session "$(token I)"
#   lots_add N LIVE_IN COUNTDOWN [LOTS-NAME [DOMAIN]]
#				N lots of land, or of assets, under listing,
#				live in so many ms (live already: 0), all people
#				of lots_people qualified as 1001..; their ids in
#				$lots, the domain in $lots_domain for what follows
#   lot_offer TRADE I FEN [KEY]	bidder I offers; sets $status and $body
#   lot_state TRADE [ARGS]	sets $body
#   lot_sql TRADE COLUMN	of its row
#   lot_closed TRADE		it is
#   lot_history TRADE FILE, lot_check FILE	below

stem=$(od -An -N18 -tx1 /dev/urandom | tr -d ' \n')

token() {
	printf '%s%07d' "$stem" "$1"
}

lots_people() {
	sql "SET @now = UNIX_TIMESTAMP(SYSDATE(3)) * 1000;
	INSERT INTO ggzy_subject.subject (credit_code, name, region, created_at)
	  SELECT CONCAT('L', LPAD(seq, 17, '0')), CONCAT('第', seq, '号竞买公司'),
	         540100, @now FROM ggzy_core.seq_1_to_$1;
	INSERT INTO ggzy_core.account (login, password, name, subject, created_at)
	  SELECT CONCAT('lots', s.id), '-', '竞买人', s.id, @now
	    FROM ggzy_subject.subject s WHERE s.credit_code LIKE 'L0%'
	   ORDER BY s.id;
	INSERT INTO ggzy_core.account_role (account, role, region, granted_at)
	  SELECT id, 'bidder', 540000, @now FROM ggzy_core.account
	   WHERE login LIKE 'lots%';
	INSERT INTO ggzy_core.session (token, account, created_at, seen_at,
	                               expires_at)
	  SELECT UNHEX(SHA2(CONCAT('$stem', LPAD(RIGHT(s.credit_code, 17) + 0,
	                                         7, '0')), 256)),
	         a.id, @now, @now, @now + 8 * 3600000
	    FROM ggzy_core.account a JOIN ggzy_subject.subject s
	      ON s.id = a.subject WHERE a.login LIKE 'lots%'" >"$tmp/lots" ||
		bail "$(cat "$tmp/lots")"
	test ! -s "$tmp/lots" || bail "$(cat "$tmp/lots")"
}

# What a lot is of.
lots_goods() {
	case $lots_domain in
	land) echo "INSERT INTO ggzy_trade.parcel (domain, trade, number, area,
	  land_use, years, ecology)
	  SELECT 'land', id, code, 3333333, 1, 40, '不在生态保护红线内'
	    FROM ggzy_trade.trade WHERE project = @project;" ;;
	assets) echo "INSERT INTO ggzy_trade.asset (domain, trade, kind, target,
	  description, share, control_passes, approval_body, approval_no,
	  approved_on, appraisal_no, appraised_fen, instalments)
	  SELECT 'assets', id, 0, '高原水务有限公司', '注册资本一千万元', 3000, 0,
	         '自治区国资委', '藏国资发〔2026〕7号', 20000, '藏评备2026-7',
	         100000000, 0
	    FROM ggzy_trade.trade WHERE project = @project;" ;;
	esac
}

lots_domain=land
lots_add() {
	lots_name=${4:-宗地} lots_domain=${5:-land}
	sql "START TRANSACTION;
	SELECT now_ms INTO @now FROM ggzy_core.instant;
	INSERT INTO ggzy_subject.subject (credit_code, name, region, created_at)
	  VALUES ('O00000000000000001', '拉萨市自然资源局', 540100, @now)
	  ON DUPLICATE KEY UPDATE name = VALUE(name);
	SELECT id INTO @owner FROM ggzy_subject.subject
	 WHERE credit_code = 'O00000000000000001';
	INSERT INTO ggzy_trade.project (domain, code, tender_code, name,
	  catalogue_item, region, owner, entry_kind, state_funded,
	  investment_fen, account, created_at)
	  VALUES ('$lots_domain', UUID(), UUID(), '柳梧新区用地出让', 'B103', 540100,
	          @owner, 0, 1, 1, 1, @now);
	SET @project = LAST_INSERT_ID(), @live = @now + $2;
	INSERT INTO ggzy_trade.trade (domain, project, code, deal_code, name,
	  method, stage, region, owner, content, evaluation, price_form,
	  estimate_fen, deadline, created_at)
	  SELECT '$lots_domain', @project, CONCAT('LOTS', @project, '-', seq),
	         CONCAT('LOTS-', @project, '-', seq), CONCAT('$lots_name', seq),
	         '22', IF($2 > 0, 2, 3), 540100, @owner, 0, 0, 1, 100000000,
	         @live, @now FROM ggzy_core.seq_1_to_$1;
	INSERT INTO ggzy_trade.lot (domain, trade, start_fen, step_fen,
	  countdown_ms, apply_to, listing_at, live_at, ends_at)
	  SELECT '$lots_domain', id, 100000000, 1000000, $3, @now - 7200000,
	         @now - 7200000, @live, @live + $3
	    FROM ggzy_trade.trade WHERE project = @project;
	$(lots_goods)
	INSERT INTO ggzy_trade.entrant (domain, trade, subject, account, state,
	  bidder, contact, phone, applied_at, judged_at)
	  SELECT '$lots_domain', t.id, a.subject, a.id, 1,
	         1000 + RIGHT(s.credit_code, 17), '扎西', '0891', @now, @now
	    FROM ggzy_trade.trade t, ggzy_core.account a
	    JOIN ggzy_subject.subject s ON s.id = a.subject
	   WHERE t.project = @project AND a.login LIKE 'lots%';
	INSERT INTO ggzy_trade.due (domain, trade, verb, at)
	  SELECT '$lots_domain', t.id, IF($2 > 0, 'live', 'hammer'),
	         IF($2 > 0, @live, @live + $3)
	    FROM ggzy_trade.trade t WHERE t.project = @project;
	SELECT id FROM ggzy_trade.trade WHERE project = @project ORDER BY id;
	COMMIT" >"$tmp/lots"
	grep -q '^ERROR' "$tmp/lots" && bail "$(cat "$tmp/lots")"
	lots=$(cat "$tmp/lots")
}

lot_offer() {
	status=$(curl -s -m 30 -o "$tmp/body" -w '%{http_code}' \
		-b "ggzy=$(token "$2")" -H "Origin: $GGZY_URL" \
		-H "Idempotency-Key: ${4:-$(fresh_key)}" \
		-H 'Content-Type: application/json' \
		--data-binary "{\"amount_fen\":$3}" \
		"$GGZY_URL/api/$lots_domain/trades/$1/offers")
	body=$(cat "$tmp/body")
}

lot_state() {
	body=$(curl -s -m 10 "$GGZY_URL/api/$lots_domain/trades/$1/state${2:+?$2}")
}

lot_sql() {
	sql "SELECT $2 FROM ggzy_trade.lot WHERE trade = $1"
}

lot_closed() {
	test "$(lot_sql "$1" 'closed_at IS NOT NULL')" = 1
}

# TRADE FILE: what its rows and the answers in FILE (crowd.py) say, for
# tests/auction.jq.  The lot as it ended: a quote before a pause had another end.
lot_history() {
	sql "SELECT JSON_OBJECT('start', start_fen, 'step', step_fen, 'ceiling',
		ceiling_fen, 'countdown', countdown_ms, 'listing_at', listing_at,
		'live_at', live_at, 'first_end', live_at + countdown_ms, 'price',
		price_fen, 'bidder', bidder, 'offers', offers, 'ends_at', ends_at)
		FROM ggzy_trade.lot WHERE trade = $1" >"$tmp/history.lot"
	sql "SELECT JSON_OBJECT('no', no, 'bidder', bidder, 'amount', amount_fen,
		'at', at, 'live', live, 'ends_at', IF(live, ends_at,
		(SELECT live_at + countdown_ms FROM ggzy_trade.lot WHERE trade = $1)))
		FROM ggzy_trade.offer WHERE trade = $1 ORDER BY no" >"$tmp/history.offers"
	sql "SELECT JSON_VALUE(body, '\$.detail.no') FROM ggzy_core.event
		WHERE trade = $1 AND verb = 'offer'" >"$tmp/history.events"
	jq -n --slurpfile lot "$tmp/history.lot" \
		--slurpfile offers "$tmp/history.offers" \
		--slurpfile events "$tmp/history.events" --slurpfile said "$2" '{
		lot: $lot[0], offers: [$offers[] | .live |= (. == 1)], $events,
		$said}'
}

# FILE: what the checker says
lot_check() {
	jq -r -f "$top/tests/auction.jq" "$1"
}
