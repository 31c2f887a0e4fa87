extension CSVWriter {
    /// Writes a date with its offset; `nil` is an empty cell.
    public mutating func cell(_ date: Instant?, _ dates: inout DateWriter) {
        plainCell { if let date { dates.append(date, to: &$0) } }
    }

    /// Writes `Yes` or `No`; `nil` is an empty cell.
    public mutating func cell(_ flag: Bool?) {
        cell(flag.map { $0 ? "Yes" : "No" } ?? "")
    }

    /// Writes a number that keeps at least one decimal (`1.0`), as the app does for valence and dosages.
    public mutating func decimalCell(_ number: Double?) {
        plainCell { bytes in
            guard let number, number.isFinite else { return }
            let first = bytes.count
            DecimalText.append(number, to: &bytes)
            let isWhole = !bytes[first...].contains {
                $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e")
            }
            if isWhole { bytes += [UInt8(ascii: "."), UInt8(ascii: "0")] }
        }
    }

    /// Writes the parts of a list, joined.
    public mutating func cell(list parts: [String]) {
        cell(parts.joined(separator: CSVRow.separator))
    }
}
