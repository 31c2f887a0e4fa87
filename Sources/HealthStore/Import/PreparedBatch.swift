internal import HealthModel

/// The rows of one batch in the order of the store, with the texts that they still name.
struct PreparedBatch {
    var rows: [PreparedRow] = []
    var texts: TextTable

    /// Looks up the names of a batch, each once, and sorts its rows.
    init(_ batch: SampleBatch, names: StoreNames) throws {
        texts = batch.texts
        rows.reserveCapacity(batch.rows.count)
        var types = Resolved(batch.texts.count)
        var sources = types
        var units = types
        var devices = types
        for row in batch.rows {
            var prepared = PreparedRow(
                type: try types.number(of: row.type, in: texts, names.type),
                source: try sources.number(of: row.source, in: texts, names.source),
                start: row.start.seconds, end: row.end.seconds, number: 0, text: row.text,
                unit: try units.number(of: row.unit, in: texts, names.unit),
                device: try devices.number(of: row.device, in: texts, names.device),
                metadata: row.metadata)
            if row.isNumber {
                if row.number.isFinite {
                    // Adding zero makes -0 equal 0 in every way.
                    prepared.number = row.number + 0
                    prepared.text = -1
                } else {
                    // SQLite keeps NaN as NULL, which a value never is.
                    prepared.text = texts.intern(row.number.description)
                }
            }
            rows.append(prepared)
        }
        sort()
    }

    /// Archives are almost in this order, so that mostly nothing moves.
    private mutating func sort() {
        let texts = self.texts
        var isSorted = true
        for index in rows.indices.dropFirst()
        where PreparedRow.precedes(rows[index], rows[index - 1], texts) {
            isSorted = false
            break
        }
        if !isSorted { rows.sort { PreparedRow.precedes($0, $1, texts) } }
    }

    /// The place of a row within its type and source.
    func key(of index: Int) -> SampleKey {
        let row = rows[index]
        return SampleKey(
            start: row.start, end: row.end, number: row.number,
            text: row.isNumber ? nil : Array(texts[row.text]))
    }
}

/// The store's numbers of a batch's texts, looked up when first asked for.
private struct Resolved {
    private var numbers: [Int32]

    init(_ count: Int) {
        numbers = Array(repeating: -1, count: count)
    }

    @inline(__always)
    mutating func number(
        of text: Int32, in texts: borrowing TextTable, _ table: NameTable
    ) throws -> Int32 {
        let known = numbers[Int(text)]
        if known >= 0 { return known }
        // A writable table has a number for every text.
        let number = try table.number(of: texts[text]) ?? 0
        numbers[Int(text)] = number
        return number
    }
}
