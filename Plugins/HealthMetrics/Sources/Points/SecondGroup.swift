import HealthPlugin

/// Holds the points of one second back, to pass them in the order of the wire: by source, kind, end, value.
struct SecondGroup {
    private struct Entry {
        var point: MetricPoint
        var kind: Int32
        var value: Double
    }

    private var entries: [Entry] = []

    mutating func add(
        _ point: MetricPoint, kind: Int32, value: Double, _ emit: (MetricPoint) throws -> Void
    ) rethrows {
        if let first = entries.first, first.point.date != point.date { try finish(emit) }
        entries.append(Entry(point: point, kind: kind, value: value))
    }

    mutating func finish(_ emit: (MetricPoint) throws -> Void) rethrows {
        if entries.count > 1 { entries.sort(by: Self.precedes) }
        for entry in entries { try emit(entry.point) }
        entries.removeAll(keepingCapacity: true)
    }

    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        let (leftName, rightName) = (left.point.source.utf8, right.point.source.utf8)
        guard leftName.elementsEqual(rightName) else {
            return leftName.lexicographicallyPrecedes(rightName)
        }
        return (left.kind, left.point.end, left.value) < (right.kind, right.point.end, right.value)
    }
}
