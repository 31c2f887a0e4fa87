import HealthModel

extension ConfigKey {
    /// Keys that may stand at the top and in an automation.
    public static let shared: [ConfigKey] = [
        .init(
            "timezone", .both, .zone, example: "Europe/Berlin",
            "the zone in which days and hours are cut; default: the system's"),
        .init(
            "units", .both, .word(UnitSystem.words), default: "as-recorded",
            "units of the metrics; as-recorded are the phone's own"),
        .init(
            "metric_units", .both, .unitByMetric, example: "{ active_energy: kJ }",
            "units of single metrics"),
        .init(
            "metric_names", .both, .textByMetric, example: "{ vo2_max: vo2max }",
            "JSON names that differ from the catalogue"),
        .init(
            "preferred_sources", .both, .sourcesByMetric,
            example: "{ default: [Apple Watch, iPhone], sleep_analysis: [Oura] }",
            "best first; equals or is contained in a source's name or device model"),
        .init(
            "separate_sources", .both, .flag, default: "false",
            "one point per source instead of merging"),
        .init(
            "week_start", .both, .word(WeekStart.words), default: "monday",
            "the first day of a week"),
    ]
}
