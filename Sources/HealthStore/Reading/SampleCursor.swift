internal import HealthPlugin

/// The samples of one type that a query selects, one by one, in order.
final class SampleCursor {
    private let pages: SamplePages
    private var page: [StoredSample] = []
    /// The next sample to be passed.
    private var index = 0

    init(_ pages: SamplePages) {
        self.pages = pages
    }

    /// Makes sure that there is a next sample, turning a page when it has to; `false` at the end.
    func prepare() throws -> Bool {
        guard index == page.count else { return true }
        index = 0
        try pages.turn(&page)
        return !page.isEmpty
    }

    /// The sample that comes next, once it is prepared.
    var current: StoredSample { page[index] }

    func advance() {
        index += 1
    }

    /// Passes everything that is left.
    func forEach(_ body: (StoredSample) throws -> Void) throws {
        while try prepare() {
            // Properties would cost a check at each access.
            for sample in page[index...] { try body(sample) }
            index = page.count
        }
    }

    /// Whether this cursor's next sample comes before another's in the order (start, end, source, value).
    func precedes(_ other: SampleCursor) -> Bool {
        let (mine, theirs) = (index, other.index)
        if page[mine].start != other.page[theirs].start {
            return page[mine].start < other.page[theirs].start
        }
        if page[mine].end != other.page[theirs].end {
            return page[mine].end < other.page[theirs].end
        }
        if page[mine].source != other.page[theirs].source {
            return page[mine].source < other.page[theirs].source
        }
        switch (page[mine].value, other.page[theirs].value) {
        case (.number(let left), .number(let right)): return left < right
        case (.number, .text): return true
        case (.text, .number): return false
        case (.text(let left), .text(let right)):
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }
}
