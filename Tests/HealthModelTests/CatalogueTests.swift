import HealthModel
import Testing

struct CatalogueTests {
    @Test func `there are 113 rows and 12 further types, each named once`() {
        #expect(Catalogue.metrics.prefix(113).map(\.number) == Array(1...113))
        #expect(Catalogue.metrics.dropFirst(113).count == 12)
        #expect(Set(Catalogue.metrics.map(\.name)).count == 125)
        #expect(Set(Catalogue.metrics.flatMap(\.types)).count == 126)
    }

    @Test(arguments: [
        ("stair_speed:_up", "stair_speed_up"), ("Stair Speed: Down", "stair_speed_down"),
        ("six-minute_walking_test_distance", "six_minute_walking_test_distance"),
        ("Walking + Running Distance", "walking_running_distance"),
        ("Resting Energy", "basal_energy_burned"), ("weight", "weight_body_mass"),
        ("VO2 Max", "vo2_max"), ("vo2max", "vo2_max"), (" Step  Count ", "step_count"),
        ("basal_energy", "basal_energy_burned"), ("water", "dietary_water"),
    ])
    func `older names and titles resolve`(written: String, name: String) {
        #expect(Catalogue.metric(named: written)?.name == name)
    }

    @Test func `every metric is found by each of its names and types`() {
        for metric in Catalogue.metrics {
            for name in metric.alsoRead + [metric.name, metric.displayName] {
                #expect(Catalogue.metric(named: name) == metric)
            }
            for type in metric.types { #expect(Catalogue.metric(type: type) == metric) }
        }
        #expect(Catalogue.metric(named: "high_heart_rate_notifications") == nil)
    }

    @Test func `a later quantity type is named by rule, in its own unit, averaged`() throws {
        let metric = try #require(Catalogue.metric(type: "HKQuantityTypeIdentifierUVLampDose2Max"))
        #expect(metric.name == "uv_lamp_dose2_max")
        #expect(metric.displayName == "UV Lamp Dose2 Max")
        #expect(metric.aggregation == .average)
        #expect(metric.unit(in: .us, newest: "quux") == "quux")
        #expect(metric > Catalogue.metrics[112])
        #expect(Catalogue.metric(type: "HKCategoryTypeIdentifierHypertensionEvent") == nil)
        #expect(Catalogue.metric(type: "HKQuantityTypeIdentifier") == nil)
        #expect(Catalogue.name(ofTail: "UVExposure") == "uv_exposure")
        #expect(Catalogue.name(ofTail: "VO2Max") == "vo2_max")
    }

    @Test func `the unit follows the newest sample, the system, or the override`() throws {
        let energy = try #require(Catalogue.metric(named: "active_energy"))
        #expect(energy.unit(in: .asRecorded, newest: "Cal") == "kcal")
        #expect(energy.unit(in: .asRecorded, newest: nil) == "kJ")
        #expect(energy.unit(in: .metric, newest: "Cal") == "kJ")
        #expect(energy.unit(in: .us, newest: "kJ") == "kcal")
        #expect(energy.unit(in: .us, override: "kJ", newest: "Cal") == "kJ")
        let biotin = try #require(Catalogue.metric(named: "biotin"))
        #expect(biotin.unit(in: .us, newest: "mg") == "mg")
        let sleep = try #require(Catalogue.metric(named: "sleep_analysis"))
        #expect(sleep.unit(in: .asRecorded, newest: "") == "hr")
    }

    @Test func `the default grouping depends on metric and format`() throws {
        let heartRate = try #require(Catalogue.metric(named: "heart_rate"))
        let steps = try #require(Catalogue.metric(named: "step_count"))
        #expect(heartRate.resolve(.default, isCSV: false) == .seconds)
        #expect(steps.resolve(.default, isCSV: false) == .minutes)
        #expect(steps.resolve(.default, isCSV: true) == .days)
        #expect(steps.resolve(.weeks, isCSV: true) == .weeks)
    }

    @Test func `category values are read by their member`() throws {
        let flow = try #require(
            CategoryEnumeration.of(type: "HKCategoryTypeIdentifierMenstrualFlow"))
        #expect(flow.number(of: "HKCategoryValueMenstrualFlowLight") == 2)
        #expect(flow.number(of: "HKCategoryValueVaginalBleedingLight") == 2)
        #expect(flow.number(of: "3") == 3)
        #expect(flow.number(of: "HKCategoryValueMenstrualFlowTorrential") == nil)
        let mood = try #require(CategoryEnumeration.of(type: "MoodChanges"))
        #expect(mood.number(of: "HKCategoryValuePresenceNotPresent") == 1)
        #expect(mood.number(of: "HKCategoryValuePresencePresent") == 0)
        let sleep = try #require(CategoryEnumeration.of(type: "SleepAnalysis"))
        #expect(sleep.number(of: "HKCategoryValueSleepAnalysisAsleep") == 1)
        #expect(sleep.number(of: "HKCategoryValueSleepAnalysisAsleepREM") == 5)
        #expect(sleep.text(of: 1) == "HKCategoryValueSleepAnalysisAsleepUnspecified")
        #expect(CategoryEnumeration.of(type: "Headache")?.number(of: "Severe") == 4)
        #expect(CategoryEnumeration.of(type: "NoSuchThing") == nil)
    }

    @Test func `workout activities and events have their numbers`() {
        #expect(WorkoutNames.activityNumber(of: "HKWorkoutActivityTypeRunning") == 37)
        #expect(WorkoutNames.activityName(of: 3000) == "HKWorkoutActivityTypeOther")
        #expect(WorkoutNames.activityNumber(of: "HKWorkoutActivityTypeJuggling") == nil)
        #expect(WorkoutNames.eventNumber(of: "HKWorkoutEventTypeSegment") == 7)
    }
}
