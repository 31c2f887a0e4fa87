public import HealthPlugin

/// The store as a Singer tap: one stream for each type that has samples and each kind of document.
///
/// Streams are incremental by arrival: the bookmark is the generation up to which everything was told, so late
/// and back-dated rows are never missed. A row that left the store is told once more with `_sdc_deleted_at`.
/// Memory does not grow with the store, but with its largest document: the points of a route or a recording are a list
/// in its record.
///
/// Source: the Singer specification 0.3.0.
public final class StoreTap {
    /// STATE is said after so many records within a stream, for targets that write when they see one; it still
    /// has the stream's old bookmark, as half of a stream is not told in the order of arrival.
    static let recordsBetweenStates = 10_000

    /// How much was told.
    public private(set) var records = 0

    private let reader: any ChangeReader
    private let storeID: String
    private let kinds: [String]
    private let print: ([UInt8]) throws -> Void
    private var json = JSONWriter()

    /// - Parameters:
    ///   - storeID: Of the reader's store.
    ///   - kinds: Kinds of documents that the store has.
    ///   - print: Takes one message at a time, with its line end.
    public init(
        _ reader: any ChangeReader, storeID: String, kinds: [String],
        print: @escaping ([UInt8]) throws -> Void
    ) {
        (self.reader, self.storeID, self.kinds, self.print) = (reader, storeID, kinds, print)
    }

    // MARK: - Discovery

    /// Prints the catalogue.
    public func discover() throws {
        let streams = try self.streams(also: [])
        json.removeAll()
        json.object { json in
            json.key("streams")
            json.array { json in
                for stream in streams {
                    json.object { json in
                        json.key("tap_stream_id")
                        json.string(stream.id)
                        json.key("stream")
                        json.string(stream.name)
                        json.key("schema")
                        json.raw(stream.schema().utf8)
                        json.key("key_properties")
                        json.array { $0.string(StoreField.key) }
                        json.key("metadata")
                        json.raw(Self.metadata(of: stream).utf8)
                    }
                }
            }
        }
        try print(json.bytes + [UInt8(ascii: "\n")])
    }

    private static func metadata(of stream: StoreStream) -> String {
        let root =
            #"{"breadcrumb":[],"metadata":{"inclusion":"available","selected-by-default":true,"#
            + #""table-key-properties":["id"],"forced-replication-method":"INCREMENTAL","#
            + #""valid-replication-keys":["generation"]}}"#
        let fields = stream.fields.map { field in
            #"{"breadcrumb":["properties","\#(field.name)"],"metadata":"#
                + (field.isAutomatic
                    ? #"{"inclusion":"automatic"}}"#
                    : #"{"inclusion":"available","selected-by-default":true}}"#)
        }
        return "[" + ([root] + fields).joined(separator: ",") + "]"
    }

    /// - Parameter ids: Streams that are there even when they hold nothing now: what left them is to be told.
    private func streams(also ids: some Sequence<String>) throws -> [StoreStream] {
        var streams = try reader.types().map { StoreStream(.samples($0.name)) }
        streams += kinds.map { StoreStream(.documents(kind: $0)) }
        for id in ids.sorted() where !streams.contains(where: { $0.id == id }) {
            streams.append(StoreStream(id: id))
        }
        return streams
    }

    // MARK: - Sync

    /// Tells everything that is new.
    ///
    /// - Parameter state: From an earlier run; one of another store counts for nothing.
    public func sync(_ options: StoreTapOptions, from state: StoreTapState?) throws {
        var reached = StoreTapState(store: storeID)
        if let state, state.store == storeID { reached = state }
        let all = try streams(also: reached.bookmarks.keys)
        let wanted = try choose(options.streams, of: all)
        for (stream, omitted) in wanted {
            let bookmark = reached.bookmarks[stream.id]
            var version = bookmark?.version
            if bookmark == nil, options.activatesVersions { version = options.now.seconds * 1000 }
            try writeSchema(of: stream, without: omitted)
            let since = bookmark?.generation ?? 0
            if since < reader.generation {
                let fields = StoreRecords(reader: reader, omitted: omitted)
                try tell(stream, fields, since: since, version: version, options, reached)
            }
            if bookmark == nil, let version { try writeActivation(of: stream, version: version) }
            reached.bookmarks[stream.id] = .init(generation: reader.generation, version: version)
            try writeState(reached)
        }
    }

    /// - Throws: ``TapFault`` when a stream is asked for that is not there.
    private func choose(
        _ wanted: [StreamSelection]?, of all: [StoreStream]
    ) throws -> [(StoreStream, omitted: Set<String>)] {
        guard let wanted else { return all.map { ($0, []) } }
        for selection in wanted where !all.contains(where: { $0.id == selection.stream }) {
            throw TapFault(
                .catalogue,
                "The store has no stream \"\(selection.stream)\"; \"hae tap --discover\" lists those "
                    + "that it has.")
        }
        return all.compactMap { stream in
            wanted.first { $0.stream == stream.id }.map { (stream, $0.omitted) }
        }
    }

    private func tell(
        _ stream: StoreStream, _ fields: StoreRecords, since: Int64, version: Int64?,
        _ options: StoreTapOptions, _ reached: StoreTapState
    ) throws {
        let name = stream.name
        let first = records
        func isWanted(_ start: Instant?) -> Bool {
            options.start.map { (start ?? .distantPast) >= $0 } ?? true
        }
        switch stream.content {
        case .samples(let type):
            try reader.changes(of: type, since: since) { sample, isGone in
                guard isWanted(sample.start) else { return }
                try writeRecord(name, version) { json in
                    try fields.write(
                        sample, of: type, deletedAt: isGone ? options.now : nil, to: &json)
                }
                if (records - first).isMultiple(of: Self.recordsBetweenStates) {
                    try writeState(reached)
                }
            }
        case .documents(let kind):
            try reader.documents(DocumentQuery(kinds: [kind], since: since)) { document in
                guard isWanted(document.start), since > 0 || !document.isGone else { return }
                try writeRecord(name, version) { json in
                    try fields.write(
                        document, deletedAt: document.isGone ? options.now : nil, to: &json)
                }
                if (records - first).isMultiple(of: Self.recordsBetweenStates) {
                    try writeState(reached)
                }
            }
        }
    }

    // MARK: - Messages

    private func writeRecord(
        _ stream: String, _ version: Int64?, _ members: (inout JSONWriter) throws -> Void
    ) throws {
        records += 1
        try write("RECORD", stream) { json in
            if let version {
                json.key("version")
                json.integer(version)
            }
            json.key("record")
            try json.object(members)
        }
    }

    private func writeSchema(of stream: StoreStream, without omitted: Set<String>) throws {
        try write("SCHEMA", stream.name) { json in
            json.key("schema")
            json.raw(stream.schema(without: omitted).utf8)
            json.key("key_properties")
            json.array { $0.string(StoreField.key) }
            json.key("bookmark_properties")
            json.array { $0.string(StoreField.replicationKey) }
        }
    }

    private func writeActivation(of stream: StoreStream, version: Int64) throws {
        try write("ACTIVATE_VERSION", stream.name) { json in
            json.key("version")
            json.integer(version)
        }
    }

    private func writeState(_ state: StoreTapState) throws {
        try write("STATE", nil) { json in
            json.key("value")
            state.write(to: &json)
        }
    }

    private func write(
        _ type: String, _ stream: String?, _ members: (inout JSONWriter) throws -> Void
    ) throws {
        var json = JSONWriter()
        swap(&json, &self.json)
        defer { swap(&json, &self.json) }
        json.removeAll()
        try json.object { json in
            json.member("type", type)
            if let stream { json.member("stream", stream) }
            try members(&json)
        }
        json.bytes.append(UInt8(ascii: "\n"))
        try print(json.bytes)
    }
}

extension JSONWriter {
    /// Writes a member that is a text.
    fileprivate mutating func member(_ name: String, _ text: String) {
        key(name)
        string(text)
    }
}
