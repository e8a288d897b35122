"""Sales in other ways than by rising offers alone, told otherwise."""
import json

from make_agreed import AgreedMaker
from make_drawn import DrawnMaker
from make_holders import ExaminedMaker, PriorityMaker, SingleMaker
from make_lot import make
from make_ways import BuildMaker, CalledMaker, SealedMaker
from retell import retell
from retell_called import BUILT, CALLED
from retell_held import AGREED, EXAMINED, PRIORITY, SINGLE
from retell_hidden import DRAWN, SEALED

# How each is made, and told otherwise.
WAYS = {
    'called': (CalledMaker, {'offers': 4, 'bidders': 4, 'cut': 'deal'},
               CALLED),
    'built': (BuildMaker, {'offers': 9, 'bidders': 4, 'cut': 'deal'}, BUILT),
    'drawn': (DrawnMaker, {'offers': 9, 'bidders': 5, 'cut': 'deal'}, DRAWN),
    'sealed': (SealedMaker, {'bidders': 5, 'cut': 'deal'}, SEALED),
    'priority': (PriorityMaker, {'holders': 3, 'offers': 4, 'bidders': 5,
                                 'cut': 'deal'}, PRIORITY),
    'single': (SingleMaker, {'cut': 'deal', 'bidders': 1}, SINGLE),
    'agreed': (AgreedMaker, {'cut': 'performance'}, AGREED),
    'examined': (ExaminedMaker, {'bidders': 3, 'offers': 5, 'cut': 'deal'},
                 EXAMINED),
}


def can_suffer(files, edits):
    """Is there something in it for every one of them?"""
    for edit, _ in edits.values():
        try:
            if retell(files, edit) == retell(files, lambda bodies: None):
                return False
        except (StopIteration, IndexError, KeyError, ValueError):
            return False
    return True


def sale(way):
    """A good bundle that can suffer all that is told of its way."""
    kind, want, edits = WAYS[way]
    for seed in range(400):
        files = make(seed, kind, **want)[0]
        if json.loads(files['manifest.json'])['stage'] in (
                'contract', 'performance') and \
                can_suffer(files, edits):
            return files, edits
    raise LookupError(way)
