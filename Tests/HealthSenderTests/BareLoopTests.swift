import HealthTesting
import Testing

@testable import HealthSender

@Suite struct BareLoopTests {
    @Test(arguments: [1, 8]) func `every request arrives once, over kept connections`(
        concurrency: Int
    ) throws {
        let server = try FaultServer()
        defer { server.stop() }
        let loop = BareLoop(
            url: server.url(), headerLines: ["Content-Type: application/json"],
            concurrency: concurrency)
        #expect(try loop.run(requests: 100, body: [1, 2, 3]) == 100)
        #expect(server.requests.count == 100)
        #expect(
            server.requests.allSatisfy { $0.bodyStart == [1, 2, 3] && $0["content-type"] != nil })
        #expect(server.connectionCount <= concurrency)
    }

    @Test func `what is not taken is not counted`() throws {
        let server = try FaultServer(.ok, .status(500))
        defer { server.stop() }
        let loop = BareLoop(url: server.url(), headerLines: [], concurrency: 1)
        #expect(try loop.run(requests: 3, body: [1]) == 1)
    }
}
