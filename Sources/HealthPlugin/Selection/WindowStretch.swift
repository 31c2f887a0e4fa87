/// The window that is growing.
struct WindowStretch {
    let generation: Int64
    /// Whether days of a new range may lie within those of older ones: for records that begin before what they hold.
    private let overlaps: Bool
    private var range: Range<Instant>?
    private var touched: [Range<Instant>] = []

    init(generation: Int64, overlaps: Bool = false) {
        (self.generation, self.overlaps) = (generation, overlaps)
    }

    /// Adds a touched range with the whole days around it; returns the window that it closes, if any.
    mutating func add(_ new: Range<Instant>, days: Range<Instant>) -> SelectionWindow? {
        var closed: SelectionWindow?
        if let range {
            let isFull =
                range.upperBound.seconds(since: range.lowerBound)
                >= Int64(WindowCutter.daysMax) * 86_400
            let begins = days.lowerBound
            if begins > range.upperBound || (begins == range.upperBound && isFull) {
                closed = close()
            } else if overlaps, isFull, begins > range.lowerBound {
                closed = cut(range, at: begins)
            }
        }
        if let range {
            self.range = range.lowerBound..<max(range.upperBound, days.upperBound)
        } else {
            range = days
        }
        if let last = touched.last, new.lowerBound <= last.upperBound {
            touched[touched.count - 1] = last.lowerBound..<max(last.upperBound, new.upperBound)
        } else {
            touched.append(new)
        }
        return closed
    }

    /// Closes the days before `day`, whose records nothing that comes can touch any more.
    private mutating func cut(_ range: Range<Instant>, at day: Instant) -> SelectionWindow {
        let known = touched
        self.range = day..<range.upperBound
        touched.removeAll { $0.upperBound <= day }
        return SelectionWindow(
            range: range.lowerBound..<day, touched: .ranges(known), generation: generation)
    }

    mutating func close() -> SelectionWindow? {
        defer { (range, touched) = (nil, []) }
        return range.map {
            SelectionWindow(range: $0, touched: .ranges(touched), generation: generation)
        }
    }
}
