import Glibc

/// Reads what a child says until it has ended, within limits, and ends what is left of it.
struct Listener {
    /// How a child's life went.
    struct Report {
        var fault: TapFault?
        var ending: ChildProcess.Ending?
        /// Processes that it left behind.
        var leftBehind = 0
    }

    private static let pieceBytes = 64 << 10
    /// How long nothing may happen before ``TapReceiver/pulse()``.
    private static let pulseMilliseconds: Int32 = 200

    let settings: TapSettings
    let deadline: ContinuousClock.Instant
    /// Called a few times a second; may throw to stop.
    let pulse: () throws -> Void

    /// Listens to the end.
    ///
    /// - Parameter onOutput: Gets pieces of standard output; a ``TapFault`` that it throws ends the child and
    ///   is in the report, any other error ends the child and is thrown.
    func listen(
        to child: ChildProcess, lastLines: LastLines,
        onOutput: (ArraySlice<UInt8>) throws -> Void
    ) throws -> Report {
        var report = Report()
        do {
            try read(child, lastLines, onOutput)
        } catch let fault as TapFault {
            report.fault = fault
        } catch {
            _ = child.end(grace: settings.limits.endGrace)
            throw error
        }
        if report.fault == nil { report.leftBehind = child.group.others }
        drainErrors(of: child, into: lastLines)
        report.ending = child.end(grace: settings.limits.endGrace)
        lastLines.finish()
        return report
    }

    private func read(
        _ child: ChildProcess, _ lastLines: LastLines,
        _ onOutput: (ArraySlice<UInt8>) throws -> Void
    ) throws {
        var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
        var closedUntil: ContinuousClock.Instant?
        while true {
            let ended = child.hasEnded
            var polled = [
                pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
                pollfd(fd: child.errors, events: Int16(POLLIN), revents: 0),
                pollfd(fd: ended ? -1 : child.exitDescriptor, events: Int16(POLLIN), revents: 0),
            ]
            _ = unsafe poll(&polled, nfds_t(polled.count), ended ? 0 : timeout(closedUntil))
            var isQuiet = true
            if polled[0].revents != 0 {
                switch Self.read(child.output, into: &buffer) {
                case .bytes(let count):
                    isQuiet = false
                    try onOutput(buffer[..<count])
                case .nothing: break
                case .end: child.closeOutput()
                }
            }
            if polled[1].revents != 0 {
                switch Self.read(child.errors, into: &buffer) {
                case .bytes(let count): lastLines.add(buffer[..<count])
                case .nothing: break
                case .end: child.closeErrors()
                }
            }
            // What a process that it left behind still writes is not waited for.
            if ended, isQuiet { return }
            try pulse()
            let now = ContinuousClock.now
            if now >= deadline { throw tooLong }
            if child.output < 0, !ended {
                let until = closedUntil ?? now + settings.limits.closedGrace
                closedUntil = until
                if now >= until { throw stillRunning }
            }
        }
    }

    private func timeout(_ closedUntil: ContinuousClock.Instant?) -> Int32 {
        let next = min(deadline, closedUntil ?? deadline)
        let left = ContinuousClock.now.duration(to: next) / .milliseconds(1)
        return min(Self.pulseMilliseconds, max(1, Int32(min(left, 1e6).rounded(.up))))
    }

    private func drainErrors(of child: ChildProcess, into lastLines: LastLines) {
        var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
        // A few pieces at most: whoever holds the other end may go on writing.
        for _ in 0..<16 where child.errors >= 0 {
            guard case .bytes(let count) = Self.read(child.errors, into: &buffer) else { return }
            lastLines.add(buffer[..<count])
        }
    }

    private enum Reading {
        case bytes(Int)
        case nothing
        case end
    }

    private static func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> Reading {
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
        if count > 0 { return .bytes(count) }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .end
    }

    private var tooLong: TapFault {
        TapFault(
            .timeLimit,
            "It ran longer than its time_limit of \(settings.timeLimit.components.seconds) s and was ended."
        )
    }

    private var stillRunning: TapFault {
        TapFault(
            .stillRunning,
            "It closed its output and went on running for \(settings.limits.closedGrace.components.seconds) s; it was ended."
        )
    }
}
