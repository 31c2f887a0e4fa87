"""The catalogue of health metrics: wire-format 3.6 (113 rows, in that order) and 3.7.

Columns: JSON name, HealthKit name (without its prefix), metric unit, US unit (`=` the same), rule.
The rule is the catalogue's grouping, or the name of the special shape of 3.4 and 3.5.
"""

import re
from typing import NamedTuple

QUANTITY = "HKQuantityTypeIdentifier"
CATEGORY = "HKCategoryTypeIdentifier"
CATEGORY_RULES = {"stand", "mindful", "event", "sexual", "sleep"}


class Metric(NamedTuple):
    """One row: what a metric is called, what it reads, its units and its rule."""

    name: str
    types: tuple
    metric_unit: str
    us_unit: str
    rule: str


CATALOGUE_TEXT = """
active_energy ActiveEnergyBurned kJ kcal sum
alcohol_consumption NumberOfAlcoholicBeverages count = sum
apple_exercise_time AppleExerciseTime min = sum
apple_move_time AppleMoveTime min = sum
apple_sleeping_wrist_temperature AppleSleepingWristTemperature degC degF wrist
apple_stand_hour AppleStandHour count = stand
apple_stand_time AppleStandTime min = sum
atrial_fibrillation_burden AtrialFibrillationBurden % = time_mean
basal_body_temperature BasalBodyTemperature degC degF mean
dietary_biotin DietaryBiotin mcg = sum
blood_alcohol_content BloodAlcoholContent % = mean
blood_glucose BloodGlucose mmol/L mg/dL glucose
blood_oxygen_saturation OxygenSaturation % = mean
blood_pressure BloodPressure mmHg = pressure
body_fat_percentage BodyFatPercentage % = mean
body_mass_index BodyMassIndex count = mean
body_temperature BodyTemperature degC degF mean
breathing_disturbances AppleSleepingBreathingDisturbances count = mean
dietary_caffeine DietaryCaffeine mg = sum
calcium DietaryCalcium mg = sum
carbohydrates DietaryCarbohydrates g = sum
cardio_recovery HeartRateRecoveryOneMinute count/min = mean
chloride DietaryChloride mg = sum
dietary_cholesterol DietaryCholesterol mg = sum
chromium DietaryChromium mcg = sum
copper DietaryCopper mg = sum
cycling_cadence CyclingCadence count/min = mean
cycling_distance DistanceCycling km mi sum
cycling_functional_threshold_power CyclingFunctionalThresholdPower W = mean
cycling_power CyclingPower W = mean
cycling_speed CyclingSpeed km/hr mi/hr mean
dietary_energy DietaryEnergyConsumed kJ kcal sum
distance_downhill_snow_sports DistanceDownhillSnowSports km mi sum
electrodermal_activity ElectrodermalActivity mcS = mean
environmental_audio_exposure EnvironmentalAudioExposure dBASPL = leq
fiber DietaryFiber g = sum
flights_climbed FlightsClimbed count = sum
folate DietaryFolate mcg = sum
forced_expiratory_volume_1 ForcedExpiratoryVolume1 L = mean
forced_vital_capacity ForcedVitalCapacity L = mean
handwashing HandwashingEvent s = event
headphone_audio_exposure HeadphoneAudioExposure dBASPL = leq
heart_rate HeartRate count/min = range
heart_rate_variability HeartRateVariabilitySDNN ms = mean
height Height cm = mean
inhaler_usage InhalerUsage count = sum
insulin_delivery InsulinDelivery IU = insulin
iodine DietaryIodine mcg = sum
iron DietaryIron mg = sum
lean_body_mass LeanBodyMass kg lb mean
magnesium DietaryMagnesium mg = sum
manganese DietaryManganese mg = sum
mindful_minutes MindfulSession min = mindful
molybdenum DietaryMolybdenum mcg = sum
monounsaturated_fat DietaryFatMonounsaturated g = sum
niacin DietaryNiacin mg = sum
number_of_times_fallen NumberOfTimesFallen count = sum
pantothenic_acid DietaryPantothenicAcid mg = sum
peak_expiratory_flow_rate PeakExpiratoryFlowRate L/min = mean
peripheral_perfusion_index PeripheralPerfusionIndex % = mean
phosphorus DietaryPhosphorus mg = sum
physical_effort PhysicalEffort kcal/hr·kg = mean
polyunsaturated_fat DietaryFatPolyunsaturated g = sum
potassium DietaryPotassium mg = sum
protein DietaryProtein g = sum
push_count PushCount count = sum
respiratory_rate RespiratoryRate count/min = mean
basal_energy_burned BasalEnergyBurned kJ kcal sum
resting_heart_rate RestingHeartRate count/min = mean
riboflavin DietaryRiboflavin mg = sum
running_ground_contact_time RunningGroundContactTime ms = mean
running_power RunningPower W = mean
running_speed RunningSpeed km/hr mi/hr mean
running_stride_length RunningStrideLength m = mean
running_vertical_oscillation RunningVerticalOscillation cm = mean
saturated_fat DietaryFatSaturated g = sum
selenium DietarySelenium mcg = sum
sexual_activity SexualActivity count = sexual
six_minute_walking_test_distance SixMinuteWalkTestDistance m = mean
sleep_analysis SleepAnalysis hr = sleep
sodium DietarySodium mg = sum
stair_speed_down StairDescentSpeed m/s ft/s mean
stair_speed_up StairAscentSpeed m/s ft/s mean
step_count StepCount count = sum
dietary_sugar DietarySugar g = sum
swimming_distance DistanceSwimming m yd sum
swimming_stroke_count SwimmingStrokeCount count = sum
thiamin DietaryThiamin mg = sum
time_in_daylight TimeInDaylight min = sum
toothbrushing ToothbrushingEvent s = event
total_fat DietaryFatTotal g = sum
uv_exposure UVExposure count = mean
underwater_depth UnderwaterDepth m ft mean
underwater_temperature WaterTemperature degC degF mean
vo2_max VO2Max ml/(kg·min) = mean
vitamin_a DietaryVitaminA mcg = sum
vitamin_b12 DietaryVitaminB12 mcg = sum
vitamin_b6 DietaryVitaminB6 mg = sum
vitamin_c DietaryVitaminC mg = sum
vitamin_d DietaryVitaminD mcg = sum
vitamin_e DietaryVitaminE mg = sum
vitamin_k DietaryVitaminK mcg = sum
waist_circumference WaistCircumference cm in mean
walking_running_distance DistanceWalkingRunning km mi sum
walking_asymmetry_percentage WalkingAsymmetryPercentage % = mean
walking_double_support_percentage WalkingDoubleSupportPercentage % = mean
walking_heart_rate_average WalkingHeartRateAverage count/min = mean
walking_speed WalkingSpeed km/hr mi/hr mean
walking_step_length WalkingStepLength cm in mean
dietary_water DietaryWater mL fl_oz_us sum
weight_body_mass BodyMass kg lb mean
wheelchair_distance DistanceWheelchair km mi sum
zinc DietaryZinc mg = sum
"""

LATER_TEXT = """
apple_walking_steadiness AppleWalkingSteadiness % = mean
cross_country_skiing_speed CrossCountrySkiingSpeed km/hr mi/hr mean
distance_cross_country_skiing DistanceCrossCountrySkiing km mi sum
distance_paddle_sports DistancePaddleSports km mi sum
distance_rowing DistanceRowing km mi sum
distance_skating_sports DistanceSkatingSports km mi sum
environmental_sound_reduction EnvironmentalSoundReduction dBASPL = leq
estimated_workout_effort_score EstimatedWorkoutEffortScore appleEffortScore = mean
nike_fuel NikeFuel count = sum
paddle_sports_speed PaddleSportsSpeed km/hr mi/hr mean
rowing_speed RowingSpeed km/hr mi/hr mean
workout_effort_score WorkoutEffortScore appleEffortScore = mean
"""


def _types(healthkit, rule):
    if rule == "pressure":
        return (QUANTITY + "BloodPressureSystolic", QUANTITY + "BloodPressureDiastolic")
    return ((CATEGORY if rule in CATEGORY_RULES else QUANTITY) + healthkit,)


def _rows(text):
    for line in text.strip().splitlines():
        name, healthkit, metric_unit, us_unit, rule = line.split()
        us_unit = metric_unit if us_unit == "=" else us_unit
        yield Metric(name, _types(healthkit, rule), metric_unit, us_unit, rule)


CATALOGUE = tuple(_rows(CATALOGUE_TEXT))
LATER = tuple(_rows(LATER_TEXT))
BY_NAME = {metric.name: metric for metric in CATALOGUE + LATER}
KNOWN_TYPES = {kind for metric in BY_NAME.values() for kind in metric.types}


def snake_case(tail):
    """The JSON name of a later type, from the tail of its identifier (3.7)."""
    tail = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", tail)
    return re.sub(r"(?<=[A-Z])(?=[A-Z][a-z])", "_", tail).lower()


def later_metric(identifier):
    """A quantity type that no table names: unit as recorded, arithmetic mean (3.7)."""
    return Metric(snake_case(identifier.removeprefix(QUANTITY)), (identifier,), "", "", "mean")
