/*
 * The module of www/seal in Node: against the standards, against OpenSSL as
 * Node has it, against the npm module sm-crypto, and against whoever changes a
 * sealed file.  Speaks TAP.
 *
 *	GGZY_WEB_MODULES=.../node_modules node sm.mjs
 */
import crypto from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";
import * as g from "../../www/seal/index.js";
import * as sm2 from "../../www/seal/sm2.js";
import { b64u, hex, join, unb64u, unhex, utf8 } from "../../www/seal/bytes.js";
import { ctr } from "../../www/seal/sm4.js";
import { hmac, sm3, Sm3 } from "../../www/seal/sm3.js";

const require = createRequire(
	path.resolve(process.env.GGZY_WEB_MODULES || ".", "x"));
globalThis.crypto ??= crypto.webcrypto; /* Node 18 */
let n = 0, bad = 0, theirs = null;

try {
	theirs = require("sm-crypto");
} catch { /* the network may be away */ }

function ok(good, name) {
	n++;
	bad += !good;
	console.log(`${good ? "ok" : "not ok"} ${n} - ${name}`);
}

const is = (got, want, name) => {
	ok(got === want, name);
	if (got !== want)
		console.log(`#  got: ${got}\n# want: ${want}`);
};
const count = (times, good) => {
	let wrong = 0;

	for (let i = 0; i < times; i++)
		wrong += !good(i);
	return wrong;
};
const random = (size) => new Uint8Array(crypto.randomBytes(size));
const some = (most) => random(crypto.randomInt(most + 1));
const bytes = (s) => unhex(s.replace(/\s/g, ""), s.replace(/\s/g, "").length / 2);
const sealed = async (p) => p.then(() => false, (e) => e instanceof g.SealError);

/* ---- the standards ---- */

const STANDARD = {
	d: bytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
	x: bytes("09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"),
	y: bytes("ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13")
};

function standards() {
	const key = bytes("0123456789abcdeffedcba9876543210");
	const long = bytes("a".repeat(32) + "b".repeat(32) + "c".repeat(32) +
		"d".repeat(32) + "e".repeat(32) + "f".repeat(32) + "e".repeat(32) +
		"a".repeat(32)).filter((_, i) => i % 2 === 0);

	is(hex(sm3(utf8("abc"))),
		"66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
		"GB/T 32905: SM3, the first example");
	is(hex(sm3(utf8("abcd".repeat(16)))),
		"debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
		"and the second");
	is(hex(ctr(key, key, new Uint8Array(16))),
		"681edf34d206965e86b3e94f536e4246", "GB/T 32907: SM4");
	is(hex(ctr(key, bytes("00001234567800000000abcd00000002"), long.slice())),
		"17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735" +
		"d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
		"RFC 8998 A.1: what GCM encrypts");
	is(hex(ctr(key, bytes("0200001234567800000000abcd000001"), long.slice())),
		"48af93501fa62adbcd414cce6034d895dda1bf8f132f042098661572e7483094" +
		"fd12e518ce062c98acee28d95df4416bed31a2f04476c18bb40c84a74b97dc5b",
		"RFC 8998 A.2: what CCM encrypts");
	const signature = bytes(
		"f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3" +
		"b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
	ok(sm2.isKey(STANDARD) && sm2.isPair(STANDARD) &&
		sm2.verify(STANDARD, utf8("message digest"), signature),
	"GB/T 32918.5: the signature");
	ok(!count(64, (i) => {
		const s = signature.slice();

		s[i] ^= 1 << i % 8;
		return !sm2.verify(STANDARD, utf8("message digest"), s);
	}) && !sm2.verify(STANDARD, utf8("message digesT"), signature) &&
		!sm2.verify(STANDARD, utf8("message digest"), signature.slice(1)),
	"and no other");
	const cipher = bytes("307c022004ebfc718e8d1798620432268e77feb6415e2ede0e073" +
		"c0f4f640ecd2e149a73022100e858f9d81e5430a57b36daab8f950a3c64e6ee6a630" +
		"94d99283aff767e124df0042059983c18f809e262923c53aec295d30383b54e39d60" +
		"9d160afcb1908d0bd8766041321886ca989ca9c7d58087307ca93092d651efa");
	is(Buffer.from(sm2.decrypt(STANDARD, cipher) || "").toString(),
		"encryption standard", "GB/T 32918.5: the ciphertext");
	ok(!count(cipher.length, (i) => {
		const c = cipher.slice();

		c[i] ^= 1 << i % 8;
		return sm2.decrypt(STANDARD, c) === null;
	}) && !count(cipher.length, (i) =>
		sm2.decrypt(STANDARD, cipher.slice(0, i)) === null) &&
		sm2.decrypt(STANDARD, join(cipher, Uint8Array.of(0))) === null,
	"and no byte of it can be changed, left out or added");
}

/* A ciphertext that is right but for C1, which is beside the curve. */
function besides() {
	const one = bytes("00".repeat(31) + "01"), plain = utf8("0123456789");
	const t = sm3(one, one, Uint8Array.of(0, 0, 0, 1));
	const key = { x: STANDARD.x, y: STANDARD.y, d: one };
	const c = (x, y) => der(hex(x) + hex(y) + hex(sm3(x, plain, y)) +
		hex(plain.map((b, i) => b ^ t[i])));

	ok(sm2.decrypt(key, c(one, one)) === null &&
		!sm2.isKey({ x: one, y: one }), "a point beside the curve is refused");
}

/* ---- OpenSSL ---- */

function openssl() {
	const digest = (b) => crypto.createHash("sm3").update(b).digest("hex");

	ok(!count(400, (i) => {
		const b = random(i), h = new Sm3(), cut = crypto.randomInt(i + 1);

		h.add(b.subarray(0, cut)).add(b.subarray(cut));
		return hex(sm3(b)) === digest(b) && hex(h.end()) === digest(b);
	}), "OpenSSL has the same SM3 of 0 to 399 bytes, in pieces too");
	ok(!count(200, () => {
		const key = random(32), b = some(300);

		return hex(hmac(key, b)) ===
			crypto.createHmac("sm3", key).update(b).digest("hex");
	}), "the same HMAC");
	ok(!count(400, (i) => {
		const key = random(16), at = random(16), b = random(i);

		at.fill(0, 12);
		const c = crypto.createCipheriv("sm4-ctr", key, at);
		const want = Buffer.concat([c.update(b), c.final()]).toString("hex");

		return hex(ctr(key, at, b)) === want;
	}), "the same SM4-CTR of 0 to 399 bytes");
}

/* ---- sm-crypto ---- */

/* C1 without 04, C3, C2: from and to the DER of GM/T 0009. */
function raw(der) {
	const out = [];

	for (let at = der[1] === 0x81 ? 3 : 2; at < der.length; at += 2 + der[at + 1]) {
		let b = Buffer.from(der.subarray(at + 2, at + 2 + der[at + 1]));

		if (der[at] === 2) {
			while (b.length > 32)
				b = b.subarray(1);
			b = Buffer.concat([Buffer.alloc(32 - b.length), b]);
		}
		out.push(b);
	}
	return Buffer.concat(out).toString("hex");
}

function der(text) {
	const b = Buffer.from(text, "hex");
	const integer = (v) => {
		let i = 0;

		while (i < 31 && !v[i])
			i++;
		v = v.subarray(i);
		v = v[0] & 0x80 ? Buffer.concat([Buffer.of(0), v]) : v;
		return Buffer.concat([Buffer.of(2, v.length), v]);
	};
	const octets = (v) => Buffer.concat([Buffer.of(4, v.length), v]);
	const body = Buffer.concat([integer(b.subarray(0, 32)),
		integer(b.subarray(32, 64)), octets(b.subarray(64, 96)),
		octets(b.subarray(96))]);

	return new Uint8Array(Buffer.concat([body.length < 128 ?
		Buffer.of(0x30, body.length) : Buffer.of(0x30, 0x81, body.length), body]));
}

function others() {
	if (!theirs) {
		for (const name of ["digest", "wrap", "unwrap", "signatures"])
			ok(true, `sm-crypto, ${name} # SKIP it could not be installed`);
		return;
	}
	const t = theirs, pub = (k) => "04" + hex(k.x) + hex(k.y);

	ok(!count(100, () => {
		const b = some(200), key = random(16), at = random(16);

		return t.sm3([...b]) === hex(sm3(b)) &&
			t.sm4.encrypt([...at], hex(key), { padding: "none" }) ===
			hex(ctr(key, at, new Uint8Array(16)));
	}), "sm-crypto has the same SM3 and SM4");
	ok(!count(10, (i) => {
		const key = sm2.make(), b = random(1 + 6 * i);

		return hex(Uint8Array.from(t.sm2.doDecrypt(raw(sm2.encrypt(key, b)),
			hex(key.d), 1, { output: "array" }))) === hex(b);
	}), "it decrypts what we wrap");
	ok(!count(10, (i) => {
		const pair = t.sm2.generateKeyPairHex(), b = random(1 + 6 * i);
		const key = { x: bytes(pair.publicKey.slice(2, 66)),
			y: bytes(pair.publicKey.slice(66)), d: bytes(pair.privateKey) };
		const c = der(t.sm2.doEncrypt([...b], pair.publicKey, 1));

		return sm2.isPair(key) && hex(sm2.decrypt(key, c)) === hex(b);
	}), "we decrypt what it encrypts");
	ok(!count(10, () => {
		const key = sm2.make(), b = some(100);

		return t.sm2.doVerifySignature([...b], hex(sm2.sign(key, b)), pub(key)) &&
			sm2.verify(key, b, bytes(t.sm2.doSignature([...b], hex(key.d))));
	}), "each verifies the other's signatures");
}

/* ---- our own ---- */

function shares() {
	ok(!count(200, () => {
		const secret = random(32), most = 1 + crypto.randomInt(16);
		const t = 1 + crypto.randomInt(most), all = g.split(secret, t, most)
			.map((y, i) => ({ x: i + 1, y }));

		all.sort(() => crypto.randomInt(3) - 1);
		return hex(g.combine(all.slice(0, t))) === hex(secret);
	}), "any t shares of up to 16 give the secret");
	ok(!count(200, () => {
		const secret = random(32), [a] = g.split(secret, 2, 3);

		return hex(a) !== hex(secret);
	}), "one of two is not it");
	for (const bad of [[3, 2], [0, 2], [1, 256]]) {
		let thrown = false;

		try {
			g.split(random(32), ...bad);
		} catch {
			thrown = true;
		}
		if (!thrown)
			ok(false, `${bad} shares are refused`);
	}
}

async function planOf(word, other) {
	const keys = [], trustees = [];

	for (let i = 0; i < 4; i++)
		keys.push(await g.makeKey(i === other ?
			{ p256: "sm", sm: "p256" }[word] : word));
	for (let i = 0; i < 3; i++)
		trustees.push({ position: i + 1, jwk: await g.publicKey(keys[i]),
			thumbprint: await g.thumbprint(keys[i]) });
	return { keys, plan: {
		trustees: { trade: "A01-12540000000000027J-20260315-000001-O",
			threshold: 2, trustees },
		bidder: "91540100MAYYTT015T", own: keys[3], chunkSize: 65536,
		sheet: { price: 100, name: "投标.pdf", media: "application/pdf" }
	} };
}

async function envelopes(word, suite) {
	const { keys, plan } = await planOf(word);
	const opens = (b) => g.open(new Blob([b]), { key: keys[3] })
		.then(() => true, (e) => e instanceof g.SealError ? false :
			Promise.reject(e));
	let wrong = 0;

	for (const size of [1, 65536 - 74, 65536, 200000]) {
		const file = random(size), steps = [];
		const bid = await g.seal(new Blob([file]), plan,
			{ progress: (done) => steps.push(done) });
		const o = await g.open(bid, { key: keys[3] });

		wrong += hex(new Uint8Array(await o.file.arrayBuffer())) !== hex(file) ||
			o.sheet.price !== 100 || o.header.suite !== suite.name ||
			steps.length !== o.header.chunks;
	}
	ok(!wrong, `${word}: what was sealed opens, at any size`);

	const bid = new Uint8Array(await (await g.seal(
		new Blob([random(150000)]), plan)).arrayBuffer());
	const start = bid.indexOf(10, 11) + 1;

	wrong = 0;
	for (let i = 0; i < bid.length; i += i < start ? 7 : 4999) {
		bid[i] ^= 1;
		wrong += await opens(bid);
		bid[i] ^= 1;
	}
	const step = 65536 + suite.tag, swap = bid.slice();

	swap.copyWithin(start, start + step, start + 2 * step);
	swap.set(bid.subarray(start, start + step), start + step);
	wrong += await opens(swap) || await opens(bid.slice(0, -1)) ||
		await opens(bid.slice(0, start + step)) ||
		await opens(join(bid, Uint8Array.of(0))) || await opens(bid.slice(0, 99));
	ok(!wrong && await opens(bid), `${word}: no byte changed, moved, missing or added`);

	const mixed = await planOf(word, 1), own = await planOf(word, 3);
	const forged = structuredClone(plan);

	forged.trustees.trustees[2].jwk = forged.trustees.trustees[1].jwk;
	ok(await sealed(g.seal(new Blob(["a"]), mixed.plan)) &&
		await sealed(g.seal(new Blob(["a"]), own.plan)) &&
		await sealed(g.seal(new Blob(["a"]), forged)) &&
		await sealed(g.seal(new Blob([]), plan)) &&
		await sealed(g.seal(new Blob(["a"]), { ...plan, bidder: "A" })) &&
		await sealed(g.open(new Blob([bid]), { key: own.keys[0] })) &&
		await sealed(g.open(new Blob([bid]), { secret: "00".repeat(32) })),
	`${word}: other keys, mixed suites and empty files are refused`);

	const { header } = await g.open(new Blob([bid]), { key: keys[3] });
	const { trade, bidder } = header;
	const list = { trade, position: 2, shares: [header.shares[1], header.shares[0]]
		.map(({ commitment, jwe }, i) => ({ bid: i, bidder, commitment, jwe })) };
	const given = (await g.release(keys[1], list, trade)).shares;
	const first = async (change, told = trade) =>
		(await g.release(keys[1], { ...list, ...change }, told)).shares[0];
	const others = trade.replace("-O", "-P"), one = list.shares[0];

	ok(given[0].share && !given[1].share && !given[1].foreign,
		`${word}: a share is released, one for another key is not`);
	ok((await first({ position: 1 })).foreign &&
		(await first({ trade: others }, others)).foreign &&
		(await first({ shares: [{ ...one, bidder: "91540102MAYYTT023J" }] }))
			.foreign &&
		!(await first({ position: 1 })).share,
	`${word}: in another place, trade or bid it is foreign`);
	ok(await sealed(g.release(keys[1], list, others)) &&
		await sealed(g.release(keys[1], list)),
	`${word}: whoever releases says for which trade`);
	const stale = bid.slice();

	stale[9] ^= 3; /* GGZY-BID-1 */
	ok((await g.unlock(new Blob([bid]), keys[3], trade)).key &&
		await sealed(g.unlock(new Blob([bid]), keys[3], others)) &&
		await sealed(g.unlock(new Blob([stale]), keys[3], trade)),
	`${word}: so does the bidder, and with no other format`);
}

standards();
besides();
openssl();
others();
shares();
for (const suite of g.suites)
	await envelopes(suite.word, suite);
is(b64u(unb64u("eyJhbGciOiJTTTIifQ")), "eyJhbGciOiJTTTIifQ", "base64url comes back");
console.log(`1..${n}`);
process.exit(bad ? 1 : 0);
