/*
 * Sealing bids in the browser, for both suites.  Needs nothing but this folder.
 *
 *	import { seal, open, makeKey, ... } from "/seal/index.js";
 *
 *	makeKey("p256" | "sm")	a private JWK, to be kept by its owner
 *	publicKey(jwk)		what is registered at /api/service/keys
 *	thumbprint(jwk)
 *	seal(file, plan, {progress, signal})	a Blob to upload (envelope.js)
 *	open(blob, {key}, {progress, signal})	{sheet, file, header}
 *	release(key, list, trade)	a trustee's answer to /trades/:id/shares
 *	unlock(blob, key, trade)	a bidder's answer to /trades/:id/bids/key
 *	split, combine		shares of a key (shamir.js)
 *
 * seal and open work in a Worker, one chunk in memory at a time; progress(done,
 * size) is called as they go, and an AbortSignal stops them.  Errors a person
 * can do something about are SealError, in Chinese.
 */
import { openBlob, release, SealError, sealBlob, unlock } from "./envelope.js";
import { combine, split } from "./shamir.js";
import { suiteOfKey, suiteOfWord, suites, thumbprint } from "./suite.js";

const here = { seal: sealBlob, open: openBlob };

/* In a Worker where there are any; in Node there are none. */
function run(verb, args, { progress = () => {}, signal } = {}) {
	if (typeof Worker === "undefined")
		return here[verb](...args, (done, size) => {
			if (signal)
				signal.throwIfAborted();
			progress(done, size);
		});
	return new Promise((resolve, reject) => {
		const worker = new Worker(new URL("./worker.js", import.meta.url),
			{ type: "module" });
		const stop = () => end(reject, signal.reason);

		function end(how, what) {
			worker.terminate();
			if (signal)
				signal.removeEventListener("abort", stop);
			how(what);
		}
		worker.onmessage = ({ data }) => {
			if (data.error !== undefined)
				end(reject, data.known ? new SealError(data.error) :
					new Error(data.error));
			else if (data.value !== undefined)
				end(resolve, data.value);
			else
				progress(data.done, data.size);
		};
		worker.onerror = (e) => end(reject, new Error(e.message ||
			"加密程序没有启动"));
		if (signal && signal.aborted)
			return stop();
		if (signal)
			signal.addEventListener("abort", stop);
		worker.postMessage({ verb, args });
	});
}

export const seal = (file, plan, options) => run("seal", [file, plan], options);
export const open = (blob, by, options) => run("open", [blob, by], options);

export async function makeKey(word = "p256") {
	const suite = suiteOfWord(word);

	if (!suite)
		throw new SealError("套件应是 p256 或者 sm");
	return suite.make();
}

export async function publicKey(jwk) {
	const suite = suiteOfKey(jwk);

	if (!suite || !await suite.isKey(jwk))
		throw new SealError("不是 P-256 或 SM2 密钥");
	return { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y };
}

export { combine, release, SealError, split, suites, thumbprint, unlock };
