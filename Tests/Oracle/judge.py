"""Compares the expected points of one metric with the received ones."""

from dataclasses import dataclass, field
from math import fsum

TOLERANCE = 1e-9
KIND_KEYS = ("mealTime", "reason", "value")
EXAMPLES = 3


@dataclass
class Verdict:
    """Counts and first examples (key and date, never a value) for one metric."""

    name: str
    expected: int = 0
    received: int = 0
    missing: int = 0
    surplus: int = 0
    different: int = 0
    twice: int = 0
    misplaced: int = 0
    worst: float = 0.0
    total: float = 0.0  # relative difference of the sums over all points
    units: str = ""
    examples: list = field(default_factory=list)

    @property
    def good(self):
        """Whether everything agreed."""
        faults = self.missing + self.surplus + self.different + self.twice + self.misplaced
        return not faults and not self.units and self.total <= TOLERANCE

    def note(self, fault, key, detail=""):
        """Counts a fault and keeps the first few as examples."""
        setattr(self, fault, getattr(self, fault) + 1)
        if sum(text.startswith(fault) for text in self.examples) < EXAMPLES:
            date, source, kind = key
            words = [fault, date, kind, detail, f"source {source!r}"]
            self.examples.append(" ".join(word for word in words if word))


def key_of(point):
    """What identifies a point: (date, source, kind)."""
    date = point.get("date", point.get("startDate", ""))
    kind = next((point[key] for key in KIND_KEYS if key in point), "")
    return date, point.get("source", ""), kind


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def apart(one, other):
    """The relative difference of two numbers."""
    return 0.0 if one == other else abs(one - other) / max(abs(one), abs(other))


def _order_value(point):
    return tuple((key, value if is_number(value) else 0.0, str(value))
                 for key, value in point.items() if key not in ("source", "date"))


def _by_key(points):
    found = {}
    for point in points:
        found.setdefault(key_of(point), []).append(point)
    return found


def _difference(verdict, wanted, got):
    """The first key in which two points differ, or None; keeps the worst difference."""
    if list(wanted) != list(got):
        return "keys"
    fault = None
    for key, value in wanted.items():
        if is_number(value) and is_number(got[key]):
            distance = apart(value, got[key])
            verdict.worst = max(verdict.worst, distance)
            if distance > TOLERANCE:
                fault = fault or key
        elif value != got[key]:
            fault = fault or key
    return fault


def judge(name, expected, received, parts, several=False):
    """The verdict on one metric.

    `several`: points may share a key, as single samples do; a summarised body has one each.
    `parts`: the part of each received point; inside a part the order must be that of 3.1.
    """
    verdict = Verdict(name, len(expected), len(received))
    wanted, got = _by_key(expected), _by_key(received)
    for key in wanted.keys() - got.keys():
        for _ in wanted[key]:
            verdict.note("missing", key)
    for key, points in got.items():
        known = wanted.get(key, [])
        if len(points) > 1 and not several:
            verdict.note("twice", key)
        for _ in range(len(points) - len(known)):
            verdict.note("surplus", key)
        for _ in range(len(known) - len(points)):
            verdict.note("missing", key)
        if len(known) > 1:
            known, points = sorted(known, key=_order_value), sorted(points, key=_order_value)
        for one, other in zip(known, points):
            fault = _difference(verdict, one, other)
            if fault:
                verdict.note("different", key, fault)
    verdict.total = _total_difference(expected, received)
    _check_order(verdict, expected, received, parts)
    verdict.examples.sort()
    return verdict


def _total_difference(expected, received):
    """The greatest relative difference of the sums over all points, per numeric key."""
    keys = {key for point in expected for key, value in point.items() if is_number(value)}
    worst = 0.0
    for key in keys:
        sums = [fsum(point[key] for point in points if is_number(point.get(key)))
                for points in (expected, received)]
        worst = max(worst, apart(*sums))
    return worst


def _check_order(verdict, expected, received, parts):
    place = {}
    for number, point in enumerate(expected):
        place.setdefault(key_of(point), number)
    before, part_before = -1, None
    for point, part in zip(received, parts):
        number = place.get(key_of(point))
        if number is None:
            continue
        if part == part_before and number < before:
            verdict.note("misplaced", key_of(point))
        before, part_before = number, part
