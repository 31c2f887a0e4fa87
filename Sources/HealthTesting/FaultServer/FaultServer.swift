internal import Dispatch
internal import Foundation
internal import Synchronization

/// An HTTP/1.1 server on loopback that misbehaves as it is told, and writes down every request.
///
/// Raw sockets and a thread for each connection, so that it can break off anywhere. Traffic stays on loopback, and
/// the number of connections at one time is bounded. Stop it at the end of the test.
public final class FaultServer: Sendable {
    private static let connectionsMax = 256

    private struct State {
        var script: [FaultBehaviour]
        var connections: [Int: StreamSocket] = [:]
        var accepted = 0
        var requests: [ReceivedRequest] = []
        var isStopped = false
    }

    private let listener: ListeningSocket
    private let state: Mutex<State>
    private let threads = DispatchGroup()
    private let readers = DispatchGroup()

    /// The numeric address and the port it listens on.
    public let address: String
    public var port: Int { listener.port }

    /// Starts to listen.
    ///
    /// - Parameters:
    ///   - script: One behaviour for each request, in order of their arrival; the last is for all that follow.
    ///   - lastByte: Of the address, 127.0.0.1 by default.
    /// - Throws: When no socket is to be had.
    public convenience init(_ script: FaultBehaviour..., lastByte: UInt8 = 1) throws {
        try self.init(script: script, lastByte: lastByte)
    }

    /// The same, with the behaviours as a list; empty means 200 for all.
    public init(script: [FaultBehaviour], lastByte: UInt8 = 1) throws {
        listener = try ListeningSocket(lastByte: lastByte)
        address = "127.0.0.\(lastByte)"
        state = Mutex(State(script: script.isEmpty ? [.ok] : script))
        let thread = Thread { [self] in acceptAll() }
        threads.enter()
        thread.start()
    }

    /// `http://ADDRESS:PORT` and the path.
    public func url(_ path: String = "/") -> String { "http://\(address):\(port)\(path)" }

    /// Every request whose headers arrived, in the order in which reading them ended.
    public var requests: [ReceivedRequest] { state.withLock { $0.requests } }

    /// Connections accepted so far.
    public var connectionCount: Int { state.withLock { $0.accepted } }

    /// How many behaviours stand before the last one, which is for all that follow.
    public var faultsLeft: Int { state.withLock { $0.script.count - 1 } }

    /// Ends all connections and waits for their threads.
    public func stop() {
        listener.interrupt()
        // Their senders have their answers, and what they sent is under way to here.
        _ = readers.wait(timeout: .now() + 10)
        let open = state.withLock { state in
            state.isStopped = true
            return Array(state.connections.values)
        }
        for socket in open { socket.interrupt() }
        threads.wait()
    }

    // MARK: - For its connections

    func nextBehaviour() -> FaultBehaviour {
        state.withLock { state in
            state.script.count > 1 ? state.script.removeFirst() : state.script[0]
        }
    }

    /// Takes the next behaviour if it is one that does not wait for a request.
    func nextSudden() -> FaultBehaviour? {
        state.withLock { state in
            switch state.script[0] {
            case .reset(.beforeRequest), .deaf:
                state.script.count > 1 ? state.script.removeFirst() : state.script[0]
            default: nil
            }
        }
    }

    /// Reads what is left of a request that was answered already: is not cut short by ``stop()``.
    func reading(_ body: () -> Void) {
        readers.enter()
        body()
        readers.leave()
    }

    func record(_ request: ReceivedRequest) {
        state.withLock { $0.requests.append(request) }
    }

    // MARK: - Threads

    private func acceptAll() {
        defer { threads.leave() }
        while let socket = listener.accept() {
            let number = state.withLock { state -> Int? in
                guard !state.isStopped, state.connections.count < FaultServer.connectionsMax else {
                    return nil
                }
                state.accepted += 1
                state.connections[state.accepted] = socket
                return state.accepted
            }
            guard let number else { continue }
            threads.enter()
            let thread = Thread { [self] in
                var connection = FaultConnection(socket, number: number, server: self)
                connection.run()
                state.withLock { $0.connections[number] = nil }
                threads.leave()
            }
            thread.start()
        }
    }
}
