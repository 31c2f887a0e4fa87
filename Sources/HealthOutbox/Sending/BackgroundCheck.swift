internal import Dispatch
internal import GRDB
internal import Synchronization

/// `quick_check` of the ledger beside everything else (6, step 8), on a connection of its own.
///
/// A check at every start would take as long as the file is large; each body is checked before it is sent anyway.
final class BackgroundCheck: Sendable {
    private struct State {
        var ledger: Ledger?
        var finding: String?
        var isStopped = false
    }

    private let state = Mutex(State())
    private let isOver = DispatchSemaphore(value: 0)

    init(path: String) {
        DispatchQueue.global(qos: .background).async { [self] in
            defer { isOver.signal() }
            // A file that cannot even be opened is a matter for those who need it.
            guard let ledger = try? Ledger(path: path, readOnly: true), begin(ledger) else {
                return
            }
            let finding = Self.look(ledger)
            try? ledger.close()
            state.withLock { state in
                state.ledger = nil
                state.finding = finding
            }
        }
    }

    /// What is damaged, in SQLite's words; `nil` while nothing is known to be.
    var finding: String? { state.withLock { $0.finding } }

    /// Ends the check, and returns when it has ended.
    func stop() {
        // More than once, for an interruption is lost on a check that is just about to begin.
        repeat {
            state.withLock { state in
                state.isStopped = true
                state.ledger?.interrupt()
            }
        } while isOver.wait(timeout: .now() + .milliseconds(20)) == .timedOut
        isOver.signal()
    }

    /// Returns when the check has ended.
    func wait() {
        isOver.wait()
        isOver.signal()
    }

    private static func look(_ ledger: Ledger) -> String? {
        do {
            let answers = try ledger.read { db in
                try String.fetchAll(db, sql: "PRAGMA quick_check(5)")
            }
            return answers == ["ok"] ? nil : answers.prefix(3).joined(separator: "; ")
        } catch let error as OutboxError where error.kind == .damaged {
            return error.text
        } catch {
            // Interrupted, or unreadable just now: neither says that the file is damaged.
            return nil
        }
    }

    private func begin(_ ledger: Ledger) -> Bool {
        state.withLock { state in
            guard !state.isStopped else { return false }
            state.ledger = ledger
            return true
        }
    }
}
