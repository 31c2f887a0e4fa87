import Foundation
import HealthOutbox
import Synchronization

/// One body that is compressed, digested and written on a thread of its own, while the caller makes the next records.
///
/// Used by one thread at a time. One that is dropped before its end leaves nothing behind.
final class BodyThread {
    /// Bytes before compression: what batches are measured by.
    private(set) var plainLength: Int64 = 0

    private static let pieceBytes = 64 << 10
    private let work: Work?
    private var piece: [UInt8] = []
    private var hasJoined = false

    /// - Parameter writer: `nil` counts only.
    init(_ writer: (any BodyWriter)?, compressed: Bool) throws {
        work = try writer.map { Work(try BodyEncoder($0, compressed: compressed)) }
        work?.start()
    }

    deinit {
        guard let work, !hasJoined else { return }
        work.queue.finish(.failure(CancellationError()))
        work.ended.wait()
    }

    func append(_ bytes: [UInt8]) throws {
        try append(bytes[...])
    }

    /// - Throws: What the thread failed with, perhaps with earlier bytes.
    func append(_ bytes: ArraySlice<UInt8>) throws {
        plainLength += Int64(bytes.count)
        guard work != nil else { return }
        if piece.isEmpty { piece.reserveCapacity(Self.pieceBytes + bytes.count) }
        piece.append(contentsOf: bytes)
        if piece.count >= Self.pieceBytes { try handOver() }
    }

    /// No bytes follow. Does not wait until those before are written.
    func end() throws {
        try handOver()
        work?.queue.finish(.success(()))
    }

    /// Waits for the body, which is on stable storage then; `nil` when there is no writer. To be called once, after
    /// ``end()``.
    func body() throws -> StagedBody? {
        guard let work else { return nil }
        return try join(work)
    }

    private func handOver() throws {
        guard let work, !piece.isEmpty else { return }
        var full: [UInt8] = []
        swap(&full, &piece)
        do {
            try work.queue.put(full)
        } catch is HandOver<[UInt8]>.Cancelled {
            // The thread has failed, and knows why.
            _ = try join(work)
        }
    }

    private func join(_ work: Work) throws -> StagedBody? {
        work.ended.wait()
        hasJoined = true
        return try work.result.withLock { $0 }?.get()
    }

    /// What the thread does.
    ///
    /// `@unchecked Sendable`: the encoder is touched by the thread alone once that has started.
    private final class Work: @unchecked Sendable {
        /// Bytes that may wait: what is made while the disk syncs.
        private static let queueBytes = 2 << 20

        let queue = HandOver<[UInt8]>(capacity: Work.queueBytes) { $0.count }
        let result = Mutex<Result<StagedBody?, any Error>?>(nil)
        let ended = DispatchSemaphore(value: 0)
        private let encoder: BodyEncoder

        init(_ encoder: BodyEncoder) {
            self.encoder = encoder
        }

        func start() {
            Thread { [self] in
                let outcome = Result { try write() }
                if case .failure = outcome { queue.cancel() }
                result.withLock { $0 = outcome }
                ended.signal()
            }.start()
        }

        private func write() throws -> StagedBody? {
            while true {
                let pieces = try queue.take()
                if pieces.isEmpty { return try encoder.finish() }
                for piece in pieces { try encoder.append(piece) }
            }
        }
    }
}
