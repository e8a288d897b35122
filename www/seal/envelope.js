/*
 * Sealed bids, as modules/core/envelope.h describes the file.  Everything goes
 * chunk by chunk from a Blob (or File) to a Blob: memory holds one chunk.
 */
import { be, hex, join, random, same, text, unhex, utf8 } from "./bytes.js";
import { split } from "./shamir.js";
import { suiteOfKey, suiteOfName, thumbprint } from "./suite.js";

const MAGIC = utf8("GGZY-BID-2\n"), FAMILY = utf8("GGZY-BID-");
const HEADER_MAX = 65536, SHEET_MAX = 16384, TRUSTEES = 16;
const CHUNK = 1 << 20, CHUNK_MIN = 65536, CHUNK_MAX = 4194304;

/* What a person can do something about, in Chinese. */
export class SealError extends Error {}

function need(good, why) {
	if (!good)
		throw new SealError(why);
}

const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

/* For whom a secret is: {trade, bidder, position}, 0 for the key itself. */
const OWN_KEY = 0;
const binding = (suite, { trade, bidder, position }) => suite.hash(utf8(
	`GGZY-BID-2 for\n${trade}\n${bidder}\n${position}\n`));

/* 64 digits. */
export async function commitment(suite, place, secret) {
	return hex(await suite.hash(utf8("GGZY-BID-2 secret"),
		await binding(suite, place), secret));
}

/* What is wrapped says for whom it is. */
async function wrap(suite, jwk, place, secret) {
	const both = join(secret, await binding(suite, place));
	const jwe = await suite.wrap(jwk, both);

	both.fill(0);
	return jwe;
}

/* The secret, null if the key does not open it; FOREIGN if it is not for us. */
const FOREIGN = "foreign";
async function unwrap(suite, jwk, place, jwe) {
	const both = await suite.unwrap(jwk, jwe, 64);

	if (!both)
		return null;
	return same(both.subarray(32), await binding(suite, place)) ?
		both.slice(0, 32) : FOREIGN;
}

const nonce = (i) => join(new Uint8Array(4), be(i, 8));
const aad = (hash, i, chunks) => join(hash, be(i, 8), be(chunks, 8));

/* The one suite of all keys of a plan. */
async function suiteOf({ trustees, own }) {
	const list = trustees.trustees, suite = suiteOfKey(own);

	need(suite && await suite.isKey(own), "投标人的公钥有误");
	for (const [i, t] of list.entries()) {
		const key = suiteOfKey(t.jwk), who = `第 ${i + 1} 位受托人的公钥`;

		need(key && t.position === i + 1, `${who}有误`);
		need(key === suite, `${who}是 ${key.name} 套件的，投标人的是` +
			` ${suite.name}：请另生成一把 ${key.word} 密钥`);
		need(await key.isKey(t.jwk), `${who}有误`);
		need(await thumbprint(t.jwk) === t.thumbprint, `${who}与指纹不符`);
	}
	need(!trustees.suite || trustees.suite === suite.name,
		"受托人清单写的算法套件与公钥不符");
	return suite;
}

async function makeHeader(suite, plan, key, size, chunkSize) {
	const { trustees, own } = plan, list = trustees.trustees;
	const shares = split(key, trustees.threshold, list.length);
	const at = (position) =>
		({ trade: trustees.trade, bidder: plan.bidder, position });
	const wrapped = [];

	for (const [i, t] of list.entries())
		wrapped.push({
			position: i + 1,
			thumbprint: t.thumbprint,
			commitment: await commitment(suite, at(i + 1), shares[i]),
			jwe: await wrap(suite, t.jwk, at(i + 1), shares[i])
		});
	shares.forEach((s) => s.fill(0));
	return {
		suite: suite.name,
		trade: trustees.trade,
		bidder: plan.bidder,
		members: plan.members || [],
		threshold: trustees.threshold,
		chunk_size: chunkSize,
		chunks: Math.ceil(size / chunkSize),
		size,
		commitment: await commitment(suite, at(OWN_KEY), key),
		shares: wrapped,
		own: {
			thumbprint: await thumbprint(own),
			jwe: await wrap(suite, own, at(OWN_KEY), key)
		}
	};
}

function checkPlan({ trustees, bidder, members, sheet }, file, chunkSize) {
	need(file && file.size > 0, "投标文件是空的");
	need(trustees && Array.isArray(trustees.trustees) &&
		trustees.trustees.length >= 1 &&
		trustees.trustees.length <= TRUSTEES, "受托人清单有误");
	need(Number.isInteger(trustees.threshold) && trustees.threshold >= 1 &&
		trustees.threshold <= trustees.trustees.length,
		"所需份额多于受托人");
	need(typeof trustees.trade === "string" && trustees.trade.length === 40,
		"受托人清单没有统一交易标识码");
	need(/^[0-9A-Z]{18}$/.test(bidder), "投标人统一社会信用代码有误");
	need((members || []).every((m) => /^[0-9A-Z]{18}$/.test(m) &&
		m !== bidder), "联合体成员代码有误");
	need(sheet && sheet.length <= SHEET_MAX, "没有开标一览表，或者过长");
	need(Number.isInteger(chunkSize) && chunkSize >= CHUNK_MIN &&
		chunkSize <= CHUNK_MAX, "分块字节有误");
}

/*
 * Seals a file.  plan: {
 *	trustees	what GET /trades/:id/trustees answers
 *	bidder		credit code; members, of the rest of a consortium
 *	own		public JWK of the bidder (a private one does)
 *	sheet		the opening sheet (unseal.h): an object
 *	chunkSize	may lack
 * }  progress(done, size) is called after each chunk.  Gives a Blob.
 */
export async function sealBlob(file, plan, progress = () => {}) {
	const sheet = utf8(JSON.stringify(plan.sheet));
	const chunkSize = plan.chunkSize || CHUNK;

	checkPlan({ ...plan, sheet }, file, chunkSize);
	const suite = await suiteOf(plan), key = random(32);
	const plain = new Blob([be(sheet.length, 4), sheet, file]);
	const header = await makeHeader(suite, plan, key, plain.size, chunkSize);
	const line = utf8(JSON.stringify(header)), hash = await suite.hash(line);
	const cipher = await suite.cipher(key), out = [new Blob([MAGIC, line, "\n"])];

	need(line.length <= HEADER_MAX, "文件头过长");
	key.fill(0);
	for (let i = 0; i < header.chunks; i++) {
		const end = Math.min((i + 1) * chunkSize, plain.size);
		const piece = await bytesOf(plain.slice(i * chunkSize, end));

		out.push(new Blob([await cipher.seal(nonce(i),
			aad(hash, i, header.chunks), piece)]));
		progress(end, plain.size);
	}
	return new Blob(out, { type: "application/octet-stream" });
}

const whole = (n, least, most) =>
	Number.isSafeInteger(n) && n >= least && n <= most;
const digits = (s) => /^[0-9a-f]{64}$/.test(s);

function checkHeader(h) {
	const names = "bidder,chunk_size,chunks,commitment,members,own,shares," +
		"size,suite,threshold,trade";

	return Object.keys(h).sort().join() === names && suiteOfName(h.suite) &&
		whole(h.chunk_size, CHUNK_MIN, CHUNK_MAX) &&
		whole(h.size, 5, 2 ** 40) &&
		h.chunks === Math.ceil(h.size / h.chunk_size) &&
		digits(h.commitment) && Array.isArray(h.members) &&
		Array.isArray(h.shares) && h.shares.length <= TRUSTEES &&
		whole(h.threshold, 1, h.shares.length) &&
		h.shares.every((s, i) => s.position === i + 1 &&
			digits(s.commitment) && s.jwe) && h.own && h.own.jwe;
}

/* {header, suite, hash, start} of a sealed file; SealError if it is none. */
export async function readHeader(blob) {
	const room = MAGIC.length + HEADER_MAX + 1;
	const b = await bytesOf(blob.slice(0, room)), end = b.indexOf(10, MAGIC.length);
	let header;

	need(same(b.subarray(0, FAMILY.length), FAMILY), "不是加密的投标文件");
	need(same(b.subarray(0, MAGIC.length), MAGIC),
		"加密格式不是 GGZY-BID-2，请用现在的程序重新加密");
	need(end > 0, "投标文件头不完整或过长");
	const line = b.subarray(MAGIC.length, end);

	try {
		header = JSON.parse(text(line));
	} catch {
		throw new SealError("投标文件头不是合法的 JSON");
	}
	need(header && checkHeader(header), "投标文件头有误");
	const suite = suiteOfName(header.suite), start = end + 1;

	need(blob.size === start + header.size + header.chunks * suite.tag,
		"投标文件不完整，长度与文件头不符");
	return { header, suite, hash: await suite.hash(line), start };
}

async function keyFor({ header, suite }, { key, secret }) {
	const place = { ...header, position: OWN_KEY };
	const bytes = secret ? unhex(secret, 32) :
		suiteOfKey(key) === suite && key.d &&
		await unwrap(suite, key, place, header.own.jwe);

	need(bytes, "这把私钥解不开这份文件");
	need(bytes !== FOREIGN, "其中的密钥是另一标段或投标人的");
	need(await commitment(suite, place, bytes) === header.commitment,
		"解密密钥与投标文件中的承诺不符");
	return bytes;
}

/*
 * Opens a sealed file with {key: the bidder's private JWK} or {secret: 64
 * digits}.  Gives {sheet, file: Blob, header}; nothing unless every piece is
 * right.
 */
export async function openBlob(blob, by, progress = () => {}) {
	const read = await readHeader(blob), { header, suite, hash, start } = read;
	const key = await keyFor(read, by), cipher = await suite.cipher(key);
	const out = [];
	let sheet;

	key.fill(0);
	for (let i = 0; i < header.chunks; i++) {
		const at = start + i * (header.chunk_size + suite.tag);
		let piece = await cipher.open(nonce(i), aad(hash, i, header.chunks),
			await bytesOf(blob.slice(at,
				at + header.chunk_size + suite.tag)));

		need(piece, "投标文件已损坏，不能解密");
		if (!i) { /* the sheet is shorter than any chunk */
			const n = new DataView(piece.buffer, piece.byteOffset)
				.getUint32(0);

			need(n <= SHEET_MAX && 4 + n < header.size &&
				4 + n <= piece.length, "开标一览表过长");
			sheet = piece.slice(4, 4 + n);
			piece = piece.subarray(4 + n);
		}
		out.push(new Blob([piece]));
		progress(Math.min((i + 1) * header.chunk_size, header.size),
			header.size);
	}
	try {
		sheet = JSON.parse(text(sheet));
	} catch {
		throw new SealError("开标一览表不是合法的 JSON");
	}
	return { sheet, file: new Blob(out, { type: String(sheet.media || "") }),
		header };
}

/*
 * What a bidder POSTs to /trades/:id/bids/key: {key: 64 digits}.  trade is the
 * deal code of that trade; a bid for another keeps its key.
 */
export async function unlock(blob, key, trade) {
	const read = await readHeader(blob);

	need(read.header.trade === trade, "这份投标文件是给另一个标段的");
	return { key: hex(await keyFor(read, { key })) };
}

/*
 * What a trustee POSTs to /trades/:id/shares, from what GET answers there;
 * trade is the deal code of the trade that he means to open, from its notice.
 * A share that does not unwrap, or is not what the bidder committed to, is
 * reported by its absence, one that is for another trade, bidder or position
 * as foreign.
 */
export async function release(key, list, trade) {
	const suite = suiteOfKey(key), shares = [];

	need(suite && key.d, "不是私钥");
	need(trade && list.trade === trade, "份额清单是另一个标段的");
	for (const { bid, bidder, commitment: said, jwe } of list.shares) {
		const place = { trade, bidder, position: list.position };
		const share = await unwrap(suite, key, place, jwe);

		if (share === FOREIGN)
			shares.push({ bid, foreign: true });
		else
			shares.push(share &&
				said === await commitment(suite, place, share) ?
				{ bid, share: hex(share) } : { bid });
	}
	return { shares };
}
