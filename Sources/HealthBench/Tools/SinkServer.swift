import Foundation
import Glibc
import Synchronization

/// A server on loopback that reads requests and answers 200, and does nothing else, so that it is in nobody's way.
///
/// A thread for each connection. Counts requests by their `session-id`.
final class SinkServer: Sendable {
    struct StartError: Error, CustomStringConvertible {
        var description: String { "The bench could not listen on loopback." }
    }

    private struct State {
        var connections: [Int32] = []
        var arrivals: [Substring: Int] = [:]
        var firstArrival: ContinuousClock.Instant?
        var isStopped = false
    }

    private let listener: Int32
    private let countsIDs: Bool
    private let state = Mutex(State())
    private let threads = DispatchGroup()
    let port: Int

    /// - Parameter countsIDs: Whether to keep the ids that arrive.
    init(countsIDs: Bool = false) throws(StartError) {
        self.countsIDs = countsIDs
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(descriptor, generic, size) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, generic, &size) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isBound else {
            close(listener)
            throw StartError()
        }
        threads.enter()
        Thread { [self] in acceptAll() }.start()
    }

    var url: String { "http://127.0.0.1:\(port)/" }

    /// How often each id arrived.
    var arrivals: [Substring: Int] { state.withLock { $0.arrivals } }

    var firstArrival: ContinuousClock.Instant? { state.withLock { $0.firstArrival } }

    func forget() {
        state.withLock { state in
            state.arrivals = [:]
            state.firstArrival = nil
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        state.withLock { state in
            state.isStopped = true
            for descriptor in state.connections { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
        threads.wait()
        close(listener)
    }

    private func acceptAll() {
        defer { threads.leave() }
        while case let descriptor = accept(listener, nil, nil), descriptor >= 0 {
            let isWanted = state.withLock { state in
                if state.isStopped { return false }
                state.connections.append(descriptor)
                return true
            }
            guard isWanted else {
                close(descriptor)
                continue
            }
            threads.enter()
            Thread { [self] in
                serve(descriptor)
                state.withLock { $0.connections.removeAll { $0 == descriptor } }
                close(descriptor)
                threads.leave()
            }.start()
        }
    }

    private func serve(_ descriptor: Int32) {
        let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK".utf8)
        var reader = SinkReader(descriptor)
        while let head = reader.head() {
            state.withLock { state in
                if state.firstArrival == nil { state.firstArrival = .now }
            }
            if head.expectsContinue {
                guard reader.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) else { return }
            }
            guard reader.skip(head.bodyLength) else { return }
            if countsIDs { state.withLock { $0.arrivals[head.id[...], default: 0] += 1 } }
            guard reader.write(answer) else { return }
        }
    }
}
