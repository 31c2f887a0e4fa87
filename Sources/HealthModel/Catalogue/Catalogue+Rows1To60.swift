extension Catalogue {
    /// Rows 1 to 60 of section 3.6 of the wire format.
    static let rows1To60: [Metric] = [
        quantity(1, "Active Energy", "active_energy", "ActiveEnergyBurned", "kJ", us: "kcal", .sum),
        quantity(
            2, "Alcohol Consumption", "alcohol_consumption", "NumberOfAlcoholicBeverages", "count",
            .sum, also: ["number_of_alcoholic_beverages"]),
        quantity(3, "Apple Exercise Time", "apple_exercise_time", "AppleExerciseTime", "min", .sum),
        quantity(4, "Apple Move Time", "apple_move_time", "AppleMoveTime", "min", .sum),
        quantity(
            5, "Apple Sleeping Wrist Temperature", "apple_sleeping_wrist_temperature",
            "AppleSleepingWristTemperature", "degC", us: "degF", .average,
            shape: .wristTemperature),
        category(
            6, "Apple Stand Hour", "apple_stand_hour", "AppleStandHour", "count", .sum,
            shape: .standHour),
        quantity(
            7, "Apple Stand Time", "apple_stand_time", "AppleStandTime", "min", .sum,
            also: ["apple_standtime"]),
        quantity(
            8, "Atrial Fibrillation Burden", "atrial_fibrillation_burden",
            "AtrialFibrillationBurden", "%", .averageByTime),
        quantity(
            9, "Basal Body Temperature", "basal_body_temperature", "BasalBodyTemperature", "degC",
            us: "degF", .average),
        quantity(10, "Biotin", "dietary_biotin", "DietaryBiotin", "mcg", .sum, also: ["biotin"]),
        quantity(
            11, "Blood Alcohol Content", "blood_alcohol_content", "BloodAlcoholContent", "%",
            .average),
        quantity(
            12, "Blood Glucose", "blood_glucose", "BloodGlucose", "mmol/L", us: "mg/dL", .average,
            shape: .bloodGlucose),
        quantity(
            13, "Blood Oxygen Saturation", "blood_oxygen_saturation", "OxygenSaturation", "%",
            .average),
        quantity(
            14, "Blood Pressure", "blood_pressure",
            "BloodPressureSystolic", and: "BloodPressureDiastolic", "mmHg", .average,
            shape: .bloodPressure),
        quantity(
            15, "Body Fat Percentage", "body_fat_percentage", "BodyFatPercentage", "%", .average),
        quantity(16, "Body Mass Index", "body_mass_index", "BodyMassIndex", "count", .average),
        quantity(
            17, "Body Temperature", "body_temperature", "BodyTemperature", "degC", us: "degF",
            .average),
        quantity(
            18, "Breathing Disturbances", "breathing_disturbances",
            "AppleSleepingBreathingDisturbances", "count", .average),
        quantity(
            19, "Caffeine", "dietary_caffeine", "DietaryCaffeine", "mg", .sum, also: ["caffeine"]),
        quantity(20, "Calcium", "calcium", "DietaryCalcium", "mg", .sum),
        quantity(21, "Carbohydrates", "carbohydrates", "DietaryCarbohydrates", "g", .sum),
        quantity(
            22, "Cardio Recovery", "cardio_recovery", "HeartRateRecoveryOneMinute", "count/min",
            .average, also: ["heart_rate_recovery_one_minute"]),
        quantity(23, "Chloride", "chloride", "DietaryChloride", "mg", .sum),
        quantity(
            24, "Cholesterol", "dietary_cholesterol", "DietaryCholesterol", "mg", .sum,
            also: ["cholesterol"]),
        quantity(25, "Chromium", "chromium", "DietaryChromium", "mcg", .sum),
        quantity(26, "Copper", "copper", "DietaryCopper", "mg", .sum),
        quantity(27, "Cycling Cadence", "cycling_cadence", "CyclingCadence", "count/min", .average),
        quantity(
            28, "Cycling Distance", "cycling_distance", "DistanceCycling", "km", us: "mi", .sum),
        quantity(
            29, "Cycling Functional Threshold Power", "cycling_functional_threshold_power",
            "CyclingFunctionalThresholdPower", "W", .average),
        quantity(30, "Cycling Power", "cycling_power", "CyclingPower", "W", .average),
        quantity(
            31, "Cycling Speed", "cycling_speed", "CyclingSpeed", "km/hr", us: "mi/hr", .average),
        quantity(
            32, "Dietary Energy", "dietary_energy", "DietaryEnergyConsumed", "kJ", us: "kcal",
            .sum),
        quantity(
            33, "Distance Downhill Snow Sports", "distance_downhill_snow_sports",
            "DistanceDownhillSnowSports", "km", us: "mi", .sum, also: ["downhill_snow_sports"]),
        quantity(
            34, "Electrodermal Activity", "electrodermal_activity", "ElectrodermalActivity", "mcS",
            .average),
        quantity(
            35, "Environmental Audio Exposure", "environmental_audio_exposure",
            "EnvironmentalAudioExposure", "dBASPL", .equivalentLevel,
            also: ["environmental_audio"]),
        quantity(36, "Fiber", "fiber", "DietaryFiber", "g", .sum),
        quantity(37, "Flights Climbed", "flights_climbed", "FlightsClimbed", "count", .sum),
        quantity(38, "Folate", "folate", "DietaryFolate", "mcg", .sum),
        quantity(
            39, "Forced Expiratory Volume 1", "forced_expiratory_volume_1",
            "ForcedExpiratoryVolume1", "L", .average, also: ["forced_expiratory_volume"]),
        quantity(
            40, "Forced Vital Capacity", "forced_vital_capacity", "ForcedVitalCapacity", "L",
            .average),
        category(41, "Handwashing", "handwashing", "HandwashingEvent", "s", .event, shape: .event),
        quantity(
            42, "Headphone Audio Exposure", "headphone_audio_exposure", "HeadphoneAudioExposure",
            "dBASPL", .equivalentLevel, also: ["headphone_audio"]),
        quantity(
            43, "Heart Rate", "heart_rate", "HeartRate", "count/min", .minMaxAverage,
            shape: .heartRate),
        quantity(
            44, "Heart Rate Variability", "heart_rate_variability", "HeartRateVariabilitySDNN",
            "ms", .average),
        quantity(45, "Height", "height", "Height", "cm", .average),
        quantity(46, "Inhaler Usage", "inhaler_usage", "InhalerUsage", "count", .sum),
        quantity(
            47, "Insulin Delivery", "insulin_delivery", "InsulinDelivery", "IU", .sum,
            shape: .insulin),
        quantity(48, "Iodine", "iodine", "DietaryIodine", "mcg", .sum),
        quantity(49, "Iron", "iron", "DietaryIron", "mg", .sum),
        quantity(50, "Lean Body Mass", "lean_body_mass", "LeanBodyMass", "kg", us: "lb", .average),
        quantity(51, "Magnesium", "magnesium", "DietaryMagnesium", "mg", .sum),
        quantity(52, "Manganese", "manganese", "DietaryManganese", "mg", .sum),
        category(
            53, "Mindful Minutes", "mindful_minutes", "MindfulSession", "min", .sum,
            shape: .mindfulMinutes),
        quantity(54, "Molybdenum", "molybdenum", "DietaryMolybdenum", "mcg", .sum),
        quantity(
            55, "Monounsaturated Fat", "monounsaturated_fat", "DietaryFatMonounsaturated", "g",
            .sum, also: ["monosaturated_fat"]),
        quantity(56, "Niacin", "niacin", "DietaryNiacin", "mg", .sum),
        quantity(
            57, "Number of Times Fallen", "number_of_times_fallen", "NumberOfTimesFallen", "count",
            .sum, also: ["number_of_time_fallen"]),
        quantity(58, "Pantothenic Acid", "pantothenic_acid", "DietaryPantothenicAcid", "mg", .sum),
        quantity(
            59, "Peak Expiratory Flow Rate", "peak_expiratory_flow_rate", "PeakExpiratoryFlowRate",
            "L/min", .average),
        quantity(
            60, "Peripheral Perfusion Index", "peripheral_perfusion_index",
            "PeripheralPerfusionIndex", "%", .average),
    ]
}
