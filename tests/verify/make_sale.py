"""What the true bundles of all sales share: who signs what, and what is secret."""
from make import Maker, instant

SIGNED = ('schedule', 'prolong', 'apply', 'judge', 'offer', 'pause', 'resume', 'extend',
          'reveal-reserve', 'confirm', 'confirmed', 'contract', 'ask', 'once', 'twice',
          'knock', 'pass', 'seal', 'unseal', 'points', 'accept', 'pool', 'commit', 'reveal',
          'claim', 'agree')
PATHS = {'schedule': 'notice', 'apply': 'applications',
         'judge': 'applications/7/judge', 'offer': 'offers',
         'reveal-reserve': 'reserve', 'confirmed': 'confirm',
         'knock': 'hammer', 'seal': 'sealed', 'unseal': 'sealed/reveal',
         'points': 'applications/7/points', 'accept': 'acceptances',
         'pool': 'draws', 'commit': 'draws/%(draw)d/commit',
         'reveal': 'draws/%(draw)d/reveal', 'claim': 'claims',
         'agree': 'agreement'}
SECRET = ('trade', 'schedule', 'apply', 'admit', 'judge', 'deposit',
          'credit', 'guarantee', 'accept-guarantee', 'refund', 'hold', 'claim', 'points')


class SaleMaker(Maker):
    module, signed_verbs = 'land', SIGNED

    def path(self, verb, detail):
        return '/api/%s/trades/%d/%s' % (
            self.module, self.number, PATHS.get(verb, verb) % (detail or {}))

    def secret(self, verb):
        happened = {v for _, v in self.mine}
        return verb in SECRET or verb in (
            'offer', 'seal', 'unseal', 'accept') and not happened & {
                'deal', 'unsold', 'terminate'}

    def told(self):
        return bool({'deal', 'unsold'} & {v for _, v in self.mine})

    def to(self, at):
        """So that the next event is then."""
        self.wait = max(at - self.now, 0)

    def judge(self, code, number, good):
        self.event('judge', detail={
            'id': int(code[8:16]) + 1, 'state': 'qualified' if good else 'refused',
            'bidder': number, 'contact': '扎"西', 'credit_code': code,
            'name': '置业', 'judged_at': instant(self.now)})
