import Foundation
import HealthDemo
import HealthModel
import Testing

@Suite struct DemoFolderTests {
    private let temporary: TemporaryFolder

    init() throws {
        temporary = try TemporaryFolder()
    }

    @Test func `the configuration names zone, receiver and one automation a type`() {
        let text = DemoFolder.configuration(
            port: 8123, zone: .berlin, dataTypes: ["health_metrics", "workouts"]
        )
        #expect(
            text == """
                # A demo of hae: an invented person's archive. Delete this folder at will.
                timezone: Europe/Berlin
                preferred_sources:
                  default: [Apple Watch, iPhone]
                spool: spool

                automations:
                  - name: Demo health metrics
                    url: http://127.0.0.1:8123/health
                    data_type: health_metrics
                    metrics: all
                    time_grouping: hours
                    batch_requests: true
                    date_range: since_last_sync
                  - name: Demo workouts
                    url: http://127.0.0.1:8123/health
                    data_type: workouts
                    batch_requests: true
                    date_range: since_last_sync

                """
        )
    }

    @Test func `an earlier demo is cleared away`() throws {
        let folder = DemoFolder(path: temporary.file("demo"))
        try folder.prepare()
        try folder.writeConfiguration(port: 1)
        try FileManager.default.createDirectory(
            atPath: folder.spool, withIntermediateDirectories: false
        )
        try folder.prepare()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `somebody else's folder is left alone`() throws {
        let folder = DemoFolder(path: temporary.path)
        try "timezone: UTC\n".write(
            toFile: folder.configuration, atomically: true, encoding: .utf8
        )
        let error = #expect(throws: DemoFolderError.self) { try folder.prepare() }
        #expect(error?.exitStatus == .usage)
        #expect(try temporary.names() == ["hae.yaml"])
    }
}
