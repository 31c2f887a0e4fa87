import Foundation
import HealthPlugin
import Testing

@testable import HealthCommands

/// `hae metrics`, `hae plugins list` and `hae sources`: what there is, and what the store holds of it.
@Suite struct HoldingsTests {
    private static let export = """
        <?xml version="1.0" encoding="UTF-8"?>
        <HealthData locale="en_DE">
         <ExportDate value="2026-03-12 08:00:00 +0100"/>
         <Record type="HKQuantityTypeIdentifierStepCount" sourceName="iPhone" unit="count" \
        startDate="2026-03-10 07:15:32 +0100" endDate="2026-03-10 07:18:25 +0100" value="51"/>
         <Record type="HKQuantityTypeIdentifierStepCount" sourceName="iPhone" unit="count" \
        startDate="2026-03-11 07:15:32 +0100" endDate="2026-03-11 07:18:25 +0100" value="52"/>
         <Record type="HKQuantityTypeIdentifierHeartRateVariabilitySDNN" sourceName="Watch" unit="ms" \
        startDate="2026-03-10 07:15:32 +0100" endDate="2026-03-10 07:16:32 +0100" value="40">
          <HeartRateVariabilityMetadataList>
           <InstantaneousBeatsPerMinute bpm="60" time="07:15:33,25"/>
          </HeartRateVariabilityMetadataList>
         </Record>
         <Record type="HKQuantityTypeIdentifierSomethingNew" sourceName="Watch" unit="count" \
        startDate="2026-03-10 07:15:32 +0100" endDate="2026-03-10 07:16:32 +0100" value="1"/>
         <Record type="HKCategoryTypeIdentifierHeadache" sourceName="Health" \
        startDate="2026-03-10 09:00:00 +0100" endDate="2026-03-10 11:00:00 +0100" \
        value="HKCategoryValueSeverityMild"/>
         <Workout workoutActivityType="HKWorkoutActivityTypeHiking" duration="60" durationUnit="min" \
        sourceName="Watch" startDate="2026-03-10 10:00:00 +0100" endDate="2026-03-10 11:00:00 +0100"/>
         <ClinicalRecord type="AllergyIntolerance" identifier="a" sourceName="Clinic" \
        sourceURL="https://clinic.example/a" fhirVersion="4.0.1" receivedDate="2026-03-10 08:00:00 +0100" \
        resourceFilePath="/clinical-records/a.json"/>
         <Audiogram type="HKDataTypeIdentifierAudiogram" sourceName="Clinic" \
        startDate="2026-03-10 08:00:00 +0100" endDate="2026-03-10 08:00:00 +0100">
          <SensitivityPoint frequencyValue="500" frequencyUnit="Hz" leftEarValue="10" leftEarUnit="dBHL"/>
         </Audiogram>
         <VisionPrescription type="HKVisionPrescriptionTypeGlasses" dateIssued="2026-03-10 08:00:00 +0100"/>
        </HealthData>
        """

    /// Imports the archive in a folder of its own, which is removed.
    private func withStore(_ body: (_ hae: (String...) throws -> String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/held-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Self.export.write(toFile: folder + "/export.xml", atomically: true, encoding: .utf8)
        let imported = try Program.run(["import", "export.xml", "--spool", "spool"], in: folder)
        try #require([0, 2].contains(imported.status), "\(imported.errors)")
        try body { (arguments: String...) in
            try Program.run(arguments + ["--spool", "spool"], in: folder).output
        }
    }

    @Test func `metrics are listed with what the store holds of each`() throws {
        try withStore { hae in
            let held = try hae("metrics", "--held").split(separator: "\n")
                .map {
                    $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
                }
            #expect(
                held == [
                    "NAME TITLE METRIC US GROUPING SAMPLES DOCUMENTS FIRST LAST",
                    "heart_rate_variability Heart Rate Variability ms ms avg 1 - 2026-03-10 2026-03-10",
                    "step_count Step Count count count sum 2 - 2026-03-10 2026-03-11",
                    "something_new Something New avg 1 - 2026-03-10 2026-03-10",
                ])
            let all = try JSONParser.parse(Array(try hae("metrics", "--json").utf8))
            #expect(all["schema"]?.string == "hae.metrics/1")
            let metrics = try #require(all["metrics"]?.array)
            #expect(metrics.count == Catalogue.metrics.count + 1)
            let steps = try #require(metrics.first { $0["name"]?.string == "step_count" })
            #expect(steps["samples"]?.number == 2 && steps["documents"]?.number == 0)
            #expect(steps["first"]?.string == "2026-03-10T06:15:32Z")
            #expect(steps["last"]?.string == "2026-03-11T06:15:32Z")
        }
    }

    @Test func `plugins are listed with what the store holds of each`() throws {
        try withStore { hae in
            let list = try JSONParser.parse(Array(try hae("plugins", "list", "--json").utf8))
            let plugins = try #require(list["plugins"]?.array)
            let held = plugins.map { plugin in
                let held = plugin["held"]
                return "\(plugin["id"]?.string ?? ""): \(Int(held?["samples"]?.number ?? -1)) "
                    + "\(Int(held?["documents"]?.number ?? -1)) \(held?["first"]?.string ?? "-")"
            }
            #expect(
                held == [
                    "health_metrics: 4 0 2026-03-10T06:15:32Z",
                    "workouts: 0 1 2026-03-10T09:00:00Z", "symptoms: 1 0 2026-03-10T08:00:00Z",
                    "ecg: 0 0 -", "heart_rate_notifications: 0 0 -", "state_of_mind: 0 0 -",
                    "cycle_tracking: 0 0 -", "medications: 0 0 -",
                ])
        }
    }

    @Test func `without a store the lists are complete and hold nothing`() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/held-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let metrics = try Program.run(["metrics", "--spool", "spool"], in: folder)
        #expect(metrics.status == 0)
        #expect(metrics.output.split(separator: "\n").count == Catalogue.metrics.count + 1)
        let plugins = try Program.run(
            ["plugins", "list", "--json", "--spool", "spool"], in: folder)
        #expect(plugins.status == 0)
        #expect(plugins.output.contains(#""held":null"#))
    }

    /// Issue 3: stored as they are, listed, sent nowhere.
    @Test func `beats, clinical records, audiograms and prescriptions are listed and nobody's`()
        throws
    {
        let kinds = ["Audiogram", "ClinicalRecord", "HeartbeatSeries", "VisionPrescription"]
        try withStore { hae in
            let sources = try JSONParser.parse(Array(try hae("sources", "--json").utf8))
            let listed = (sources["documents"]?.array ?? []).filter { $0["count"]?.number == 1 }
                .compactMap { $0["kind"]?.string }
            #expect(Set(listed).isSuperset(of: kinds))
        }
        for provider in BuiltInProviders.registry.providers {
            #expect(
                Set(provider.descriptor.documentKinds).isDisjoint(with: kinds + ["ClinicalFile"]))
        }
    }
}
