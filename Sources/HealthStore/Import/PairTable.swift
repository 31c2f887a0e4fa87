/// What an import knows of one (type, source).
struct Pair {
    let type: Int32
    let source: Int32
    /// Rows that came and left since the last commit.
    var arrived: Int64 = 0
    var left: Int64 = 0
    /// The earliest and latest start among the archive's records.
    var first = Int64.max
    var last = Int64.min
    /// The run of the store's rows that is being seen without a gap: its last row's index in the current batch.
    /// ``runWaits`` when this batch has not added to it, ``noRun`` when there is none.
    var runIndex = Self.noRun
    var runFirst: SampleKey?
    /// Absent until the batch of the last row is done.
    var runLast: SampleKey?
    /// The last key of the runs that were closed.
    var highest: SampleKey?
    /// Store rows that the archive has; one may be counted twice when ``mayRepeat``.
    var seen: Int64 = 0
    var mayRepeat = false

    static let runWaits = -1
    static let noRun = -2

    init(type: Int32, source: Int32) {
        (self.type, self.source) = (type, source)
    }

    /// The archive has a record that starts then.
    @inline(__always)
    mutating func widen(to start: Int64) {
        first = min(first, start)
        last = max(last, start)
    }

    /// The archive has a row of the store, by its index in the batch; returns ``runIndex`` as it was.
    @inline(__always)
    mutating func meet(_ index: Int) -> Int {
        let before = runIndex
        seen += 1
        runIndex = index
        return before
    }
}

/// All (type, source) that an import has met, by number. Grows with their number, not with the archive.
struct PairTable {
    private(set) var ofType: [Int32: [Int]] = [:]
    private var numbers: [Int64: Int] = [:]
    private var recent: [(key: Int64, number: Int)] = Array(repeating: (-1, -1), count: 64)
    var pairs: [Pair] = []

    /// The number of a pair, or `nil` when it was never met.
    @inline(__always)
    mutating func known(type: Int32, source: Int32) -> Int? {
        let key = Int64(type) << 32 | Int64(source)
        let slot = (Int(source) &* 7 &+ Int(type)) & 63
        if recent[slot].key == key { return recent[slot].number }
        guard let number = numbers[key] else { return nil }
        recent[slot] = (key, number)
        return number
    }

    /// The number of a pair, new or not.
    @inline(__always)
    mutating func number(type: Int32, source: Int32) -> Int {
        if let number = known(type: type, source: source) { return number }
        let number = pairs.count
        pairs.append(Pair(type: type, source: source))
        numbers[Int64(type) << 32 | Int64(source)] = number
        ofType[type, default: []].append(number)
        return number
    }

    mutating func removeAll() {
        self = PairTable()
    }
}
