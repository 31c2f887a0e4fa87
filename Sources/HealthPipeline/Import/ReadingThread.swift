import Foundation
import HealthModel
import HealthSource
import Synchronization

/// The thread on which a file is read.
final class ReadingThread: Sendable {
    /// Reads everything into a sink and says how far it is.
    typealias Reader =
        @Sendable (any ImportSink, (ReadProgress) throws -> Void) throws -> ReadReport

    private let reader: Reader
    private let queue: HandOver<ImportElement>
    private let latest = Mutex<ReadProgress?>(nil)
    private let result = Mutex<Result<ReadReport, any Error>?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameter capacity: Bytes that may wait to be taken before the reader has to.
    init(capacity: Int, reader: @escaping Reader) {
        queue = HandOver(capacity: capacity) { $0.weight }
        self.reader = reader
    }

    /// How far it is; for a progress bar.
    var progress: ReadProgress? { latest.withLock { $0 } }

    func start() {
        let thread = Thread { [self] in
            let outcome = Result { try read() }
            result.withLock { $0 = outcome }
            queue.finish(outcome.map { _ in })
            ended.signal()
        }
        // The default is small for a generic tree of 64 levels in a debug build.
        thread.stackSize = 4 << 20
        thread.start()
    }

    /// Takes what was read since the last time, waiting for something; empty at the end.
    ///
    /// - Throws: What ended the reading, once everything before it was taken.
    func take() throws -> [ImportElement] {
        try queue.take()
    }

    /// Waits for the end and says what was read.
    func join() throws -> ReadReport {
        ended.wait()
        // Whoever asks again gets the same.
        ended.signal()
        let result = result.withLock { $0 }
        return try result?.get() ?? ReadReport()
    }

    /// Ends the reading and waits for its end.
    func cancel() {
        queue.cancel()
        _ = try? join()
    }

    private func read() throws -> ReadReport {
        try reader(QueueSink(queue)) { progress in latest.withLock { $0 = progress } }
    }
}
