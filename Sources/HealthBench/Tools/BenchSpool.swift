import Foundation
import HealthModel
import HealthOutbox
import HealthPipeline

/// A spool in the bench's folder, with a configuration of one automation beside it.
final class BenchSpool {
    let workspace: Workspace
    let outbox: any Outbox
    /// `hae.yaml` of the spool.
    let configuration: String
    let spool: String
    private let automation: String

    /// - Parameters:
    ///   - url: Of the endpoint.
    ///   - lines: More settings of the automation.
    init(
        _ name: String, in bench: Bench, url: String = "http://127.0.0.1:9/", _ lines: [String] = []
    )
        throws
    {
        let folder = bench.folder + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        (configuration, spool) = (folder + "/hae.yaml", folder + "/spool")
        let settings =
            [
                "name: bench", "url: \(url)", "data_type: health_metrics", "metrics: [step_count]",
                "order: none",
                "timeout: 120s",
            ] + lines
        let text =
            "quota: { min_free: 1B, max_messages: 2000000, max_bytes: 100GiB }\nautomations:\n  - "
            + settings.joined(separator: "\n    ") + "\n"
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)
        workspace = try Workspace(
            configuration: configuration, spool: spool, now: nil, registry: bench.registry,
            environment: ["HOME": folder], workingDirectory: folder)
        outbox = try workspace.openOutbox(.create)
        automation = workspace.configuration.automations[0].identity
    }

    func close() throws {
        try outbox.close()
    }

    /// Frees the disk; the spool is of no more use.
    func remove() throws {
        try outbox.close()
        try FileManager.default.removeItem(atPath: spool)
    }

    func openRun() throws -> Run {
        try outbox.openRun(
            NewRun(
                automation: automation, automationName: "bench", kind: .manual, storeID: "bench",
                generation: 1, configDigest: []))
    }

    /// Enqueues messages in groups.
    ///
    /// - Parameter body: Of the message with that number, from 0.
    func enqueue(
        _ count: Int, inGroupsOf group: Int, run: Run, firstPart: Int = 1,
        body: (Int) -> [UInt8], onGroup: (Int) throws -> Void = { _ in }
    ) throws {
        for start in stride(from: 0, to: count, by: group) {
            let numbers = start..<min(start + group, count)
            let messages = try numbers.map { number in
                let writer = try outbox.stage()
                try writer.append(body(number))
                let part = String(firstPart + number)
                let id = DerivedID.request(automation: automation, run: run.id, part: part)
                return NewMessage(
                    part: part,
                    headers: Self.headers + [HeaderField("session-id", id.wireText)],
                    contentType: "application/json", body: try writer.finish(), records: 1)
            }
            _ = try outbox.enqueue(
                messages,
                advancing: Progress(run: run.id, nextPart: firstPart + numbers.upperBound))
            try onGroup(numbers.upperBound)
        }
    }

    /// As many and as long ones as a real message has, with the `session-id` that is added to them.
    static let headers: [HeaderField] = [
        HeaderField("Content-Type", "application/json"), HeaderField("automation-name", "bench"),
        HeaderField("automation-id", "63C89245-980E-5515-8F96-49BC63FE9DE6"),
        HeaderField("automation-aggregation", "Days"),
        HeaderField("automation-period", "Since Last Sync"),
        HeaderField("Idempotency-Key", "\"43703ED0-5CA9-576A-96DD-A92A1800F358\""),
        HeaderField(
            "Content-Digest", "sha-256=:oFGqxpWnJAIpvQSmLFyLQhmMA9xOKvdrUCbhzDzMrs8=:"),
        HeaderField("hae-run-id", "6A2B0C55-8F6B-4C0B-9C55-1C7E52E7D0F4"),
        HeaderField("hae-batch", "1/1"), HeaderField("hae-data-type", "metrics"),
        HeaderField("User-Agent", "hae/1.0.0"),
    ]

    /// The same for the bare loop.
    static var headerLines: [String] {
        let id = HeaderField("session-id", "43703ED0-5CA9-576A-96DD-A92A1800F358")
        return (headers + [id]).map { "\($0.name): \($0.value)" }
    }

    /// A JSON body of that length, of points as a day of minutes has them; different for each number.
    static func body(_ length: Int, _ number: Int) -> [UInt8] {
        var text = #"{"data":{"metrics":[{"name":"heart_rate","units":"count/min","data":["#
        let end = "]}]},\"n\":\(number)}"
        // Knuth's linear congruential generator (MMIX).
        var random = UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15
        var minute = 0
        while text.utf8.count + end.utf8.count < length {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let time = "\(10 + minute / 60 % 14):\(10 + minute % 50):\(10 + (random >> 40) % 50)"
            text +=
                #"{"date":"2026-02-\#(10 + minute / 840 % 18) \#(time) +0100","Avg":"#
                + #"\#(50 + (random >> 33) % 90).\#((random >> 48) % 1000),"source":"Watch"},"#
            minute += 1
        }
        // Cut to the length; what is sent is not read by anybody here.
        return Array(text.utf8.prefix(max(0, length - end.utf8.count))) + Array(end.utf8)
    }
}
