/*
 * Watching an auction: /lot.html?domain=land&trade=7.
 *
 * The state is read by number: `since` what we have, `seq` what we were told
 * of.  A push (Server-Sent Events, where the web server has it) brings the
 * state with the newest offers, or only says "look again"; without one we ask
 * every second.  Where offers are missing we ask, and the answer is whole.
 */
(function () {
	"use strict";
	var given = new URLSearchParams(location.search);
	var domain = /^(land|assets)$/.test(given.get("domain")) ?
		given.get("domain") : "land";
	var trade = given.get("trade") || "";
	var base = "/api/" + domain + "/trades/" + trade;
	var seen = -1, told = 0, last = null, known = {}, missed = 0;
	var pushed = false, timer = null, asking = false, ahead = null;
	var spoken = {}, best = 0, sold = false;
	var words = {
		notice: ["公告中", "open"], listing: ["挂牌中", "open"],
		live: ["竞价中", "live"], publicity: ["公示中", "pub"],
		award: ["已成交", "done"], contract: ["已签合同", "done"],
		performance: ["履约中", "done"], archived: ["已归档", "off"],
		failed: ["流拍", "bad"], terminated: ["已终止", "bad"]
	};

	if (domain === "assets") {
		words.notice[0] = "披露中";
		words.listing[0] = "报价中";
		words.publicity[0] = "已成交";
		words.failed[0] = words.terminated[0] = "已终结";
	}

	function at(id) {
		return document.getElementById(id);
	}

	function put(id, text) {
		if (at(id).textContent !== text)
			at(id).textContent = text;
	}

	function add(parent, tag, name, text) {
		var e = document.createElement(tag);

		if (name)
			e.className = name;
		e.textContent = text;
		parent.appendChild(e);
		return e;
	}

	/* 万元, exactly: fen is an integer. */
	function money(fen) {
		var s = (fen / 1000000).toFixed(fen % 10000 ? 6 : 2);

		if (fen % 10000)
			s = s.replace(/0+$/, "");
		return s.replace(/\B(?=(\d{3})+\.)/g, ",");
	}

	function number(n) {
		return ("000" + n).slice(-4) + " 号";
	}

	function clock(ms, fine) {
		var d = new Date(ms + 8 * 3600000).toISOString();

		return d.slice(11, fine ? 23 : 19);
	}

	function day(ms) {
		var d = new Date(ms + 8 * 3600000);

		return d.getUTCMonth() + 1 + "月" + d.getUTCDate() + "日 " +
			clock(ms);
	}

	/* The platform's time.  An answer is never younger than it says, so the
	 * one that is furthest ahead of our own clock is right. */
	function now() {
		return ahead === null ? 0 : performance.now() + ahead;
	}

	function two(n) {
		return (n < 10 ? "0" : "") + n;
	}

	function span(ms) {
		var s = Math.max(0, Math.ceil(ms / 1000)), h = Math.floor(s / 3600);

		if (h >= 48)
			return Math.floor(h / 24) + " 日";
		return (h ? h + ":" : "") + two(Math.floor(s / 60) % 60) + ":" +
			two(s % 60);
	}

	function say(text) {
		put("said", text);
	}

	function goal() {
		var t = now();

		if (t < last.listing)
			return [last.listing, "距离开始报价"];
		if (t < last.live)
			return [last.live, "距离限时竞价"];
		return [last.ends, "距离截止"];
	}

	function tick() {
		var g, left, k, mark;

		if (!last)
			return;
		g = goal();
		left = g[0] - now();
		put("until", last.closed ? "报价" : g[1]);
		if (last.closed || last.paused) {
			put("left", last.closed ? "已截止" : "已暂停");
			at("left").className = "clock";
			return;
		}
		put("left", left > 0 ? span(left) : "等平台确认");
		at("left").className = left < 300000 ? "clock clock-now" : "clock";
		for (k = 0; k < 3; k++) {
			mark = [30000, 60000, 300000][k];
			if (left > mark || left < mark - 2000 ||
			    spoken[mark] === g[0])
				continue;
			spoken[mark] = g[0];
			say(g[1] + "还有 " + span(mark));
			break;
		}
	}

	/* The time, and the day if it is not today, which a narrow screen may put
	 * in two lines. */
	function instant(td, ms) {
		var on = day(ms).split(" ")[0];

		if (on !== day(now()).split(" ")[0]) {
			add(td, "span", "nw", on);
			td.appendChild(document.createTextNode(" "));
		}
		add(td, "span", "nw", clock(ms, true));
	}

	function rows() {
		var all = Object.keys(known).map(Number).sort(function (a, b) {
			return b - a;
		});
		var body = at("rows");

		all.slice(20).forEach(function (no) {
			delete known[no];
		});
		if (!all.length)
			return;
		body.textContent = "";
		all.slice(0, 20).forEach(function (no, i) {
			var o = known[no];
			var tr = add(body, "tr", i ? "" : "win", "");

			add(tr, "td", "", String(no));
			add(tr, "td", "nw", number(o.bidder));
			add(tr, "td", "num", money(o.amount_fen));
			instant(add(tr, "td", "", ""), Date.parse(o.at));
		});
	}

	function tag(s) {
		var w = s.paused ? ["已暂停", "pause"] :
			s.closed && s.stage === "live" ? ["已截止", "eval"] :
			words[s.stage] || [s.stage, "plain"];

		put("stage", w[0]);
		at("stage").className = "tag tag-" + w[1];
	}

	function leader(s) {
		if (s.price_fen)
			return "竞买号 " + number(s.bidder) + "，第 " + s.offers +
				" 次报价";
		return s.bidding === "sealed" ? "一次报价，公开以前谁也看不到" :
			s.closed ? "没有人报价" : "还没有人报价";
	}

	/* Who has it, which with a priority right is not who offered most; not all
	 * ask in the same moment. */
	function deal(s) {
		if (sold || !/^(publicity|award|contract|performance|archived)$/
			.test(s.stage))
			return;
		sold = true;
		setTimeout(buyer, pushed ? 2000 * Math.random() : 0, s);
	}

	function buyer(s) {
		fetch(base + "/deal").then(function (r) {
			return r.ok ? r.json() : {};
		}).then(function (d) {
			if (!d.name)
				return;
			at("deal").hidden = false;
			put("buyer", (domain === "assets" ? "受让方：" :
				"竞得人：") + d.name);
			put("bought", "成交价 " + money(d.price) + " 万元，" +
				day(Date.parse(d.at)) + (d.bidder === s.bidder ? "" :
				s.offers && domain === "assets" ?
				"。行使优先购买权，按最高报价受让" : ""));
		}).catch(function () { sold = false; });
	}

	function show(s) {
		last = {
			listing: Date.parse(s.listing_at),
			live: Date.parse(s.live_at), ends: Date.parse(s.ends_at),
			closed: s.closed, paused: s.paused, stage: s.stage
		};
		tag(s);
		at("price").textContent = s.price_fen ? money(s.price_fen) : "—";
		if (s.price_fen) {
			at("price").appendChild(document.createTextNode(" "));
			add(at("price"), "small", "", "万元");
		}
		put("top", s.closed ? "最高报价" : "当前最高报价");
		put("who", leader(s));
		put("offers", String(s.offers));
		put("needed", s.closed ? "" : s.needed_fen ?
			"下一次不低于 " + money(s.needed_fen) + " 万元" :
			"已报到最高限价");
		put("ends", s.closed ? "" : day(last.ends) +
			" 截止，限时竞价中每次有效报价重新计时");
		put("rule", s.closed ? "" : "是否有效以平台数据库的时间为准，倒计时" +
			"仅供观看。竞买人的名称在成交后公开。");
		deal(s);
		at("paused").hidden = !s.paused;
		put("why", s.paused || "");
		s.items.forEach(function (o) {
			known[o.no] = o;
		});
		rows();
		if (seen >= 0 && s.closed)
			say("报价已截止" + (s.price_fen ? "，最高 " +
				money(s.price_fen) + " 万元" : ""));
		else if (seen >= 0 && s.offers > best)
			say("第 " + s.offers + " 次报价，" + money(s.price_fen) +
				" 万元，竞买号 " + number(s.bidder));
		best = s.offers;
	}

	/* Until the next look, in milliseconds; a little by chance, so that
	 * thousands do not ask in the same moment. */
	function pace() {
		var ms = 5000;

		if (document.hidden)
			ms = 30000;
		else if (missed)
			ms = Math.min(1000 << Math.min(missed, 4), 15000);
		else if (seen < told)
			ms = 250;
		else if (last && last.closed)
			ms = 15000;
		else if (pushed)
			ms = 10000;
		else if (last && (last.stage === "live" ||
				  Math.abs(goal()[0] - now()) < 60000))
			ms = 1000;
		return ms * (0.9 + 0.2 * Math.random());
	}

	function later(ms) {
		clearTimeout(timer);
		timer = setTimeout(look, ms === undefined ? pace() : ms);
	}

	function how() {
		if (!missed && last && last.closed && last.stage !== "live") {
			put("how", "报价已经结束。截至 " + clock(now()) +
				"（平台时间）");
			return;
		}
		put("how", missed ? "连不上平台，正在重试；这里是" +
			(last ? " " + clock(last.got) + " " : "先前") + "的情况" :
			(pushed ? "有新的报价就显示" : "每隔一会儿看一次") +
			"，截至 " + clock(now()) + "（平台时间）");
	}

	function take(s) {
		var server = Date.parse(s.now) - performance.now();

		missed = 0;
		if (ahead === null || server > ahead)
			ahead = server;
		/* an answer may be a little older than the one before */
		if (s.seq >= seen) {
			show(s);
			seen = s.seq;
		} else if (s.closed && !last.closed)
			last.closed = true;
		last.got = now();
	}

	function gone(text) {
		at("stage").hidden = at("trade").hidden = true;
		at("now").hidden = at("recent").hidden = true;
		at("none").hidden = false;
		put("name", text);
		put("how", text);
	}

	function look() {
		if (asking)
			return;
		asking = true;
		fetch(base + "/state?since=" + Math.max(seen, 0) +
		      (told > Math.max(seen, 0) ? "&seq=" + told : ""),
		      { headers: { Accept: "application/json" } })
			.then(function (r) {
				if (r.status === 404)
					throw new Error("404");
				if (!r.ok)
					throw new Error(r.status);
				return r.json();
			})
			.then(take)
			.catch(function (e) {
				missed++;
				if (e.message === "404" && !last)
					missed = -1;
			})
			.then(function () {
				asking = false;
				if (missed < 0)
					return gone("没有这一宗，或者还没有公告");
				how();
				tick();
				later();
			});
	}

	/* Nothing is missing between what we have and what a state brings. */
	function follows(s) {
		return s.items && seen >= 0 && s.offers - s.items.length <= best;
	}

	/* The state, or "look again": not all in the same moment. */
	function hint(e) {
		var s;

		try {
			s = JSON.parse(e.data);
		} catch (x) {
			return;
		}
		if (!(s.seq > told))
			return;
		told = s.seq;
		if (told <= seen)
			return;
		if (follows(s)) {
			take(s);
			how();
			tick();
			later();
		} else if (!document.hidden) {
			later(200 * Math.random());
		}
	}

	function listen() {
		var es;

		if (!window.EventSource)
			return;
		es = new EventSource(base + "/watch");
		es.onopen = function () {
			pushed = true;
			later(200 * Math.random());
		};
		es.onmessage = hint;
		es.onerror = function () {
			pushed = false;
			later();
			if (es.readyState === 2) /* none here, or full */
				setTimeout(listen, 60000 * (1 + Math.random()));
		};
	}

	function title() {
		fetch(base).then(function (r) {
			return r.ok ? r.json() : {};
		}).then(function (t) {
			if (!t.name)
				return;
			put("name", t.name);
			document.title = t.name + "：看竞价";
		}).catch(function () { /* the page does without */ });
	}

	if (!/^[0-9]{1,18}$/.test(trade)) {
		gone("没有说看哪一宗");
		return;
	}
	at("trade").href = "/trades/" + trade + ".html";
	at("all").href = base + "/offers";
	title();
	look();
	listen();
	setInterval(tick, 200);
	document.addEventListener("visibilitychange", function () {
		if (!document.hidden)
			later(0);
	});
})();
