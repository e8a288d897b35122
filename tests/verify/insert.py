#!/usr/bin/env python3
"""What an administrator of the database would write who has the platform's
receipt key too and wants one bid more in a box that is long closed.

    insert.py RECEIPT-KEY < FACTS > SQL

FACTS, a line of JSON: {"trade","project","deal_code","domain","subject",
"credit_code","stage","stage_word","at","at_ms","trail","bid","digest","size"};
`bid`: one of the box, whose file is handed in once more.  Bid, receipt, event,
trail and rows of the opening are made to fit each other.
"""
import hashlib
import json
import subprocess
import sys

import certs
from maths import b64, canonical


def main(key):
    f = json.loads(sys.stdin.read())
    said = {'receipt': 'HZ20260316-0123456789abcdef', 'kind': 'received',
            'digest': f['digest'], 'size': f['size']}
    body = canonical({
        'at': f['at'], 'module': f['domain'], 'verb': 'bid',
        'project': f['project'], 'trade': f['trade'], 'trail': f['trail'],
        'before': f['stage_word'], 'after': f['stage_word'],
        'rehearsal': True, 'by': '0' * 64, 'detail': said,
        'salt': '0' * 32})
    leaf = hashlib.sha256(b'\0' + body.encode()).digest()
    trail = hashlib.sha256(bytes.fromhex(f['trail']) + leaf).hexdigest()
    payload = b64(canonical(dict(
        said, trade=f['deal_code'], subject=f['credit_code'],
        received_at=f['at'], event=leaf.hex(), rehearsal=True)).encode())
    head = b64(b'{"alg":"ES256"}')
    der = subprocess.run(
        ['openssl', 'dgst', '-sha256', '-sign', key], check=True,
        input=(head + '.' + payload).encode(), capture_output=True).stdout
    r, s = next(certs.pairs(der))
    receipt = canonical({
        'payload': payload, 'protected': head, 'signature': b64(
            r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))})
    say = {k: "'%s'" % str(v).replace('\\', '\\\\').replace("'", "''")
           for k, v in dict(f, body=body, receipt=receipt, new=trail,
                            number=said['receipt']).items()}
    print('''
INSERT INTO ggzy_core.event (at, module, verb, project, trade, before_stage,
  after_stage, public, body) VALUES ({at_ms}, {domain}, 'bid', {project},
  {trade}, {stage}, {stage}, 0, {body});
SET @event = LAST_INSERT_ID();
UPDATE ggzy_core.trail SET hash = UNHEX({new}) WHERE trade = {trade};
INSERT INTO ggzy_trade.bid (domain, trade, subject, account, state, digest,
  size, header, received_at, receipt)
  SELECT domain, trade, {subject}, account, 0, digest, size, header, {at_ms},
  {receipt} FROM ggzy_trade.bid WHERE id = {bid};
SET @bid = LAST_INSERT_ID();
INSERT INTO ggzy_trade.receipt (number, domain, trade, subject, account, kind,
  digest, at, event, receipt)
  SELECT {number}, domain, trade, {subject}, account, 'received', digest,
  {at_ms}, @event, {receipt} FROM ggzy_trade.bid WHERE id = {bid};
INSERT INTO ggzy_trade.opening (domain, trade, bid, subject, bidder, opened,
  price, digest, media, name, at)
  SELECT domain, trade, @bid, {subject}, bidder, 1, price, digest, media, name,
  at FROM ggzy_trade.opening WHERE bid = {bid};
'''.format(**say))


if __name__ == '__main__':
    main(sys.argv[1])
