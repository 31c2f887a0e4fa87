/// One row of a CSV file, read by the names of its columns. An empty cell is no value.
public struct CSVRow: Sendable {
    public let header: CSVHeader
    private let fields: [String]
    private let zone: ZoneTable

    /// - Parameters:
    ///   - fields: As many as the header has; one empty field more is what the app writes, and is dropped.
    ///   - zone: Where dates without an offset are local time.
    /// - Throws: ``ItemError`` for any other number of fields.
    public init(_ fields: [String], header: CSVHeader, zone: ZoneTable) throws(ItemError) {
        let count = header.columns.count
        guard fields.count >= count else { throw ItemError("has fewer fields than the header") }
        guard fields.dropFirst(count).allSatisfy(\.isEmpty) else {
            throw ItemError("has more fields than the header")
        }
        (self.fields, self.header, self.zone) = (fields, header, zone)
    }

    public func textIfPresent(_ column: String) -> String? {
        guard let place = header.place(of: column), !fields[place].isEmpty else { return nil }
        return fields[place]
    }

    /// - Throws: ``ItemError``, also for what is not finite.
    public func numberIfPresent(_ column: String) throws(ItemError) -> Double? {
        guard let text = textIfPresent(column) else { return nil }
        guard let number = Double(text), number.isFinite else {
            throw ItemError(key: column, "is not a number")
        }
        return number
    }

    public func dateIfPresent(_ column: String) throws(ItemError) -> Instant? {
        guard let text = textIfPresent(column) else { return nil }
        guard let date = WireDate.parse(Array(text.utf8), zone: zone) else {
            throw ItemError(key: column, "is not a date")
        }
        return date
    }

    /// `Yes` or `No`, in any letter case.
    public func flagIfPresent(_ column: String) throws(ItemError) -> Bool? {
        guard let text = textIfPresent(column) else { return nil }
        switch text.lowercased() {
        case "yes": return true
        case "no": return false
        default: throw ItemError(key: column, "is neither Yes nor No")
        }
    }

    /// The parts of a list, which ` | ` joins; none for an empty cell.
    public func list(_ column: String) -> [String] {
        guard var rest = textIfPresent(column)?[...] else { return [] }
        var parts: [String] = []
        while let separator = rest.firstRange(of: CSVRow.separator) {
            parts.append(String(rest[..<separator.lowerBound]))
            rest = rest[separator.upperBound...]
        }
        return parts + [String(rest)]
    }

    public func date(_ column: String) throws(ItemError) -> Instant {
        guard let date = try dateIfPresent(column) else {
            throw ItemError(key: column, "is missing")
        }
        return date
    }

    public func text(_ column: String) throws(ItemError) -> String {
        guard let text = textIfPresent(column) else { throw ItemError(key: column, "is missing") }
        return text
    }

    static let separator = " | "
}
