#!/usr/bin/env python3
"""deeds.py TOP WORKER... : what may be signed, told alike by all who say it.

Prints what stands in one of the tables of modules/trade/TRUST.md (section 2),
modules/ctl/verify_deeds.c and verify.py and not in all of them, routes of the
workers that are signed and in none, and rows that no route serves; and steps
of which section 1 of the page does not say whether they are secret.
"""
import re
import subprocess
import sys

import verify

NUMBER = '[1-9][0-9]{0,17}'


def plain(path):
    """With N, D and O for the numbers, as the page writes it."""
    for a, b in ((':trade', 'N'), (':draw', 'D'), (':no', 'O'),
                 (NUMBER, 'O')):
        path = path.replace(a, b)
    return path


def of_page(text):
    """{(verb, path or None, what else)} of the table of deeds."""
    text = text[text.index('| verb | PATH |'):]
    for line in text.split('\n')[2:]:
        if not line.startswith('|'):
            return
        verbs, path, _, besides = line.split('|')[1:5]
        for verb in re.findall('`([^`]+)`', verbs):
            yield verb, ''.join(re.findall('`(/[^`]*)`', path)) + (
                verb if 'and the verb' in path else '') or None, ' '.join(
                    re.findall('`([^`]+)`', besides))


def of_c(text):
    for verb, path, besides in re.findall(
            r'\{ "([a-z-]+)", (NULL|"[^"]+"), (NULL|"[^"]+") \}', text):
        yield (verb, None if path == 'NULL' else plain(path.strip('"')),
               '' if besides == 'NULL' else besides.strip('"'))


def of_python():
    for verb, (paths, besides) in verify.DEEDS.items():
        for path in (paths or '').split('|'):
            yield verb, plain(path.format(
                trade='N', draw='D')) or None, besides or ''


def of_no_trade(text):
    """Paths of which the page says so."""
    return re.findall('`(/[^`]*)`', re.search(
        r'^Of what is of no trade, .*', text, re.M).group())


def numbered(path):
    """As the routes write it: every number is :id."""
    return re.sub(r'/[NDO](?=/|$)', '/:id', path)


def said_of(worker, option):
    """The lines it prints, in columns."""
    return [line.split('\t') for line in subprocess.run(
        [worker, option], check=True, stdout=subprocess.PIPE,
        text=True).stdout.split('\n')[:-1]]


def routes(workers, rows, apart):
    served = set()
    for worker in workers:
        for method, path, _, verb, _, flags in said_of(worker, '-r'):
            if 'deed' not in flags.split(','):
                continue
            here = '/' + path.split('/', 3)[3]
            served.add(here)
            if method != 'POST' or here not in apart and not (
                    (verb, here) in rows if verb != '-' else
                    here in {p for _, p in rows}):
                yield '%s %s %s is in no table' % (method, path, verb)
    for path in sorted(({p for _, p in rows} | apart) - served):
        yield path + ': no route'


def secrets(workers, page):
    """Of drafts everything is secret."""
    page = page[page.index('### What is secret'):page.index('### Terms')]
    secret, open_ = page.split('Never secret are')
    for worker in workers:
        for verb, _, from_, _, _, flags in said_of(worker, '-m'):
            there = secret if 'secret' in flags else open_
            if from_ != 'draft' and '`%s`' % verb not in there:
                yield verb + ': is it secret?'


def main(top, *workers):
    with open(top + '/modules/trade/TRUST.md') as f:
        page = f.read()
    with open(top + '/modules/ctl/verify_deeds.c') as f:
        tables = {'TRUST.md': set(of_page(page)), 'C': set(of_c(f.read())),
                  'Python': set(of_python())}
    for row in sorted(set.union(*tables.values()), key=str):
        missing = [who for who, t in tables.items() if row not in t]
        if missing:
            print('%s: not in %s' % (row, ', '.join(missing)))
    rows = {(v, numbered(p)) for v, p, _ in tables['TRUST.md'] if p}
    apart = {numbered(p) for p in of_no_trade(page)}
    for what in (*routes(workers, rows, apart), *secrets(workers, page)):
        print(what)


if __name__ == '__main__':
    main(*sys.argv[1:])
