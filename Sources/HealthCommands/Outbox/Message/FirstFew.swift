/// The first elements of any number of them in an order, in memory for twice as many as are kept.
struct FirstFew<Element> {
    private let count: Int
    private let isBefore: (Element, Element) -> Bool
    private var kept: [Element] = []

    /// - Parameter count: At least 1.
    init(_ count: Int, by isBefore: @escaping (Element, Element) -> Bool) {
        (self.count, self.isBefore) = (count, isBefore)
    }

    mutating func add(_ element: Element) {
        kept.append(element)
        if kept.count >= 2 * count { shrink() }
    }

    /// In order.
    var elements: [Element] {
        var copy = self
        copy.shrink()
        return copy.kept
    }

    private mutating func shrink() {
        kept.sort(by: isBefore)
        kept.removeLast(max(0, kept.count - count))
    }
}
