import Synchronization

/// The largest number noted, from any thread.
final class Peak: Sendable {
    private let largest = Atomic<Int64>(0)

    var value: Int64 { largest.load(ordering: .relaxed) }

    func note(_ number: Int64) {
        largest.max(number, ordering: .relaxed)
    }
}
