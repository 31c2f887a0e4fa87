import Foundation
import GRDB
import HealthModel
import Testing

@testable import HealthOutbox

/// A damaged ledger is set aside, and what can be read of it goes on in a new one (6, step 9).
struct SalvageTests {
    /// Overwrites the kind of the first page of a table or index, when everything is in the file itself.
    private func damage(_ spool: TestSpool, _ name: String) throws {
        let page = try #require(
            try spool.outbox.ledger.read { db in
                try Int.fetchOne(
                    db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [name])
            })
        try spool.outbox.ledger.checkpointForTests()
        try spool.outbox.close()
        try DamageTests.flip(spool.path + "/outbox.db", at: (page - 1) * 4096)
    }

    private func sendAll(_ spool: TestSpool, _ sender: any OutboxSender) throws -> [Identifier] {
        var sent: [Identifier] = []
        while let claim = try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first {
            _ = try sender.body(of: claim)
            _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
            sent.append(claim.id)
        }
        return sent
    }

    @Test func `a ledger that cannot be opened is set aside, and the next start works`() throws {
        let spool = try TestSpool()
        try spool.enqueue(3)
        try spool.outbox.ledger.checkpointForTests()
        try spool.outbox.close()
        // The kind of the first page: SQLite cannot make sense of the file any more.
        try DamageTests.flip(spool.path + "/outbox.db", at: 100)
        let error = #expect(throws: OutboxError.self) { try spool.reopen() }
        #expect(error?.exitStatus == .badData)
        #expect(error?.description.contains("is set aside in") == true)
        try spool.reopen()
        let names = try FileManager.default.contentsOfDirectory(atPath: spool.path + "/quarantine")
        #expect(names.contains { $0.hasPrefix("outbox-") })
        try spool.enqueue(1, prefix: "new")
        #expect(try spool.sender().claim(limit: 1, lanes: nil, now: spool.clock.now).count == 1)
    }

    @Test func `what can be read of a damaged ledger is in the new one`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(3)
        do {
            let sender = try spool.sender()
            let claim = try #require(
                try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first)
            _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
        }
        let page = try #require(
            try spool.outbox.ledger.read { db in
                try Int.fetchOne(
                    db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'message_live_age'")
            })
        try spool.outbox.ledger.checkpointForTests()
        try spool.outbox.close()
        try DamageTests.flip(spool.path + "/outbox.db", at: (page - 1) * 4096)
        try spool.reopen()
        let error = #expect(throws: OutboxError.self) { try spool.sender() }
        #expect(error?.exitStatus == .badData)
        #expect(
            error?.description.contains("3 messages, 1 receipts") == true,
            "\(error?.description ?? "")")
        try spool.reopen()
        let sender = try spool.sender()
        #expect(try spool.outbox.verify(VerifyOptions(deep: true)).problems == [])
        var sent: [Identifier] = []
        while let claim = try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first {
            _ = try sender.body(of: claim)
            _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
            sent.append(claim.id)
        }
        #expect(sent == Array(ids.dropFirst()))
    }

    @Test func `a flipped bit in the name of a column loses nothing`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(3)
        try spool.outbox.ledger.write(.full) { db in
            try db.run("UPDATE message SET maybe_delivered = 1 WHERE id = ?", ids[1])
        }
        try spool.outbox.ledger.checkpointForTests()
        try spool.outbox.close()
        let path = spool.path + "/outbox.db"
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let name = try #require(data.range(of: Data("maybe_delivered".utf8)))
        try DamageTests.flip(path, at: name.upperBound - 1)
        let error = #expect(throws: OutboxError.self) {
            try spool.reopen()
            _ = try sendAll(spool, spool.sender())
        }
        #expect(error?.exitStatus == .badData)
        try spool.reopen()
        let all = try spool.outbox.page(.all, after: nil, limit: 9).messages
        #expect(all.map(\.id) == ids)
        #expect(all.map(\.maybeDelivered) == [false, true, false])
        #expect(try spool.outbox.verify(VerifyOptions(deep: true)).problems == [])
        #expect(try sendAll(spool, spool.sender()) == ids)
    }

    @Test func `ids that lead nowhere or elsewhere are noticed, and made anew`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(3)
        do {
            let sender = try spool.sender()
            let claim = try #require(
                try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first)
            _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
            try sender.close(now: spool.clock.now)
        }
        try spool.outbox.ledger.write(.full) { db in
            try db.run("DELETE FROM identity WHERE id = ?", ids[0])
            try db.run("UPDATE identity SET row = 3 WHERE id = ?", ids[1])
        }
        #expect(try spool.outbox.receipt(of: ids[0]) == nil)
        #expect(try spool.outbox.detail(of: ids[1]) == nil, "not another message")
        let found = try spool.outbox.verify(VerifyOptions()).problems
        #expect(found.map(\.kind) == [.storage])
        let error = #expect(throws: OutboxError.self) {
            try spool.outbox.verify(VerifyOptions(repair: true))
        }
        #expect(error?.exitStatus == .badData)
        try spool.reopen()
        #expect(try spool.outbox.verify(VerifyOptions(deep: true)).problems == [])
        #expect(try spool.outbox.receipt(of: ids[0])?.outcome == .delivered)
        #expect(try sendAll(spool, spool.sender()) == Array(ids.dropFirst()))
    }

    @Test func `a kill in the middle of a salvage is made good by the next start`() throws {
        guard let probe = Probe.path else { return }
        for point in [
            "after_salvage_mark@1", "during_salvage@1", "during_salvage@2", "after_salvage@1",
        ] {
            let spool = try TestSpool()
            let ids = try spool.enqueue(3)
            try damage(spool, "message_live_age")
            let setting = ["HAE_FAILPOINT": point.replacing("@", with: ":abort@")]
            let command = [probe, spool.path, DerivedID.identifier(of: ["x"]).text, "send", "1"]
            #expect(try Probe.launch(command, setting).isKilled, "\(point) was not reached")
            // Looking only changes nothing, and does not take the gap for an empty outbox.
            let look = #expect(throws: OutboxError.self) { try spool.beside(.readOnly).close() }
            #expect(look?.exitStatus == .badData, "\(point)")
            let error = #expect(throws: OutboxError.self) { try spool.reopen() }
            #expect(error?.exitStatus == .badData, "\(point)")
            #expect(error?.description.contains("set aside in") == true, "\(point)")
            try spool.reopen()
            #expect(try sendAll(spool, spool.sender()) == ids, "\(point)")
        }
    }

    @Test func `whoever had the damaged ledger open is told to start again`() throws {
        let spool = try TestSpool()
        try spool.enqueue(1)
        let other = try spool.beside()
        let run = try spool.run()
        try damage(spool, "message_live_age")
        #expect(throws: OutboxError.self) {
            try spool.reopen(); _ = try spool.sender()
        }
        let error = #expect(throws: OutboxError.self) {
            try other.enqueue([], advancing: Progress(run: run.id, nextPart: 1, ending: .complete))
        }
        #expect(error?.exitStatus == .badData)
        // A start on the old file leaves the new one alone.
        #expect(throws: OutboxError.self) {
            try other.openSender(SenderOptions(waitSeconds: 0, programVersion: "test"))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: spool.path + "/quarantine")
        #expect(names.count == 1)
        try spool.reopen()
        #expect(try spool.outbox.page(.all, after: nil, limit: 9).messages.count == 1)
    }

    @Test func `damage that a start does not meet is found by the check after a crash`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(2)
        _ = try spool.sender()
        try damage(spool, "receipt_order")
        try spool.reopen()
        do {
            let sender = try #require(try spool.sender() as? SQLiteSender)
            #expect(sender.recovery.wasClean == false)
            sender.check?.wait()
            let error = #expect(throws: OutboxError.self) {
                try sender.tend(idle: true, now: spool.clock.now)
            }
            #expect(error?.exitStatus == .badData)
            #expect(throws: OutboxError.self) {
                try sender.claim(limit: 1, lanes: nil, now: spool.clock.now)
            }
        }
        try spool.reopen()
        #expect(try sendAll(spool, spool.sender()) == ids)
    }

    @Test func `a row that cannot be read stops nobody`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(3)
        try spool.outbox.ledger.write(.full) { db in
            try db.execute(
                sql: """
                    UPDATE request SET headers = 'no list'
                    WHERE message = (SELECT row FROM message WHERE id = ?)
                    """,
                arguments: [Blob.value(ids[0])])
        }
        let sender = try spool.sender()
        let error = #expect(throws: OutboxError.self) {
            try sender.claim(limit: 1, lanes: nil, now: spool.clock.now)
        }
        #expect(error?.exitStatus == .badData)
        try? sender.close(now: spool.clock.now)
        try spool.reopen()
        #expect(try sendAll(spool, spool.sender()) == Array(ids.dropFirst()))
    }

    enum Damage: CaseIterable {
        case flip, zero, truncate, swap

        func apply(_ path: String, _ random: inout SeededRandom) throws {
            var data = try Data(contentsOf: URL(fileURLWithPath: path))
            guard data.count > 0 else { return }
            let page = 4096
            func somewhere() -> Int { Int.random(in: 0..<data.count, using: &random) }
            switch self {
            case .flip:
                for _ in 0...Int.random(in: 0..<4, using: &random) { data[somewhere()] ^= 0x10 }
            case .zero:
                let start = somewhere()
                let end = min(data.count, start + 512)
                data.replaceSubrange(start..<end, with: Data(count: end - start))
            case .truncate:
                data = data.prefix(somewhere())
            case .swap:
                let (one, two) = (somewhere() / page * page, somewhere() / page * page)
                guard max(one, two) + page <= data.count else { return }
                let saved = data.subdata(in: one..<one + page)
                data.replaceSubrange(one..<one + page, with: data.subdata(in: two..<two + page))
                data.replaceSubrange(two..<two + page, with: saved)
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try file.truncate(atOffset: 0)
            try file.write(contentsOf: data)
            try file.close()
        }
    }

    /// T7: no crash, no wrong byte goes out, and after a few starts at most the outbox works.
    @Test func `damage anywhere never sends a wrong body, and the outbox works again`() throws {
        let isLong = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"
        let seed = UInt64.random(in: 0...999_999)
        var random = SeededRandom(seed: seed)
        for round in 1...(isLong ? 600 : 32) {
            let spool = try TestSpool(inMemory: true)
            let run = try spool.run()
            let messages = try (1...4).map { part in
                try spool.message(
                    "\(part)",
                    part == 1 ? DamageTests.large : String(repeating: "\(part)", count: 3000))
            }
            let ids = try spool.outbox.enqueue(
                messages, advancing: Progress(run: run.id, nextPart: 5, ending: .complete)
            ).ids
            var expected: [Identifier: [UInt8]] = [:]
            for (id, message) in zip(ids, messages) { expected[id] = message.body.digest }
            if Bool.random(using: &random) {
                _ = try spool.outbox.ledger.checkpoint(truncates: .random(using: &random))
            }
            try spool.outbox.close()
            let blob = SpoolFolder(path: spool.path).blob(messages[0].body.digest)
            let files = [spool.path + "/outbox.db", spool.path + "/outbox.db-wal", blob]
            let file = files[Int.random(in: 0..<3, using: &random)]
            let kind = Damage.allCases[Int.random(in: 0..<4, using: &random)]
            let story = "seed \(seed), round \(round): \(kind) in \(file)"
            try kind.apply(file, &random)
            var sent: [Identifier] = []
            for attempt in 1...5 {
                do {
                    try spool.reopen()
                    sent += try send(spool, expected, story)
                    _ = try spool.outbox.verify(VerifyOptions(deep: true, repair: true))
                    break
                } catch let error as OutboxError {
                    #expect(error.exitStatus == .badData, "\(story): \(error)")
                    #expect(attempt < 5, "\(story): it does not heal")
                }
            }
            if file == blob { #expect(Set(sent).isSuperset(of: ids.dropFirst()), "\(story)") }
        }
    }

    /// What arrives, each with the bytes that were enqueued.
    private func send(
        _ spool: TestSpool, _ expected: [Identifier: [UInt8]], _ story: String
    ) throws -> [Identifier] {
        spool.outbox.configure([.test(order: .none)])
        let sender = try spool.sender()
        var sent: [Identifier] = []
        for _ in 1...20 {
            for claim in try sender.claim(limit: 8, lanes: nil, now: spool.clock.now) {
                var verdict = Verdict(fate: .corrupt, phase: .started, summary: "damaged")
                if let body = try? sender.body(of: claim).allBytes() {
                    #expect(BodyDigest.of(body) == claim.bodyDigest, "\(story)")
                    if claim.bodyDigest == expected[claim.id] { verdict = .ok }
                    // A flipped digest of a body that happens to fit cannot be.
                    #expect(claim.bodyDigest == expected[claim.id], "\(story)")
                    sent.append(claim.id)
                }
                _ = try sender.settle([Outcome(claim, verdict)], now: spool.clock.now)
            }
        }
        try sender.close(now: spool.clock.now)
        return sent
    }
}
