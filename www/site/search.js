/* The search page: asks /api/service/search and shows what it finds. */
(function () {
	"use strict";
	var names = ["q", "domain", "region", "from", "to"];
	var domain = {
		engineering: "工程建设", procurement: "政府采购",
		land: "土地使用权和矿业权", assets: "国有产权", other: "其他交易"
	};
	var form = document.getElementById("find");
	var out = document.getElementById("found");
	var head = document.getElementById("said");
	var more = document.getElementById("more");
	var given = new URLSearchParams(location.search), conditions = 0;
	var shown = 0, words = [], types = {}, places = {};

	/* Text goes in as text nodes, so it cannot be markup. */
	function add(parent, tag, name, text) {
		var e = document.createElement(tag);

		if (name)
			e.className = name;
		if (text)
			e.textContent = text;
		parent.appendChild(e);
		return e;
	}

	/* The text with the words asked for in <mark>. */
	function marked(parent, text) {
		var low = text.toLowerCase(), at = 0, i, k, hit, len;

		while (at < text.length) {
			hit = -1;
			for (i = 0; i < words.length; i++) {
				k = low.indexOf(words[i], at);
				if (k >= 0 && (hit < 0 || k < hit)) {
					hit = k;
					len = words[i].length;
				}
			}
			if (hit < 0)
				break;
			parent.appendChild(document.createTextNode(text.slice(at, hit)));
			add(parent, "mark", "", text.slice(hit, hit + len));
			at = hit + len;
		}
		parent.appendChild(document.createTextNode(text.slice(at)));
	}

	function day(s) {
		var m = /^(\d+)-(\d+)-(\d+)/.exec(s || "");

		return m ? +m[1] + "年" + +m[2] + "月" + +m[3] + "日" : "";
	}

	/* A time; midnight is the end of the day before. */
	function until(s) {
		var m = /^(\d+)-(\d+)-(\d+)T(\d\d:\d\d)/.exec(s || ""), d;

		if (!m)
			return day(s);
		if (m[4] !== "00:00")
			return day(s) + " " + m[4];
		d = new Date(Date.UTC(+m[1], m[2] - 1, m[3] - 1));
		return day(d.toISOString()) + " 24:00";
	}

	function money(fen) {
		return (fen / 1000000).toFixed(2).replace(/\B(?=(\d{3})+(?=\.))/g, ",") +
			" 万元";
	}

	/* A deadline: what has passed is not as loud as what is ahead. */
	function due(parent, s) {
		var past = Date.parse(s) < Date.now();

		add(parent, "span", past ? "nw" : "due",
			until(s) + (past ? " 已截止" : " 截止"));
	}

	function row(n) {
		var li = add(out, "li"), div = add(li, "div"), h = add(div, "h3");
		var a = add(h, "a"), meta;

		a.href = "/notices/" + encodeURIComponent(n.id) + ".html";
		marked(a, n.title);
		if (n.snippet)
			marked(add(div, "p"), n.snippet.trim() + "…");
		meta = add(div, "p", "meta");
		if (types[n.type])
			add(meta, "span", "tag tag-plain", types[n.type]);
		add(meta, "span", "", domain[n.domain] || "");
		add(meta, "span", "", places[n.region] || n.place || "");
		add(meta, "span", "", day(n.publish_at) + " 发布");
		if (n.due_at)
			due(meta, n.due_at);
		if (n.amount_fen)
			add(meta, "span", "money", money(n.amount_fen));
	}

	function say(text) {
		head.textContent = text;
	}

	/* Why there is nothing, and the same words without conditions. */
	function state(title, text) {
		var div = add(out, "li", "state"), acts, a;
		var q = form.elements.q.value;

		add(div, "h3", "", title);
		add(div, "p", "", text);
		acts = add(div, "p", "acts");
		a = add(acts, "a", "", "清除条件");
		a.href = "/search.html" + (q && conditions ?
			"?q=" + encodeURIComponent(q) : "");
	}

	function show(reply) {
		var i;

		for (i = 0; i < reply.items.length; i++)
			row(reply.items[i]);
		shown += reply.items.length;
		more.hidden = !reply.next;
		more.onclick = function () {
			ask(reply.next);
		};
		if (shown)
			say(reply.next ? "已列出 " + shown + " 条，新的在前，后面还有"
				       : "共找到 " + shown + " 条，新的在前");
		else {
			say("没有找到");
			state("没有同时包含这些字词的公告",
			      "可以减少字词，把领域、地区改成“全部”，或者清空日期再找。");
		}
	}

	function reason(problem) {
		var texts = [], k;

		for (k in problem.fields || {})
			texts.push(problem.fields[k]);
		return texts.join("；") || problem.detail || problem.title ||
			"搜索服务暂时不可用";
	}

	function ask(path) {
		say("正在找");
		more.hidden = true;
		fetch(path, { headers: { Accept: "application/json" } })
			.then(function (r) {
				return r.json().then(function (j) {
					if (!r.ok)
						throw new Error(reason(j));
					show(j);
				});
			})
			.catch(function (e) {
				say("搜索没有完成");
				state(e.message && !/JSON|fetch/i.test(e.message) ?
				      e.message : "搜索服务暂时不可用",
				      "已发布的公告不受影响，可以按领域或地区的列表查看，" +
				      "或者稍后再试一次。");
			});
	}

	/* What the API calls by code. */
	function known(path, key, into) {
		return fetch(path).then(function (r) {
			return r.json();
		}).then(function (j) {
			j.items.forEach(function (i) {
				into[i[key]] = i.name;
			});
		}).catch(function () { /* rows do without */ });
	}

	function start() {
		var asked = new URLSearchParams(), q, any = false;

		names.forEach(function (name) {
			var v = given.get(name) || "";

			if (form.elements[name])
				form.elements[name].value = v;
			if (v) {
				asked.set(name, v);
				any = true;
				conditions += name !== "q";
			}
		});
		form.addEventListener("submit", function () {
			Array.prototype.forEach.call(form.elements, function (e) {
				e.disabled = e.name && !e.value; /* shorter address */
			});
		});
		q = asked.get("q");
		if (!any)
			return;
		words = (q || "").toLowerCase().split(/\s+/).filter(Boolean);
		Promise.all([
			known("/api/service/notice-types", "code", types),
			known("/api/service/regions", "code", places)
		]).then(function () {
			ask((q ? "/api/service/search?" : "/api/service/notices?") +
			    asked);
		});
	}
	start();
})();
