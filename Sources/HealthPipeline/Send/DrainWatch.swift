import Foundation
import HealthOutbox

/// Waits for another process to send: looks at the outbox, changes nothing.
struct DrainWatch {
    private let outbox: any Outbox
    private let runs: [Identifier]
    private let mode: DrainMode
    private let control: DrainControl
    private let start: Moment
    private let deadline: ContinuousClock.Instant?

    /// - Parameters:
    ///   - runs: Whose messages to wait for; empty: everything in the outbox.
    ///   - start: One pass is over when everything has been tried since then.
    init(
        outbox: any Outbox, runs: [Identifier], mode: DrainMode, control: DrainControl,
        start: Moment
    ) {
        (self.outbox, self.runs, self.mode) = (outbox, runs, mode)
        (self.control, self.start) = (control, start)
        deadline =
            switch mode {
            // One pass of the other process ends when its slowest request does.
            case .onePass: .now + .seconds(120)
            case .waiting(let time): .now + time
            case .continuous: nil
            }
    }

    /// The mode for a drain that begins now instead of the other one.
    var modeLeft: DrainMode {
        guard case .waiting = mode, let deadline else { return mode }
        return .waiting(max(.zero, deadline - .now))
    }

    /// Looks twice a second until everything is delivered, or has been tried (one pass), or the time is over.
    ///
    /// - Returns: `nil` when the other process ended before that.
    func watch() throws -> DrainReport? {
        var report = DrainReport()
        while let holder = try outbox.stats().sender {
            report.watchedHolder = holder
            let isOver = deadline.map { .now >= $0 } ?? false
            if try control.isStopped || isOver || isSettled() { return report }
            Thread.sleep(forTimeInterval: 0.5)
        }
        return try isSettled() ? report : nil
    }

    private func isSettled() throws -> Bool {
        let selections = runs.isEmpty ? [MessageSelection.all] : runs.map { .init(run: $0) }
        for selection in selections {
            var mark: PageMark?
            repeat {
                let page = try outbox.page(selection, after: mark, limit: 1000)
                for message in page.messages where message.state.blocksOrder {
                    guard case .onePass = mode, message.state == .ready,
                        let last = message.last, last.at >= start
                    else { return false }
                }
                mark = page.next
            } while mark != nil
        }
        return true
    }
}
