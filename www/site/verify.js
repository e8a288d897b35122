/*
 * The page about verifying, reached by the code of an official document:
 * #log=SEQ&leaf=LEAF&json=SHA256.  Shows what the platform keeps of it, to be
 * compared with the paper, and checks digest, entry and place in the log.
 */
(function () {
	"use strict";
	var given = new URLSearchParams(location.hash.slice(1));
	var seq = given.get("log"), leaf = given.get("leaf");
	var json = given.get("json");
	var out = document.getElementById("paper");
	var subtle = window.crypto && window.crypto.subtle;
	var HASH = /^[0-9a-f]{64}$/;

	function add(parent, tag, name, text) {
		var e = document.createElement(tag);

		if (name)
			e.className = name;
		if (text)
			e.textContent = text;
		parent.appendChild(e);
		return e;
	}

	function hex(bytes) {
		return Array.prototype.map.call(bytes, function (b) {
			return (b < 16 ? "0" : "") + b.toString(16);
		}).join("");
	}

	function unhex(text) {
		return new Uint8Array((text.match(/../g) || []).map(function (b) {
			return parseInt(b, 16);
		}));
	}

	/* The SHA-256 of several pieces, as bytes. */
	function sha256() {
		var size = 0, all, i;

		for (i = 0; i < arguments.length; i++)
			size += arguments[i].length;
		all = new Uint8Array(size);
		for (i = 0, size = 0; i < arguments.length; i++) {
			all.set(arguments[i], size);
			size += arguments[i].length;
		}
		return subtle.digest("SHA-256", all).then(function (sum) {
			return new Uint8Array(sum);
		});
	}

	/* RFC 9162, 2.1.3.2; numbers above 2^31, so no shifts. */
	function climb(at, last, sum, path) {
		var one = new Uint8Array([1]), other, right;

		if (!path.length)
			return Promise.resolve(last === 0 ? hex(sum) : "");
		other = unhex(path[0]);
		right = at % 2 === 1 || at === last;
		return (right ? sha256(one, other, sum) : sha256(one, sum, other))
			.then(function (up) {
				if (right)
					for (; at % 2 === 0 && at; at /= 2)
						last = Math.floor(last / 2);
				return climb(Math.floor(at / 2), Math.floor(last / 2),
					up, path.slice(1));
			});
	}

	function get(path) {
		return fetch(path).then(function (r) {
			if (!r.ok)
				throw new Error(r.status);
			return r.arrayBuffer();
		}).then(function (b) {
			return new Uint8Array(b);
		});
	}

	function read(bytes) {
		return JSON.parse(new TextDecoder().decode(bytes));
	}

	function time(s) {
		return s ? s.replace("T", " ").slice(0, 19) : "—";
	}

	function price(form, n) {
		var s;

		if (n === null || n === undefined)
			return "—";
		s = (n / 100).toFixed(2);
		if (form === 2)
			return s + "%";
		return (form === 3 ? "单价 " : "") +
			s.replace(/\B(?=(\d{3})+(?=\.))/g, ",") + " 元";
	}

	function fact(list, name, value) {
		var div = add(list, "div");

		add(div, "dt", "", name);
		add(div, "dd", "", value || "—");
	}

	function members(name) {
		return (name || "").replace(/;/g, "、");
	}

	/* What has to stand on the paper too. */
	function show(doc) {
		var list = add(out, "dl", "facts"), f = doc.facts, form;

		form = doc.trade.price_form;
		fact(list, "文书", doc.title);
		fact(list, "标段", doc.trade.name);
		fact(list, "标段编号", doc.trade.code);
		fact(list, "招标人", doc.trade.owner_name);
		fact(list, "所述事项的时间", time(doc.event.at));
		if (f.award) {
			fact(list, "中标人", members(f.award.bidder));
			fact(list, "中标价", price(form, f.award.price));
			fact(list, "大写", f.price_in_words);
		}
		(f.bids || []).forEach(function (b, i) {
			fact(list, "投标人 " + (i + 1), members(b.bidder) + "　" +
				(b.opened ? price(form, b.price) : "未解密"));
		});
	}

	function say(kind, title, text) {
		var box = document.createElement("div");

		box.className = "say " + kind;
		add(box, "h2", "", title);
		add(box, "p", "", text);
		out.insertBefore(box, out.firstChild);
	}

	/* Throws what is wrong. */
	function want(good, what) {
		if (!good)
			throw new Error(what);
	}

	/* The entry and its place in the log, where the browser can compute. */
	function entry(item) {
		want(item && item.seq === +seq && item.leaf === leaf,
			"公开日志第 " + seq + " 条不是文书所说的那一条");
		if (!subtle || !item.body)
			return false;
		return Promise.all([get("/api/service/log/head").then(read),
			get("/api/service/log/proof?seq=" + seq).then(read)])
			.then(function (got) {
				var suite = JSON.parse(got[0].body).suite, p = got[1];

				if (suite && !/SHA256$/.test(suite))
					return false;
				return sha256(new Uint8Array([0]),
					new TextEncoder().encode(item.body))
					.then(function (sum) {
						want(hex(sum) === leaf, "公开日志第 " +
							seq + " 条的内容与它的叶子不符");
						return climb(+seq, p.size - 1, sum, p.path);
					})
					.then(function (root) {
						want(root === p.root, "公开日志第 " + seq +
							" 条不在日志的树里");
						return true;
					});
			});
	}

	function check() {
		var doc;

		get("/documents/" + json + ".json").then(function (bytes) {
			doc = read(bytes);
			return subtle ? sha256(bytes) : null;
		}).then(function (sum) {
			want(!sum || hex(sum) === json, "机器可读版本的摘要不对");
			want(doc.event.seq === +seq && doc.event.leaf === leaf,
				"机器可读版本说的是另一条日志");
			return get("/api/service/feed?limit=1&after=" + (seq - 1));
		}).then(function (bytes) {
			return entry(read(bytes).items[0]);
		}).then(function (computed) {
			var more = add(out, "p", "note");
			var a;

			show(doc);
			out.appendChild(more);
			a = add(more, "a", "", "机器可读版本");
			a.href = "/documents/" + json + ".json";
			say("say-ok", "平台生成过这份文书", (computed ?
				"摘要、日志条目和它在树里的位置都重新算过，相符。" :
				"日志里有这一条；摘要没有在这台设备上重新计算，" +
				"可以按下面的步骤自己算。") +
				"请把下面各项与手里的文书逐项对照，有一项不同，" +
				"手里的就不是原件。");
		}).catch(function (e) {
			if (e.message === "404")
				say("say-warn", "没有公开的这份文书",
					"开标记录和中标通知书都能在这里查到，查不到的不是" +
					"本平台生成的。评标报告和专家抽取记录不公开，请" +
					"招标人或者监督部门在系统里核对。");
			else if (/^\d+$/.test(e.message) || !e.message ||
				/fetch|JSON/i.test(e.message))
				say("say-warn", "现在不能核验", "请过一会儿再试。");
			else
				say("say-bad", "不符", e.message +
					"。请保留手里的文书，向行政监督部门反映。");
		}).then(function () {
			out.hidden = false;
		});
	}

	function start() {
		if (!seq && !leaf && !json)
			return;
		if (/^\d{1,15}$/.test(seq || "") && HASH.test(leaf || "") &&
			HASH.test(json || ""))
			check();
		else {
			say("say-bad", "不是文书的二维码", "地址里的数字不完整，" +
				"请重新扫一次。");
			out.hidden = false;
		}
	}
	window.addEventListener("hashchange", function () {
		location.reload();
	});
	start();
})();
