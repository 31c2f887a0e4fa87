"""Which source counts first (issue 4, decision 4 of the design).

The order: entered by hand; the preferred list; Apple's devices; others. Ties by name.
"""

APPLE_WORDS = ("apple watch", "iphone", "ipad", "ipod")
MANUAL, PREFERRED, APPLE, OTHER = range(4)


def fold(text):
    """Letter case and kinds of blank set aside."""
    return "".join(" " if letter.isspace() else letter for letter in text).casefold()


class Ranking:
    """The rank of samples: (class, place in the preferred list, source name), least is best."""

    def __init__(self, preferred):
        self.entries = [fold(entry) for entry in preferred]
        self._known = {}

    def rank(self, sample):
        """The rank of one sample; it depends on source, device and hand entry alone."""
        key = (sample.source, sample.tag)
        if key not in self._known:
            self._known[key] = (*self._class(*key), sample.source)
        return self._known[key]

    def _class(self, source, tag):
        if tag.user_entered:
            return MANUAL, 0
        names = [fold(source), fold(tag.model)]
        for place, entry in enumerate(self.entries):
            if any(entry in name for name in names):
                return PREFERRED, place
        made_by_apple = fold(tag.manufacturer).startswith("apple")
        if made_by_apple or any(word in name for word in APPLE_WORDS for name in names):
            return APPLE, 0
        return OTHER, 0


def joined(names):
    """The wire's `source`: unique, sorted by code point, joined by `|` (3.1)."""
    return "|".join(sorted(set(names)))
