/*
 * The sealing module of www/seal from the command line, for tests.
 *
 *	node tool.mjs key p256|sm			a private JWK
 *	node tool.mjs thumbprint KEY.jwk
 *	node tool.mjs seal TRUSTEES.json BIDDER KEY.jwk SHEET.json FILE OUT [CHUNK]
 *	node tool.mjs open KEY.jwk BID OUT	prints the sheet
 *	node tool.mjs unlock TRADE KEY.jwk BID
 *	node tool.mjs release TRADE KEY.jwk SHARES.json
 *	node tool.mjs copy FROM BID OUT		BID with the shares of FROM
 *	node tool.mjs force KEY.jwk SHARES.json	gives whatever unwraps
 *	node tool.mjs root			of {seq, size, leaf, path}, with SM3
 */
import { webcrypto } from "node:crypto";
import fs from "node:fs";
import * as g from "../../www/seal/index.js";
import { hex, unhex } from "../../www/seal/bytes.js";
import { sm3 } from "../../www/seal/sm3.js";
import { suiteOfKey } from "../../www/seal/suite.js";

globalThis.crypto ??= webcrypto; /* Node 18 */

const blob = (path) => new Blob([fs.readFileSync(path)]);
const json = (path) => JSON.parse(fs.readFileSync(path, "utf8"));
const put = async (path, blob) =>
	fs.writeFileSync(path, new Uint8Array(await blob.arrayBuffer()));

/* The root that a proof of inclusion leads to (RFC 9162, 2.1.3.2). */
function root({ seq, size, leaf, path }) {
	let h = unhex(leaf, 32), fn = seq, sn = size - 1;

	for (const p of path.map((s) => unhex(s, 32))) {
		if (fn % 2 || fn === sn) {
			h = sm3(Uint8Array.of(1), p, h);
			while (fn % 2 === 0 && fn) {
				fn = Math.floor(fn / 2);
				sn = Math.floor(sn / 2);
			}
		} else {
			h = sm3(Uint8Array.of(1), h, p);
		}
		fn = Math.floor(fn / 2);
		sn = Math.floor(sn / 2);
	}
	return hex(h);
}

/* A sealed file as its header and what stands before and after that. */
function parts(path) {
	const b = fs.readFileSync(path), at = b.indexOf(10) + 1;
	const end = b.indexOf(10, at);

	return { magic: b.subarray(0, at), rest: b.subarray(end),
		header: JSON.parse(b.subarray(at, end)) };
}

/* Whoever can read the store of files puts another bid's shares into his. */
function copy(from, bid, out) {
	const theirs = parts(from).header, { magic, header, rest } = parts(bid);

	header.shares = theirs.shares;
	header.commitment = theirs.commitment;
	fs.writeFileSync(out, Buffer.concat([magic,
		Buffer.from(JSON.stringify(header)), rest]));
	return out;
}

/* A trustee who asks nothing. */
async function force(keyFile, sharesFile) {
	const key = json(keyFile), suite = suiteOfKey(key), shares = [];

	for (const { bid, jwe } of json(sharesFile).shares) {
		const both = await suite.unwrap(key, jwe, 64);

		shares.push({ bid, share: hex(both.subarray(0, 32)) });
	}
	return JSON.stringify({ shares });
}

const verbs = {
	key: async (word) => JSON.stringify(await g.makeKey(word)),
	thumbprint: (key) => g.thumbprint(json(key)),
	async seal(trustees, bidder, key, sheet, file, out, chunk) {
		await put(out, await g.seal(blob(file), {
			trustees: json(trustees), bidder, own: json(key),
			sheet: json(sheet), chunkSize: Number(chunk || 0)
		}));
		return out;
	},
	async open(key, bid, out) {
		const o = await g.open(blob(bid), { key: json(key) });

		await put(out, o.file);
		return JSON.stringify(o.sheet);
	},
	unlock: async (trade, key, bid) => JSON.stringify(
		await g.unlock(blob(bid), json(key), trade)),
	release: async (trade, key, shares) => JSON.stringify(
		await g.release(json(key), json(shares), trade)),
	copy,
	force,
	root: () => root(json("/dev/stdin"))
};

const [verb, ...args] = process.argv.slice(2);

try {
	console.log(await verbs[verb](...args));
} catch (e) {
	console.error(e.message);
	process.exit(1);
}
