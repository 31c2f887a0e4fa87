import Foundation
import HealthConfig
import HealthModel

/// A vocabulary with two data types, in the shape in which plugins give it.
let vocabulary = ConfigVocabulary(
    dataTypes: [
        DataTypeDeclaration(
            id: "health_metrics", title: "Health Metrics",
            options: [
                OptionDeclaration(
                    key: "metrics",
                    kind: .list(allowed: ["step_count", "heart_rate", "active_energy"], all: true),
                    isRequired: true, summary: "which metrics",
                    example: .list(["step_count", "heart_rate"])),
                OptionDeclaration(
                    key: "summarize", kind: .flag, default: .flag(true),
                    summary: "one point per bucket", formatNeeded: "json"),
                OptionDeclaration(
                    key: "time_grouping", kind: .word(allowed: ["default", "hours", "days"]),
                    default: .word("default"), summary: "the length of a bucket"),
                OptionDeclaration(
                    key: "point_range", kind: .flag, default: .flag(false),
                    summary: "start and end on points"),
            ]),
        DataTypeDeclaration(
            id: "workouts", title: "Workouts",
            options: [
                OptionDeclaration(
                    key: "include_route", kind: .flag, default: .flag(false), summary: "routes"),
                OptionDeclaration(
                    key: "include_workout_metrics", kind: .flag, default: .flag(false),
                    summary: "metrics of a workout"),
                OptionDeclaration(
                    key: "workout_time_grouping", kind: .word(allowed: ["minutes", "seconds"]),
                    default: .word("minutes"), summary: "the length of a point", versionNeeded: 2),
            ]),
        DataTypeDeclaration(id: "symptoms", title: "Symptoms"),
    ],
    metrics: ["step_count", "heart_rate", "active_energy", "vo2_max", "sleep_analysis"],
    problemOfUnit: { metric, unit in
        metric == "active_energy" && unit != "kJ" && unit != "kcal" ? "it is an energy" : nil
    })

/// The configuration in a text.
func read(
    _ text: String, environment: [String: String] = [:], checksSecrets: Bool = false,
    directory: String = "/home/me"
) throws(ConfigError) -> HaeConfig {
    try ConfigReader(
        vocabulary: vocabulary, environment: environment, checksSecrets: checksSecrets
    ).read(Array(text.utf8), name: "hae.yaml", directory: directory)
}

/// What is printed about the mistakes in a text; empty when there are none.
func mistakes(
    in text: String, environment: [String: String] = [:], checksSecrets: Bool = false,
    directory: String = "/home/me"
) -> String {
    do {
        _ = try read(
            text, environment: environment, checksSecrets: checksSecrets, directory: directory)
        return ""
    } catch {
        return error.description
    }
}

/// An automation without mistakes, followed by more keys.
func automation(_ more: String = "", name: String = "Runs", dataType: String = "workouts") -> String
{
    """
    automations:
      - name: \(name)
        url: https://api.example.com/in
        data_type: \(dataType)\(more.isEmpty ? "" : "\n    " + more.split(separator: "\n").joined(separator: "\n    "))

    """
}

/// Runs a test in a folder that is removed afterwards.
func withTemporaryFolder(_ body: (_ path: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "hae-config-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path(percentEncoded: false))
}

func setMode(_ mode: Int, of path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
}
