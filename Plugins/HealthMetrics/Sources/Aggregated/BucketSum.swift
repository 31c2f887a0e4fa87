import HealthPlugin

/// The points of one bucket, made from one document each, or added up from finer ones.
struct BucketSum {
    private struct Part {
        var content: MetricPoint.Content
        var sources: Set<String>
        /// As it was read, as long as nothing was added.
        var source: String
        var unknown: [JSONValue.Member]
        var sums: [ExactSum?] = []
        var count = 1
    }

    let bucket: Range<Instant>
    private let rule: FillRule
    private var parts: [(kind: String, source: String, part: Part)] = []
    /// Whether something would have had to be added that cannot be.
    private var isBroken = false

    init(_ bucket: Range<Instant>, rule: FillRule) {
        (self.bucket, self.rule) = (bucket, rule)
    }

    mutating func add(_ document: BucketDocument) {
        let kind = rule.separatesKinds ? document.content.kind : ""
        let source = rule.separatesSources ? document.source : ""
        guard let place = parts.firstIndex(where: { $0.kind == kind && $0.source == source }) else {
            // Unknown keys belong to the very bucket that had them.
            let isWhole = document.bucket == bucket
            parts.append(
                (
                    kind, source,
                    Part(
                        content: document.content, sources: Set(document.sources),
                        source: document.source, unknown: isWhole ? document.unknown : [],
                        sums: document.content.cells.map { $0.map(ExactSum.init) })
                ))
            return
        }
        guard rule.adds else {
            isBroken = true
            return
        }
        parts[place].part.count += 1
        parts[place].part.unknown = []
        parts[place].part.sources.formUnion(document.sources)
        for (index, cell) in document.content.cells.enumerated() {
            guard let cell else { continue }
            var sum = parts[place].part.sums[index] ?? ExactSum()
            sum.add(cell)
            parts[place].part.sums[index] = sum
        }
    }

    /// The points in the order of the wire: by source, then kind; `nil` where they cannot be made.
    func points(touched: Bool) -> [MetricPoint]? {
        guard !isBroken else { return nil }
        return parts.map { entry in
            let part = entry.part
            var point = MetricPoint(
                date: bucket.lowerBound, end: bucket.upperBound, content: part.content,
                source: part.source, touched: touched)
            point.unknown = part.unknown
            if part.count > 1 {
                point.content = part.content.replacingCells(part.sums.map { $0?.value })
                point.source = part.sources.sorted(by: Self.precedes).joined(separator: "|")
            }
            return point
        }.sorted { left, right in
            let (leftName, rightName) = (left.source.utf8, right.source.utf8)
            guard leftName.elementsEqual(rightName) else {
                return leftName.lexicographicallyPrecedes(rightName)
            }
            return Self.kindOrder(left.content.kind) < Self.kindOrder(right.content.kind)
        }
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// The kinds as section 3.4 of the wire format lists them; words that nobody knows come last.
    private static func kindOrder(_ kind: String) -> (Int, String) {
        let known = ["Before Meal", "After Meal", "Unspecified", "Basal", "Bolus", ""]
        return (known.firstIndex(of: kind) ?? known.count, kind)
    }
}

extension ExactSum {
    fileprivate init(_ number: Double) {
        self.init()
        add(number)
    }
}

extension MetricPoint.Content {
    /// The same shape with other numbers, in the order of ``cells``; a night that was added up has no times.
    fileprivate func replacingCells(_ cells: [Double?]) -> MetricPoint.Content {
        func cell(_ index: Int) -> Double { (index < cells.count ? cells[index] : nil) ?? 0 }
        switch self {
        case .quantity: return .quantity(cell(0))
        case .worded(_, let key, let word): return .worded(cell(0), key: key, word: word)
        case .sexualActivity:
            return .sexualActivity(
                unspecified: cell(0), protected: cell(1), unprotected: cell(2))
        case .night:
            var figures = NightFigures()
            for (place, number) in zip(NightFigures.columns, cells) {
                figures.hours[place] = number
            }
            return .night(figures)
        case .heartRate, .bloodPressure, .segment: return self
        }
    }
}
