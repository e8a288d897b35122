/*
 * Looks at every kind of public page with a browser and speaks TAP.
 *
 *   node check.js URL FOLDER [WORD]	pictures go to FOLDER; only pages whose
 *					name has WORD in it
 *
 * Of GGZY_WEB_PAGES and, NAME=ADDRESS, of GGZY_WEB_LOTS there are further
 * pages; one whose name has `none` in it may miss what it asks for.  With
 * GGZY_WEB_OFFER="ADDRESS OFFERS-ADDRESS COOKIE FEN" an offer is made.
 *
 * Each page: no finding of axe-core at 1440 and 390 pixels, ordinary and 长者版;
 * nothing on the console, which is where a broken Content-Security-Policy
 * shows; page and style sheets within 60 KB; no sideways scroll at 320;
 * readable without JavaScript.
 */
"use strict";
const fs = require("fs");
const path = require("path");
const modules = process.env.GGZY_WEB_MODULES ||
	path.join(__dirname, "node_modules");
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");

const [url, folder, word] = process.argv.slice(2);
const ROOM = 60 * 1024;
const HEIGHT = 4000; /* of a picture at most */
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
	"--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync"];
let n = 0, bad = 0;

function ok(good, name, why) {
	n++;
	if (!good)
		bad++;
	console.log(`${good ? "ok" : "not ok"} ${n} - ${name}`);
	for (const line of good ? [] : [].concat(why || []))
		console.log("# " + String(line).replace(/\n/g, "\n# "));
}

/* The address of the first link in a page whose address fits. */
async function link(page, from, pattern) {
	await page.goto(url + from);
	const all = await page.$$eval("main a[href]", (a) =>
		a.map((e) => e.getAttribute("href")));

	return all.find((h) => pattern.test(h));
}

async function kinds(browser) {
	const page = await browser.newPage();
	const list = [["home", "/"], ["list", "/list/all/"],
		["regions", "/list/region/"],
		["trades", "/trades/"],
		["rules", "/rules.html"], ["rules-class", "/rules/procurement.html"],
		["catalogue", "/catalogue.html"], ["guide", "/guide.html"],
		["verify", "/verify.html"], ["search", "/search.html"],
		["found", "/search.html?q=体育"],
		["nothing", "/search.html?q=没有这种东西"],
		["404", "/no-such-page.html"], ["50x", "/50x.html"]];
	const older = await link(page, "/list/all/", /p\d+\.html$/);
	const trade = await link(page, "/trades/", /^\/trades\/\d+\.html$/);
	const notice = await link(page, "/list/all/", /^\/notices\/\d+\.html$/);
	const ours = trade && await link(page, trade, /^\/notices\/\d+\.html$/);

	if (older)
		list.push(["older", older]);
	if (notice)
		list.push(["notice", notice]);
	if (ours)
		list.push(["tender", ours]);
	if (trade)
		list.push(["trade", trade]);
	for (const extra of (process.env.GGZY_WEB_PAGES || "").split(" "))
		if (extra)
			list.push([extra.replace(/\W+/g, "-").slice(1), extra]);
	for (const lot of (process.env.GGZY_WEB_LOTS || "").split(" "))
		if (lot)
			list.push(lot.split(/=(.*)/).slice(0, 2));
	await page.close();
	return list.filter(([name]) => !word || name.includes(word));
}

async function settled(page, address) {
	await page.goto(url + address, { waitUntil: "load" });
	/* not waitForFunction: the policy allows no eval */
	const what = /^\/lot/.test(address) ? "#how" : "#said";
	for (let i = 0; /\?/.test(address) && i < 100; i++) {
		if (!/^(正在|还没有)/.test(await page.innerText(what)))
			break;
		await page.waitForTimeout(100);
	}
}

async function look(browser, name, address) {
	for (const width of [1440, 390]) {
		for (const elder of [false, true]) {
			const context = await browser.newContext({
				viewport: { width, height: 900 },
				bypassCSP: false
			});
			const page = await context.newPage();
			const said = [];
			const mode = elder ? "长者版" : "ordinary";
			const parts = [];

			page.on("console", (m) => {
				if (m.type() === "error" || m.type() === "warning")
					said.push(`${m.text()} ${m.location().url}`);
			});
			page.on("pageerror", (e) => said.push(e.message));
			page.on("response", (r) => {
				const type = r.request().resourceType();

				if (type === "document" || type === "stylesheet")
					parts.push(r.body());
			});
			if (elder)
				await page.addInitScript(() =>
					localStorage.setItem("mode", "elder"));
			await settled(page, address);
			const bytes = (await Promise.all(parts))
				.reduce((sum, b) => sum + b.length, 0);
			/* a web server without push has no /watch */
			const left = said.filter((s) => !/404/.test(s) ||
				!/404|none/.test(name) && !/\/watch$/.test(s));
			ok(!left.length, `${name} ${width} ${mode}: nothing on the console`,
				left);
			if (elder)
				ok(await page.evaluate(() => document.documentElement
					.getAttribute("data-mode") === "elder" &&
					document.getElementById("elder").checked),
					`${name} ${width}: 长者版 is kept`);
			if (!elder && width === 1440)
				ok(bytes <= ROOM, `${name}: ${bytes} bytes with its style`,
					`more than ${ROOM}`);
			await page.evaluate(axe); /* not through the page: the CSP holds */
			const found = await page.evaluate(() => window.axe.run(
				{ resultTypes: ["violations"] }));
			ok(!found.violations.length,
				`${name} ${width} ${mode}: axe finds nothing`,
				found.violations.map((v) => `${v.id}: ${v.help}: ` +
					v.nodes.slice(0, 3).map((e) => e.html.slice(0, 160))
						.join(" | ")));
			await page.screenshot({
				path: path.join(folder, `${name}-${width}` +
					`${elder ? "-elder" : ""}.png`),
				fullPage: true,
				clip: { x: 0, y: 0, width, height: HEIGHT }
			});
			await context.close();
		}
	}
}

async function narrow(browser, name, address) {
	const context = await browser.newContext({
		viewport: { width: 320, height: 640 }
	});
	const page = await context.newPage();

	await settled(page, address);
	const wide = await page.evaluate(() =>
		document.documentElement.scrollWidth - window.innerWidth);
	ok(wide <= 0, `${name} 320: no sideways scroll`, `${wide} pixels too wide`);
	await context.close();
}

/* Without scripts: the same words, and every link within the site leads on. */
async function scriptless(browser, name, address, links) {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();

	await page.goto(url + address);
	const text = await page.innerText("main");
	ok(text.length > 40 && await page.locator("h1").count() === 1,
		`${name}: readable without JavaScript`, text.slice(0, 200));
	for (const h of await page.locator("a[href]").evaluateAll((a) =>
		a.map((e) => e.getAttribute("href"))).catch(() => []))
		links.add(h);
	await context.close();
}

async function dead(links) {
	const gone = [];

	for (const h of links) {
		if (!h.startsWith("/") || h.startsWith("/api/"))
			continue;
		const reply = await fetch(url + h.replace(/#.*/, ""));
		if (reply.status !== 200)
			gone.push(`${h}: ${reply.status}`);
	}
	ok(!gone.length, `${links.size} links lead somewhere`, gone);
}

/* An offer appears while the page cannot ask. */
async function pushed(browser) {
	const [lot, offers, cookie, fen] =
		(process.env.GGZY_WEB_OFFER || "").split(" ");
	if (!fen)
		return;
	const page = await browser.newPage();
	const within = async (what, words) => {
		for (let i = 0; i < 150; i++) {
			if ((await page.innerText(what)).includes(words))
				return true;
			await page.waitForTimeout(100);
		}
		return false;
	};

	await page.goto(url + lot);
	ok(await within("#how", "有新的报价就显示"), "the lot: pushes come");
	await page.route("**/state?*", (route) => route.abort());
	const reply = await fetch(url + offers, { method: "POST", headers: {
		"Cookie": "ggzy=" + cookie, "Origin": url,
		"Content-Type": "application/json", "Idempotency-Key": "web-" + fen
	}, body: JSON.stringify({ amount_fen: Number(fen) }) });
	const said = await reply.text();
	ok(reply.status === 201, "the lot: an offer is made", said);
	ok(await within("#price", (fen / 1e6).toFixed(2)),
	   "the lot: and shown to who cannot ask");
	await page.close();
}

async function main() {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: flags
	});
	const links = new Set();

	fs.mkdirSync(folder, { recursive: true });
	for (const [name, address] of await kinds(browser)) {
		await look(browser, name, address);
		await narrow(browser, name, address);
		await scriptless(browser, name, address, links);
	}
	await dead(links);
	await pushed(browser);
	await browser.close();
	console.log(`1..${n}`);
	process.exit(bad ? 1 : 0);
}

main().catch((e) => {
	console.log("Bail out! " + e.message.split("\n")[0]);
	process.exit(99);
});
