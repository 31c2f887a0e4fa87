import HealthPlugin

/// Writes the members of records: those fields of a stream that are wanted.
struct StoreRecords {
    let reader: any ChangeReader
    /// Names of fields that stay out.
    let omitted: Set<String>

    func write(
        _ sample: StoredSample, of type: String, deletedAt: Instant?, to json: inout JSONWriter
    ) throws {
        let source = try reader.sourceName(sample.source)
        var digits: [UInt8] = []
        var text: String?
        switch sample.value {
        case .number(let number): DecimalText.append(number, to: &digits)
        case .text(let value): text = value
        }
        let value = text ?? String(decoding: digits, as: UTF8.self)
        let id = RecordID.derived([
            "sample", type, "\(sample.start.seconds)", "\(sample.end.seconds)", source, value,
        ])
        add(StoreField.key, id, to: &json)
        add("type", type, to: &json)
        add("start", sample.start.rfc3339, to: &json)
        add("end", sample.end.rfc3339, to: &json)
        add("source", source, to: &json)
        add("value", to: &json) {
            if let number = sample.number { $0.number(number) } else { $0.null() }
        }
        add("text", text, to: &json)
        try add("unit", filled(reader.unitName(sample.unit)), to: &json)
        try add("device", filled(reader.deviceText(sample.device)), to: &json)
        try add("metadata", metadata(sample.metadata), to: &json)
        addEnd(sample.generation, deletedAt, to: &json)
    }

    func write(
        _ document: StoredDocument, deletedAt: Instant?, to json: inout JSONWriter
    ) throws {
        let form = document.form.rawValue
        let id = RecordID.derived(["document", document.kind, form, document.key])
        add(StoreField.key, id, to: &json)
        add("kind", document.kind, to: &json)
        add("form", form, to: &json)
        add("key", document.key, to: &json)
        add("start", document.start?.rfc3339, to: &json)
        add("end", document.end?.rfc3339, to: &json)
        add("source", filled(document.source), to: &json)
        add("body", String(decoding: document.body, as: UTF8.self), to: &json)
        if let points = PointList(ofKind: document.kind) {
            try add(points.rawValue, to: &json) {
                try points.write(of: document, from: reader, to: &$0)
            }
        }
        addEnd(document.generation, deletedAt, to: &json)
    }

    private func addEnd(_ generation: Int64, _ deletedAt: Instant?, to json: inout JSONWriter) {
        add(StoreField.replicationKey, to: &json) { $0.integer(generation) }
        add(StoreField.deletedAt, deletedAt?.rfc3339, to: &json)
    }

    private func metadata(_ set: Int32) throws -> String? {
        let pairs = try reader.metadata(set)
        guard !pairs.isEmpty else { return nil }
        var json = JSONWriter()
        json.object { json in
            for pair in pairs {
                json.key(pair.key)
                json.string(pair.value)
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func filled(_ text: String) -> String? { text.isEmpty ? nil : text }

    /// Adds a text or null; what it costs to look it up is only paid where it is wanted.
    private func add(
        _ name: String, _ text: @autoclosure () throws -> String?, to json: inout JSONWriter
    ) rethrows {
        try add(name, to: &json) { json in
            if let text = try text() { json.string(text) } else { json.null() }
        }
    }

    private func add(
        _ name: String, to json: inout JSONWriter, _ write: (inout JSONWriter) throws -> Void
    ) rethrows {
        guard !omitted.contains(name) else { return }
        json.key(name)
        try write(&json)
    }
}
