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

    init(queue: HandOver<ImportElement>, reader: @escaping Reader) {
        (self.queue, self.reader) = (queue, reader)
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

    /// Waits for the end; to be called once.
    func join() -> Result<ReadReport, any Error> {
        ended.wait()
        return result.withLock { $0 } ?? .failure(CocoaError(.userCancelled))
    }

    private func read() throws -> ReadReport {
        try reader(QueueSink(queue)) { progress in latest.withLock { $0 = progress } }
    }
}
