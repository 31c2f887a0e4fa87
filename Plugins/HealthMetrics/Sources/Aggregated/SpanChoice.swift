import HealthPlugin

/// Of documents that cover the same stretch of time, those that count.
///
/// The newest first: one whose sources (or, where a row knows none, whose time alone) are those of a newer one is
/// replaced by it. What is left came from different sources. They are sent apart where sources are; else the best
/// source's counts, as sources are never added.
struct SpanChoice {
    struct Entry {
        var document: BucketDocument
        var generation: Int64
    }

    private(set) var documents: [BucketDocument]

    init(_ entries: [Entry], rule: FillRule) {
        var kept: [BucketDocument] = []
        for entry in entries.sorted(by: { Self.precedes($0, $1, rule) }) {
            let document = entry.document
            guard let place = kept.firstIndex(where: { $0.isSameThing(as: document) }) else {
                kept.append(document)
                continue
            }
            // A row that says the same says less.
            if kept[place].isRow, !document.isRow,
                kept[place].content.cells == document.content.cells
            {
                kept[place] = document
            }
        }
        documents = rule.separatesSources ? kept : Self.best(kept, rule.order)
    }

    /// Puts all numbers into the metric's unit; what has another dimension is left out.
    mutating func convert(to metric: SelectedMetric, _ warn: () -> Void) {
        documents = documents.compactMap { document in
            let recorded = HealthUnit.wireText(document.units)
            guard let conversion = UnitConversion(from: recorded, to: metric.unit) else {
                warn()
                return nil
            }
            var converted = document
            converted.content = document.content.mapNumbers {
                let number = conversion($0)
                return metric.unit == "%" ? Percent.number(ofFraction: number) : number
            }
            return converted
        }
    }

    private static func precedes(_ left: Entry, _ right: Entry, _ rule: FillRule) -> Bool {
        if rule.rowsYield, left.document.isRow != right.document.isRow {
            return !left.document.isRow
        }
        guard left.generation == right.generation else { return left.generation > right.generation }
        let (leftName, rightName) = (left.document.source.utf8, right.document.source.utf8)
        return leftName.lexicographicallyPrecedes(rightName)
    }

    /// Of each kind the document of the best source.
    private static func best(_ documents: [BucketDocument], _ order: SourceOrder)
        -> [BucketDocument]
    {
        guard documents.count > 1 else { return documents }
        let table = SourceTable(documents.flatMap(\.sources))
        func rank(_ document: BucketDocument) -> SourceRank {
            document.sources.compactMap { name in
                let index = table.names.firstIndex(of: name).map { Int32($0) } ?? 0
                return order.rank(source: index, name: name, device: "", isManual: false)
            }.min() ?? SourceRank(group: .other, source: .max)
        }
        var best: [String: (rank: SourceRank, document: BucketDocument)] = [:]
        for document in documents {
            let rank = rank(document)
            if let known = best[document.content.kind], known.rank <= rank { continue }
            best[document.content.kind] = (rank, document)
        }
        return best.sorted { $0.key < $1.key }.map(\.value.document)
    }
}

extension BucketDocument {
    /// Whether both tell of the same: equal or unknown kinds, common or unknown sources.
    fileprivate func isSameThing(as other: BucketDocument) -> Bool {
        let kinds = isRow || other.isRow || content.kind == other.content.kind
        guard kinds else { return false }
        let (own, others) = (sources, other.sources)
        return own.isEmpty || others.isEmpty || own.contains(where: others.contains)
    }
}
