import Foundation
import HealthModel
import HealthPlugin
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
        /// How long the buckets of a payload's points are; `nil`: what is found out.
        public var grouping: Grouping?
        /// Whether a payload's points are single samples; excludes ``grouping``.
        public var isDisaggregated = false

        public init() {}
    }

    /// Rises whenever the program learns to keep more of a file, so that a known file is read again.
    public static let readerVersion = 1

    /// Bytes that may wait between the threads: what is read while the disk syncs.
    private static let queueBytes = 5 << 20

    private let workspace: Workspace
    private let store: HealthStore
    private let options: Options

    public init(workspace: Workspace, store: HealthStore, options: Options) {
        (self.workspace, self.store, self.options) = (workspace, store, options)
    }

    /// Imports one file, folder or standard input (`-`): an archive of the Health app, or payloads and files of the
    /// app "Health Auto Export".
    ///
    /// - Parameter progress: Called on the caller's thread; what it throws ends the import.
    /// - Throws: `SourceError`, `StoreError`, ``ImportUsageError``, or what `progress` throws; the store is as before.
    public func run(
        _ argument: String, progress: @escaping (ReadProgress) throws -> Void = { _ in }
    ) throws -> ImportOutcome {
        let clock = ContinuousClock()
        let start = clock.now
        let work = try work(for: argument)
        let reading = ReadingThread(capacity: Self.queueBytes, reader: work.reader)
        reading.start()
        do {
            // Made beside the begin of the reading, which is thrown away when the file is known.
            let digest = try work.digest()
            if let digest,
                let known = try store.lastImport(digest: digest, readerVersion: Self.readerVersion)
            {
                reading.cancel()
                return ImportOutcome(
                    file: argument, identicalTo: known, read: ReadReport(), stored: nil,
                    seconds: (clock.now - start).inSeconds)
            }
            let session = try store.beginImport(
                ImportRequest(
                    kind: work.kind, name: argument, readerVersion: Self.readerVersion,
                    addOnly: options.addOnly || options.salvage, now: workspace.now.instant),
                patience: .seconds(60))
            do {
                let read = try storeAll(of: reading, session, progress)
                session.digest = digest
                let stored = try session.commit()
                return ImportOutcome(
                    file: argument, identicalTo: nil, read: read, stored: stored,
                    seconds: (clock.now - start).inSeconds)
            } catch {
                session.abort()
                throw error
            }
        } catch {
            reading.cancel()
            throw error
        }
    }

    /// What an argument asks for.
    private struct Work {
        var kind: ImportRequest.Kind
        var digest: () throws -> [UInt8]?
        var reader: ReadingThread.Reader
    }

    private func work(for argument: String) throws -> Work {
        switch try ImportInput.look(at: argument) {
        case .archive(let input):
            if options.grouping != nil || options.isDisaggregated {
                let option = options.grouping == nil ? "--disaggregated" : "--grouping"
                throw ImportUsageError(file: argument, option: option)
            }
            let reader = ArchiveReader(
                options: ArchiveOptions(mainMember: options.mainMember, salvage: options.salvage))
            return Work(kind: .archive, digest: { try FileDigest.of(argument) }) {
                try reader.read(input, into: $0, progress: $1)
            }
        case .payload(let input):
            guard options.mainMember == nil else {
                throw ImportUsageError(file: argument, option: "--main")
            }
            let context = try payloadContext()
            let reader = PayloadFileReader(
                options: PayloadOptions(
                    registry: workspace.registry, context: context, salvage: options.salvage,
                    temporaryFolder: workspace.spool))
            return Work(kind: .payload, digest: { try FileDigest.of(input, context) }) {
                try reader.read(input, into: $0, progress: $1)
            }
        }
    }

    /// What configuration and options say of payloads.
    private func payloadContext() throws -> PayloadContext {
        let measure = workspace.configuration.measure
        var context = PayloadContext(
            zone: try workspace.zone(of: measure), grouping: options.grouping,
            isDisaggregated: options.isDisaggregated)
        context.weekStart = measure.weekStart
        for measure in [measure] + workspace.configuration.automations.map(\.measure) {
            for (name, changed) in measure.metricNames where context.metricNames[changed] == nil {
                context.metricNames[changed] = name
            }
        }
        return context
    }

    private func storeAll(
        of reading: ReadingThread, _ session: ImportSession,
        _ progress: (ReadProgress) throws -> Void
    ) throws -> ReadReport {
        while true {
            let elements = try reading.take()
            if elements.isEmpty { return try reading.join() }
            for element in elements { try store(element, session) }
            if let latest = reading.progress { try progress(latest) }
        }
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
