import HealthEncoding
import HealthTesting
import Testing

/// One request as it waits in the outbox.
struct QueuedRequest {
    var headers: [String: String]
    var body: JSONValue

    /// The points of the first metric.
    var points: [JSONValue] {
        body["data"]?["metrics"]?.array?.first?["data"]?.array ?? []
    }

    var dates: [String] { points.compactMap { $0["date"]?.string } }

    var quantities: [Double] { points.compactMap { $0["qty"]?.number } }
}

extension Household {
    /// Writes `hae.yaml` with automations that send steps to nowhere.
    ///
    /// - Parameters:
    ///   - automations: Lines of each, by name.
    ///   - top: Lines for the top of the file.
    func configure(
        zone: String = "Europe/Berlin", _ automations: [(name: String, lines: [String])],
        top: [String] = ["quota: { min_free: 1MiB }"]
    ) throws {
        var lines = ["timezone: \(zone)"] + top + ["automations:"]
        for automation in automations {
            lines += [
                "  - name: \(automation.name)", "    url: http://127.0.0.1:9/",
                "    data_type: health_metrics", "    metrics: [step_count]",
            ]
            lines += automation.lines.map { "    \($0)" }
        }
        try write("hae.yaml", lines.joined(separator: "\n") + "\n")
    }

    /// Imports what a file of that text holds.
    @discardableResult
    func take(_ export: SmallExport, as name: String = "export.xml") async throws -> JSONValue {
        try write(name, export.text)
        return try await document("import", path(name))
    }

    /// Exports without sending; the last of its runs.
    func enqueue(_ arguments: String..., ending status: Int32 = 0) async throws -> JSONValue {
        let result = try await Program.run(
            Program.hae, ["run", "--no-send", "--json", "--quiet"] + arguments, in: folder)
        try #require(result.status == status, "\(arguments): \(result.errors)")
        let document = try JSONParser.parse(Array(result.output.utf8))
        return try #require(document["runs"]?.array?.last)
    }

    /// The requests of a run that wait, in the order of their parts.
    func requests(of run: JSONValue) async throws -> [QueuedRequest] {
        let list = try await document("outbox", "list", "--limit", "1000")
        let id = try #require(run["id"]?.string)
        var requests: [QueuedRequest] = []
        for message in list["messages"]?.array ?? [] where message["run"]?.string == id {
            let name = try #require(message["id"]?.string)
            let text = try await hae("outbox", "export", name).output
            let cut = try #require(text.firstRange(of: "\r\n\r\n"))
            var headers: [String: String] = [:]
            for line in text[..<cut.lowerBound].split(separator: "\r\n").dropFirst() {
                let colon = line.firstRange(of: ": ")
                headers[String(line[..<(colon?.lowerBound ?? line.endIndex)])] =
                    String(line[(colon?.upperBound ?? line.endIndex)...])
            }
            requests.append(
                QueuedRequest(
                    headers: headers,
                    body: try JSONParser.parse(Array(text[cut.upperBound...].utf8))))
        }
        return requests
    }
}
