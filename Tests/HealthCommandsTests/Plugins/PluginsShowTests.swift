import Foundation
import Testing

@Suite struct PluginsShowTests {
    /// Runs in an empty folder: no configuration of anybody's is read.
    private func show(_ arguments: String...) throws -> Program.Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "hae-show-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try Program.run(["plugins", "show"] + arguments, in: folder.path)
    }

    @Test func `a data type is shown with its options`() throws {
        let result = try show("workouts")
        #expect(result.errors == "")
        #expect(
            result.output.hasPrefix(
                """
                Workouts (data_type: workouts)
                Workouts with their figures, and on demand their metrics and routes.

                  JSON   data.workouts
                  CSV    part WorkoutsData, files Workouts-….csv
                  reads  HKQuantityTypeIdentifier
                """), "\(result.output)")
        #expect(
            result.output.hasSuffix(
                """
                Options, beside the keys of every automation:

                  include_route
                      send the points of the route
                      true or false; default false

                  include_workout_metrics
                      send energy, steps, distances and heart rates over time
                      true or false; default false

                  workout_time_grouping
                      how fine workout metrics are cut in time
                      one word: minutes, seconds; default minutes; only with version: 2

                """), "\(result.output)")
    }

    @Test func `what has no options says so`() throws {
        let result = try show("symptoms")
        #expect(result.output.hasSuffix("\nNo options beside the keys of every automation.\n"))
    }

    @Test func `a program gets every fact of an option`() throws {
        let result = try show("workouts", "--json")
        let option =
            #"{"key":"workout_time_grouping","summary":"how fine workout metrics are cut in time","kind":"one word","#
            + #""required":false,"allowed":["minutes","seconds"],"default":"minutes","example":null,"version":2,"#
            + #""format":null}"#
        #expect(result.output.contains(option), "\(result.output)")
        #expect(result.output.hasPrefix(#"{"schema":"hae.plugin/1","id":"workouts","#))
    }

    @Test func `a data type that does not exist is answered with those that do`() throws {
        let result = try show("steps")
        #expect(result.status == 64)
        #expect(
            result.errors.hasPrefix(
                "hae: There is no data type \"steps\". There are health_metrics,"))
    }
}
