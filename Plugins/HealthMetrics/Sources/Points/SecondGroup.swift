import HealthPlugin

/// Holds the points of one second back, to pass them in the order of the wire: by source, kind, end, value.
struct SecondGroup {
    private struct Entry {
        var point: MetricPoint
        var kind: Int32
        var value: Double
    }

    /// Nearly always there is no other, and then nothing is allocated.
    private var first: Entry?
    private var others: [Entry] = []

    mutating func add(
        _ point: MetricPoint, kind: Int32, value: Double, _ emit: (MetricPoint) throws -> Void
    ) rethrows {
        let entry = Entry(point: point, kind: kind, value: value)
        if first?.point.date == point.date { return others.append(entry) }
        try finish(emit)
        first = entry
    }

    mutating func finish(_ emit: (MetricPoint) throws -> Void) rethrows {
        // Taken and not copied: this is done for every point.
        guard let entry = first.take() else { return }
        guard !others.isEmpty else { return try emit(entry.point) }
        others.append(entry)
        others.sort(by: Self.precedes)
        for entry in others { try emit(entry.point) }
        others.removeAll(keepingCapacity: true)
    }

    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        let (leftName, rightName) = (left.point.source.utf8, right.point.source.utf8)
        guard leftName.elementsEqual(rightName) else {
            return leftName.lexicographicallyPrecedes(rightName)
        }
        return (left.kind, left.point.end, left.value) < (right.kind, right.point.end, right.value)
    }
}
