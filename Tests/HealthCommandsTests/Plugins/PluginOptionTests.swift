import Foundation
import Testing

/// Options of a plugin are keys of the configuration like any other.
@Suite struct PluginOptionTests {
    @Test(arguments: [
        (
            "include_rout: true",
            #"unknown key "include_rout" in automation "Runs"; did you mean "include_route"?"#
        ),
        ("workout_time_grouping: second", #"did you mean "seconds"?"#),
        ("include_route: 7", "include_route"),
        ("summarize: false", #""summarize" is an option of health_metrics"#),
    ])
    func `a mistake in an option is found with its line`(line: String, message: String) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "hae-option-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let yaml = """
            automations:
              - name: Runs
                url: https://api.example.com/runs
                data_type: workouts
                \(line)

            """
        try Data(yaml.utf8).write(to: folder.appending(path: "hae.yaml"))
        let result = try Program.run(["plugins", "list"], in: folder.path)
        #expect(result.status == 78)
        #expect(result.errors.contains("hae.yaml:5:"), "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
    }
}
