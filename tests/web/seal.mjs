/*
 * www/seal in Chromium: both suites sealed and opened in a Worker, under the
 * policy of the web server, and exchanged with ggzyctl.  Speaks TAP.
 *
 *	GGZY_WEB_MODULES=.. node seal.mjs GGZYCTL FOLDER [MEGABYTES]
 *
 * FOLDER is for the files; the times of so many megabytes (8) are remarks.
 */
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const [ctl, folder, megabytes] = process.argv.slice(2);
const here = path.dirname(new URL(import.meta.url).pathname);
const { chromium } = createRequire(path.resolve(
	process.env.GGZY_WEB_MODULES, "x"))("playwright-core");
/* as conf/nginx/headers.conf has it */
const policy = /Content-Security-Policy "([^"]*)"/.exec(fs.readFileSync(
	path.join(here, "../../conf/nginx/headers.conf"), "utf8"))[1];
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
	"--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync"];
const file = (name) => path.join(folder, name);
const run = (...args) => execFileSync(ctl, args, { encoding: "utf8" });
const digest = (name) => crypto.createHash("sha256")
	.update(fs.readFileSync(file(name))).digest("hex");
const sheet = { price: 100, name: "投标.pdf", media: "application/pdf" };
const bidder = "91540100MAYYTT015T";
const LARGE = 256; /* MB */
let n = 0, bad = 0;

function ok(good, name, why) {
	n++;
	bad += !good;
	console.log(`${good ? "ok" : "not ok"} ${n} - ${name}`);
	if (!good && why !== undefined)
		console.log("# " + String(why).replace(/\n/g, "\n# "));
}

/* The module, files of the folder to GET and to PUT, an empty page. */
function serve(request, reply) {
	const name = path.basename(new URL(request.url, "http://x").pathname);
	const type = name.endsWith(".js") ? "text/javascript" : "text/html";

	reply.setHeader("Content-Security-Policy", policy);
	reply.setHeader("X-Content-Type-Options", "nosniff");
	if (request.method === "PUT") {
		request.pipe(fs.createWriteStream(file(name)))
			.on("finish", () => reply.end());
	} else if (request.url.startsWith("/seal/")) {
		reply.setHeader("Content-Type", type);
		fs.createReadStream(path.join(here, "../../www/seal", name)).pipe(reply);
	} else if (request.url.startsWith("/file/")) {
		fs.createReadStream(file(name)).pipe(reply);
	} else {
		reply.setHeader("Content-Type", "text/html");
		reply.end("<!doctype html><title>seal</title>");
	}
}

/* In the page: keys of three trustees and the bidder. */
async function people(word) {
	const g = await import("/seal/index.js"), keys = [], trustees = [];

	for (let i = 0; i < 4; i++)
		keys.push(await g.makeKey(word));
	for (let i = 0; i < 3; i++)
		trustees.push({ position: i + 1, jwk: await g.publicKey(keys[i]),
			thumbprint: await g.thumbprint(keys[i]) });
	return { keys, trustees: {
		trade: "A01-12540000000000027J-20260315-000001-O", threshold: 2,
		trustees } };
}

/* In the page: seals /file/plain and PUTs it; how that went. */
async function seal(plan) {
	const g = await import("/seal/index.js");
	const plain = await (await fetch("/file/plain")).blob();
	const steps = [], began = performance.now();
	let ticks = 0;
	const timer = setInterval(() => ticks++, 5);
	const bid = await g.seal(new File([plain], "a.pdf"), plan,
		{ progress: (done, size) => steps.push(done / size) });
	const ms = performance.now() - began;

	clearInterval(timer);
	await fetch("/file/theirs", { method: "PUT", body: bid });
	return { ms, ticks, size: bid.size, steps: steps.length, last: steps.at(-1),
		rising: steps.every((s, i) => !i || s > steps[i - 1]) };
}

async function open([name, key]) {
	const g = await import("/seal/index.js");
	const bid = await (await fetch("/file/" + name)).blob();
	const began = performance.now();
	const o = await g.open(bid, { key }), ms = performance.now() - began;
	const sum = await crypto.subtle.digest("SHA-256", await o.file.arrayBuffer());

	return { ms, name: o.sheet.name, digest: Array.from(new Uint8Array(sum), (x) =>
		x.toString(16).padStart(2, "0")).join("") };
}

/* In the page: stopped at its first step; and a file that is changed. */
async function fail([plan, key]) {
	const g = await import("/seal/index.js"), stop = new AbortController();
	const plain = await (await fetch("/file/plain")).blob(), said = [];

	await g.seal(plain, plan, { signal: stop.signal,
		progress: () => stop.abort() }).catch((e) => said.push(e.name));
	const bid = new Uint8Array(await (await fetch("/file/theirs"))
		.arrayBuffer());

	bid[bid.length - 50] ^= 1;
	await g.open(new Blob([bid]), { key }).catch((e) =>
		said.push(e instanceof g.SealError && e.message));
	return said.join();
}

/* In the page: seals the file that was chosen, and drops it. */
async function sealChosen(plan) {
	const g = await import("/seal/index.js");
	const { size } = document.querySelector("input").files[0];
	const bid = await g.seal(document.querySelector("input").files[0], plan);

	return bid.size > size;
}

/* The most memory of any process that shows pages, in MB; reset: from now on. */
async function most(session, reset) {
	const { processInfo } = await session.send("SystemInfo.getProcessInfo");
	let kb = 0;

	for (const { type, id } of processInfo) {
		if (type !== "renderer")
			continue;
		if (reset)
			fs.writeFileSync(`/proc/${id}/clear_refs`, "5");
		kb = Math.max(kb, /VmHWM:\s*(\d+)/.exec(
			fs.readFileSync(`/proc/${id}/status`, "utf8"))[1]);
	}
	return Math.round(kb / 1024);
}

/* A file four times as large takes no more memory: pieces, not the file. */
async function memory(page) {
	const session = await page.context().browser().newBrowserCDPSession();
	const { keys, trustees } = await page.evaluate(people, "p256");
	const plan = { trustees, bidder, own: keys[3], sheet };
	const grown = [];

	for (const mb of [64, LARGE]) {
		const before = await most(session, true);

		fs.writeFileSync(file("large"), "");
		fs.truncateSync(file("large"), mb << 20);
		await page.setContent('<input type="file">');
		await page.setInputFiles("input", file("large"));
		const good = await page.evaluate(sealChosen, plan);

		grown.push(good ? await most(session) - before : Infinity);
	}
	ok(grown[1] < LARGE / 2, "a large file is never in memory whole", grown);
	console.log(`# memory while sealing: +${grown[0]} MB for 64 MB,` +
		` +${grown[1]} MB for ${LARGE} MB`);
}

async function suite(page, word) {
	const { keys, trustees } = await page.evaluate(people, word);
	const plan = { trustees, bidder, own: keys[3], sheet };
	const key = file("bidder.jwk"), sum = digest("plain");
	const size = fs.statSync(file("plain")).size;

	workers.length = 0;
	fs.writeFileSync(key, JSON.stringify(keys[3]));
	fs.writeFileSync(file("trustees"), JSON.stringify(trustees));
	fs.writeFileSync(file("sheet"), JSON.stringify(sheet));
	const did = await page.evaluate(seal, plan);

	ok(did.rising && did.last === 1 && did.steps >= size / (1 << 20),
		`${word}: sealed in the browser, telling how far`, JSON.stringify(did));
	ok(did.ticks > 2, `${word}: while the page goes on`, did.ticks);
	for (const name of ["out", "ours"])
		fs.rmSync(file(name), { force: true });
	run("unseal", "--key", key, "--bid", file("theirs"), "--out", file("out"));
	ok(digest("out") === sum, `${word}: ggzyctl opens it`);
	run("seal", "--trustees", file("trustees"), "--bidder", bidder, "--key", key,
		"--sheet", file("sheet"), "--file", file("plain"), "--out", file("ours"));
	const seen = await page.evaluate(open, ["ours", keys[3]]);

	ok(seen.digest === sum && seen.name === sheet.name,
		`${word}: the browser opens what ggzyctl sealed`, JSON.stringify(seen));
	ok(workers.join() === "/seal/worker.js,/seal/worker.js",
		`${word}: each of them in a Worker of its own`, workers.join());
	const said = await page.evaluate(fail, [plan, keys[3]]);

	ok(said === "AbortError,投标文件已损坏，不能解密",
		`${word}: stops when told to, and sees a changed bit`, said);
	console.log(`# ${word}: ${size >> 20} MB sealed in ${Math.round(did.ms)} ms,` +
		` opened in ${Math.round(seen.ms)} ms`);
}

const server = http.createServer(serve).listen(0, "127.0.0.1");
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: flags
});
const page = await browser.newPage(), said = [], workers = [];

page.on("console", (m) => /error|warning/.test(m.type()) && said.push(m.text()));
page.on("worker", (w) => workers.push(new URL(w.url()).pathname));
page.on("pageerror", (e) => said.push(e.message));
fs.writeFileSync(file("plain"), crypto.randomBytes((megabytes || 8) << 20));
await page.goto(`http://127.0.0.1:${server.address().port}/`);
for (const word of ["p256", "sm"])
	await suite(page, word);
await memory(page);
ok(!said.length, "nothing on the console", said.join("\n"));
await browser.close();
server.close();
console.log(`1..${n}`);
process.exit(bad ? 1 : 0);
