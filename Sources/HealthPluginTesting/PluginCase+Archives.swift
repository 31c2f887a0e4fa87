import Foundation
import HealthPlugin

extension PluginCase {
    /// The outcomes for a provider that reads nothing back: its inputs are archives.
    func exports(of provider: some Provider) throws -> [Outcome] {
        let settings = try CaseSettings(folder.appending(path: "settings.json"))
        var outcomes: [Outcome] = []
        try TestStore.with { store in
            for input in try inputs { try store.addArchive(input, zone: settings.zone) }
            for (name, format) in [("JSON", ExportSettings.Format.json), ("CSV", .csv)] {
                guard let expected = try text("expected.\(format.rawValue)") else { continue }
                let actual = try store.export(
                    provider, settings: settings, format: format, version: 2)
                outcomes.append(
                    Outcome(
                        name: name, actual: actual,
                        expected: format == .json ? JSONFixture.compact(expected) : expected))
            }
        }
        return outcomes
    }
}
