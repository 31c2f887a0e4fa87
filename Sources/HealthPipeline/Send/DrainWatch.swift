import Foundation
import HealthOutbox

/// Waits for another process to send: looks at the outbox, changes nothing.
struct DrainWatch {
    let workspace: Workspace
    let outbox: any Outbox
    /// Empty: everything in the outbox.
    let runs: [Identifier]

    /// Looks twice a second until everything is delivered, or every message has been tried since now (one
    /// pass), or the time is over.
    func watch(_ mode: DrainMode) throws -> DrainReport {
        var report = DrainReport()
        report.watchedHolder = try outbox.stats().sender
        let started = workspace.now
        let clock = ContinuousClock()
        // One pass of the other process ends when its slowest request does.
        let time: Duration = if case .waiting(let time) = mode { time } else { .seconds(120) }
        let deadline = clock.now + time
        while clock.now < deadline {
            if try isSettled(mode, since: started) { break }
            Thread.sleep(forTimeInterval: 0.5)
            if try outbox.stats().sender == nil { break }
        }
        return report
    }

    private func isSettled(_ mode: DrainMode, since started: Moment) throws -> Bool {
        let selections = runs.isEmpty ? [MessageSelection.all] : runs.map { .init(run: $0) }
        for selection in selections {
            var mark: PageMark?
            repeat {
                let page = try outbox.page(selection, after: mark, limit: 1000)
                for message in page.messages where message.state.blocksOrder {
                    guard case .onePass = mode, message.state == .ready,
                        let last = message.last, last.at >= started
                    else { return false }
                }
                mark = page.next
            } while mark != nil
        }
        return true
    }
}
