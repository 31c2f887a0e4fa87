import Dispatch
import Glibc

/// An HTTP client of a few lines: it sends the bytes it is given and reads what comes.
struct RawClient: Sendable {
    struct Answer: Sendable {
        var status = 0
        var text = ""
        /// Whether a `100 Continue` preceded.
        var wasContinued = false
    }

    let port: Int

    /// Sends a POST with these headers; a body of `waits` goes out only after `100 Continue`.
    func post(
        _ body: [UInt8], path: String = "/health", headers: [(String, String)],
        waits: Bool = false
    ) async -> Answer {
        var text = "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        if !headers.contains(where: { $0.0 == "Content-Length" }) {
            text += "Content-Length: \(body.count)\r\n"
        }
        if waits { text += "Expect: 100-continue\r\n" }
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        return await exchange(Array((text + "\r\n").utf8), then: body, waits: waits)
    }

    func get(_ path: String) async -> Answer {
        let text = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        return await exchange(Array(text.utf8), then: [], waits: false)
    }

    private func exchange(
        _ head: [UInt8], then body: [UInt8], waits: Bool
    ) async -> Answer {
        // Sockets block, and the receiver needs the cooperative threads.
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: talk(head, body, waits))
            }
        }
    }

    private func talk(_ head: [UInt8], _ body: [UInt8], _ waits: Bool) -> Answer {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0, send(head, to: descriptor) else { return Answer() }
        var received: [UInt8] = []
        var answer = Answer()
        if waits {
            received = receive(from: descriptor, untilBlankLine: true)
            guard received.starts(with: "HTTP/1.1 100".utf8) else {
                return parse(received + receive(from: descriptor, untilBlankLine: false), answer)
            }
            answer.wasContinued = true
        }
        _ = send(body, to: descriptor)
        return parse(receive(from: descriptor, untilBlankLine: false), answer)
    }

    private func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var done = 0
        while done < bytes.count {
            let sent = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.send(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, bytes.count - done,
                    Int32(MSG_NOSIGNAL)
                )
            }
            if sent <= 0 { return false }
            done += sent
        }
        return true
    }

    private func receive(from descriptor: Int32, untilBlankLine: Bool) -> [UInt8] {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe recv(descriptor, &buffer, untilBlankLine ? 1 : buffer.count, 0)
            guard count > 0 else { return received }
            received += buffer[..<count]
            if untilBlankLine, received.suffix(4) == [13, 10, 13, 10] { return received }
        }
    }

    private func parse(_ bytes: [UInt8], _ answer: Answer) -> Answer {
        var answer = answer
        answer.text = String(decoding: bytes, as: UTF8.self)
        answer.status = answer.text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return answer
    }
}
