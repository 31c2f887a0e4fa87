import Foundation
import HealthPluginTesting
import ECG
import Testing

@Suite struct ECGTests {
    @Test func `it keeps the contract of plugins`() throws {
        let findings = try PluginContract.findings(
            of: ECGProvider(), in: Bundle.module.resourceURL)
        #expect(findings == [])
    }

    @Test(arguments: try PluginCase.all(in: Bundle.module.resourceURL))
    func `a case gives what it expects`(testCase: PluginCase) throws {
        for outcome in try testCase.outcomes(of: ECGProvider()) {
            #expect(outcome.actual == outcome.expected, "\(testCase), \(outcome.name)")
        }
    }

    @Test func `a whole recording goes through the store`() throws {
        let count = 15_360
        let voltages = (0..<count).map { index in
            #"{"date":\#(1_773_123_300 + Double(index) / 512),"voltage":\#(index % 300),"units":"mcV"}"#
        }
        let body =
            #"{"data":{"ecg":[{"start":"2026-03-10 07:15:00 +0100","end":"2026-03-10 07:15:30 +0100","#
            + #""classification":"Sinus Rhythm","numberOfVoltageMeasurements":\#(count),"#
            + #""samplingFrequency":512,"voltageMeasurements":[\#(voltages.joined(separator: ","))],"#
            + #""source":"ECG"}]}}"#
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "hae-ecg-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(#"{"zone":"Europe/Berlin"}"#.utf8)
            .write(to: folder.appending(path: "settings.json"))
        for name in ["input.json", "expected.json"] {
            try Data(body.utf8).write(to: folder.appending(path: name))
        }
        for outcome in try PluginCase(folder: folder).outcomes(of: ECGProvider()) {
            #expect(
                outcome.actual == outcome.expected.replacing(".0,", with: ","), "\(outcome.name)")
        }
    }
}
