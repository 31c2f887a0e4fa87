/// The store as plain lists in memory, written for clarity: what the real one has to agree with.
struct ModelStore {
    struct Version {
        var row: TestRow
        var generation: Int64
        var gone: Int64?

        func isSeen(at generation: Int64) -> Bool {
            self.generation <= generation && (gone.map { $0 > generation } ?? true)
        }
    }

    private(set) var versions: [TestRow.Key: [Version]] = [:]
    private(set) var generation: Int64 = 0
    private var newest: Int64?

    mutating func importArchive(_ rows: [TestRow], exported date: Int64?, addOnly: Bool) {
        generation += 1
        let isCurrent = date.map { date in newest.map { $0 <= date } ?? true } ?? false
        let isSnapshot =
            !addOnly && (date.map { date in newest.map { $0 < date } ?? true } ?? false)
        var kept: [TestRow.Key: TestRow] = [:]
        for row in rows {
            kept[row.key] = kept[row.key].map { Self.better($0, row) } ?? row
        }
        for (key, row) in kept { place(key, row, isCurrent: isCurrent) }
        if isSnapshot { markGone(rows, keys: Set(kept.keys)) }
        if let date { newest = max(newest ?? date, date) }
    }

    func rows(at generation: Int64) -> [TestRow] {
        versions.values.flatMap { $0 }.filter { $0.isSeen(at: generation) }.map(\.row)
    }

    /// Starts and ends of what arrived or left.
    func arrivals(of types: [String], since position: Int64, at generation: Int64) -> Set<[Int64]> {
        let counts = { (number: Int64) in number > position && number <= generation }
        return Set(
            versions.values.flatMap { $0 }
                .filter { types.contains($0.row.type) }
                .filter { counts($0.generation) || ($0.gone.map(counts) ?? false) }
                .map { [$0.row.start, $0.row.end] })
    }

    private mutating func place(_ key: TestRow.Key, _ row: TestRow, isCurrent: Bool) {
        var list = versions[key] ?? []
        if let index = list.firstIndex(where: { $0.gone == nil }) {
            guard list[index].row.metadata.isEmpty, !row.metadata.isEmpty else { return }
            list[index].gone = generation
        } else if !list.isEmpty, !isCurrent {
            return
        }
        list.append(Version(row: row, generation: generation))
        versions[key] = list
    }

    private mutating func markGone(_ rows: [TestRow], keys: Set<TestRow.Key>) {
        var spans: [[String]: ClosedRange<Int64>] = [:]
        for row in rows {
            let pair = [row.type, row.source]
            let span = spans[pair] ?? row.start...row.start
            spans[pair] = min(span.lowerBound, row.start)...max(span.upperBound, row.start)
        }
        for (key, list) in versions where !keys.contains(key) {
            guard let span = spans[[key.type, key.source]], span.contains(key.start) else {
                continue
            }
            versions[key] = list.map { version in
                var version = version
                if version.gone == nil { version.gone = generation }
                return version
            }
        }
    }

    /// Of two copies the one with metadata, then the one with a device, then by the bytes.
    private static func better(_ left: TestRow, _ right: TestRow) -> TestRow {
        let rank = { (row: TestRow) in
            (row.metadata.isEmpty ? 1 : 0, row.device.isEmpty ? 1 : 0)
        }
        if rank(left) != rank(right) { return rank(left) < rank(right) ? left : right }
        for field in [\TestRow.metadata, \.device, \.unit]
        where left[keyPath: field] != right[keyPath: field] {
            let (one, other) = (left[keyPath: field].utf8, right[keyPath: field].utf8)
            return one.lexicographicallyPrecedes(other) ? left : right
        }
        return left
    }
}
