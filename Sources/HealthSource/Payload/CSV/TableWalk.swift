import HealthModel
import HealthPlugin

/// Reads the rows of a CSV file and shows them to a visitor.
///
/// The header decides whose rows they are; it may come again where files were joined. Section 11.2 of the
/// wire format.
struct TableWalk {
    private enum Row {
        case fields([String], Range<Int>)
        case broken(CSVError)
    }

    private var rows: FileWindow
    private var csv = CSVReader()
    private let visitor: any PayloadVisitor
    private let registry: ProviderRegistry
    private let place: FilePlace

    init(
        _ window: FileWindow, visitor: any PayloadVisitor, registry: ProviderRegistry,
        in place: FilePlace
    ) {
        (rows, self.visitor, self.registry, self.place) = (window, visitor, registry, place)
    }

    /// - Throws: ``SourceError`` when nobody knows the header, and what the visitor throws.
    mutating func run() throws {
        guard let first = try next() else {
            throw place.error(.empty, "there is nothing in it", "save the file again")
        }
        guard case .fields(let title, let range) = first else { throw unknownHeader }
        let header = CSVHeader(title)
        guard let reader = registry.reader(for: header) else { throw unknownHeader }
        for column in reader.unknownColumns(of: header) {
            visitor.warn(
                .unknownColumn, "\"\(column)\", in \"\(reader.descriptor.dataKey)\"",
                at: rows.base + Int64(range.lowerBound))
        }
        guard visitor.wants(reader) else { return }
        while let row = try next() {
            switch row {
            case .fields(let fields, let range):
                if fields != title { try take(fields, range, below: header, of: reader) }
            case .broken(let error): try refuse(error, of: reader)
            }
        }
    }

    /// Reads the next row; `nil` at the end.
    private mutating func next() throws -> Row? {
        // The bytes are lent out of this same value.
        var reader = csv
        defer { csv = reader }
        while true {
            do throws(CSVError) {
                let fields = try reader.row(rows.bytes.span, isEnd: rows.reachesEnd)
                if let fields { return .fields(fields, reader.rowOffset..<reader.offset) }
            } catch {
                return .broken(error)
            }
            let dropped = reader.offset
            guard try rows.more(keeping: dropped) else { return nil }
            reader.offset -= dropped
        }
    }

    private func take(
        _ fields: [String], _ range: Range<Int>, below header: CSVHeader,
        of reader: any PayloadReader
    ) throws {
        let offset = rows.base + Int64(range.lowerBound)
        try visitor.take(
            fields, below: header, of: reader,
            from: ItemPlace(offset: offset) { [rows] in Self.raw(rows, range) })
        try visitor.reach(offset)
    }

    private func refuse(_ error: CSVError, of reader: any PayloadReader) throws {
        let raw = Self.raw(rows, error.offset..<rows.bytes.count)
        try visitor.refuse(
            .unreadableRow, "the row has \(error.problem)", in: reader.descriptor.dataKey,
            from: ItemPlace(offset: rows.base + Int64(error.offset)) { raw })
    }

    private static func raw(_ rows: FileWindow, _ range: Range<Int>) -> [UInt8] {
        Array(rows.bytes[range].prefix(Reject.rawMax))
    }

    private var unknownHeader: SourceError {
        let known = registry.providers.compactMap { provider -> String? in
            guard let reader = provider as? any PayloadReader, !reader.keyColumns.isEmpty else {
                return nil
            }
            return "\(provider.descriptor.title) (\(reader.keyColumns.joined(separator: ", ")))"
        }
        return place.error(
            .unknownHeader, at: 0,
            "the columns of its first row are none that hae knows, which are English: "
                + known.joined(separator: "; "),
            "set the app to English, export again and import that file")
    }
}
