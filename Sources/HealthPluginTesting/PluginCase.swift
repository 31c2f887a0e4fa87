public import Foundation
public import HealthPlugin

/// A folder of a plugin's fixtures: what is read, how, and what has to come out.
///
/// - `input*.json`: an envelope of the app; `input*.csv`: a file of the app; `input*.archive.json`: what an
///   archive holds (``ArchiveFixture``). Each is one import, in the order of the names.
/// - `settings.json`: ``CaseSettings``.
/// - `expected.json`: the body, white space outside strings not counting, in both export versions; or
///   `expected.v1.json` and `expected.v2.json` where they differ.
/// - `expected.csv`: the file, byte for byte.
/// - `expected.errors.txt`: what was refused, one line each; absent when nothing is.
/// - `expected.warnings.txt`: the codes of what the exports warn of, one line each; absent when there is nothing.
public struct PluginCase: Sendable, CustomStringConvertible {
    public let folder: URL

    public init(folder: URL) {
        self.folder = folder
    }

    public var description: String { folder.lastPathComponent }

    /// The cases of a folder, by name.
    public static func all(in fixtures: URL?) throws -> [PluginCase] {
        guard let fixtures else { throw FixtureError("the test bundle has no resources") }
        let folder = fixtures.appending(path: "Fixtures")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return names.sorted().map { PluginCase(folder: folder.appending(path: $0)) }
    }

    private static let bodies = [
        ("expected.json", [1, 2]), ("expected.v1.json", [1]), ("expected.v2.json", [2]),
    ]

    /// Something that was compared.
    public struct Outcome: Sendable {
        /// `version 2`, `CSV`, `round trip of CSV`, …
        public var name: String
        public var actual: String
        public var expected: String
    }

    /// Imports the inputs and exports in all ways of which something is expected.
    public func outcomes(of provider: some PayloadReader) throws -> [Outcome] {
        let settings = try CaseSettings(folder.appending(path: "settings.json"))
        var outcomes: [Outcome] = []
        try TestStore.with { store in
            for input in try inputs { try store.add(input, for: provider, in: settings.context) }
            let errors = store.errors.map { $0 + "\n" }.joined()
            outcomes.append(
                Outcome(
                    name: "errors", actual: errors, expected: try text("expected.errors.txt") ?? "")
            )
            for (name, versions) in Self.bodies {
                guard let expected = try text(name) else { continue }
                let body = JSONFixture.compact(expected)
                for version in versions {
                    let export = try store.export(
                        provider, settings: settings, format: .json, version: version)
                    outcomes.append(
                        Outcome(name: "version \(version)", actual: export, expected: body))
                }
                outcomes += try roundTrip(
                    body, "json", provider, settings, version: versions.max() ?? 2)
            }
            if let expected = try text("expected.csv") {
                let export = try store.export(
                    provider, settings: settings, format: .csv, version: 2)
                outcomes.append(Outcome(name: "CSV", actual: export, expected: expected))
                outcomes += try roundTrip(expected, "csv", provider, settings, version: 2)
            }
            outcomes.append(
                Outcome(
                    name: "warnings", actual: store.warnings.sorted().map { $0 + "\n" }.joined(),
                    expected: try text("expected.warnings.txt") ?? ""))
        }
        return outcomes
    }

    /// What was written, read into an empty store and written again, is the same.
    private func roundTrip(
        _ text: String, _ ending: String, _ provider: some PayloadReader, _ settings: CaseSettings,
        version: Int
    ) throws -> [Outcome] {
        var outcome = Outcome(name: "round trip of \(ending)", actual: "", expected: text)
        try TestStore.with { store in
            let file = store.folder.appending(path: "round-trip.\(ending)")
            try Data(text.utf8).write(to: file)
            try store.add(file, for: provider, in: settings.context)
            outcome.actual = try store.export(
                provider, settings: settings.withoutSelection,
                format: ending == "csv" ? .csv : .json, version: version)
        }
        return [outcome]
    }

    var inputs: [URL] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasPrefix("input") }.sorted().map { folder.appending(path: $0) }
        }
    }

    func text(_ name: String) throws -> String? {
        let file = folder.appending(path: name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try String(contentsOf: file, encoding: .utf8)
    }
}

/// A fixture that is not what it has to be.
public struct FixtureError: Error, CustomStringConvertible {
    public var description: String

    public init(_ description: String) {
        self.description = description
    }
}
