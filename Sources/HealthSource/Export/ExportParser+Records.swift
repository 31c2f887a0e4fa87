import HealthEncoding
import HealthModel
import HealthXML

extension ExportParser {
    /// A record that stands in the main element.
    @inline(__always)
    mutating func record(
        isEmpty: Bool, _ name: ByteRange, _ window: Span<UInt8>, upTo end: Int
    ) throws {
        if rows.isFull {
            try rows.flush()
            records.forget()
        }
        report.records += 1
        do {
            let row = try readRow(window)
            if isEmpty {
                append(row)
            } else {
                openRow = row
                open.push(name, window)
                mode = .record
            }
        } catch {
            let tag = ByteRange(tokenizer.tokenStart, end)
            let reject = refuse(error, window, tag)
            if isEmpty {
                try self.reject(kind: reject.kind, reason: reject.reason, raw: reject.raw)
            } else {
                refused = reject
                open.push(name, window)
                mode = .refused
            }
        }
    }

    @inline(__always)
    private mutating func readRow(
        _ window: Span<UInt8>
    ) throws(RecordReader.Refusal) -> SampleRow {
        try records.row(
            window, tokenizer, texts: &rows.batch.texts, oddities: &oddities)
    }

    /// Completes a row by its metadata and puts it into the batch.
    private mutating func append(_ row: SampleRow) {
        var row = row
        if !records.metadata.isEmpty {
            var isUnequal = false
            row.metadata = records.metadata.intern(into: &rows.batch.texts) { isUnequal = true }
            if isUnequal { oddities.add(.unequalMetadata, "value of <MetadataEntry>") }
        }
        rows.append(row)
    }

    mutating func endRecord() throws {
        mode = .outside
        if let row = openRow { append(row) }
        openRow = nil
    }

    /// A record inside of a workout or a correlation: a row like any other, and part of the document too.
    mutating func nestedRecord(_ name: ByteRange, _ window: Span<UInt8>) throws {
        guard nested == nil else { return }
        if rows.isFull {
            try rows.flush()
            records.forget()
        }
        report.records += 1
        do {
            nested = (try readRow(window), open.depth)
        } catch {
            let reject = refuse(error, window, ByteRange(0, 0))
            try self.reject(kind: reject.kind, reason: reject.reason, raw: [])
        }
    }

    mutating func endNested(_ row: SampleRow) throws {
        nested = nil
        append(row)
    }

    private mutating func refuse(
        _ refusal: RecordReader.Refusal, _ window: Span<UInt8>, _ tag: ByteRange
    ) -> Reject {
        records.metadata.discard()
        report.recordsRejected += 1
        oddities.add(refusal.code, "\(refusal.attribute) of <Record>")
        return Reject(
            kind: "Record", file: oddities.file, offset: oddities.offset,
            reason: refusal.code == .unreadableDate
                ? "\(refusal.attribute) is not a date" : "\(refusal.attribute) is missing",
            raw: bytes(of: tag, window))
    }

    /// Adds what stands inside of a refused record to its text.
    mutating func collect(_ token: XMLToken, _ window: Span<UInt8>, upTo end: Int) {
        switch token {
        case .needsMore, .cut, .end: return
        case .startTag, .endTag, .text, .doctype, .malformed:
            let room = Reject.rawMax - (refused?.raw.count ?? Reject.rawMax)
            let start = tokenizer.tokenStart
            let part = bytes(of: ByteRange(start, min(end, start + room)), window)
            refused?.raw += part
        }
    }

    mutating func endRefused() throws {
        mode = .outside
        guard let reject = refused else { return }
        refused = nil
        report.rejects += 1
        try sink.add(reject)
    }

    /// Something inside of a record: metadata, beats, or what nobody knows.
    mutating func partOfRecord(
        _ name: ByteRange, isEmpty: Bool, _ window: Span<UInt8>
    ) throws {
        if open.depth == 2, !window.equals("MetadataEntry", name) {
            return try beginElement(name, isEmpty: isEmpty, window)
        }
        if window.equals("MetadataEntry", name) {
            try addMetadata(window)
        } else {
            oddities.add(.unknownElement, "<\(window.excerpt(name))> in <MetadataEntry>")
        }
        if !isEmpty { open.push(name, window) }
    }

    mutating func addMetadata(_ window: Span<UInt8>) throws {
        guard records.metadata.byteCount <= limits.documentMax else {
            throw fault(
                .limit, "the metadata of one record take more than \(limits.documentMax) bytes",
                Self.notAnExport)
        }
        var key: XMLAttribute?
        var value: XMLAttribute?
        for attribute in tokenizer.attributes {
            if key == nil, records.metadata.keyName.matches(window, attribute.name) {
                key = attribute
            } else if value == nil, records.metadata.valueName.matches(window, attribute.name) {
                value = attribute
            } else {
                let name = XMLAttribute(
                    name: attribute.name, value: attribute.name, needsDecoding: true)
                addMetadata(name, attribute, window)
                oddities.add(
                    .unknownAttribute, "\(window.excerpt(attribute.name)) of <MetadataEntry>")
            }
        }
        if let key { addMetadata(key, value, window) }
    }

    private mutating func addMetadata(
        _ key: XMLAttribute, _ value: XMLAttribute?, _ window: Span<UInt8>
    ) {
        let findings = records.metadata.add(key: key, value: value, window)
        oddities.add(findings, "value of <MetadataEntry>")
    }

    /// A beat list, or an unknown part of the record that is open, becomes a document that bears the record's identity.
    mutating func handOverPartOfRecord() throws {
        guard let row = openRow else { return }
        let name = partName
        let isBeats = name == "HeartRateVariabilityMetadataList"
        if !isBeats { oddities.add(.unknownElement, "<\(name)> in <Record>") }
        let texts = rows.batch.texts
        var value: [UInt8] = []
        if row.isNumber {
            DecimalText.append(row.number, to: &value)
        } else {
            value = Array(texts[row.text])
        }
        let source = texts.string(row.source)
        var key = [
            texts.string(row.type), InstantText.key(row.start), InstantText.key(row.end), source,
            String(decoding: value, as: UTF8.self),
        ]
        if !isBeats { key.append(writer.digest.text) }
        try handOver(
            Document(
                kind: isBeats ? "HeartbeatSeries" : name, key: key.joined(separator: "\n"),
                form: .element, start: row.start, end: row.end, source: source,
                body: writer.bytes))
    }
}
