"""The oracle's own tests: tiny cases, computed by hand from the reference text."""

import random
import sys
import tempfile
import unittest
import zipfile
from datetime import date
from fractions import Fraction
from math import fsum, log10
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))

from archive import Sample, Tag, read_archive
from automation import Automation
from catalogue import CATALOGUE, snake_case
from expect import expect
from intervals import length, uncovered, union
from merging import bucket_shares, merged
from sources import Ranking
from units import converter
from zones import FixedBuckets, Zone, buckets

Q = "HKQuantityTypeIdentifier"
C = "HKCategoryTypeIdentifier"
WATCH = "name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch9,9"
PHONE = "name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone99,1"


def record(kind, start, end, value=None, source="Watch", unit="", device="", metadata=()):
    """One Record element; start and end are UTC texts without offset."""
    fields = {"type": kind, "sourceName": source, "unit": unit, "device": device,
              "startDate": start + " +0000", "endDate": end + " +0000"}
    if value is not None:
        fields["value"] = str(value)
    written = " ".join(f'{key}="{text}"' for key, text in fields.items() if text)
    entries = "".join(f'<MetadataEntry key="{k}" value="{v}"/>' for k, v in metadata)
    return f"<Record {written}>{entries}</Record>"


def archive_of(*elements):
    """An archive read from a bare XML file with these elements."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export.xml")
        path.write_text("<?xml version='1.0' encoding='UTF-8'?>\n<HealthData>"
                        + "".join(elements) + "</HealthData>", encoding="utf-8")
        return read_archive(path, types=None)


def points(elements, **settings):
    """The points of the only metric that the automation delivers."""
    made = expect(archive_of(*elements), Automation(**settings))
    assert len(made) == 1, [metric.name for metric in made]
    return made[0].points


def column(made, key="qty"):
    return [point[key] for point in made]


class Sums(unittest.TestCase):
    def test_51_steps_become_the_minutes_of_the_reference(self):
        # 172.6928 s from 31.9639 s into a minute, on a clock that ticks ten thousand times a second
        sample = Sample(319639, 319639 + 1726928, "iPhone", 51.0, Tag())
        minutes = FixedBuckets(Zone("UTC", 0, 1), 600000)
        shares = bucket_shares(merged([sample], Ranking([])), minutes,
                               (float("-inf"), float("inf")))
        amounts = [fsum(amounts) for _, (_, amounts, _) in sorted(shares.items())]
        self.assertEqual([round(amount, 4) for amount in amounts],
                         [8.2797, 17.7193, 17.7193, 7.2817])
        self.assertAlmostEqual(fsum(amounts), 51, places=12)

    def test_51_steps_in_whole_seconds(self):
        made = points([record(Q + "StepCount", "2026-03-10 06:15:32", "2026-03-10 06:18:25", 51,
                              unit="count")], time_grouping="minutes", zone="Europe/Berlin")
        self.assertEqual(column(made, "date"), [f"2026-03-10 07:{m}:00 +0100" for m in
                                                ("15", "16", "17", "18")])
        for got, seconds in zip(column(made), (28, 60, 60, 25)):
            self.assertAlmostEqual(got, float(Fraction(51 * seconds, 173)), places=13)

    def test_a_better_source_takes_its_time_from_the_next(self):
        made = points([
            record(Q + "StepCount", "2026-03-10 10:00:00", "2026-03-10 10:10:00", 600,
                   "My iPhone", "count", PHONE),
            record(Q + "StepCount", "2026-03-10 10:04:00", "2026-03-10 10:06:00", 100,
                   "My Apple\u00a0Watch", "count", WATCH),
        ], time_grouping="hours")
        # 100 of the watch, 8 of 10 minutes of the phone's 600
        self.assertEqual(column(made), [580])
        self.assertEqual(made[0]["source"], "My Apple\u00a0Watch|My iPhone")

    def test_a_source_inside_a_better_one_changes_nothing(self):
        made = points([
            record(Q + "StepCount", "2026-03-10 10:00:00", "2026-03-10 10:10:00", 600, "B"),
            record(Q + "StepCount", "2026-03-10 10:04:00", "2026-03-10 10:06:00", 100, "C"),
        ], time_grouping="hours")
        self.assertEqual((column(made), made[0]["source"]), ([600], "B"))

    def test_by_hand_comes_first_and_the_list_can_be_turned(self):
        elements = [
            record(Q + "StepCount", "2026-03-10 10:00:00", "2026-03-10 10:10:00", 10, "Band"),
            record(Q + "StepCount", "2026-03-10 10:00:00", "2026-03-10 10:10:00", 20, "Health",
                   device=PHONE),
            record(Q + "StepCount", "2026-03-10 10:05:00", "2026-03-10 10:10:00", 7, "Zed",
                   metadata=[("HKWasUserEntered", "1")]),
        ]
        self.assertEqual(column(points(elements, time_grouping="days")), [7 + 10])
        turned = points(elements, time_grouping="days", preferred_sources=["band"])
        self.assertEqual(column(turned), [7 + 5])

    def test_merging_equals_a_count_second_by_second(self):
        rng = random.Random(20)
        for _ in range(60):
            rows = []
            for _ in range(rng.randrange(1, 9)):
                start = rng.randrange(60)
                length_s = rng.choice((0, 1, 7, rng.randrange(1, 40)))
                rows.append(Sample(start, start + length_s, rng.choice("ABC"),
                                   float(rng.randrange(1, 50)), Tag()))
            wanted = Fraction(0)
            for second in range(100):
                here = [r for r in rows if r.start <= second < r.end or r.start == second == r.end]
                spans = [r.source for r in here if r.end > r.start]
                best = min(spans, default="Z")
                wanted += sum(Fraction(r.value) / (r.end - r.start) for r in here
                              if r.end > r.start and r.source == best)
                moments = [r for r in here if r.end == r.start]
                for row in moments:
                    better = {s for s in spans + [m.source for m in moments] if s < row.source}
                    wanted += 0 if better else Fraction(row.value)
            got = fsum(amount for _, amounts, _ in bucket_shares(
                merged(rows, Ranking([])), FixedBuckets(Zone("UTC", 0, 1), 7),
                (float("-inf"), float("inf"))).values() for amount in amounts)
            self.assertAlmostEqual(got, float(wanted), places=9)

    def test_separate_sources(self):
        made = points([
            record(Q + "StepCount", "2026-03-10 10:00:00", "2026-03-10 10:10:00", 600, "B"),
            record(Q + "StepCount", "2026-03-10 10:04:00", "2026-03-10 10:06:00", 100, "C"),
        ], time_grouping="hours", separate_sources=True)
        self.assertEqual([(p["source"], p["qty"]) for p in made], [("B", 600), ("C", 100)])

    def test_units_mix(self):
        made = points([
            record(Q + "DistanceWalkingRunning", "2026-03-10 10:00:00", "2026-03-10 10:10:00", 1,
                   unit="mi"),
            record(Q + "DistanceWalkingRunning", "2026-03-10 11:00:00", "2026-03-10 11:10:00", 1,
                   unit="km"),
        ], time_grouping="days")
        self.assertAlmostEqual(made[0]["qty"], 2.609344, places=14)

    def test_copies_fold(self):
        copy = record(Q + "StepCount", "2026-03-10 10:00:00", "2026-03-10 10:10:00", 600)
        other = copy.replace("600", "600.0").replace("<Record ", '<Record creationDate="x" ')
        self.assertEqual(column(points([copy, copy, other], time_grouping="days")), [600])


class Means(unittest.TestCase):
    def beats(self, *rows, **settings):
        settings = {"time_grouping": "hours", **settings}
        return points([record(Q + "HeartRate", f"2026-03-10 10:{start}", f"2026-03-10 10:{end}",
                              value, unit="count/min") for start, end, value in rows], **settings)

    def test_average_by_time_holds_a_value_for_300_seconds(self):
        # 60 for 100 s, 80 for 300 s (the next comes after 400 s), 100 for 300 s
        made = self.beats(("00:00", "00:00", 60), ("01:40", "01:40", 80), ("08:20", "08:20", 100))
        self.assertEqual((made[0]["Min"], made[0]["Max"]), (60, 100))
        self.assertAlmostEqual(made[0]["Avg"], (60 * 100 + 80 * 300 + 100 * 300) / 700, places=12)

    def test_average_by_time_is_clipped_to_the_bucket(self):
        made = self.beats(("58:00", "58:00", 60), ("59:00", "59:00", 90))
        self.assertEqual(made[0]["Avg"], 75)

    def test_a_sample_with_a_duration_counts_for_it(self):
        made = self.beats(("00:00", "00:30", 60), ("00:10", "00:10", 90))
        self.assertAlmostEqual(made[0]["Avg"], (60 * 30 + 90 * 300) / 330, places=12)

    def test_default_is_seconds_and_off_is_the_sample(self):
        rows = (("00:01", "00:01", 60), ("00:02", "00:02", 61))
        self.assertEqual(column(self.beats(*rows, time_grouping="default"), "Avg"), [60, 61])
        self.assertEqual(column(self.beats(*rows, summarize=False), "Min"), [60, 61])

    def test_equivalent_level(self):
        sound = Q + "EnvironmentalAudioExposure"
        made = points([
            record(sound, "2026-03-10 10:59:00", "2026-03-10 11:02:00", 60, unit="dBASPL"),
            record(sound, "2026-03-10 11:30:00", "2026-03-10 11:30:00", 80, unit="dBASPL"),
        ], time_grouping="hours")
        self.assertAlmostEqual(made[0]["qty"], 60, places=12)
        self.assertAlmostEqual(made[1]["qty"], 10 * log10((120 * 1e6 + 1e8) / 121), places=12)

    def test_percent(self):
        made = points([record(Q + "OxygenSaturation", "2026-03-10 10:00:00",
                              "2026-03-10 10:00:00", 0.96, unit="%")])
        self.assertEqual(column(made), [96])


class Time(unittest.TestCase):
    def days(self, zone, year, month, day, grouping="days"):
        zone = Zone(zone, *[86400 * 365 * (year - 1970 + shift) for shift in (0, 2)])
        number = (date(year, month, day).toordinal()
                  - date(1970, 1, 1).toordinal())
        start, end = buckets(zone, grouping).find(zone.midnight(number))
        return zone.text(start), (end - start) / 3600

    def test_days_of_23_and_25_hours(self):
        self.assertEqual(self.days("Europe/Berlin", 2026, 3, 29),
                         ("2026-03-29 00:00:00 +0100", 23))
        self.assertEqual(self.days("Europe/Berlin", 2026, 10, 25),
                         ("2026-10-25 00:00:00 +0200", 25))

    def test_change_at_midnight(self):
        self.assertEqual(self.days("America/Sao_Paulo", 2018, 11, 4),
                         ("2018-11-04 01:00:00 -0200", 23))
        self.assertEqual(self.days("America/Havana", 2024, 11, 3),
                         ("2024-11-03 00:00:00 -0400", 25))

    def test_half_an_hour_and_a_day_that_never_was(self):
        self.assertEqual(self.days("Australia/Lord_Howe", 2024, 4, 7)[1], 24.5)
        self.assertEqual(self.days("Pacific/Apia", 2011, 12, 30)[0], "2011-12-31 00:00:00 +1400")

    def test_the_hour_that_occurs_twice(self):
        made = points([record(Q + "StepCount", "2026-10-25 00:00:00", "2026-10-25 02:00:00", 120)],
                      time_grouping="hours", zone="Europe/Berlin")
        self.assertEqual([(p["date"], p["qty"]) for p in made],
                         [("2026-10-25 02:00:00 +0200", 60), ("2026-10-25 02:00:00 +0100", 60)])

    def test_an_hour_of_ninety_minutes(self):
        zone = Zone("Australia/Lord_Howe", 1700000000, 1720000000)
        change = next(s for s in zone.starts if s > 1710000000)  # 2024-04-07, back by 30 minutes
        start, end = buckets(zone, "hours").find(change - 1)
        self.assertEqual((zone.text(start), end - start), ("2024-04-07 01:00:00 +1100", 5400))
        self.assertEqual(buckets(zone, "hours").find(change), (start, end))
        self.assertEqual(buckets(zone, "minutes").find(change), (change, change + 60))

    def test_buckets_leave_no_gap(self):
        for name in ("Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns",
                     "America/Sao_Paulo", "Africa/Cairo", "Asia/Beirut", "Pacific/Apia"):
            zone = Zone(name, 1290000000, 1330000000)
            for grouping in ("minutes", "hours", "days", "weeks", "months", "years"):
                cut = buckets(zone, grouping)
                for change in zone.starts[1:]:
                    if 1290000000 < change < 1330000000:
                        place, stop = cut.find(change - 7200)[0], change + 7200
                        while place < stop:
                            start, end = cut.find(place)
                            self.assertEqual((start, cut.find(end - 1)), (place, (start, end)))
                            place = end

    def test_weeks_months_years(self):
        self.assertEqual(self.days("Europe/Berlin", 2026, 3, 29, "weeks"),
                         ("2026-03-23 00:00:00 +0100", 167))
        self.assertEqual(self.days("Europe/Berlin", 2026, 3, 29, "months")[1], 31 * 24 - 1)
        self.assertEqual(self.days("Europe/Berlin", 2026, 3, 29, "years"),
                         ("2026-01-01 00:00:00 +0100", 8760))

    def test_a_range_sends_whole_buckets(self):
        made = points([record(Q + "StepCount", "2026-03-09 22:00:00", "2026-03-11 02:00:00", 28)],
                      time_grouping="days", range={"from": "2026-03-10 12:00:00 +0000",
                                                   "to": "2026-03-10 13:00:00 +0000"})
        self.assertEqual([(p["date"], p["qty"]) for p in made],
                         [("2026-03-10 00:00:00 +0000", 24)])


class Shapes(unittest.TestCase):
    def night(self, *rows, **settings):
        made = [record(C + "SleepAnalysis", f"2026-03-{start}", f"2026-03-{end}",
                       "HKCategoryValueSleepAnalysis" + stage, source, device=device)
                for start, end, stage, source, device in rows]
        return points(made, zone="Europe/Berlin", **settings)

    def test_a_night_of_two_sources(self):
        rows = (
            ("09 21:45:00", "10 01:45:00", "AsleepCore", "Apple Watch", WATCH),
            ("10 01:45:00", "10 03:00:00", "AsleepDeep", "Apple Watch", WATCH),
            ("10 03:00:00", "10 05:00:00", "AsleepREM", "Apple Watch", WATCH),
            ("10 05:00:00", "10 05:30:00", "Awake", "Apple Watch", WATCH),
            ("10 02:00:00", "10 03:00:00", "AsleepDeep", "Apple Watch", WATCH),  # overlaps
            ("09 21:00:00", "10 06:00:00", "AsleepUnspecified", "Ring", ""),  # other source
            ("09 21:35:00", "10 05:35:00", "InBed", "iPhone", PHONE),
        )
        self.assertEqual(self.night(*rows), [{
            "date": "2026-03-10 00:00:00 +0100", "totalSleep": 7.25, "asleep": 0, "core": 4,
            "deep": 1.25, "rem": 2, "awake": 0.5, "inBed": 8,
            "sleepStart": "2026-03-09 22:45:00 +0100", "sleepEnd": "2026-03-10 06:00:00 +0100",
            "inBedStart": "2026-03-09 22:35:00 +0100", "inBedEnd": "2026-03-10 06:35:00 +0100",
            "source": "Apple Watch|iPhone"}])
        self.assertEqual(len(self.night(*rows, summarize=False)), 7)
        ring = self.night(*rows, preferred_sources={"sleep_analysis": ["ring"]})
        self.assertEqual((ring[0]["asleep"], ring[0]["source"]), (9, "Ring|iPhone"))

    def test_noon_parts_the_nights(self):
        made = self.night(("10 10:59:59", "10 11:30:00", "InBed", "iPhone", PHONE),
                          ("10 11:00:00", "10 12:00:00", "InBed", "iPhone", PHONE))
        self.assertEqual(column(made, "date"), ["2026-03-10 00:00:00 +0100",
                                                "2026-03-11 00:00:00 +0100"])
        self.assertEqual(made[1]["sleepStart"], made[1]["inBedStart"])

    def test_blood_pressure_nested_and_at_top_level_counts_once(self):
        high = record(Q + "BloodPressureSystolic", "2026-03-10 07:00:00", "2026-03-10 07:00:00",
                      120, "Cuff", "mmHg")
        low = record(Q + "BloodPressureDiastolic", "2026-03-10 07:00:00", "2026-03-10 07:00:00",
                     80, "Cuff", "mmHg")
        pair = ('<Correlation type="HKCorrelationTypeIdentifierBloodPressure" sourceName="Cuff" '
                'startDate="2026-03-10 07:00:00 +0000" endDate="2026-03-10 07:00:00 +0000">'
                f"{high}{low}</Correlation>")
        later = [text.replace("07:00:00", "19:00:00").replace("120", "130")
                 for text in (high, low)]
        made = points([high, low, pair, *later], time_grouping="days")
        self.assertEqual(made, [{"date": "2026-03-10 00:00:00 +0000", "systolic": 125,
                                 "diastolic": 80, "source": "Cuff"}])

    def test_kinds(self):
        def glucose(minute, value, meal=None):
            entries = [("HKBloodGlucoseMealTime", meal)] if meal else []
            return record(Q + "BloodGlucose", f"2026-03-10 07:{minute}:00",
                          f"2026-03-10 07:{minute}:00", value, "Meter", "mg/dL", "", entries)
        made = points([glucose("01", 90, "1"), glucose("02", 110, "1"), glucose("03", 140, "2"),
                       glucose("04", 100)], time_grouping="days")
        self.assertEqual([(p["mealTime"], p["qty"]) for p in made],
                         [("Before Meal", 100), ("After Meal", 140), ("Unspecified", 100)])
        def insulin(minute, value, reason):
            entries = [("HKInsulinDeliveryReason", reason)] if reason else []
            return record(Q + "InsulinDelivery", f"2026-03-10 07:{minute}:00",
                          f"2026-03-10 07:{minute}:00", value, "Pump", "IU", "", entries)
        made = points([insulin("01", 2, "2"), insulin("02", 3, "2"), insulin("03", 1, "1")],
                      time_grouping="days")
        self.assertEqual([(p["reason"], p["qty"]) for p in made], [("Basal", 1), ("Bolus", 5)])

    def test_events_stand_hours_mindful_minutes_and_counters(self):
        made = points([record(C + "HandwashingEvent", "2026-03-10 08:01:12",
                              "2026-03-10 08:01:35", "HKCategoryValueNotApplicable")],
                      time_grouping="days")
        self.assertEqual(made, [{"date": "2026-03-10 08:01:12 +0000", "qty": 23,
                                 "value": "Complete", "source": "Watch"}])
        hours = [record(C + "AppleStandHour", f"2026-03-10 {h:02}:00:00",
                        f"2026-03-10 {h + 1:02}:00:00",
                        "HKCategoryValueAppleStandHour" + ("Idle" if h == 9 else "Stood"))
                 for h in range(8, 12)]
        self.assertEqual(column(points(hours, time_grouping="days")), [3])
        self.assertEqual(column(points(hours, time_grouping="hours")), [1, 0, 1, 1])
        made = points([record(C + "MindfulSession", "2026-03-10 08:55:00",
                              "2026-03-10 09:05:00")], time_grouping="hours")
        self.assertEqual(column(made), [5, 5])
        made = points([record(C + "SexualActivity", "2026-03-10 08:55:00", "2026-03-10 08:55:00",
                              "HKCategoryValueNotApplicable", "Health",
                              metadata=[("HKSexualActivityProtectionUsed", "1")])])
        self.assertEqual(list(made[0].items())[1:4], [("Unspecified", 0), ("Protection Used", 1),
                                                      ("Protection Not Used", 0)])

    def test_the_wrist_belongs_to_the_end_of_the_night(self):
        night = [record(Q + "AppleSleepingWristTemperature", "2026-03-09 21:50:10",
                        "2026-03-10 05:28:40", 35.42, unit="degC")]
        self.assertEqual(column(points(night, time_grouping="days"), "date"),
                         ["2026-03-10 00:00:00 +0000"])
        self.assertEqual(points(night, summarize=False), [{
            "date": "2026-03-09 21:50:10 +0000", "qty": 35.42, "source": "Watch",
            "start": "2026-03-09 21:50:10 +0000", "end": "2026-03-10 05:28:40 +0000"}])


class Pieces(unittest.TestCase):
    def test_intervals(self):
        cover = union([(5, 7), (1, 3), (2, 4), (9, 9)])
        self.assertEqual(cover, [(1, 4), (5, 7)])
        self.assertEqual(uncovered(0, 8, cover), [(0, 1), (4, 5), (7, 8)])
        self.assertEqual(uncovered(2, 3, cover), [])
        self.assertEqual(length([(1, 3), (2, 4)]), 3)

    def test_units(self):
        for have, want, value, result in (
                ("Cal", "kJ", 1, 4.184), ("mi", "km", 1, 1.609344), ("degF", "degC", 212, 100),
                ("mmol<180.1558800000541>/L", "mg/dL", 1, 18.01558800000541), ("%", "%", 0.5, 50),
                ("mi/hr", "km/hr", 1, 1.609344), ("m/s", "km/hr", 1, 3.6),
                ("mL/min·kg", "ml/(kg·min)", 41, 41), ("fl_oz_us", "mL", 1, 29.5735295625)):
            self.assertAlmostEqual(converter(have, want)(value), result, places=12)

    def test_catalogue(self):
        self.assertEqual(len(CATALOGUE), 113)
        self.assertEqual([snake_case(t) for t in ("UVExposure", "VO2Max", "StepCount")],
                         ["uv_exposure", "vo2_max", "step_count"])

    def test_the_main_xml_is_found_by_content(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "export.zip")
            with zipfile.ZipFile(path, "w") as container:
                container.writestr("__MACOSX/._export.xml", "<HealthData")
                container.writestr("a/export_cda.xml", "<ClinicalDocument/>")
                container.writestr("a/Exportieren.xml", "<HealthData>" + record(
                    Q + "StepCount", "2026-03-10 10:00:00", "2026-03-10 10:10:00", 6)
                    + "</HealthData>")
            self.assertEqual(len(read_archive(path).samples[Q + "StepCount"]), 1)


if __name__ == "__main__":
    unittest.main()
