public import HealthPlugin

/// The store as a Singer tap: one stream for each type that has samples and each kind of document.
///
/// Streams are incremental by arrival: the bookmark is the generation up to which everything was told, so late
/// and back-dated rows are never missed. A row that left the store is told once more with `_sdc_deleted_at`.
/// Memory does not grow with the store. The points of routes and recordings are not told, only their documents.
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
                        json.raw(stream.schema.utf8)
                        json.key("key_properties")
                        json.array { for key in StoreStream.keyProperties { $0.string(key) } }
                        json.key("metadata")
                        json.raw(Self.metadata.utf8)
                    }
                }
            }
        }
        try print(json.bytes + [UInt8(ascii: "\n")])
    }

    private static let metadata =
        #"[{"breadcrumb":[],"metadata":{"inclusion":"available","selected-by-default":true,"#
        + #""table-key-properties":["id"],"forced-replication-method":"INCREMENTAL","#
        + #""valid-replication-keys":["generation"]}}]"#

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
        for stream in wanted {
            let bookmark = reached.bookmarks[stream.id]
            var version = bookmark?.version
            if bookmark == nil, options.activatesVersions { version = options.now.seconds * 1000 }
            try writeSchema(of: stream)
            let since = bookmark?.generation ?? 0
            if since < reader.generation {
                try tell(stream, since: since, version: version, options, reached)
            }
            if bookmark == nil, let version { try writeActivation(of: stream, version: version) }
            reached.bookmarks[stream.id] = .init(generation: reader.generation, version: version)
            try writeState(reached)
        }
    }

    /// - Throws: ``TapFault`` when a stream is asked for that is not there.
    private func choose(_ wanted: [String]?, of all: [StoreStream]) throws -> [StoreStream] {
        guard let wanted else { return all }
        for name in wanted where !all.contains(where: { $0.id == name || $0.name == name }) {
            throw TapFault(
                .catalogue,
                "The store has no stream \"\(name)\"; \"hae tap --discover\" lists those that it has."
            )
        }
        return all.filter { wanted.contains($0.id) || wanted.contains($0.name) }
    }

    private func tell(
        _ stream: StoreStream, since: Int64, version: Int64?, _ options: StoreTapOptions,
        _ reached: StoreTapState
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
                    try write(sample, type, deletedAt: isGone ? options.now : nil, to: &json)
                }
                if (records - first).isMultiple(of: Self.recordsBetweenStates) {
                    try writeState(reached)
                }
            }
        case .documents(let kind):
            try reader.documents(DocumentQuery(kinds: [kind], since: since)) { document in
                guard isWanted(document.start), since > 0 || !document.isGone else { return }
                try writeRecord(name, version) { json in
                    Self.write(document, deletedAt: document.isGone ? options.now : nil, to: &json)
                }
                if (records - first).isMultiple(of: Self.recordsBetweenStates) {
                    try writeState(reached)
                }
            }
        }
    }

    // MARK: - Records

    private func write(
        _ sample: StoredSample, _ type: String, deletedAt: Instant?, to json: inout JSONWriter
    ) throws {
        let source = try reader.sourceName(sample.source)
        var digits: [UInt8] = []
        var text: String?
        switch sample.value {
        case .number(let number): DecimalText.append(number, to: &digits)
        case .text(let value): text = value
        }
        let value = text ?? String(decoding: digits, as: UTF8.self)
        json.member(
            "id",
            RecordID.derived([
                "sample", type, "\(sample.start.seconds)", "\(sample.end.seconds)", source, value,
            ]))
        json.member("type", type)
        json.member("start", sample.start.rfc3339)
        json.member("end", sample.end.rfc3339)
        json.member("source", source)
        json.key("value")
        if let number = sample.number { json.number(number) } else { json.null() }
        json.member("text", text)
        json.member("unit", Self.filled(try reader.unitName(sample.unit)))
        json.member("device", Self.filled(try reader.deviceText(sample.device)))
        let metadata = try reader.metadata(sample.metadata)
        var pairs = JSONWriter()
        pairs.object {
            for pair in metadata { $0.member(pair.key, pair.value) }
        }
        json.member(
            "metadata", metadata.isEmpty ? nil : String(decoding: pairs.bytes, as: UTF8.self))
        json.key(StoreStream.replicationKey)
        json.integer(sample.generation)
        json.member(StoreStream.deletedAt, deletedAt?.rfc3339)
    }

    private static func write(
        _ document: StoredDocument, deletedAt: Instant?, to json: inout JSONWriter
    ) {
        let form = document.form.rawValue
        json.member("id", RecordID.derived(["document", document.kind, form, document.key]))
        json.member("kind", document.kind)
        json.member("form", form)
        json.member("key", document.key)
        json.member("start", document.start?.rfc3339)
        json.member("end", document.end?.rfc3339)
        json.member("source", filled(document.source))
        json.member("body", String(decoding: document.body, as: UTF8.self))
        json.key(StoreStream.replicationKey)
        json.integer(document.generation)
        json.member(StoreStream.deletedAt, deletedAt?.rfc3339)
    }

    private static func filled(_ text: String) -> String? { text.isEmpty ? nil : text }

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

    private func writeSchema(of stream: StoreStream) throws {
        try write("SCHEMA", stream.name) { json in
            json.key("schema")
            json.raw(stream.schema.utf8)
            json.key("key_properties")
            json.array { for key in StoreStream.keyProperties { $0.string(key) } }
            json.key("bookmark_properties")
            json.array { $0.string(StoreStream.replicationKey) }
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
    /// Writes a member that is a text or null.
    fileprivate mutating func member(_ name: String, _ text: String?) {
        key(name)
        if let text { string(text) } else { null() }
    }
}
