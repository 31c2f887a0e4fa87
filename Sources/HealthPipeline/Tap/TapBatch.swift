import HealthSinger

/// What a tap has said and no message holds yet: records by stream, and how far the last STATE covers them.
struct TapBatch {
    /// One stream's part of it.
    final class Stream {
        let name: String
        /// Columns in the order in which schemas named them; a later schema adds its new ones at the end.
        private(set) var columns: [String] = []
        fileprivate(set) var file: RecordFile?
        fileprivate var covered: (records: Int, bytes: Int64) = (0, 0)

        init(name: String) {
            self.name = name
        }

        func announce(_ schema: SingerStream) {
            for column in schema.columns where !columns.contains(column) { columns.append(column) }
        }

        /// Records that are there.
        var records: Int { file?.records ?? 0 }
    }

    /// In the order in which they were announced.
    private(set) var streams: [Stream] = []
    /// The last STATE that came.
    private(set) var state: [UInt8]?
    /// Of everything that is here, with a separator each.
    private(set) var records = 0
    private(set) var bytes: Int64 = 0
    /// Whether the last STATE covers everything that is here.
    private(set) var isCovered = true

    /// Room for what stands around records in a body, so that a batch always fits into one message.
    private static let frameBytesMax: Int64 = 64 << 10

    /// `nil` in a dry run: records are counted only.
    private let folder: String?
    private let bytesMax: Int64

    /// - Parameters:
    ///   - folder: Where records wait.
    ///   - bytesMax: More may not wait.
    init(folder: String?, bytesMax: Int64) {
        (self.folder, self.bytesMax) = (folder, bytesMax)
    }

    mutating func announce(_ schema: SingerStream) {
        stream(named: schema.name).announce(schema)
    }

    /// - Throws: `TapFault` when too much waits.
    mutating func append(_ record: ArraySlice<UInt8>, of schema: SingerStream) throws {
        records += 1
        bytes += Int64(record.count) + 1
        isCovered = false
        guard let folder else { return }
        guard bytes + Self.frameBytesMax <= bytesMax else {
            throw TapFault(
                .tooMuch,
                "It sent more than \(bytesMax >> 20) MiB (quota.max_message) of records that have to wait: without a "
                    + "STATE between them, or for one single request; batch_requests: true makes several."
            )
        }
        let stream = stream(named: schema.name)
        let file = try stream.file ?? RecordFile(in: folder)
        stream.file = file
        try file.append(record)
    }

    mutating func cover(with state: [UInt8]) {
        self.state = state
        coverAll()
    }

    /// The tap ended well: nothing of what it said is in doubt.
    mutating func coverAll() {
        isCovered = true
        for stream in streams { stream.covered = stream.file?.mark ?? (0, 0) }
    }

    /// Forgets what no STATE covers.
    ///
    /// - Returns: How many records that were.
    mutating func dropUncovered() throws -> Int {
        guard !isCovered else { return 0 }
        let before = records
        for stream in streams { try stream.file?.cut(to: stream.covered) }
        records = streams.reduce(0) { $0 + $1.records }
        bytes = streams.reduce(0) { $0 + ($1.file?.bytes ?? 0) }
        isCovered = true
        return before - records
    }

    /// Begins again with nothing; streams and the state stay.
    mutating func clear() throws {
        for stream in streams {
            try stream.file?.cut(to: (0, 0))
            stream.covered = (0, 0)
        }
        (records, bytes, isCovered) = (0, 0, true)
    }

    private mutating func stream(named name: String) -> Stream {
        if let known = streams.first(where: { $0.name == name }) { return known }
        let stream = Stream(name: name)
        streams.append(stream)
        return stream
    }
}
