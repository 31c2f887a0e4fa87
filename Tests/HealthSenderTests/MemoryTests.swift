import HealthModel
import HealthTesting
import Testing

@testable import HealthSender

@Suite struct MemoryTests {
    /// Notes how many bytes were read from it and not yet sent: what the sender holds in memory.
    private final class WatchedBody: BodySource {
        private let body: PatternBody
        private let sender: Sender
        private let note: @Sendable (Int64) -> Void
        private var bytesRead: Int64 = 0

        init(length: Int64, sender: Sender, note: @escaping @Sendable (Int64) -> Void) {
            (body, self.sender, self.note) = (PatternBody(length: length), sender, note)
        }

        var length: Int64 { body.length }

        func read(into span: inout MutableSpan<UInt8>) -> Int {
            note(Int64(span.count))
            let count = body.read(into: &span)
            bytesRead += Int64(count)
            note(bytesRead - sender.progress().bytesSent)
            return count
        }

        func rewind() {
            body.rewind()
            bytesRead = 0
        }
    }

    @Test func `of a body of 100 MB never more than a few pieces are in memory`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        let most = Peak()
        let body = WatchedBody(length: 100_000_000, sender: sender) { most.note($0) }
        let endpoint = Endpoint(url: server.url())
        try sender.submit(Request(tag: 1, headers: [], body: body), to: endpoint, lane: "lane")
        let verdict = try #require(collect(1, from: sender).first?.verdict)
        #expect(verdict.fate == .ok && verdict.bytesSent == 100_000_000)
        #expect(server.requests.map(\.bodyLength) == [100_000_000])
        #expect(most.value > 0 && most.value <= 256 << 10)
    }
}
