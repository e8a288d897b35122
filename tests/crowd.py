#!/usr/bin/python3
"""Many who bid on lots and many who watch one, over loopback, for a while.

    crowd.py URL STEM TRADE.. [--bidders N] [--seconds S] [--think MS]
             [--watchers N] [--said FILE]

Bidder I has the session STEM with I in seven digits (tests/lots.sh).  Each
offers what is needed, now and then what was; what broke off is repeated with
its key, and now and then what did not.  FILE gets a line of JSON for each key:
what was answered last.  Watchers hold a stream of events of the first TRADE
and read its state when told.  Bidders end when their lot is closed, and all
when the time is over; then one line of JSON says what was seen.
"""
import argparse
import asyncio
import json
import random
import time
import urllib.parse

p = argparse.ArgumentParser()
p.add_argument("url")
p.add_argument("stem")
p.add_argument("trade", nargs="+")
p.add_argument("--bidders", type=int, default=0)
p.add_argument("--seconds", type=float, default=10)
p.add_argument("--think", type=float, default=100)
p.add_argument("--watchers", type=int, default=0)
p.add_argument("--said")
arg = p.parse_args()
at = urllib.parse.urlsplit(arg.url)
end = time.monotonic() + 700
arg.watchers = min(arg.watchers, 6000)
arg.bidders = min(arg.bidders, 1000)

state = {}     # of each trade, as last read
took = []      # ms of each accepted offer that did not break off
first = {}     # when a seq of the first trade was accepted
pushed = []    # ms from there until a watcher was told
read = []      # ms until it had read the state
count = {"offers": 0, "accepted": 0, "broken": 0, "differs": 0, "told": 0,
         "listening": 0}
said = open(arg.said, "w") if arg.said else None


class Line:
    """A kept connection; one request at a time."""

    def __init__(self):
        self.r = self.w = None

    def close(self):
        if self.w:
            self.w.close()
        self.r = self.w = None

    async def ask(self, method, path, body="", head=""):
        try:
            return await asyncio.wait_for(
                self.exchange(method, path, body, head), 20)
        except (OSError, EOFError, ValueError, asyncio.TimeoutError):
            self.close()
            return 0, b""

    async def exchange(self, method, path, body, head):
        if not self.w:
            self.r, self.w = await asyncio.open_connection(
                at.hostname, at.port)
        self.w.write((
            f"{method} {path} HTTP/1.1\r\nHost: {at.netloc}\r\n{head}"
            f"Content-Length: {len(body)}\r\n\r\n{body}").encode())
        top = (await self.r.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        size = -1
        for line in top:
            if line.lower().startswith("content-length:"):
                size = int(line.split(":")[1])
        data = await self.r.readexactly(size) if size >= 0 else \
            await self.r.read()
        if size < 0 or any(t.lower() == "connection: close" for t in top):
            self.close()
        return int(top[0].split()[1]), data


def over():
    return time.monotonic() >= end


async def look(trade):
    line = Line()
    while not over():
        code, data = await line.ask(
            "GET", f"/api/land/trades/{trade}/state?since=999999999")
        if code == 200:
            state[trade] = json.loads(data)
        await asyncio.sleep(0.1)
    line.close()


async def offer(line, who, trade, key, fen):
    """Until there is an answer; says whether it came at once, and when."""
    tries = 0
    while tries < 200:
        began = time.monotonic()
        code, data = await line.ask(
            "POST", f"/api/land/trades/{trade}/offers",
            f'{{"amount_fen":{fen}}}',
            f"Cookie: ggzy={arg.stem}{who:07d}\r\nOrigin: {arg.url}\r\n"
            f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\n")
        tries += 1
        if code and code < 500:
            return code, data, tries, began
        count["broken"] += 1
        await asyncio.sleep(0.2)
    return code, data, tries, began


def needed(trade):
    s = state.get(trade)
    return s and not s["closed"] and s["needed_fen"]


async def bidder(who, trade):
    line, no, last = Line(), 0, 0
    await asyncio.sleep(random.random() * arg.think / 1000)
    while not over():
        fen = needed(trade)
        if not fen and last:
            break
        if fen:
            no += 1
            if no % 4 == 0:
                fen += 1000000
            key = f"{arg.stem[:8]}-{trade}-{who}-{no}"
            code, data, tries, began = await offer(line, who, trade, key, fen)
            now = time.monotonic()
            answer = json.loads(data or b"{}")
            count["offers"] += 1
            if code == 201:
                count["accepted"] += 1
                if tries == 1:
                    took.append((now - began) * 1000)
                if trade == arg.trade[0]:
                    first[answer["seq"]] = now
                if no % 3 == 0:
                    again = await offer(line, who, trade, key, fen)
                    if again[:2] != (code, data):
                        count["differs"] += 1
            if said:
                said.write(json.dumps({
                    "who": who, "key": key, "amount": fen, "status": code,
                    "no": answer.get("no"), "code": answer.get("code")}) + "\n")
            last = fen
        await asyncio.sleep(random.random() * 2 * arg.think / 1000)
    # and once more, too late
    if last and not over():
        key = f"{arg.stem[:8]}-{trade}-{who}-late"
        code, data, *_ = await offer(line, who, trade, key, last + 5000000)
        if said:
            answer = json.loads(data or b"{}")
            said.write(json.dumps({
                "who": who, "key": key, "amount": last + 5000000,
                "status": code, "no": answer.get("no"),
                "code": answer.get("code")}) + "\n")
    line.close()


async def told(seq, trade, line):
    """A watcher that was told reads the lot."""
    await asyncio.sleep(0.2 * random.random())
    code, data = await line.ask(
        "GET", f"/api/land/trades/{trade}/state?since={seq - 1}&seq={seq}")
    if code == 200 and json.loads(data)["seq"] >= seq and seq in first:
        read.append((time.monotonic() - first[seq]) * 1000)


async def watcher(i, trade):
    line = Line()
    await asyncio.sleep(i * 0.001)
    while not over():
        w = heard = None
        try:
            r, w = await asyncio.open_connection(at.hostname, at.port)
            w.write((f"GET /api/land/trades/{trade}/watch HTTP/1.1\r\n"
                     f"Host: {at.netloc}\r\nAccept: text/event-stream\r\n\r\n"
                     ).encode())
            await asyncio.wait_for(r.readuntil(b"\r\n\r\n"), 30)
            heard = True
            count["listening"] += 1
            while not over():
                try:
                    text = await asyncio.wait_for(r.readline(), 5)
                except asyncio.TimeoutError:
                    continue
                if not text:
                    raise EOFError
                if text.startswith(b"data: "):
                    seq = json.loads(text[6:])["seq"]
                    count["told"] += 1
                    if seq in first:
                        pushed.append((time.monotonic() - first[seq]) * 1000)
                        if i % 10 == 0:
                            await told(seq, trade, line)
        except (OSError, EOFError, ValueError, asyncio.TimeoutError):
            pass
        count["listening"] -= bool(heard)
        if w:
            w.close()
        await asyncio.sleep(random.random())
    line.close()


def part(values, share):
    values = sorted(values)
    return round(values[min(len(values) - 1, int(len(values) * share))], 1) \
        if values else None


async def main():
    global end
    jobs = [asyncio.create_task(watcher(i, arg.trade[0]))
            for i in range(arg.watchers)]
    # the time of the bidders begins when all listen, or most after a minute
    for _ in range(600):
        if count["listening"] >= arg.watchers:
            break
        await asyncio.sleep(0.1)
    peak = count["listening"]
    end = time.monotonic() + min(arg.seconds, 600)
    jobs += [asyncio.create_task(look(t)) for t in arg.trade]
    jobs += [asyncio.create_task(bidder(i + 1, arg.trade[i % len(arg.trade)]))
             for i in range(arg.bidders)]
    await asyncio.gather(*jobs)
    if said:
        said.close()
    count["listening"] = peak
    print(json.dumps(count | {
        "offer_p50": part(took, 0.5), "offer_p99": part(took, 0.99),
        "offer_max": part(took, 1), "push_p50": part(pushed, 0.5),
        "push_p99": part(pushed, 0.99), "read_p50": part(read, 0.5),
        "read_p99": part(read, 0.99)}))


asyncio.run(main())
