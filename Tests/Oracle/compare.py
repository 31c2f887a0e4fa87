"""Compares what a receiver recorded with what the archive says must arrive.

    python3 Tests/Oracle/compare.py --archive A --received DIR --automation automation.json
    python3 Tests/Oracle/compare.py --counts --archive A --received DIR --automation …

A: zip, folder or bare XML. DIR: one file a request body (*.json; *.headers.json beside it is
optional). The keys of the description stand in README.md. Exit: 0 equal, 1 not, 2 usage.
Output names metrics, dates, sources and differences, never a value.
"""

import argparse
import gc
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))

from archive import ArchiveError, read_archive
from automation import AutomationError, read_automation
from counts import count_rows
from expect import expect, wanted_types
from judge import judge, key_of
from received import PayloadError, read_received

HEADINGS = ("metric", "expected", "received", "missing", "surplus", "different", "twice",
            "misplaced", "worst", "sum off by")


def table(rows):
    """Lines of a table with aligned columns: the first to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        yield "  ".join(cells)


def compare(expected, received, automation):
    """The verdicts, one a metric: those expected in their order, then unexpected ones."""
    verdicts = []
    for metric in expected:
        points = received.points.get(metric.name, [])
        several = not automation.summarize or metric.name in event_names(automation)
        verdict = judge(metric.name, metric.points, points,
                        received.parts.get(metric.name, []), several)
        if points and received.units[metric.name] != metric.units:
            verdict.units = f"units {received.units[metric.name]}, expected {metric.units}"
        verdicts.append(verdict)
    known = {metric.name for metric in expected}
    for name in received.points.keys() - known:
        verdicts.append(judge(name, [], received.points[name], received.parts[name], True))
    return verdicts


def event_names(automation):
    """The metrics that are single events even when summarised, under their sent names."""
    return {automation.metric_names.get(name, name) for name in ("handwashing", "toothbrushing")}


def bucket_key(automation):
    """What a receiver that overwrites would take for the same point: a summarised bucket by date
    and kind (and source, if sources are separate), any other point by its whole content."""
    events = event_names(automation)

    def key(name, point):
        if not automation.summarize or name in events:
            return tuple(sorted(point.items()))
        date, source, kind = key_of(point)
        return (date, kind, source if automation.separate_sources else "")
    return key


def parts_in_order(expected, received):
    """The parts whose metrics do not stand in the order of the catalogue."""
    place = {metric.name: number for number, metric in enumerate(expected)}
    faults = []
    for number, names in enumerate(received.order, 1):
        places = [place[name] for name in names if name in place]
        if places != sorted(places):
            faults.append(f"body {number}: metrics are not in catalogue order")
    return faults


def report(verdicts, faults, received):
    """Prints the table and the faults; returns whether all is well."""
    rows = [HEADINGS]
    for v in verdicts:
        counts = (v.expected, v.received, v.missing, v.surplus, v.different, v.twice, v.misplaced)
        rows.append((v.name, *map(str, counts), f"{v.worst:.1e}", f"{v.total:.1e}"))
    print("\n".join(table(rows)))
    for v in verdicts:
        for text in filter(None, [v.units, *v.examples]):
            print(f"{v.name}: {text}")
    for fault in faults:
        print(fault)
    good = not faults and all(v.good for v in verdicts)
    repeated = f", {received.repeated} repeated" if received.repeated else ""
    print(f"{received.bodies} bodies{repeated}, {len(verdicts)} metrics, "
          f"{sum(v.received for v in verdicts)} points: {'equal' if good else 'NOT equal'}")
    return good


def main(arguments=None):
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--archive", required=True)
    parser.add_argument("--received", required=True)
    parser.add_argument("--automation", required=True)
    parser.add_argument("--counts", action="store_true",
                        help="number, sum, min, max per metric of an unsummarised payload")
    parser.add_argument("--latest", action="store_true",
                        help="several runs: a later body's bucket replaces an earlier one")
    options = parser.parse_args(arguments)
    gc.disable()  # millions of points and no cycles
    try:
        automation = read_automation(options.automation)
        received = read_received(options.received)
        if options.latest:
            received.keep_latest(bucket_key(automation))
        archive = read_archive(options.archive, wanted_types(automation))
        if options.counts:
            rows, good = count_rows(archive, automation, received)
            print("\n".join(table(rows)))
            return 0 if good else 1
        expected = expect(archive, automation)
    except (ArchiveError, AutomationError, PayloadError, OSError, ValueError) as error:
        print(f"compare: {error}", file=sys.stderr)
        return 1 if isinstance(error, PayloadError) else 2
    verdicts = compare(expected, received, automation)
    return 0 if report(verdicts, parts_in_order(expected, received), received) else 1


if __name__ == "__main__":
    sys.exit(main())
