"""What a receiver recorded: request bodies as files, joined to one list of points per metric."""

import json
from pathlib import Path


class PayloadError(Exception):
    """A recorded body is not what the wire format allows; the text names file and place."""


class Received:
    """Points by metric name, over all parts, and what was wrong with the parts."""

    def __init__(self):
        self.points = {}
        self.units = {}
        self.parts = {}  # metric name: number of the part of each of its points
        self.order = []  # metric names of each part
        self.bodies = 0
        self.repeated = 0

    def add(self, document, where):
        """Takes one parsed body."""
        if not isinstance(document, dict) or list(document) != ["data"]:
            raise PayloadError(f"{where}: the body is not an object with the single key data")
        data = document["data"]
        if not isinstance(data, dict) or not set(data) <= {"metrics"}:
            raise PayloadError(f"{where}: data holds other keys than metrics")
        names = []
        for metric in data.get("metrics", []):
            if list(metric) != ["name", "units", "data"]:
                raise PayloadError(f"{where}: a metric's keys are not name, units, data")
            name = metric["name"]
            if name in names:
                raise PayloadError(f"{where}: {name} stands twice in one part")
            if not metric["data"]:
                raise PayloadError(f"{where}: {name} has no points")
            names.append(name)
            if self.units.setdefault(name, metric["units"]) != metric["units"]:
                raise PayloadError(f"{where}: {name} has other units than in an earlier part")
            self.points.setdefault(name, []).extend(metric["data"])
            self.parts.setdefault(name, []).extend([self.bodies] * len(metric["data"]))
        self.order.append(names)
        self.bodies += 1

    def keep_latest(self, key):
        """Of points with equal keys the last one stays, as at a receiver that overwrites.

        `key`: from a metric's name and a point to what identifies its bucket.
        """
        for name, points in self.points.items():
            last = {key(name, point): number for number, point in enumerate(points)}
            kept = sorted(last.values())
            self.points[name] = [points[number] for number in kept]
            self.parts[name] = [self.parts[name][number] for number in kept]


def _no_constant(name):
    raise ValueError(f"{name} is no JSON")


def _unique(pairs):
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return made


def parse(data, where):
    """Strict JSON: UTF-8 without BOM, no NaN, no key twice."""
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_no_constant,
                          object_pairs_hook=_unique)
    except ValueError as error:
        raise PayloadError(f"{where}: does not parse: {type(error).__name__}") from None


def _session(path):
    """The session-id recorded beside a body, or None."""
    beside = path.with_name(path.name.removesuffix(".json") + ".headers.json")
    if not beside.exists():
        return None
    headers = json.loads(beside.read_text(encoding="utf-8"))
    pairs = headers.items() if isinstance(headers, dict) else map(_header_pair, headers)
    return {str(key).lower(): value for key, value in pairs}.get("session-id")


def _header_pair(item):
    return (item["name"], item["value"]) if isinstance(item, dict) else (item[0], item[1])


def read_received(folder):
    """Reads every body of a folder, by file name; a repeated session-id must bring equal bytes
    and counts once."""
    received, sessions = Received(), {}
    paths = [path for path in sorted(Path(folder).rglob("*.json"))
             if not path.name.endswith(".headers.json")]
    for path in paths:
        data = path.read_bytes()
        session = _session(path)
        if session is not None:
            if session in sessions:
                if sessions[session] != hash(data):
                    raise PayloadError(f"{path.name}: other bytes under an earlier session-id")
                received.repeated += 1
                continue
            sessions[session] = hash(data)
        received.add(parse(data, path.name), path.name)
    if not paths:
        raise PayloadError(f"{folder}: no *.json body")
    return received
