/// Serves one connection of the fault server, request after request, until a behaviour ends it.
struct FaultConnection {
    /// What a behaviour leaves behind.
    private enum Ending {
        case keep, close, reset
    }

    /// Longer than any test takes; a connection that waits ends when the other side goes or the server stops.
    private static let longest = Duration.seconds(600)

    let socket: StreamSocket
    let server: FaultServer
    private var reader: RequestReader

    init(_ socket: StreamSocket, number: Int, server: FaultServer) {
        (self.socket, self.server) = (socket, server)
        reader = RequestReader(socket, connection: number)
    }

    mutating func run() {
        var sudden = server.nextSudden()
        while true {
            // A connection without a request must not use up a behaviour.
            if sudden == nil, !socket.waitReadable(FaultConnection.longest) { return }
            let behaviour = sudden ?? server.nextBehaviour()
            sudden = nil
            if case .reset(.beforeRequest) = behaviour { return socket.breakOnClose() }
            if case .deaf = behaviour {
                socket.waitGone(FaultConnection.longest)
                return
            }
            guard var request = reader.head() else { return }
            switch serve(&request, behaviour) {
            case .keep: continue
            case .close: return
            case .reset: return socket.breakOnClose()
            }
        }
    }

    private mutating func serve(
        _ request: inout ReceivedRequest, _ behaviour: FaultBehaviour
    ) -> Ending {
        switch behaviour {
        case .answerEarly(let answer, let isPolite): return answerEarly(&request, answer, isPolite)
        case .reset(.afterHalfBody):
            continueIfAsked(request)
            let length = request["content-length"].flatMap { Int64($0) } ?? 0
            _ = reader.body(of: &request, upTo: length / 2)
            server.record(request)
            return .reset
        case .slowReader(let pause):
            continueIfAsked(request)
            while reader.body(of: &request, upTo: 1), !socket.waitGone(pause) {}
            server.record(request)
            return .close
        case .ignoresExpect: break
        default: continueIfAsked(request)
        }
        let isWhole = reader.body(of: &request)
        server.record(request)
        return isWhole ? respond(to: request, behaviour) : .close
    }

    private func continueIfAsked(_ request: ReceivedRequest) {
        if request["expect"]?.lowercased() == "100-continue" {
            socket.write("HTTP/1.1 100 Continue\r\n\r\n")
        }
    }

    private mutating func answerEarly(
        _ request: inout ReceivedRequest, _ answer: CannedAnswer, _ isPolite: Bool
    ) -> Ending {
        socket.write(answer.text)
        if isPolite {
            socket.finishWriting()
            server.reading { _ = reader.body(of: &request) }
        }
        server.record(request)
        return isPolite ? .close : .reset
    }

    private func respond(to request: ReceivedRequest, _ behaviour: FaultBehaviour) -> Ending {
        switch behaviour {
        case .answer(let answer), .ignoresExpect(let answer): return write(answer)
        case .decide(let decide): return write(decide(request))
        case .answerLate(let delay, let answer):
            socket.waitGone(delay)
            return write(answer)
        case .silent: socket.waitGone(FaultConnection.longest)
        case .slowAnswer(let answer, let pause):
            for byte in answer.text.utf8 {
                socket.waitGone(pause)
                guard socket.write([byte]) else { break }
            }
        case .raw(let text): socket.write(text)
        case .endlessBody: endless()
        case .hugeHead(let bytes):
            let line = "Filler: " + String(repeating: "f", count: 1000) + "\r\n"
            let lines = String(repeating: line, count: bytes / 1000)
            socket.write("HTTP/1.1 200 OK\r\n\(lines)Content-Length: 0\r\n\r\n")
        case .hugeLine(let bytes):
            let filler = String(repeating: "f", count: bytes)
            socket.write("HTTP/1.1 200 OK\r\nFiller: \(filler)\r\nContent-Length: 0\r\n\r\n")
        case .reset(let moment): return reset(moment)
        case .answerEarly, .deaf, .slowReader: break
        }
        return .close
    }

    private func write(_ answer: CannedAnswer) -> Ending {
        socket.write(answer.text) ? .keep : .close
    }

    private func endless() {
        let piece = [UInt8](repeating: UInt8(ascii: "e"), count: 64 << 10)
        guard socket.write("HTTP/1.1 200 OK\r\n\r\n") else { return }
        // Bounded all the same: ten times what a sender should read.
        for _ in 0..<160 where !socket.write(piece) { return }
    }

    private func reset(_ moment: FaultBehaviour.Moment) -> Ending {
        switch moment {
        case .beforeRequest, .afterHalfBody, .afterBody: break
        case .inStatusLine: socket.write("HTTP/1.1 2")
        case .inHeaders: socket.write("HTTP/1.1 200 OK\r\nContent-Le")
        case .afterAnswer: socket.write(CannedAnswer(200, body: "OK").text)
        }
        return .reset
    }
}
