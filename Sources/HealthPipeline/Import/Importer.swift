import Foundation
import HealthModel
public import HealthSource
import HealthStore

/// Reads files into the store: one thread reads, the caller's thread stores, a bounded queue stands between.
public struct Importer {
    public struct Options: Sendable {
        /// Keep what is whole in a damaged file; implies ``addOnly``.
        public var salvage = false
        /// Mark nothing gone.
        public var addOnly = false
        /// The member to read when an archive holds several main files.
        public var mainMember: String?

        public init() {}
    }

    /// Rises whenever the program learns to keep more of an archive, so that a known file is read again.
    public static let readerVersion = 1

    /// Bytes that may wait between the threads: what is read while the disk syncs.
    private static let queueBytes = 6 << 20

    private let workspace: Workspace
    private let store: HealthStore
    private let options: Options

    public init(workspace: Workspace, store: HealthStore, options: Options) {
        (self.workspace, self.store, self.options) = (workspace, store, options)
    }

    /// Imports one file, folder or standard input (`-`).
    ///
    /// - Parameter progress: Called on the caller's thread; what it throws ends the import.
    /// - Throws: `SourceError`, `StoreError`, or what `progress` throws; the store is as before.
    public func run(
        _ argument: String, progress: @escaping (ReadProgress) throws -> Void = { _ in }
    ) throws -> ImportOutcome {
        let clock = ContinuousClock()
        let start = clock.now
        let input = ArchiveInput(argument: argument)
        let digest = try FileDigest.of(argument)
        if let digest,
            let known = try store.lastImport(digest: digest, readerVersion: Self.readerVersion)
        {
            return ImportOutcome(
                file: argument, identicalTo: known, read: ReadReport(), stored: nil,
                seconds: (clock.now - start).inSeconds)
        }
        let session = try store.beginImport(
            ImportRequest(
                kind: .archive, name: argument, readerVersion: Self.readerVersion,
                addOnly: options.addOnly || options.salvage, now: workspace.now.instant),
            patience: .seconds(60))
        do {
            let read = try readAndStore(input, session, progress)
            session.digest = digest
            let stored = try session.commit()
            return ImportOutcome(
                file: argument, identicalTo: nil, read: read, stored: stored,
                seconds: (clock.now - start).inSeconds)
        } catch {
            session.abort()
            throw error
        }
    }

    private func readAndStore(
        _ input: ArchiveInput, _ session: ImportSession,
        _ progress: @escaping (ReadProgress) throws -> Void
    ) throws -> ReadReport {
        let queue = HandOver<ImportElement>(capacity: Self.queueBytes) { $0.weight }
        let reading = ReadingThread(
            reader: ArchiveReader(
                options: ArchiveOptions(
                    mainMember: options.mainMember, salvage: options.salvage)),
            input: input, queue: queue)
        reading.start()
        do {
            while true {
                let elements = try queue.take()
                if elements.isEmpty { break }
                for element in elements { try store(element, session) }
                if let latest = reading.progress { try progress(latest) }
            }
        } catch {
            queue.cancel()
            _ = reading.join()
            throw error
        }
        return try reading.join().get()
    }

    private func store(_ element: ImportElement, _ session: ImportSession) throws {
        switch element {
        case .exportDate(let date): try session.begin(exportDate: date)
        case .batch(let batch): try session.add(batch)
        case .document(let document): try session.add(document)
        case .reject(let reject): try session.add(reject)
        }
    }
}
