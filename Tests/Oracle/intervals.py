"""Half-open intervals of integer instants: union, length, and what a set does not cover."""

from bisect import bisect_right


def union(intervals):
    """Disjoint, sorted intervals that cover the same instants; empty ones vanish."""
    merged = []
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def length(intervals):
    """Seconds that the intervals cover together, each instant once."""
    return sum(end - start for start, end in union(intervals))


def uncovered(start, end, cover):
    """The parts of [start, end) outside `cover`, which is a result of `union`."""
    place = bisect_right(cover, (start, float("inf")))
    if place and cover[place - 1][1] > start:
        place -= 1
    parts = []
    while place < len(cover) and cover[place][0] < end:
        if cover[place][0] > start:
            parts.append((start, cover[place][0]))
        start = max(start, cover[place][1])
        place += 1
    if start < end:
        parts.append((start, end))
    return parts


def covers(cover, instant):
    """Whether an instant lies in `cover`, which is a result of `union`."""
    place = bisect_right(cover, (instant, float("inf")))
    return place > 0 and cover[place - 1][1] > instant
