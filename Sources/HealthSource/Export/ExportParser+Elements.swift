import HealthModel
import HealthXML

extension ExportParser {
    /// A start tag, wherever it stands.
    mutating func startTag(
        _ name: ByteRange, isEmpty: Bool, _ window: Span<UInt8>, upTo end: Int
    ) throws {
        if mode != .outside, open.depth > 1, Self.isTopLevel(name, window, inside: mode) {
            // The tag that should have ended the element before is missing.
            oddities.add(.unbalancedTag, "<\(open.name(1))>")
            while open.depth > 1 { try closeInnermost() }
        }
        if !isEmpty, open.depth >= limits.nestingMax {
            throw fault(
                .limit, "elements stand inside each other more than \(limits.nestingMax) deep",
                Self.notAnExport)
        }
        switch mode {
        case .outside where open.depth == 1:
            if window.equals("Record", name) {
                try record(isEmpty: isEmpty, name, window, upTo: end)
            } else {
                try topLevel(name, isEmpty: isEmpty, window)
            }
        case .outside: try root(name, isEmpty: isEmpty, window)
        case .record: try partOfRecord(name, isEmpty: isEmpty, window)
        case .element: try partOfElement(name, isEmpty: isEmpty, window)
        case .refused: if !isEmpty { open.push(name, window) }
        }
    }

    mutating func endTag(_ name: ByteRange, _ window: Span<UInt8>) throws {
        guard let distance = open.distance(to: name, window) else {
            return oddities.add(.unbalancedTag, "</\(window.excerpt(name))>")
        }
        if distance > 1 { oddities.add(.unbalancedTag, "</\(window.excerpt(name))>") }
        for _ in 0..<distance { try closeInnermost() }
    }

    /// Elements that stand nowhere but in the main one; a record may be part of others.
    private static func isTopLevel(
        _ name: ByteRange, _ window: Span<UInt8>, inside mode: Mode
    ) -> Bool {
        switch name.count {
        case 6: mode != .element && window.equals("Record", name)
        case 7: window.equals("Workout", name)
        case 9: window.equals("Audiogram", name)
        case 11: window.equals("Correlation", name)
        case 14: window.equals("ClinicalRecord", name)
        case 15: window.equals("ActivitySummary", name)
        case 18: window.equals("VisionPrescription", name)
        default: false
        }
    }

    private mutating func root(
        _ name: ByteRange, isEmpty: Bool, _ window: Span<UInt8>
    ) throws {
        guard !hasRoot else {
            return oddities.add(.unbalancedTag, "<\(window.excerpt(name))>")
        }
        guard window.equals("HealthData", name) else {
            throw fault(
                .noHealthData, "the main element is <\(window.excerpt(name))>, not <HealthData>",
                "give the file that \"Export All Health Data\" made")
        }
        hasRoot = true
        for attribute in tokenizer.attributes where window.equals("locale", attribute.name) {
            report.locale = window.excerpt(attribute.value)
        }
        if isEmpty { rootHasEnded = true } else { open.push(name, window) }
    }

    private mutating func topLevel(
        _ name: ByteRange, isEmpty: Bool, _ window: Span<UInt8>
    ) throws {
        if window.equals("ExportDate", name) { try readExportDate(window) }
        if window.equals("ClinicalRecord", name) {
            try refer("resourceFilePath", of: "ClinicalRecord", window) { $0.addClinical($1) }
        }
        let isWorkout = window.equals("Workout", name)
        totals = isWorkout ? WorkoutTotals(tokenizer.attributes, window) : nil
        head = DocumentHead(name, tokenizer.attributes, window, &oddities)
        try beginElement(name, isEmpty: isEmpty, window)
    }

    private mutating func readExportDate(_ window: Span<UInt8>) throws {
        var dates = DateText()
        for attribute in tokenizer.attributes where window.equals("value", attribute.name) {
            guard let moment = dates.parse(window, attribute.value) else {
                return oddities.add(.unreadableDate, "value of <ExportDate>")
            }
            guard report.exportDate == nil else { return }
            (report.exportDate, report.exportOffset) = (moment.instant, moment.offset)
            records.exportOffset = moment.offset
            try sink.begin(exportDate: moment.instant)
        }
    }

    /// Starts a document, or a part of the record that is open.
    mutating func beginElement(
        _ name: ByteRange, isEmpty: Bool, _ window: Span<UInt8>
    ) throws {
        writer.reset()
        writer.open(name, tokenizer.attributes, window, &oddities)
        if head == nil { partName = window.excerpt(name) }
        open.push(name, window)
        mode = .element
        if isEmpty { try closeInnermost() }
    }

    private mutating func partOfElement(
        _ name: ByteRange, isEmpty: Bool, _ window: Span<UInt8>
    ) throws {
        if totals != nil, try partOfWorkout(name, isEmpty: isEmpty, window) { return }
        writer.open(name, tokenizer.attributes, window, &oddities)
        guard writer.byteCount <= limits.documentMax else {
            throw fault(
                .limit,
                "<\(open.name(1))> with all that is in it is too large to be kept "
                    + "(over \(limits.documentMax) bytes)", Self.notAnExport)
        }
        open.push(name, window)
        if head != nil {
            if window.equals("Record", name) {
                try nestedRecord(name, window)
            } else if let nested, nested.depth == open.depth - 1,
                window.equals("MetadataEntry", name)
            {
                try addMetadata(window)
            }
        }
        if isEmpty { try closeInnermost() }
    }

    /// Ends the innermost open element, whether its end tag was there or not.
    mutating func closeInnermost() throws {
        let depth = open.depth
        if inlineRoute != nil, open.last == "WorkoutRoute" { try endInlineRoute() }
        open.pop()
        if depth == 1 { rootHasEnded = true }
        switch mode {
        case .outside: break
        case .record: if depth == 2 { try endRecord() }
        case .refused: if depth == 2 { try endRefused() }
        case .element:
            writer.close(&oddities)
            if let nested, nested.depth == depth { try endNested(nested.row) }
            if !writer.isOpen { try endElement() }
        }
    }

    private mutating func endElement() throws {
        guard let head else {
            mode = .record
            return try handOverPartOfRecord()
        }
        mode = .outside
        (self.head, totals) = (nil, nil)
        guard head.kind != "ExportDate" else { return }
        if !Self.knownElements.contains(head.kind) {
            oddities.add(.unknownElement, "<\(head.kind)>")
        }
        try handOver(
            Document(
                kind: head.kind, key: head.key(writer.digest, &oddities), form: .element,
                start: head.start, end: head.end, source: head.source, body: writer.bytes))
    }

    private static let knownElements: Set<String> = [
        "Me", "Correlation", "Workout", "ActivitySummary", "ClinicalRecord", "Audiogram",
        "VisionPrescription",
    ]

    mutating func handOver(_ document: Document) throws {
        report.documentsByKind[document.kind, default: 0] += 1
        try sink.add(document)
    }
}
