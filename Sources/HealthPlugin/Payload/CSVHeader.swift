/// The header row of a CSV file: columns by name, units from the brackets.
///
/// Names are compared without regard to letter case and blanks, so that `Avg Speed(km/hr)` is found as
/// `Avg Speed`. Section 11.2 of the wire format.
public struct CSVHeader: Sendable {
    public struct Column: Sendable, Equatable {
        /// Without unit and surrounding blanks.
        public var name: String
        /// What stands in the brackets at the end; `nil` without any.
        public var unit: String?
    }

    public let columns: [Column]
    private let places: [String: Int]
    private let findings = HeaderFindings()

    /// Takes the fields of the first row; empty ones at its end are dropped.
    public init(_ fields: [String]) {
        var columns = fields.map(CSVHeader.column)
        while let last = columns.last, last.name.isEmpty { columns.removeLast() }
        self.columns = columns
        places = Dictionary(
            columns.enumerated().map { (CSVHeader.folded($1.name), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// What a reader makes of the header, once a file: `make` is called the first time that a type is asked for.
    public func finding<Value: Sendable>(
        _ type: Value.Type = Value.self, _ make: (CSVHeader) -> Value
    ) -> Value {
        findings.value { make(self) }
    }

    public func place(of name: String) -> Int? {
        places[CSVHeader.folded(name)]
    }

    /// Whether all these columns are there.
    public func has(_ names: [String]) -> Bool {
        names.allSatisfy { place(of: $0) != nil }
    }

    /// The columns that are none of these, in their order: what a report tells of.
    public func columns(otherThan known: [String]) -> [Column] {
        let known = Set(known.map(CSVHeader.folded))
        return columns.filter { !known.contains(CSVHeader.folded($0.name)) }
    }

    private static func column(_ field: String) -> Column {
        let text = trimmed(field[...])
        guard text.hasSuffix(")"), let bracket = text.firstIndex(of: "(") else {
            return Column(name: String(text), unit: nil)
        }
        let unit = text[text.index(after: bracket)...].dropLast()
        return Column(name: String(trimmed(text[..<bracket])), unit: String(unit))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }

    private static func folded(_ name: String) -> String {
        name.lowercased().filter { !$0.isWhitespace }
    }
}
