import Testing

@testable import HealthOutbox

/// How many messages a lane may have claimed beyond those that it sends at once.
struct PaceTests {
    private let spool: TestSpool
    private let sender: any OutboxSender

    init() throws {
        spool = try TestSpool()
        spool.outbox.configure([
            .test(concurrencyMax: 1), .test(TestSpool.other, idempotent: false, concurrencyMax: 1),
        ])
        sender = try spool.sender(aheadMax: 6)
    }

    private func claim() throws -> [Claim] {
        try sender.claim(limit: 100, lanes: nil, now: spool.clock.now)
    }

    private func settle(_ claims: some Sequence<Claim>) throws {
        _ = try sender.settle(claims.map { Outcome($0, .ok) }, now: spool.clock.now)
    }

    @Test func `a lane gets twice what it settled at once, up to the most`() throws {
        try spool.enqueue(60)
        let first = try claim()
        #expect(first.count == 1 + 2, "nothing is known of it yet")
        try settle(first.prefix(2))
        let second = try claim()
        #expect(1 + second.count == 1 + 4)
        try settle([first[2]] + second)
        let third = try claim()
        #expect(third.count == 1 + 6)
        // One by one: each halves what is known of it.
        for claim in third { try settle([claim]) }
        #expect(try claim().count == 1 + 2)
    }

    @Test func `what may not go out twice is claimed when it is sent`() throws {
        try spool.enqueue(5, automation: TestSpool.other)
        #expect(try claim().count == 1)
    }
}
