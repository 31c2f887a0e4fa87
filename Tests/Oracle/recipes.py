"""What a day of the synthetic archive holds: one recipe a type, each a list of rows for a day.

A recipe takes the random numbers, the day's first instant (UTC midnight) and its number.
"""

from typing import NamedTuple

Q = "HKQuantityTypeIdentifier"
C = "HKCategoryTypeIdentifier"
NA = "HKCategoryValueNotApplicable"
DAY, HOUR = 86400, 3600


class Source(NamedTuple):
    """A name and the text of its device, without the pointer."""

    name: str
    device: str = ""


class Row(NamedTuple):
    """One record to write."""

    kind: str
    source: Source
    start: int
    end: int
    value: object = None
    unit: str = ""
    metadata: tuple = ()


WATCH = Source("Example\u2019s Apple\u00a0Watch",
               "name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch9,9")
PHONE = Source("Pocket ", "name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone99,1")
OLD = Source("Wrist of old", "name:Apple Watch, manufacturer:Apple Inc., model:Watch")
BAND = Source("Band", "name:Band, manufacturer:Example & Co., model:B2")
CLUB = Source("Club <of steps>")
HEALTH = Source("Health")
BY_HAND = (("HKWasUserEntered", "1"),)


def spans(rng, day, count, shortest, longest, first=6 * HOUR, last=23 * HOUR):
    """Random intervals of one source: odd lengths, disjoint, sometimes touching."""
    moments = sorted(rng.randrange(first, last) for _ in range(count))
    until = 0
    for moment in moments:
        start = max(moment, until)
        until = start + rng.randrange(shortest, longest)
        yield day + start, day + until


def cumulative(tail, plans, least, most):
    """A cumulative type: plans are (source, unit, factor, count a day, shortest, longest)."""
    def recipe(rng, day, number):
        rows = []
        for source, unit, factor, count, shortest, longest in plans:
            for start, end in spans(rng, day, count, shortest, longest, 0, DAY):
                value = rng.uniform(least, most) * factor
                value = value if unit != "count" else int(value)
                rows.append(Row(Q + tail, source, start, end, value, unit))
        return rows
    return recipe


def moments(tail, plans, least, most, metadata=lambda rng: ()):
    """A type of single moments: plans are (source, unit, function of the value, count a day)."""
    def recipe(rng, day, number):
        rows = []
        for source, unit, turn, count in plans:
            for _ in range(count):
                start = day + rng.randrange(DAY)
                value = turn(rng.uniform(least, most))
                rows.append(Row(Q + tail, source, start, start, value, unit, metadata(rng)))
        return rows
    return recipe


def by_hand(rng, day, number):
    """Steps and caffeine that somebody typed in."""
    if number % 3:
        return []
    start = day + rng.randrange(8 * HOUR, 20 * HOUR)
    return [Row(Q + "StepCount", HEALTH, start, start + rng.randrange(600, 5000), 1000, "count",
                BY_HAND),
            Row(Q + "StepCount", CLUB, start, start, 7, "count")]


def heart(rng, day, number):
    """A watch all day, a strap every five seconds for some minutes, spans now and then."""
    rows = []
    for _ in range(110):
        start = day + rng.randrange(DAY)
        length = rng.choice((0, 0, 0, 0, rng.randrange(1, 90)))
        rows.append(Row(Q + "HeartRate", WATCH, start, start + length, rng.randrange(45, 160),
                        "count/min", (("HKMetadataKeyHeartRateMotionContext", "1"),)))
    start = day + rng.randrange(DAY)
    for step in range(50):
        moment = start + 5 * step
        rows.append(Row(Q + "HeartRate", BAND, moment, moment, rng.uniform(90, 170), "count/min"))
    return rows


def sound(tail, count):
    """Sound levels: minutes, half hours, and moments."""
    def recipe(rng, day, number):
        rows = []
        for start, end in spans(rng, day, count, 60, 1900, 0, DAY):
            end = rng.choice((end, end, end, start))
            rows.append(Row(Q + tail, rng.choice((WATCH, WATCH, PHONE)), start, end,
                            rng.uniform(30, 95), "dBASPL"))
        return rows
    return recipe


def burden(rng, day, number):
    """Atrial fibrillation burden: a week long, and single moments."""
    if number % 7:
        return []
    return [Row(Q + "AtrialFibrillationBurden", WATCH, day, day + 7 * DAY, 0.02, "%"),
            Row(Q + "AtrialFibrillationBurden", WATCH, day + 3600, day + 3600, 0.04, "%")]


def wrist(rng, day, number):
    """The wrist's temperature over a night."""
    start = day - rng.randrange(1, 3 * HOUR)
    return [Row(Q + "AppleSleepingWristTemperature", WATCH, start, day + rng.randrange(4, 7) * HOUR,
                rng.uniform(34, 37), "degC")]


def sleep(rng, day, number):
    """A night of up to three sources, with gaps and overlaps; a nap around noon at times."""
    stages = "AsleepCore AsleepDeep AsleepCore AsleepREM Awake AsleepCore AsleepREM".split()
    begin = day - rng.randrange(-HOUR, 3 * HOUR)
    rows = [(PHONE, begin - 300, begin + 8 * HOUR, "InBed")]
    if number % 4 != 3:
        start = begin
        for stage in stages * 2:
            end = start + rng.randrange(600, 3000)
            rows.append((WATCH, start, end, stage))
            start = end + rng.choice((0, 0, 60, -200))
    if number % 2:
        rows.append((BAND, begin + 500, begin + 7 * HOUR, "AsleepUnspecified"))
    if number % 5 == 0:
        start = day + 12 * HOUR - rng.randrange(0, 3 * HOUR)
        rows.append((WATCH, start, start + rng.randrange(900, 5000), "AsleepCore"))
    return [Row(C + "SleepAnalysis", source, start, end, "HKCategoryValueSleepAnalysis" + stage,
                metadata=(("HKTimeZone", "Europe/Berlin"),)) for source, start, end, stage in rows]


def stand(rng, day, number):
    """Hours stood and idle."""
    return [Row(C + "AppleStandHour", WATCH, day + hour * HOUR, day + hour * HOUR + HOUR,
                "HKCategoryValueAppleStandHour" + rng.choice(("Stood", "Stood", "Idle")))
            for hour in range(5, 23)]


def mindful(rng, day, number):
    """Sessions, some over midnight, of two apps that overlap."""
    start = day + rng.randrange(20 * HOUR, DAY)
    rows = [Row(C + "MindfulSession", CLUB, start, start + rng.randrange(100, 9000), NA)]
    if number % 2:
        rows.append(Row(C + "MindfulSession", WATCH, start + 60, start + 600, None))
    return rows


def washing(rng, day, number):
    """Hands and teeth."""
    rows = []
    for _ in range(3):
        start = day + rng.randrange(DAY)
        rows.append(Row(C + "HandwashingEvent", WATCH, start, start + rng.randrange(15, 25), NA))
    for _ in range(2):
        start = day + rng.randrange(DAY)
        rows.append(Row(C + "ToothbrushingEvent", BAND, start, start + rng.randrange(110, 130), NA))
    return rows


def sexual(rng, day, number):
    """One source; the three kinds."""
    if number % 6:
        return []
    start = day + rng.randrange(DAY)
    word = rng.choice((None, "0", "1"))
    entries = (("HKSexualActivityProtectionUsed", word),) if word else ()
    return [Row(C + "SexualActivity", HEALTH, start, start, NA, metadata=BY_HAND + entries)]


def insulin(rng, day, number):
    """A pump's basal rate all day, and boluses."""
    basal = (("HKInsulinDeliveryReason", "1"),)
    bolus = (("HKInsulinDeliveryReason", "2"),)
    rows = [Row(Q + "InsulinDelivery", CLUB, day + hour * HOUR, day + (hour + 6) * HOUR,
                rng.uniform(2, 5), "IU", basal) for hour in range(0, 24, 6)]
    for _ in range(3):
        start = day + rng.randrange(DAY)
        rows.append(Row(Q + "InsulinDelivery", CLUB, start, start, rng.uniform(1, 9), "IU",
                        rng.choice((bolus, bolus, ()))))
    return rows


def pressure(rng, day, number):
    """A cuff's reading: systolic and diastolic."""
    start = day + rng.randrange(DAY)
    return [Row(Q + "BloodPressure" + tail, BAND, start, start, rng.randrange(*limits), "mmHg")
            for tail, limits in (("Systolic", (100, 150)), ("Diastolic", (60, 95)))]


def meal(rng):
    """The metadata of a glucose value."""
    word = rng.choice((None, "1", "2"))
    return (("HKBloodGlucoseMealTime", word),) if word else ()


def same(value):
    return value


def contested(rng, day, number):
    """Cases that the reference leaves open."""
    noon = day + 12 * HOUR
    asleep = "HKCategoryValueSleepAnalysis"
    return [
        Row(Q + "DietaryVitaminC", CLUB, noon, noon, 50.0, "mg"),
        Row(Q + "DietaryVitaminC", BAND, noon, noon, 60.0, "mg"),
        Row(Q + "InsulinDelivery", BAND, noon, noon, 4.0, "IU",
            (("HKInsulinDeliveryReason", "2"),)),
        Row(C + "SexualActivity", CLUB, noon, noon, NA),
        Row(C + "SexualActivity", BAND, noon, noon, NA),
        Row(C + "AppleStandHour", OLD, noon, noon + HOUR, "HKCategoryValueAppleStandHourIdle"),
        Row(Q + "PushCount", CLUB, noon, noon + HOUR, 70, "count", BY_HAND),
        Row(Q + "PushCount", WATCH, noon, noon + HOUR, 80, "count", BY_HAND),
        Row(C + "SleepAnalysis", WATCH, day + 2 * HOUR, day + 3 * HOUR,
            asleep + "AsleepUnspecified"),
    ]


CONTESTED = (contested,)
RECIPES = (
    cumulative("StepCount", ((WATCH, "count", 1, 40, 30, 900), (PHONE, "count", 1, 40, 60, 700),
                             (OLD, "count", 1, 5, 60, 3000), (CLUB, "count", 1, 6, 1800, 4000),
                             (BAND, "count", 1, 3, 60, 30000)), 1, 300),
    by_hand,
    cumulative("ActiveEnergyBurned", ((WATCH, "Cal", 1, 25, 20, 300), (BAND, "kJ", 4, 10, 60, 2000),
                                      (CLUB, "kcal", 1, 3, 600, 4000)), 0.00005, 20),
    cumulative("BasalEnergyBurned", ((WATCH, "kcal", 1, 8, 2000, 4000),), 50, 80),
    cumulative("DistanceWalkingRunning", ((WATCH, "km", 1, 15, 60, 900),
                                          (PHONE, "mi", 0.6, 20, 60, 900)), 0.01, 1),
    cumulative("DistanceSwimming", ((WATCH, "yd", 1, 2, 60, 300), (CLUB, "m", 1, 1, 600, 900)),
               20, 50),
    cumulative("DistanceRowing", ((BAND, "m", 1, 1, 600, 1800),), 500, 5000),
    cumulative("FlightsClimbed", ((PHONE, "count", 1, 6, 1, 60),), 1, 4),
    cumulative("AppleExerciseTime", ((WATCH, "min", 1, 10, 60, 61),), 1, 1),
    cumulative("AppleStandTime", ((WATCH, "min", 1, 10, 300, 301),), 1, 5),
    cumulative("TimeInDaylight", ((WATCH, "min", 1, 4, 300, 1800),), 1, 5),
    moments("DietaryWater", ((HEALTH, "mL", same, 2), (CLUB, "fl_oz_us", lambda v: v / 30, 2)),
            100, 500),
    moments("DietaryCaffeine", ((HEALTH, "mg", same, 1), (CLUB, "g", lambda v: v / 1000, 1)),
            20, 150),
    moments("DietaryEnergyConsumed", ((CLUB, "kcal", same, 3),), 100, 900),
    heart,
    moments("RestingHeartRate", ((WATCH, "count/min", int, 1),), 48, 62),
    moments("WalkingHeartRateAverage", ((WATCH, "count/min", int, 1),), 80, 110),
    moments("HeartRateVariabilitySDNN", ((WATCH, "ms", same, 4),), 20, 90),
    moments("OxygenSaturation", ((WATCH, "%", same, 8), (BAND, "%", same, 2)), 0.9, 1),
    moments("RespiratoryRate", ((WATCH, "count/min", same, 6),), 11, 19),
    moments("WalkingSpeed", ((PHONE, "km/hr", same, 4), (OLD, "mi/hr", lambda v: v / 1.6, 1)),
            3, 6),
    moments("WalkingStepLength", ((PHONE, "cm", same, 3), (OLD, "in", lambda v: v / 2.54, 1)),
            60, 80),
    moments("WalkingAsymmetryPercentage", ((PHONE, "%", same, 2),), 0, 0.2),
    moments("StairAscentSpeed", ((PHONE, "m/s", same, 1), (OLD, "ft/s", lambda v: v * 3, 1)),
            0.2, 0.6),
    moments("BodyMass", ((BAND, "kg", same, 1), (HEALTH, "lb", lambda v: v * 2.2, 1)), 60, 90),
    moments("BodyFatPercentage", ((BAND, "%", same, 1),), 0.1, 0.3),
    moments("BodyTemperature", ((CLUB, "degF", lambda v: v * 1.8 + 32, 1),
                                (BAND, "degC", same, 1)), 36, 39),
    moments("VO2Max", ((WATCH, "mL/min·kg", same, 1),), 30, 50),
    moments("PhysicalEffort", ((WATCH, "kcal/hr·kg", same, 4),), 1, 9),
    moments("UVExposure", ((WATCH, "count", int, 1),), 1, 9),
    moments("BloodGlucose", ((CLUB, "mg/dL", same, 3),
                             (BAND, "mmol<180.1558800000541>/L", lambda v: v / 18, 2)), 70, 190,
            meal),
    insulin, wrist, burden,
    sound("EnvironmentalAudioExposure", 15), sound("HeadphoneAudioExposure", 5),
    sleep, stand, mindful, washing, sexual,
)
