"""Tests of the comparison: it accepts what is right and sees each way of being wrong."""

import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))

import compare
from archive import read_archive
from automation import read_automation
from expect import expect
from make_archive import make

RANGE = {"from": "2025-10-25", "to": "2025-10-26"}


class Comparison(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = Path(cls.folder.name)
        cls.archive = cls.root / "export.zip"
        make(cls.archive, 1500, 11)
        cls.read = read_archive(cls.archive, None)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def metrics(self, **settings):
        """Writes the description; returns the metrics that a perfect sender would send."""
        self.description = self.root / "automation.json"
        self.description.write_text(json.dumps(settings), encoding="utf-8")
        return [dict(name=m.name, units=m.units, data=m.points)
                for m in expect(self.read, read_automation(self.description))]

    def verdict(self, *bodies, counts=False, latest=False, headers=None):
        """Exit status and text of the command on these bodies (lists of metrics, or texts)."""
        out = io.StringIO()
        with tempfile.TemporaryDirectory() as folder:
            for number, body in enumerate(bodies):
                if not isinstance(body, str):
                    body = json.dumps({"data": {"metrics": body}}, ensure_ascii=False)
                path = Path(folder, f"{number:03}.json")
                path.write_text(body, encoding="utf-8")
                if headers:
                    beside = path.with_name(f"{number:03}.headers.json")
                    beside.write_text(json.dumps(headers[number]), encoding="utf-8")
            arguments = ["--archive", str(self.archive), "--received", folder,
                         "--automation", str(self.description)]
            arguments += ["--counts"] * counts + ["--latest"] * latest
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                status = compare.main(arguments)
        return status, out.getvalue()

    def cut(self, metrics):
        """The metrics in two bodies, one metric cut in the middle."""
        middle = len(metrics) // 2
        points = metrics[middle]["data"]
        half = len(points) // 2
        first = metrics[:middle] + [dict(metrics[middle], data=points[:half])] * (half > 0)
        return first, [dict(metrics[middle], data=points[half:])] + metrics[middle + 1:]

    def test_every_grouping_and_switch_agrees_with_itself(self):
        for settings in (
                *({"time_grouping": g} for g in ("default", "minutes", "hours", "days", "weeks",
                                                 "months", "years")),
                {"time_grouping": "seconds", "metrics": ["heart_rate", "step_count"]},
                {"summarize": False}, {"separate_sources": True, "time_grouping": "days"},
                {"units": "us", "time_grouping": "days", "week_start": "sunday"},
                {"units": "metric", "time_grouping": "hours", "point_range": True}):
            with self.subTest(settings):
                made = self.metrics(zone="Europe/Berlin", range=RANGE, **settings)
                status, text = self.verdict(*self.cut(made))
                self.assertEqual(status, 0, text)

    def test_the_archive_is_the_same_for_the_same_seed(self):
        again = self.root / "again.zip"
        make(again, 1500, 11)
        self.assertEqual(self.archive.read_bytes(), again.read_bytes())

    def test_a_repeated_session_counts_once_and_a_repeated_body_does_not(self):
        made = self.metrics(time_grouping="days", zone="Europe/Berlin")
        session = {"Session-Id": "A"}
        self.assertEqual(self.verdict(made, made, headers=[session, session])[0], 0)
        status, text = self.verdict(made, made)
        self.assertEqual((status, "twice" in text), (1, True))

    def test_a_later_run_may_replace_buckets(self):
        made = self.metrics(time_grouping="days", zone="Europe/Berlin")
        old = json.loads(json.dumps(made))
        for metric in old:
            for point in metric["data"]:
                if metric["name"] not in ("handwashing", "toothbrushing"):
                    point["source"] += "|older"
        self.assertEqual(self.verdict(old, made)[0], 1)
        self.assertEqual(self.verdict(old, made, latest=True)[0], 0)
        self.assertEqual(self.verdict(made, old, latest=True)[0], 1)

    def wrong(self, change, **settings):
        """The text of a comparison with one change to the bodies; it must fail."""
        settings = {"time_grouping": "days", "zone": "Europe/Berlin", **settings}
        made = json.loads(json.dumps(self.metrics(**settings)))
        change({metric["name"]: metric for metric in made})
        status, text = self.verdict([metric for metric in made if metric["data"]])
        self.assertEqual(status, 1, text)
        return text

    def test_each_mistake_is_seen(self):
        def scale(metrics):
            metrics["step_count"]["data"][1]["qty"] *= 1 + 1e-8

        def drop(metrics):
            metrics["sleep_analysis"]["data"].pop()

        def swap(metrics):
            metrics["blood_glucose"]["data"].reverse()

        def rename(metrics):
            metrics["heart_rate"]["data"][0]["source"] += "!"

        def keys(metrics):
            point = metrics["heart_rate"]["data"][0]
            point["Min"] = point.pop("Min")

        def units(metrics):
            metrics["body_temperature"]["units"] = "K"

        for change, word in ((scale, "step_count: different"), (drop, "sleep_analysis: missing"),
                             (swap, "blood_glucose: misplaced"), (rename, "heart_rate: surplus"),
                             (keys, "heart_rate: different"), (units, "body_temperature: units")):
            with self.subTest(word):
                self.assertIn(word, self.wrong(change))

    def test_bodies_that_are_no_payload(self):
        self.metrics(time_grouping="days")
        for body, word in (('{"data":{"metrics":[]}', "does not parse"),
                           ('{"data":{"metrics":NaN}}', "does not parse"),
                           ('{"data":{"workouts":[]}}', "other keys"), ('[]', "single key"),
                           ('{"data":{},"data":{}}', "does not parse")):
            status, text = self.verdict(body)
            self.assertEqual((status, word in text), (1, True), text)

    def test_counts(self):
        made = self.metrics(summarize=False)
        self.assertEqual(self.verdict(made, counts=True)[0], 0)
        made[0]["data"] = made[0]["data"][1:]
        status, text = self.verdict(made, counts=True)
        self.assertEqual((status, "DIFFERS" in text), (1, True))

    def test_unknown_keys_of_a_description_are_errors(self):
        self.description = self.root / "wrong.json"
        self.description.write_text('{"grouping": "days"}', encoding="utf-8")
        status, text = self.verdict("{}")
        self.assertEqual((status, "unknown key 'grouping'" in text), (2, True))


if __name__ == "__main__":
    unittest.main()
