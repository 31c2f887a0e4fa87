import Foundation
import HealthModel
import HealthOutbox
import Testing

@testable import HealthPipeline

/// Bodies that were damaged are made again from the store (E22 and E23 of the outbox reference).
@Suite struct RepairTests {
    private let house: Household

    /// A store with a thousand steps of two days, so that bodies are files.
    init() throws {
        house = try Household(url: "http://127.0.0.1:9/", "batch_requests: true")
        let records = (0..<1_600).map { index in
            let (day, minute) = (1 + index / 800, index % 800)
            let time =
                "2026-03-0\(day) \(10 + minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
            return
                "<Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"iPhone\" unit=\"count\""
                + " startDate=\"\(time):00 +0000\" endDate=\"\(time):30 +0000\" value=\"7\"/>"
        }
        try house.folder.write(
            "<HealthData><ExportDate value=\"2026-03-10 12:00:00 +0000\"/>"
                + records.joined(separator: "\n") + "</HealthData>\n", to: "export.xml")
        try #require(try house.hae("import", "export.xml").status == 0)
    }

    private func messages() throws -> [MessageSummary] {
        try house.outbox.page(.all, after: nil, limit: 10).messages
    }

    /// Flips a bit of every body that is a file.
    private func damage() throws -> Int {
        let files = try house.folder.files(below: "spool/blobs")
        for (name, data) in files {
            var bytes = data
            bytes[bytes.count / 2] ^= 1
            let path = house.folder.path + "/spool/blobs/" + name
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            try file.write(contentsOf: bytes)
            try file.close()
        }
        return files.count
    }

    @Test func `what a range had comes out byte for byte, and is the same message`() throws {
        let run = try house.hae(
            "run", "--no-send", "--from", "2026-03-01", "--to", "2026-03-03")
        try #require(run.status == 0, "\(run.everything)")
        let before = try messages()
        try #require(before.count == 1)
        try #require(try damage() == 1)
        #expect(try house.hae("outbox", "verify", "--deep").status == 65)
        let repair = try house.hae("outbox", "verify", "--deep", "--repair")
        #expect(repair.status == 0, "\(repair.everything)")
        let after = try messages()
        #expect(after.map(\.id) == before.map(\.id))
        #expect(after.map(\.state) == [.ready])
        #expect(try house.hae("outbox", "verify", "--deep").status == 0)
    }

    @Test func `what a run since the last sync had is replaced by all of its days`() throws {
        let first = try house.hae("run", "--no-send")
        try #require(first.status == 0, "\(first.everything)")
        let before = try messages()
        try #require(before.count == 1)
        try #require(try damage() == 1)
        let repair = try house.hae("outbox", "verify", "--deep", "--repair")
        #expect(repair.status == 0, "\(repair.everything)")
        let after = try messages()
        // Everything was new, so that the bytes are those that were enqueued.
        #expect(after.map(\.id) == before.map(\.id))

        // Of a day on which only one sample was new, the whole day is made.
        try house.folder.write(
            "<HealthData><ExportDate value=\"2026-03-11 12:00:00 +0000\"/>"
                + (0..<2).map {
                    "<Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"iPhone\" unit=\"count\""
                        + " startDate=\"2026-03-0\($0 + 1) 09:00:00 +0000\""
                        + " endDate=\"2026-03-0\($0 + 1) 09:00:30 +0000\" value=\"5\"/>"
                }.joined() + "</HealthData>\n", to: "more.xml")
        try #require(try house.hae("import", "--add-only", "more.xml").status == 0)
        try #require(try house.hae("run", "--no-send").status == 0)
        let news = try #require(try messages().last)
        #expect(news.records == 2)
        try corrupt(news.id)
        #expect(try house.hae("outbox", "verify", "--repair").status == 0)
        let receipt = try #require(try house.outbox.receipt(of: news.id))
        #expect(receipt.outcome == .replaced)
        let piece = try #require(try messages().first { $0.parent == news.id })
        #expect(piece.part == "1.1")
        #expect(piece.records == 1_602)
    }

    @Test func `a message whose automation is gone stays set aside`() throws {
        try #require(try house.hae("run", "--no-send").status == 0)
        try #require(try damage() == 1)
        let text = try house.folder.text("hae.yaml")
        try house.folder.write(text.replacing("My Backend API", with: "Another"), to: "hae.yaml")
        #expect(try house.hae("outbox", "verify", "--deep", "--repair").status == 65)
        #expect(try messages().map(\.state) == [.corrupt])
    }

    /// Lets a sender find a body damaged that stands in the database.
    private func corrupt(_ id: Identifier) throws {
        let sender = try house.outbox.openSender(
            SenderOptions(waitSeconds: 0, programVersion: "test"))
        let now = house.workspace.now
        while let claim = try sender.claim(limit: 1, lanes: nil, now: now).first {
            let verdict =
                claim.id == id
                ? Verdict(fate: .corrupt, phase: .started, summary: "damaged")
                : Verdict(fate: .ok, phase: .answered, status: 200, summary: "200 OK")
            _ = try sender.settle([Outcome(claim, verdict)], now: now)
        }
        try sender.close(now: now)
    }
}
