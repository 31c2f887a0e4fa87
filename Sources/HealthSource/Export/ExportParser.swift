import HealthModel
import HealthPlugin
import HealthXML

/// Reads the main XML of an archive, window after window, and hands over rows, documents and rejects.
///
/// It follows the shape that phones write and survives any other: what has no place is kept as a document or a reject,
/// tags without their counterpart are closed or passed over, and both are counted.
struct ExportParser: ~Copyable {
    /// What the innermost open element below the main one belongs to.
    enum Mode {
        /// Nothing is open but the main element, or not even that.
        case outside
        /// A record, whose row is ready but for its metadata.
        case record
        /// Part of a document.
        case element
        /// A record that was refused; its text is collected.
        case refused
    }

    let archive: String
    let limits: ReadLimits
    let sink: any ImportSink
    var tokenizer: XMLTokenizer
    var oddities: Oddities
    var rows: RowBatches
    var records = RecordReader()
    var writer = ElementWriter()
    var open = NameStack()
    var mode = Mode.outside
    var hasRoot = false
    var rootHasEnded = false
    /// The row of the record that is open.
    var openRow: SampleRow?
    /// The row of a record inside of the element that is open, and how deep it stands.
    var nested: (row: SampleRow, depth: Int)?
    /// What the opening tag of the element said; absent when the element belongs to a record.
    var head: DocumentHead?
    /// The name of the element that belongs to the open record.
    var partName = ""
    var refused: Reject?
    /// The points of the route that is open, in old exports.
    var inlineRoute: InlineRoute?
    /// What the tag of the open workout says.
    var totals: WorkoutTotals?
    private(set) var references = FileReferences()
    var report = ReadReport()

    /// - Parameters:
    ///   - archive: The archive as the user named it, for errors.
    ///   - file: The main XML inside of it, for warnings and rejects.
    init(archive: String, file: String, sink: any ImportSink, limits: ReadLimits) {
        (self.archive, self.sink, self.limits) = (archive, sink, limits)
        tokenizer = XMLTokenizer(limits: limits.markup)
        oddities = Oddities(file: file)
        rows = RowBatches(into: sink, limits: limits)
        report.mainFile = file
    }

    /// Reads as many whole tokens as the window holds.
    ///
    /// - Parameters:
    ///   - base: Where the window begins in the uncompressed file.
    ///   - isLast: Nothing follows.
    /// - Returns: How many bytes were used; the rest must be at the front of the next window.
    /// - Throws: ``SourceError``, or what the sink throws.
    mutating func consume(_ window: Span<UInt8>, at base: Int64, isLast: Bool) throws -> Int {
        var position = 0
        while true {
            let token = try next(window, &position, base, isLast)
            oddities.offset = base + Int64(tokenizer.tokenStart)
            if mode == .refused { collect(token, window, upTo: position) }
            switch token {
            case .startTag(let name, let isEmpty):
                try startTag(name, isEmpty: isEmpty, window, upTo: position)
            case .endTag(let name): try endTag(name, window)
            case .text(let range, let isLiteral): text(range, isLiteral: isLiteral, window)
            case .doctype(let range): readVersion(range, window)
            case .malformed(let range, let fault): try setAside(range, fault, window)
            case .needsMore: return position
            case .end where rootHasEnded: return window.count
            case .end, .cut: throw cut()
            }
        }
    }

    /// Hands over what is left and returns the account.
    mutating func finish() throws -> ReadReport {
        try rows.flush()
        report.recordsByType = rows.countsByType
        report.warnings = oddities.log.warnings
        return report
    }

    private mutating func next(
        _ window: Span<UInt8>, _ position: inout Int, _ base: Int64, _ isLast: Bool
    ) throws -> XMLToken {
        do {
            return try tokenizer.next(in: window, at: &position, isLast: isLast)
        } catch {
            let (piece, maximum) =
                switch error.kind {
                case .value: ("an attribute value", limits.markup.valueMax)
                case .text: ("a run of text", limits.markup.valueMax)
                case .tag: ("a tag", limits.markup.tagMax)
                case .doctype: ("the DOCTYPE", limits.markup.doctypeMax)
                }
            oddities.offset = base + Int64(error.position)
            throw fault(.limit, "\(piece) takes more than \(maximum) bytes", Self.notAnExport)
        }
    }

    static let notAnExport = "no phone writes such a file; make the export again"

    func fault(_ code: SourceError.Code, _ problem: String, _ remedy: String) -> SourceError {
        SourceError(
            code, file: archive, member: oddities.file == archive ? nil : oddities.file,
            position: oddities.offset, problem: problem, remedy: remedy)
    }

    private func cut() -> SourceError {
        let expected = hasRoot ? "</HealthData>" : "<HealthData>"
        return fault(
            .truncated, "the file ends before \(expected)",
            "copy the file again, or repeat with --salvage to keep what is whole")
    }

    private mutating func readVersion(_ doctype: ByteRange, _ window: Span<UInt8>) {
        let label: StaticString = "HealthKit Export Version:"
        var cursor = doctype.start
        while cursor < doctype.end, !window.matches(label, at: cursor) { cursor += 1 }
        cursor += label.utf8CodeUnitCount
        while cursor < doctype.end, window[cursor] == UInt8(ascii: " ") { cursor += 1 }
        var version = 0
        let first = cursor
        while cursor < doctype.end, cursor < first + 6 {
            let digit = window[cursor] ^ UInt8(ascii: "0")
            guard digit <= 9 else { break }
            version = version * 10 + Int(digit)
            cursor += 1
        }
        guard cursor > first else { return }
        report.version = version
        if !(1...14).contains(version) {
            oddities.add(.unknownVersion, "comment in the DOCTYPE")
        }
    }

    private mutating func text(_ range: ByteRange, isLiteral: Bool, _ window: Span<UInt8>) {
        switch mode {
        case .element: writer.text(range, isLiteral: isLiteral, window, &oddities)
        case .outside, .record: oddities.add(.strayText, "text between elements")
        case .refused: break
        }
    }

    /// Remembers a file that the XML names; `add` gets its path below the archive's root.
    mutating func refer(
        _ attribute: StaticString, of element: StaticString, _ window: Span<UInt8>,
        _ add: (inout FileReferences, String) -> Void
    ) throws {
        for found in tokenizer.attributes where window.equals(attribute, found.name) {
            var text: [UInt8] = []
            _ = XMLText.append(found.value, of: window, to: &text)
            guard let key = Route.key(path: String(decoding: text, as: UTF8.self)) else {
                return oddities.add(.pathEscape, "\(attribute) of <\(element)>")
            }
            add(&references, key)
            guard references.count <= limits.referencesMax else {
                throw fault(
                    .limit, "it names more than \(limits.referencesMax) files", Self.notAnExport)
            }
        }
    }

    private mutating func setAside(
        _ range: ByteRange, _ fault: XMLFault, _ window: Span<UInt8>
    ) throws {
        oddities.add(.malformedTag, "\(fault)")
        try reject(
            kind: "tag", reason: "a tag cannot be read: \(fault)",
            raw: bytes(of: range, window))
    }

    mutating func reject(kind: String, reason: String, raw: [UInt8]) throws {
        report.rejects += 1
        try sink.add(
            Reject(
                kind: kind, file: oddities.file, offset: oddities.offset, reason: reason, raw: raw))
    }

    func bytes(of range: ByteRange, _ window: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for position in range.start..<min(range.end, range.start + Reject.rawMax) {
            bytes.append(window[position])
        }
        return bytes
    }
}
