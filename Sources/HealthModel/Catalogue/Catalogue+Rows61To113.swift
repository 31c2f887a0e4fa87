extension Catalogue {
    /// Rows 61 to 113 of section 3.6 of the wire format.
    static let rows61To113: [Metric] = [
        quantity(61, "Phosphorus", "phosphorus", "DietaryPhosphorus", "mg", .sum),
        quantity(
            62, "Physical Effort", "physical_effort", "PhysicalEffort", "kcal/hr\u{b7}kg",
            .average),
        quantity(
            63, "Polyunsaturated Fat", "polyunsaturated_fat", "DietaryFatPolyunsaturated", "g",
            .sum),
        quantity(64, "Potassium", "potassium", "DietaryPotassium", "mg", .sum),
        quantity(65, "Protein", "protein", "DietaryProtein", "g", .sum),
        quantity(
            66, "Push Count", "push_count", "PushCount", "count", .sum,
            also: ["wheelchair_push_count"]),
        quantity(
            67, "Respiratory Rate", "respiratory_rate", "RespiratoryRate", "count/min", .average),
        quantity(
            68, "Resting Energy", "basal_energy_burned", "BasalEnergyBurned", "kJ", us: "kcal",
            .sum, also: ["basal_energy", "resting_energy"]),
        quantity(
            69, "Resting Heart Rate", "resting_heart_rate", "RestingHeartRate", "count/min",
            .average),
        quantity(70, "Riboflavin", "riboflavin", "DietaryRiboflavin", "mg", .sum),
        quantity(
            71, "Running Ground Contact Time", "running_ground_contact_time",
            "RunningGroundContactTime", "ms", .average),
        quantity(72, "Running Power", "running_power", "RunningPower", "W", .average),
        quantity(
            73, "Running Speed", "running_speed", "RunningSpeed", "km/hr", us: "mi/hr", .average),
        quantity(
            74, "Running Stride Length", "running_stride_length", "RunningStrideLength", "m",
            .average),
        quantity(
            75, "Running Vertical Oscillation", "running_vertical_oscillation",
            "RunningVerticalOscillation", "cm", .average),
        quantity(76, "Saturated Fat", "saturated_fat", "DietaryFatSaturated", "g", .sum),
        quantity(77, "Selenium", "selenium", "DietarySelenium", "mcg", .sum),
        category(
            78, "Sexual Activity", "sexual_activity", "SexualActivity", "count", .sum,
            shape: .sexualActivity),
        quantity(
            79, "Six-Minute Walking Test Distance", "six_minute_walking_test_distance",
            "SixMinuteWalkTestDistance", "m", .average, also: ["six-minute_walking_test_distance"]),
        category(
            80, "Sleep Analysis", "sleep_analysis", "SleepAnalysis", "hr", .night, shape: .sleep),
        quantity(81, "Sodium", "sodium", "DietarySodium", "mg", .sum),
        quantity(
            82, "Stair Speed: Down", "stair_speed_down", "StairDescentSpeed", "m/s", us: "ft/s",
            .average, also: ["stair_speed:_down"]),
        quantity(
            83, "Stair Speed: Up", "stair_speed_up", "StairAscentSpeed", "m/s", us: "ft/s",
            .average, also: ["stair_speed:_up"]),
        quantity(84, "Step Count", "step_count", "StepCount", "count", .sum),
        quantity(85, "Sugar", "dietary_sugar", "DietarySugar", "g", .sum, also: ["sugar"]),
        quantity(
            86, "Swimming Distance", "swimming_distance", "DistanceSwimming", "m", us: "yd", .sum),
        quantity(
            87, "Swimming Stroke Count", "swimming_stroke_count", "SwimmingStrokeCount", "count",
            .sum, also: ["swim_stroke_count"]),
        quantity(88, "Thiamin", "thiamin", "DietaryThiamin", "mg", .sum),
        quantity(89, "Time in Daylight", "time_in_daylight", "TimeInDaylight", "min", .sum),
        category(
            90, "Toothbrushing", "toothbrushing", "ToothbrushingEvent", "s", .event, shape: .event),
        quantity(91, "Total Fat", "total_fat", "DietaryFatTotal", "g", .sum),
        quantity(92, "UV Exposure", "uv_exposure", "UVExposure", "count", .average),
        quantity(
            93, "Underwater Depth", "underwater_depth", "UnderwaterDepth", "m", us: "ft", .average,
            also: ["under_water_depth"]),
        quantity(
            94, "Underwater Temperature", "underwater_temperature", "WaterTemperature", "degC",
            us: "degF", .average, also: ["under_water_temperature"]),
        quantity(
            95, "VO2 Max", "vo2_max", "VO2Max", "ml/(kg\u{b7}min)", .average, also: ["vo2max"]),
        quantity(96, "Vitamin A", "vitamin_a", "DietaryVitaminA", "mcg", .sum),
        quantity(97, "Vitamin B12", "vitamin_b12", "DietaryVitaminB12", "mcg", .sum),
        quantity(98, "Vitamin B6", "vitamin_b6", "DietaryVitaminB6", "mg", .sum),
        quantity(99, "Vitamin C", "vitamin_c", "DietaryVitaminC", "mg", .sum),
        quantity(100, "Vitamin D", "vitamin_d", "DietaryVitaminD", "mcg", .sum),
        quantity(101, "Vitamin E", "vitamin_e", "DietaryVitaminE", "mg", .sum),
        quantity(102, "Vitamin K", "vitamin_k", "DietaryVitaminK", "mcg", .sum),
        quantity(
            103, "Waist Circumference", "waist_circumference", "WaistCircumference", "cm", us: "in",
            .average),
        quantity(
            104, "Walking + Running Distance", "walking_running_distance", "DistanceWalkingRunning",
            "km", us: "mi", .sum, also: ["walk_run_distance"]),
        quantity(
            105, "Walking Asymmetry Percentage", "walking_asymmetry_percentage",
            "WalkingAsymmetryPercentage", "%", .average),
        quantity(
            106, "Walking Double Support Percentage", "walking_double_support_percentage",
            "WalkingDoubleSupportPercentage", "%", .average),
        quantity(
            107, "Walking Heart Rate Average", "walking_heart_rate_average",
            "WalkingHeartRateAverage", "count/min", .average, also: ["walking_heart_rate"]),
        quantity(
            108, "Walking Speed", "walking_speed", "WalkingSpeed", "km/hr", us: "mi/hr", .average),
        quantity(
            109, "Walking Step Length", "walking_step_length", "WalkingStepLength", "cm", us: "in",
            .average),
        quantity(
            110, "Water", "dietary_water", "DietaryWater", "mL", us: "fl_oz_us", .sum,
            also: ["water"]),
        quantity(
            111, "Weight", "weight_body_mass", "BodyMass", "kg", us: "lb", .average,
            also: ["body_mass", "weight"]),
        quantity(
            112, "Wheelchair Distance", "wheelchair_distance", "DistanceWheelchair", "km", us: "mi",
            .sum),
        quantity(113, "Zinc", "zinc", "DietaryZinc", "mg", .sum),
    ]
}
