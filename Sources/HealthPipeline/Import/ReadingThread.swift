import Foundation
import HealthSource
import Synchronization

/// The thread on which an archive is read.
final class ReadingThread: Sendable {
    private let reader: ArchiveReader
    private let input: ArchiveInput
    private let queue: HandOver<ImportElement>
    private let latest = Mutex<ReadProgress?>(nil)
    private let result = Mutex<Result<ReadReport, any Error>?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    init(reader: ArchiveReader, input: ArchiveInput, queue: HandOver<ImportElement>) {
        (self.reader, self.input, self.queue) = (reader, input, queue)
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
        try reader.read(input, into: QueueSink(queue)) { progress in
            latest.withLock { $0 = progress }
        }
    }
}
