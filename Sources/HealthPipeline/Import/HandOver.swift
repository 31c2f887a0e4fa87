import Foundation

/// A bounded queue between the thread that reads and the thread that stores.
///
/// The reader blocks while the queue is full, the writer while it is empty. Either side can end it: the
/// reader by ``finish(_:)`` with or without an error, the writer by ``cancel()``, after which ``put(_:)``
/// throws ``Cancelled``.
///
/// `@unchecked Sendable`: every access to the mutable state holds `condition`.
final class HandOver<Element: Sendable>: @unchecked Sendable {
    struct Cancelled: Error {}

    private let condition = NSCondition()
    private let capacity: Int
    private var elements: [Element] = []
    private var result: Result<Void, any Error>?
    private var isCancelled = false

    init(capacity: Int) {
        self.capacity = capacity
        elements.reserveCapacity(capacity)
    }

    /// Adds an element, waiting for room.
    func put(_ element: Element) throws {
        condition.lock()
        defer { condition.unlock() }
        while elements.count >= capacity, !isCancelled { condition.wait() }
        if isCancelled { throw Cancelled() }
        elements.append(element)
        condition.signal()
    }

    /// Says that no element follows, and why when it is not because everything was read.
    func finish(_ result: Result<Void, any Error>) {
        condition.withLock {
            self.result = result
            condition.signal()
        }
    }

    /// Takes everything that is there, waiting for something; empty at the end.
    ///
    /// - Throws: The error with which the reader finished, once all its elements were taken.
    func take() throws -> [Element] {
        condition.lock()
        defer { condition.unlock() }
        while elements.isEmpty {
            if let result {
                try result.get()
                return []
            }
            condition.wait()
        }
        defer { elements.removeAll(keepingCapacity: true) }
        condition.signal()
        return elements
    }

    /// Lets the reader's next ``put(_:)`` throw.
    func cancel() {
        condition.withLock {
            isCancelled = true
            condition.signal()
        }
    }
}
