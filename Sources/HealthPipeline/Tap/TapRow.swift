import HealthEncoding
import HealthSinger

/// Makes rows of CSV of a tap's records: texts as they are, numbers with the digits they were written with,
/// lists and objects as JSON, null and what is missing as an empty cell.
struct TapRow {
    /// Values that no column is there for.
    private(set) var withoutColumn = 0
    private var csv = CSVWriter()

    /// The header row. A schema that names no properties has one column, `record`, with the whole record.
    mutating func header(_ columns: [String]) -> [UInt8] {
        csv.removeAll()
        if columns.isEmpty { csv.cell("record") }
        for column in columns { csv.cell(column) }
        csv.endRow()
        return csv.bytes
    }

    mutating func cells(of record: ArraySlice<UInt8>, columns: [String]) throws -> [UInt8] {
        csv.removeAll()
        if columns.isEmpty {
            csv.cell(String(decoding: record, as: UTF8.self))
        } else {
            let members = try RecordMembers(record)
            for column in columns { csv.cell(members.text(of: column) ?? "") }
            withoutColumn += members.count(notIn: columns)
        }
        csv.endRow()
        return csv.bytes
    }
}
