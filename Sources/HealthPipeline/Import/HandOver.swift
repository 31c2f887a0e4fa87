import Foundation

/// A bounded queue between the thread that reads and the thread that stores.
///
/// Its bound is a weight, and wide enough that the reader goes on while the other thread waits for the disk. The reader blocks while the queue is full, the writer while it is empty. Either side can end it: the
/// reader by ``finish(_:)`` with or without an error, the writer by ``cancel()``, after which ``put(_:)``
/// throws ``Cancelled``.
///
/// `@unchecked Sendable`: every access to the mutable state holds `condition`.
final class HandOver<Element: Sendable>: @unchecked Sendable {
    struct Cancelled: Error {}

    private let condition = NSCondition()
    private let capacity: Int
    private let weigh: (Element) -> Int
    private var elements: [Element] = []
    private var weight = 0
    private var result: Result<Void, any Error>?
    private var isCancelled = false

    /// - Parameters:
    ///   - capacity: The weight from which on a reader has to wait.
    ///   - weigh: The bytes that an element takes.
    init(capacity: Int, weigh: @escaping (Element) -> Int) {
        (self.capacity, self.weigh) = (capacity, weigh)
    }

    /// Adds an element, waiting for room.
    func put(_ element: Element) throws {
        condition.lock()
        defer { condition.unlock() }
        while weight >= capacity, !isCancelled { condition.wait() }
        if isCancelled { throw Cancelled() }
        elements.append(element)
        weight += weigh(element)
        if elements.count == 1 { condition.signal() }
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
        defer { (elements, weight) = ([], 0) }
        if weight >= capacity { condition.signal() }
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
