"""Codes of persons and trades: are their check characters right?"""
import datetime
import re

CREDIT = re.compile(r'[0-9A-HJ-NP-RTUW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}\Z')
DEAL = re.compile(r'[A-Z][0-9]{2}-(.{18})-([0-9]{8})-([0-9]{6})-.\Z')
LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'


def credit_code_ok(code):
    """统一社会信用代码 (GB 32100, with the code of GB 11714 in it)."""
    if not CREDIT.match(code):
        return False
    of_31 = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    total = sum(of_31.index(c) * pow(3, i, 31)
                for i, c in enumerate(code[:17]))
    inner = sum(LETTERS.index(c) * w for c, w in zip(
        code[8:16], (3, 7, 9, 10, 5, 8, 4, 2)))
    return of_31[-total % 31] == code[17] and \
        '0X987654321'[inner % 11] == code[16]


def deal_code_ok(code):
    """统一交易标识码 (check character of ISO 7064, mod 37-2)."""
    m = DEAL.match(code)
    if not m or not credit_code_ok(m[1]):
        return False
    try:
        datetime.datetime.strptime(m[2], '%Y%m%d')
    except ValueError:
        return False
    p = 0
    for c in code[:-1].replace('-', ''):
        p = (p + LETTERS.index(c)) * 2 % 37
    return (LETTERS + '*')[(38 - p) % 37] == code[-1]
