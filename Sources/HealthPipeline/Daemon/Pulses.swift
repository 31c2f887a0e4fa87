import Synchronization

/// When each of the daemon's loops was last seen alive.
final class Pulses: Sendable {
    /// No step of a loop takes that long; a loop that does hangs.
    static let limit = Duration.seconds(900)

    private let last = Mutex<[String: ContinuousClock.Instant]>([:])

    func beat(_ loop: String) {
        last.withLock { $0[loop] = .now }
    }

    /// The loop waits for nothing any more.
    func end(_ loop: String) {
        last.withLock { $0[loop] = nil }
    }

    /// Loops that hang, by name.
    func silent(at now: ContinuousClock.Instant = .now) -> [String] {
        last.withLock { $0.filter { now - $0.value > Self.limit }.keys.sorted() }
    }
}
