#!/usr/bin/python3
"""Many who bid on lots, over loopback, for a while.

    crowd.py URL STEM TRADE.. [--bidders N] [--seconds S] [--think MS]
             [--said FILE]

Bidder I has the session STEM with I in seven digits (tests/lots.sh).  Each
offers what is needed or more than all have offered; what broke off is repeated
with its key until there is an answer, and now and then what did not.  FILE gets
a line of JSON for each key: what was answered last.  Bidders end when their lot
is closed, and all when the time is over; then one line of JSON says what was
seen.  (How fast it goes is measured by tests/bench/crowd.c.)
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
p.add_argument("--said")
arg = p.parse_args()
at = urllib.parse.urlsplit(arg.url)
end = 0
arg.bidders = min(arg.bidders, 1000)

state = {}     # of each trade, as last read
top = {}       # the most that was offered, whatever the answer
# keys that offered; tries that broke off; keys that had such a one, and were
# accepted in the end; repeated keys whose answer differs
count = {"offers": 0, "accepted": 0, "refused": 0, "broken": 0, "unknown": 0,
         "unknown_accepted": 0, "repeated": 0, "differs": 0}
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
    """Until there is an answer; with the number of tries it took."""
    tries = 0
    while tries < 200:
        code, data = await line.ask(
            "POST", f"/api/land/trades/{trade}/offers",
            f'{{"amount_fen":{fen}}}',
            f"Cookie: ggzy={arg.stem}{who:07d}\r\nOrigin: {arg.url}\r\n"
            f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\n")
        tries += 1
        if code and code < 500:
            break
        count["broken"] += 1
        await asyncio.sleep(0.2)
    return code, data, tries


def needed(trade):
    s = state.get(trade)
    return s and not s["closed"] and s["needed_fen"]


def tell(who, key, fen, code, data):
    answer = json.loads(data or b"{}")
    if said:
        said.write(json.dumps({
            "who": who, "key": key, "amount": fen, "status": code,
            "no": answer.get("no"), "code": answer.get("code")}) + "\n")


async def bidder(who, trade):
    line, no, last = Line(), 0, 0
    await asyncio.sleep(random.random() * arg.think / 1000)
    while not over():
        fen = needed(trade)
        if not fen and last:
            break
        if fen:
            no += 1
            if random.random() < 0.6:
                fen = max(fen, top.get(trade, 0) + 1000000)
            top[trade] = max(fen, top.get(trade, 0))
            key = f"{arg.stem[:8]}-{trade}-{who}-{no}"
            code, data, tries = await offer(line, who, trade, key, fen)
            good = code == 201
            count["offers"] += 1
            count["accepted" if good else "refused"] += 1
            count["unknown"] += tries > 1
            count["unknown_accepted"] += tries > 1 and good
            if good and no % 3 == 0:
                count["repeated"] += 1
                again = await offer(line, who, trade, key, fen)
                count["differs"] += again[:2] != (code, data)
            tell(who, key, fen, code, data)
            last = fen
        await asyncio.sleep(random.random() * 2 * arg.think / 1000)
    # and once more, too late
    if last and not over():
        key, fen = f"{arg.stem[:8]}-{trade}-{who}-late", last + 5000000
        code, data, _ = await offer(line, who, trade, key, fen)
        tell(who, key, fen, code, data)
    line.close()


async def main():
    global end
    end = time.monotonic() + min(arg.seconds, 600)
    jobs = [asyncio.create_task(look(t)) for t in arg.trade]
    jobs += [asyncio.create_task(bidder(i + 1, arg.trade[i % len(arg.trade)]))
             for i in range(arg.bidders)]
    await asyncio.gather(*jobs)
    if said:
        said.close()
    print(json.dumps(count))


asyncio.run(main())
