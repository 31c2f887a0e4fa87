"""Sums over overlapping sources, by the plainest method: subtract what better sources cover.

Each instant counts from the best source that covers it; what is left of a sample counts in
proportion to time (issue 4; wire-format 3.3, rule 5). A sample without length stands at its
start whole, unless a better source covers that instant.
"""

from typing import NamedTuple

from intervals import covers, uncovered, union


class Share(NamedTuple):
    """What is left of a sample: [start, end), and value and length of the whole sample.

    Start equals end for a sample without length; the value is then counted whole.
    """

    start: int
    end: int
    value: float
    whole: int
    source: str


def by_rank(samples, ranking):
    """The samples in groups of equal rank, best group first."""
    groups = {}
    for sample in samples:
        groups.setdefault(ranking.rank(sample), []).append(sample)
    return [groups[rank] for rank in sorted(groups)]


def merged(samples, ranking):
    """Yields the shares that remain when better sources come first."""
    cover, moments = [], set()
    for group in by_rank(samples, ranking):
        for sample in group:
            start, end, source, value = sample[:4]
            if end <= start:
                if not covers(cover, start) and start not in moments:
                    yield Share(start, start, value, 0, source)
            else:
                for left, right in uncovered(start, end, cover):
                    yield Share(left, right, value, end - start, source)
        cover = union(cover + [sample[:2] for sample in group])
        moments.update(sample.start for sample in group if sample.end <= sample.start)


def winners(samples, ranking):
    """The samples whose start no better source covers: for things that are counted whole."""
    cover, moments = [], set()
    for group in by_rank(samples, ranking):
        for sample in group:
            if not covers(cover, sample.start) and sample.start not in moments:
                yield sample
        cover = union(cover + [sample[:2] for sample in group])
        moments.update(sample.start for sample in group if sample.end <= sample.start)


def bucket_shares(shares, buckets, window):
    """Divides shares over buckets: {start: (end, [amounts], {source names})}.

    `window` is a pair of bucket borders; what lies outside it is not divided.
    """
    found = {}
    for start, end, value, whole, source in shares:
        if whole == 0:
            if window[0] <= start < window[1]:
                left, right = buckets.find(start)
                _add(found, left, right, value, source)
            continue
        start, end = max(start, window[0]), min(end, window[1])
        while start < end:
            left, right = buckets.find(start)
            stop = min(end, right)
            _add(found, left, right, value * (stop - start) / whole, source)
            start = stop
    return found


def _add(found, left, right, amount, source):
    bucket = found.get(left)
    if bucket is None:
        bucket = found[left] = (right, [], set())
    bucket[1].append(amount)
    bucket[2].add(source)
