import HealthModel
import HealthTesting
import Testing

@testable import HealthSender

/// The queue of a lane, and who lets it go on.
struct QueueTests {
    private func submit(_ tags: ClosedRange<Int64>, _ sender: Sender, _ parcel: Parcel) throws {
        for tag in tags {
            try sender.submit(parcel.request(tag: tag), to: parcel.endpoint, lane: "lane")
        }
    }

    @Test func `a lane begins as many at once as it was told, and gives the rest back`() throws {
        let server = try FaultServer(.silent)
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        sender.resume(lane: "lane", width: 2)
        try submit(1...5, sender, Parcel(server.url()))
        while server.requests.count < 2 { _ = sender.nextCompletions(timeout: .milliseconds(10)) }
        sender.recall(lane: "lane")
        let returned = collect(3, from: sender)
        #expect(returned.map(\.tag) == [3, 4, 5])
        #expect(returned.allSatisfy { $0.verdict.isUnbegun })
        #expect(server.requests.count == 2)
    }

    @Test func `after a refusal nothing begins until the lane is told to go on`() throws {
        let server = try FaultServer(.status(503), .ok)
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        let parcel = Parcel(server.url())
        sender.resume(lane: "lane", width: 1)
        try submit(1...3, sender, parcel)
        #expect(collect(1, from: sender).map(\.verdict.status) == [503])
        sender.recall(lane: "lane")
        #expect(collect(2, from: sender).allSatisfy { $0.verdict.isUnbegun })
        try submit(4...4, sender, parcel)
        sender.resume(lane: "lane", width: 1)
        #expect(collect(1, from: sender).map(\.verdict.fate) == [.ok])
        #expect(server.requests.count == 2)
    }

    @Test func `what is submitted after a recall is not meant by it`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        let parcel = Parcel(server.url())
        sender.resume(lane: "lane", width: 1)
        for tag in Int64(1)...20 {
            sender.recall(lane: "lane")
            try submit(tag...tag, sender, parcel)
            #expect(collect(1, from: sender).map(\.verdict.fate) == [.ok])
        }
    }
}
